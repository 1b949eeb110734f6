import { PROFILE_TEXTS, PROFILES } from '../findings/severity.ts';
import type { VendorTable } from '../model/vendor.ts';
import { cardOf } from './card.ts';
import type { AnyRule } from './rule.ts';

/** The whole catalogue as `rules --format json` prints it; its structure is schemas/catalogue.schema.json. */
export function catalogueDocument(rules: readonly AnyRule[], vendors: VendorTable, version: string): object {
  return {
    version: 1,
    tool: { name: 'vlint', version },
    profiles: PROFILES.map((name) => ({ name, about: PROFILE_TEXTS[name] })),
    rules: rules.map(entryOf),
    arrays: vendors.arrays,
  };
}

function entryOf(rule: AnyRule): object {
  const { id, family, plugin, title, rationale, severity, cases, esxi, exceptions, disputes, remedy, sources, security } =
    cardOf(rule);
  return {
    id,
    family,
    plugin,
    title,
    rationale,
    severity,
    cases,
    esxi,
    exceptions,
    disputes,
    remedy,
    options: rule.options && { defaults: rule.options.defaults, schema: rule.options.schema },
    sources,
    security,
  };
}
