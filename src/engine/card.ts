import type { ExceptionCard, OptionCard, RuleCard } from '../findings/report.ts';
import { type AnyRule, type Exception, severityOf } from './rule.ts';

/** What reporters, `explain` and `rules` print of a rule. */
export function cardOf(rule: AnyRule): RuleCard {
  return {
    id: rule.id,
    family: rule.family,
    title: rule.title,
    rationale: rule.rationale,
    severity: severityOf(rule.severity),
    cases: Object.entries(rule.cases ?? {}).map(([key, { level, when }]) => ({ key, when, severity: severityOf(level) })),
    sources: rule.sources,
    exceptions: Object.entries(rule.exceptions).map(exceptionCard),
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
    ...(rule.undecidable ? { undecidable: true } : {}),
    ...(rule.security === undefined ? {} : { security: rule.security }),
    ...(rule.plugin === undefined ? {} : { plugin: rule.plugin }),
  };
}

function exceptionCard([key, exception]: [string, Exception]): ExceptionCard {
  return typeof exception === 'string' ? { key, when: exception } : { key, when: exception.when, profile: exception.profile };
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
