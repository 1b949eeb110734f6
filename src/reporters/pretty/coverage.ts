import type { Gap } from '../../findings/coverage.ts';
import { coverage, gapSentence } from '../../findings/coverage.ts';
import type { Report, Summary, Verdict } from '../../findings/report.ts';
import { clean } from '../clean.ts';
import { count, someOf } from '../count.ts';
import { subjectPath } from '../subject-path.ts';
import { wrap } from '../wrap.ts';
import type { Layout } from './layout.ts';
import { position } from './layout.ts';

/** How much was judged, and what to run to judge the rest. */
export function coverageLines(report: Report, layout: Layout): readonly string[] {
  const { fail, pass, unknown, notApplicable } = report.summary;
  const failed = fail.error + fail.warning + fail.note;
  const all = failed + pass + unknown + notApplicable;
  const outcomes = `${failed} failed, ${pass} passed, ${unknown} undecided, ${notApplicable} not applicable`;
  const unexplained = report.verdicts.filter(({ verdict, missing }) => verdict === 'unknown' && !missing?.length);
  return [
    `${layout.paint.bold('Coverage')}: ${count(all, 'check')}: ${outcomes}`,
    ...coverage(report.verdicts).flatMap((gap) => gapLines(gap, layout)),
    ...unexplained.flatMap((verdict) => unexplainedLines(verdict, layout)),
  ];
}

/** The last line: all in one sentence each, for whoever reads no further. */
export function summaryLine({ fail, pass, unknown, notApplicable, hosts, vms }: Summary, { paint }: Layout): string {
  const failed = fail.error + fail.warning + fail.note;
  const worst = fail.error > 0 ? paint.error : fail.warning > 0 ? paint.warning : paint.note;
  const levels = [count(fail.error, 'error'), count(fail.warning, 'warning'), count(fail.note, 'note')].join(', ');
  const findings = failed === 0 ? (unknown === 0 ? paint.good : paint.bold)('No findings.') : worst(`${levels}.`);
  const checks = `${count(pass, 'check')} passed, ${unknown} undecided, ${notApplicable} not applicable.`;
  return `${findings} ${checks} ${count(hosts, 'host')} and ${count(vms, 'VM')} looked at.`;
}

function gapLines(gap: Gap, { width, paint }: Layout): readonly string[] {
  const total = gap.hosts + gap.others;
  const where = wrap(someOf(gap.examples.map(clean), gap.examples.length, total), width, '    ');
  return [...wrap(clean(gapSentence(gap)), width, '  ', '    '), ...where.map(paint.dim)];
}

/** Undecided for another reason than a missing fact, such as a line of a change that is not understood. */
function unexplainedLines({ ruleId, subject, message, location }: Verdict, { width, paint }: Layout): readonly string[] {
  const text = `${subjectPath(subject)}: ${message ?? ruleId}`;
  return [...wrap(clean(text), width, '  ', '    '), ...(location === undefined ? [] : [`    ${paint.dim(position(location))}`])];
}
