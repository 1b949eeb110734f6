import type { Cause, Level, Verdict } from './report.ts';

/** A value that explains several findings, and those findings in the order of the report. */
export interface CauseGroup {
  readonly cause: Cause;
  /** That of the worst finding. */
  readonly level: Level;
  /** Two or more. */
  readonly verdicts: readonly Verdict[];
}

/** The causes that two or more findings share, the one with the worst and first finding in front. A finding has one cause at most. */
export function causesOf(verdicts: Iterable<Verdict>): readonly CauseGroup[] {
  const groups = new Map<string, { readonly cause: Cause; readonly verdicts: Verdict[] }>();
  for (const verdict of verdicts) {
    if (verdict.verdict !== 'fail' || verdict.cause === undefined) continue;
    const group = groups.get(verdict.cause.fingerprint);
    if (group === undefined) groups.set(verdict.cause.fingerprint, { cause: verdict.cause, verdicts: [verdict] });
    else group.verdicts.push(verdict);
  }
  return [...groups.values()]
    .filter((group) => group.verdicts.length > 1)
    .map((group) => ({ ...group, level: group.verdicts[0]?.level ?? 'error' }));
}
