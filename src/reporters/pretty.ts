import { type CauseGroup, causesOf } from '../findings/causes.ts';
import type { Report, Source, Verdict } from '../findings/report.ts';
import { clean } from './clean.ts';
import { paint } from './colour.ts';
import { count } from './count.ts';
import { causeLines } from './pretty/cause.ts';
import { coverageLines, summaryLine } from './pretty/coverage.ts';
import { findingsAlike } from './pretty/finding.ts';
import { fixLines } from './pretty/fix.ts';
import type { RuleGroup } from './pretty/group.ts';
import { groupByRule, groupByShape } from './pretty/group.ts';
import type { Layout } from './pretty/layout.ts';
import type { ReporterOptions } from './reporter.ts';
import { paragraphs, sourceItem } from './rule-text.ts';
import { hostOf, vmOf } from './subject-path.ts';
import { wrap } from './wrap.ts';

export const DEFAULT_WIDTH = 100;

/** For the terminal: findings by rule, worst first, then how much was judged, then one line that says it all. */
export function pretty(report: Report, options: ReporterOptions = {}): string {
  const layout: Layout = { width: options.width ?? DEFAULT_WIDTH, paint: paint(options.colour ?? false) };
  const causes = new Map(causesOf(report.verdicts).map((group) => [group.cause.fingerprint, group]));
  const blocks = groupByRule(report).map((group) => ruleLines(group, report, causes, layout));
  const all = [...blocks, coverageLines(report, layout), [summaryLine(report.summary, layout)]];
  return `${all.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

type Causes = ReadonlyMap<string, CauseGroup>;

function ruleLines(group: RuleGroup, report: Report, causes: Causes, layout: Layout): readonly string[] {
  const { card, level, fails } = group;
  const head = `${layout.paint[level](level)} ${layout.paint.bold(clean(card.id))}`;
  return [
    `${head} ${clean(card.title)}`,
    `  ${extent(group, report)}`,
    '',
    ...findingLines(group, causes, layout),
    '',
    ...paragraphs(card.rationale).flatMap((text, at) =>
      wrap(clean(text), layout.width, at === 0 ? '  Why: ' : '       ', '       '),
    ),
    ...fixLines(fails, card.remedy, layout),
    ...card.sources.flatMap((source) => sourceLines(source, layout)),
  ];
}

/** Findings under the cause that they share with others, and those alike together, in the order in which the first of each comes. */
function findingLines({ fails, level }: RuleGroup, causes: Causes, layout: Layout): readonly string[] {
  const explained = new Map<CauseGroup, Verdict[]>();
  const alone: Verdict[] = [];
  for (const fail of fails) {
    const group = fail.cause && causes.get(fail.cause.fingerprint);
    if (group === undefined) alone.push(fail);
    else if (explained.get(group)?.push(fail) === undefined) explained.set(group, [fail]);
  }
  const blocks = [
    ...[...explained].map(([group, own]) => ({ first: own[0], lines: causeLines(group, own, level, layout) })),
    ...groupByShape(alone).map((alike) => ({ first: alike[0], lines: findingsAlike(alike, level, layout) })),
  ];
  const order = new Map(fails.map((fail, at) => [fail, at]));
  const place = ({ first }: { readonly first: Verdict | undefined }) => (first && order.get(first)) ?? 0;
  return blocks.sort((a, b) => place(a) - place(b)).flatMap(({ lines }) => lines);
}

/** "37 of 40 hosts", "3 of 40 VMs", both, or the number of findings where neither is concerned. */
function extent({ fails }: RuleGroup, { summary }: Report): string {
  const hosts = new Set<string>();
  const vms = new Set<string>();
  let others = 0;
  for (const { subject } of fails) {
    const host = hostOf(subject);
    const vm = vmOf(subject);
    if (vm !== undefined) vms.add(JSON.stringify([subject.cluster, host, vm]));
    else if (host !== undefined) hosts.add(host.toLowerCase());
    else others++;
  }
  const parts = [
    hosts.size === 0 ? '' : `${hosts.size} of ${count(summary.hosts, 'host')}`,
    vms.size === 0 ? '' : `${vms.size} of ${count(summary.vms, 'VM')}`,
    others === 0 ? '' : count(others, 'finding'),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function sourceLines(source: Source, { width, paint: { dim } }: Layout): readonly string[] {
  const { text, url } = sourceItem(source);
  const lines = wrap(clean(text), width, '  Source: ', '          ');
  return url === undefined ? lines : [...lines, `          ${dim(clean(url))}`];
}
