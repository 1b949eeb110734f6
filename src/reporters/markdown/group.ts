import { causesOf } from '../../findings/causes.ts';
import type { Cause, Level, Report, RuleCard, Verdict } from '../../findings/report.ts';
import { cardOf } from '../card.ts';

/** Findings that are told together: all of one cause, or all of one rule that have no cause in common with others. */
export interface Group {
  readonly level: Level;
  readonly cause: Cause | undefined;
  /** The rules behind the findings, in the order in which they come. */
  readonly cards: readonly RuleCard[];
  readonly verdicts: readonly Verdict[];
}

/** All findings in groups, the one with the worst and first finding in front. Every finding is in one group. */
export function groupsOf(report: Report): readonly Group[] {
  const shared = new Set(causesOf(report.verdicts).map(({ cause }) => cause.fingerprint));
  const groups = new Map<string, { readonly cause: Cause | undefined; readonly verdicts: Verdict[] }>();
  for (const verdict of report.verdicts) {
    if (verdict.verdict !== 'fail') continue;
    const cause = verdict.cause && shared.has(verdict.cause.fingerprint) ? verdict.cause : undefined;
    const key = cause === undefined ? `rule ${verdict.ruleId}` : `cause ${cause.fingerprint}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { cause, verdicts: [verdict] });
    else group.verdicts.push(verdict);
  }
  return [...groups.values()].map(({ cause, verdicts }) => ({
    level: verdicts[0]?.level ?? 'error',
    cause,
    cards: [...new Map(verdicts.map((verdict) => [verdict.ruleId, cardOf(report, verdict)])).values()],
    verdicts,
  }));
}
