import type { Report, Source } from '../findings/report.ts';
import { clean } from './clean.ts';
import { paint } from './colour.ts';
import { count } from './count.ts';
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
  const blocks = groupByRule(report).map((group) => ruleLines(group, report, layout));
  const all = [...blocks, coverageLines(report, layout), [summaryLine(report.summary, layout)]];
  return `${all.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function ruleLines(group: RuleGroup, report: Report, layout: Layout): readonly string[] {
  const { card, level, fails } = group;
  const head = `${layout.paint[level](level)} ${layout.paint.bold(clean(card.id))}`;
  return [
    `${head} ${clean(card.title)}`,
    `  ${extent(group, report)}`,
    '',
    ...groupByShape(fails).flatMap((alike) => findingsAlike(alike, level, layout)),
    '',
    ...paragraphs(card.rationale).flatMap((text, at) =>
      wrap(clean(text), layout.width, at === 0 ? '  Why: ' : '       ', '       '),
    ),
    ...fixLines(fails, card.remedy, layout),
    ...card.sources.flatMap((source) => sourceLines(source, layout)),
  ];
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
