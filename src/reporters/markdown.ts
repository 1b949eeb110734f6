import { coverage, gapSentence } from '../findings/coverage.ts';
import type { Report } from '../findings/report.ts';
import { count } from './count.ts';
import { escaped } from './markdown/escape.ts';
import { fitted } from './markdown/fit.ts';
import { groupsOf } from './markdown/group.ts';
import type { ReporterOptions } from './reporter.ts';

/** GitHub takes no longer comments, in characters. */
const CAP = 65_536;
/** For what is undecided, where findings fill the rest. */
const GAPS = 4_096;
/** By which a later run finds the comment to put its own in place of. */
export const MARKER = '<!-- vlint report -->';

/**
 * Markdown for a comment on a pull request or the summary of a job: the worst first, effects under their cause, details collapsed. Data
 * is escaped. It is never longer than GitHub takes; what is left out is counted.
 */
export function markdown(report: Report, _options: ReporterOptions = {}): string {
  const { fail, pass, unknown, notApplicable, hosts, vms } = report.summary;
  const found = [count(fail.error, 'error'), count(fail.warning, 'warning'), count(fail.note, 'note')].join(', ');
  const groups = groupsOf(report);
  const head = [
    MARKER,
    `### vlint: ${groups.length === 0 ? 'no findings' : found}`,
    `${count(hosts, 'host')} and ${count(vms, 'VM')} looked at: ${count(pass, 'check')} passed, ${unknown} undecided, ${notApplicable} not applicable.`,
  ].join('\n\n');
  const gaps = gapBlock(report, GAPS);
  const told = fitted(groups, CAP - head.length - gaps.length - 8);
  return `${[head, ...separated(told), ...(gaps === '' ? [] : [gaps])].join('\n\n')}\n`;
}

/** Lines of groups that follow one another are one list. */
function separated(told: readonly string[]): readonly string[] {
  const blocks: string[] = [];
  for (const text of told) {
    const last = blocks.at(-1);
    if (text.startsWith('- ') && last?.startsWith('- ')) blocks[blocks.length - 1] = `${last}\n${text}`;
    else blocks.push(text);
  }
  return blocks;
}

/** What could not be judged and how to supply it, in at most `room` characters; nothing when all was judged. */
function gapBlock(report: Report, room: number): string {
  const gaps = coverage(report.verdicts);
  if (gaps.length === 0) return '';
  const open = `<details>\n<summary>${count(report.summary.unknown, 'check')} undecided: what is missing</summary>\n\n`;
  const close = '\n\n</details>';
  const items: string[] = [];
  let free = room - open.length - close.length - 60;
  for (const gap of gaps) {
    const item = `- ${escaped(gapSentence(gap))}`;
    free -= item.length + 1;
    if (free < 0) break;
    items.push(item);
  }
  const left = gaps.length - items.length;
  if (left > 0) items.push(`- … and ${count(left, 'more missing fact')}; vlint doctor tells them all`);
  return `${open}${items.join('\n')}${close}`;
}
