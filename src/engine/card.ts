import type { RuleCard } from '../findings/report.ts';
import type { AnyRule } from './rule.ts';

/** What reporters, `explain` and `rules` print of a rule. */
export function cardOf(rule: AnyRule): RuleCard {
  return {
    id: rule.id,
    family: rule.family,
    title: rule.title,
    rationale: rule.rationale,
    severity: rule.severity,
    level: rule.severity,
    sources: rule.sources,
    exceptions: Object.values(rule.exceptions),
    disputes: rule.disputes ?? [],
    remedy: rule.fix,
    ...(rule.esxi === undefined ? {} : { esxi: { ...(rule.esxi.from ? { from: rule.esxi.from } : {}), ...(rule.esxi.before ? { to: rule.esxi.before } : {}) } }),
    ...(rule.security === undefined ? {} : { security: rule.security }),
  };
}
