import { compareNatural } from '../findings/order.ts';
import type { Level, RuleCard } from '../findings/report.ts';
import { PROFILE_TEXTS, type Profile } from '../findings/severity.ts';
import { clean } from './clean.ts';
import { type Paint, paint } from './colour.ts';
import { count } from './count.ts';
import type { ReporterOptions } from './reporter.ts';
import { columns } from './wrap.ts';

const LEVELS: readonly Level[] = ['error', 'warning', 'note'];
const LEVEL_WIDTH = Math.max(...LEVELS.map((level) => level.length));

export interface RulesListOptions extends ReporterOptions {
  /** Whose levels to show; recommended by default. Another one also tells what it changes. */
  readonly profile?: Profile;
}

/** All rules by family, aligned over all families, for `vlint rules`. Families keep the order in which they come first. */
export function rulesList(cards: Iterable<RuleCard>, { profile = 'recommended', colour = false }: RulesListOptions = {}): string {
  const colours = paint(colour);
  const all = [...cards];
  const idWidth = Math.max(0, ...all.map(({ id }) => columns(clean(id))));
  const head = profile === 'recommended' ? [] : [`${colours.bold(`Profile ${profile}`)}: ${PROFILE_TEXTS[profile]}`];
  const blocks = [...byFamily(all)].map(([family, members]) => {
    const rows = members.flatMap((card) => ruleLines(card, { profile, colours, idWidth }));
    return [colours.bold(clean(family)), ...rows].join('\n');
  });
  return `${[...head, ...blocks, count(all.length, 'rule')].join('\n\n')}\n`;
}

interface Table {
  readonly profile: Profile;
  readonly colours: Paint;
  readonly idWidth: number;
}

function ruleLines(card: RuleCard, { profile, colours, idWidth }: Table): readonly string[] {
  const { id, severity, title, plugin } = card;
  const level = severity[profile];
  const name = clean(id);
  const padding = ' '.repeat(idWidth - columns(name));
  const origin = plugin === undefined ? '' : colours.dim(` (${clean(plugin)})`);
  const row = `  ${name}${padding}  ${colours[level](level)}${' '.repeat(LEVEL_WIDTH - level.length)}  ${clean(title)}${origin}`;
  const indent = ' '.repeat(idWidth + LEVEL_WIDTH + 6);
  return [row, ...changes(card, profile).map((text) => `${indent}${colours.dim(clean(text))}`)];
}

/** What a profile changes in a rule: its level, that of its cases, and what it forgives. */
function changes({ severity, cases, exceptions }: RuleCard, profile: Profile): readonly string[] {
  if (profile === 'recommended') return [];
  const usual = severity[profile] === severity.recommended ? [] : [`otherwise ${severity.recommended}`];
  const inCases = cases
    .filter((one) => one.severity[profile] !== one.severity.recommended)
    .map((one) => `${one.severity[profile]}, otherwise ${one.severity.recommended}: ${one.when}`);
  const forgiven = exceptions.filter((one) => one.profile === profile).map(({ when }) => `not at all: ${when}`);
  return [...usual, ...inCases, ...forgiven];
}

function byFamily(cards: readonly RuleCard[]): ReadonlyMap<string, readonly RuleCard[]> {
  const families = new Map<string, RuleCard[]>();
  for (const card of cards) {
    const members = families.get(card.family);
    if (members === undefined) families.set(card.family, [card]);
    else members.push(card);
  }
  for (const members of families.values()) members.sort((a, b) => compareNatural(a.id, b.id));
  return families;
}
