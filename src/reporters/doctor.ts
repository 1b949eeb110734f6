import { bestCommand } from '../findings/best-command.ts';
import { coverage, type Gap, toProvide } from '../findings/coverage.ts';
import type { Report } from '../findings/report.ts';
import { clean } from './clean.ts';
import { paint } from './colour.ts';
import { count } from './count.ts';
import { position } from './pretty/layout.ts';
import { DEFAULT_WIDTH } from './pretty.ts';
import type { ReporterOptions } from './reporter.ts';
import { wrap } from './wrap.ts';

/** What the inputs cannot tell, the fact that decides most checks first, and what to type to get each. */
export function doctorText(report: Report, options: ReporterOptions = {}): string {
  const { bold, dim, command } = paint(options.colour ?? false);
  const width = options.width ?? DEFAULT_WIDTH;
  const { summary } = report;
  const inputs = report.verdicts.filter((verdict) => verdict.subject.kind === 'input');
  const decided = summary.pass + summary.fail.error + summary.fail.warning + summary.fail.note;
  const lines = [
    bold(
      `${count(summary.hosts, 'host')}, ${count(summary.vms, 'VM')}: ${count(decided, 'check')} decided, ${summary.unknown} undecided, ${summary.notApplicable} not applicable`,
    ),
  ];
  for (const { message, location, remedy } of inputs) {
    const place = location === undefined ? '' : `${position(location)}: `;
    lines.push(
      '',
      ...wrap(clean(`${place}${message ?? ''}`), width, ''),
      ...(remedy?.manual ?? []).flatMap((text) => wrap(clean(text), width, '  ')),
    );
  }
  const gaps = coverage(report.verdicts);
  if (gaps.length === 0) lines.push('', 'Nothing is missing: every check that applies was decided.');
  const best = gaps.length > 1 ? bestCommand(report.verdicts) : undefined;
  if (best !== undefined) {
    const where = best.perHost ? ', for each host' : '';
    lines.push(
      '',
      ...wrap(`One command supplies what ${best.checks} of ${count(best.undecided, 'undecided check')} lack${where}:`, width, ''),
      `  ${command(clean(best.command))}`,
    );
  }
  for (const gap of gaps) lines.push('', ...gapLines(gap, width, { dim, command }));
  return `${lines.join('\n')}\n`;
}

function gapLines(
  gap: Gap,
  width: number,
  { dim, command }: { dim(text: string): string; command(text: string): string },
): readonly string[] {
  const places = gap.hosts + gap.others;
  const named = gap.examples.map(clean).join(', ');
  const more = places > gap.examples.length ? ` and ${places - gap.examples.length} more` : '';
  return [
    ...wrap(clean(`${gap.group}: ${gap.because}`), width, ''),
    `  ${dim(`${count(gap.checks, 'check')} undecided on ${named}${more}`)}`,
    `  ${command(clean(toProvide(gap.provide)))}`,
  ];
}
