import type { OptionCard, RuleCard } from '../findings/report.ts';
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
    ...(rule.esxi === undefined
      ? {}
      : {
          esxi: {
            ...(rule.esxi.from ? { from: rule.esxi.from } : {}),
            ...(rule.esxi.before ? { before: rule.esxi.before } : {}),
          },
        }),
    ...(rule.options === undefined ? {} : { options: optionCards(rule.options) }),
    ...(rule.security === undefined ? {} : { security: rule.security }),
  };
}

function optionCards({
  schema,
  defaults,
}: {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly defaults: unknown;
}): OptionCard[] {
  const described = (schema.properties ?? {}) as Record<string, { readonly description?: string }>;
  return Object.entries((defaults ?? {}) as Record<string, unknown>).map(([name, value]) => ({
    name,
    value: JSON.stringify(value),
    description: described[name]?.description ?? '',
  }));
}
