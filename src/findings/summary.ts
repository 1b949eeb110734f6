import type { Summary, Verdict } from './report.ts';

/** How many objects were looked at, whatever was found. */
export interface Looked {
  readonly hosts: number;
  readonly vms: number;
}

/** Counts verdicts by outcome, and fails by level. A fail without a level counts as an error, so that none is lost. */
export function summarize(verdicts: Iterable<Verdict>, { hosts, vms }: Looked): Summary {
  const fail = { error: 0, warning: 0, note: 0 };
  const others = { pass: 0, unknown: 0, notApplicable: 0 };
  for (const verdict of verdicts) {
    if (verdict.verdict === 'fail') fail[verdict.level ?? 'error']++;
    else others[verdict.verdict]++;
  }
  return { fail, ...others, hosts, vms };
}
