import type { Location, RuleCard, Verdict } from '../../findings/report.ts';
import { clean } from '../clean.ts';
import { count, someOf } from '../count.ts';
import { fenced } from '../fence.ts';
import { fixesOf } from '../fixes.ts';
import { paragraphs, sourceItem } from '../rule-text.ts';
import { subjectPath } from '../subject-path.ts';
import { code, escaped } from './escape.ts';
import type { Group } from './group.ts';

const NAMES = 5;

/** A group with all of its findings, or with the first `shown` of them and the number of the rest; collapsed. */
export function block(group: Group, shown = group.verdicts.length): string {
  const { cards, cause, verdicts } = group;
  const isOfSeveral = cards.length > 1;
  const place = cause?.location === undefined ? [] : [`Cause: ${code(position(cause.location))}`];
  const left = verdicts.length - shown;
  const findings = [
    ...verdicts.slice(0, shown).map((verdict) => finding(verdict, isOfSeveral)),
    ...(left > 0 ? [`- … and ${count(left, 'more finding')}; the JSON report has them all`] : []),
  ];
  const told = [...place, findings.join('\n'), ...fix(group), ...cards.flatMap((card) => why(card, isOfSeveral))];
  return ['<details>', `<summary>${summary(group)}</summary>`, '', told.join('\n\n'), '', '</details>'].join('\n');
}

/** The line of a group alone, where there is no room for more. */
export function line(group: Group): string {
  return `- ${summary(group)}`;
}

function summary({ level, cause, cards, verdicts }: Group): string {
  const ids = cards.map((card) => code(card.id)).join(', ');
  const [card] = cards;
  const title =
    cause === undefined ? escaped(card?.title ?? '') : `${code(subjectPath(cause.subject))} ${escaped(cause.message)}`;
  return `<b>${level}</b> ${title} (${count(verdicts.length, 'finding')} of ${ids})`;
}

function finding({ level = 'error', location, message, ruleId, subject }: Verdict, isOfSeveral: boolean): string {
  const rule = isOfSeveral ? ` ${code(ruleId)}` : '';
  const place = location === undefined ? '' : ` ${code(position(location))}`;
  return `- <b>${level}</b>${rule} ${code(subjectPath(subject))}: ${escaped(message ?? ruleId)}${place}`;
}

function fix({ cards, verdicts }: Group): readonly string[] {
  const { esxcli, powercli, manual, left } = fixesOf(verdicts, cards[0]?.remedy);
  const commands = (tool: 'esxcli' | 'PowerCLI', lines: readonly string[]) => fenced({ tool, lines: lines.map(clean) });
  const rest = left.esxcli + left.powercli + left.manual;
  return [
    ...esxcli.flatMap(({ hosts, lines }) => {
      const where = hosts.length === 0 ? '' : ` on ${someOf(hosts.map(code), NAMES)}`;
      return [`Fix${where}:`, commands('esxcli', lines)];
    }),
    ...(powercli.length === 0 ? [] : ['Fix with PowerCLI:', commands('PowerCLI', powercli.flat())]),
    ...manual.map((text) => `Fix: ${escaped(text)}`),
    ...(rest > 0 ? [`… and ${count(rest, 'more remedy', 'more remedies')}; the JSON report has them all`] : []),
  ];
}

function why(card: RuleCard, isOfSeveral: boolean): readonly string[] {
  const sources = card.sources
    .map(sourceItem)
    .map(({ text, url }) => (url === undefined ? escaped(text) : `${escaped(text)} ${link(url)}`));
  return [
    ...(isOfSeveral ? [`<b>${escaped(card.title)}</b> (${code(card.id)})`] : []),
    ...paragraphs(card.rationale).map((text, at) => `${at === 0 ? 'Why: ' : ''}${escaped(text)}`),
    ...(sources.length === 0 ? [] : [['Sources:', '', ...sources.map((source) => `- ${source}`)].join('\n')]),
  ];
}

/** The sources of a plugin's rule are another's data: only what is an address of the web becomes a link. */
function link(url: string): string {
  return /^https?:/i.test(url) && URL.canParse(url)
    ? `<${new URL(url).href.replace(/[<>]/g, encodeURIComponent)}>`
    : escaped(url);
}

/** `file:line:column`; the file alone where the whole file is meant; in an archive `archive!file`, in a workbook its cell. */
function position({ file, inside, cell, line: row, column }: Location): string {
  const name = `${file === '-' ? '<stdin>' : file}${inside === undefined ? '' : `!${inside}`}`;
  if (cell !== undefined) return `${name}: ${cell}`;
  return row < 1 ? name : `${name}:${row}:${column}`;
}
