import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { catalogueDocument } from '../../src/engine/catalogue.ts';
import { type AnyRule, PROFILES } from '../../src/engine/rule.ts';
import { ourVendors } from '../../src/model/vendor-data.ts';
import { catalogue as isCatalogue } from '../../src/readers/validators.generated.js';

const all: readonly AnyRule[] = rules;
const printed = () => JSON.parse(JSON.stringify(catalogueDocument(all, ourVendors(), '1.2.3'))) as Catalogue;

type Members = Record<string, unknown>;
interface Catalogue extends Members {
  version: number;
  profiles: Members[];
  rules: (Members & { id: string; severity: Members; cases: Members[]; exceptions: Members[] })[];
}

describe('the catalogue', () => {
  it('is what its schema says', () => {
    expect(isCatalogue(printed()), JSON.stringify(isCatalogue.errors)).toBe(true);
  });

  it('tells all of every rule', () => {
    expect(printed().profiles.map(({ name }) => name)).toEqual([...PROFILES]);
    expect(printed().rules.map((rule) => rule.id)).toEqual(all.map((rule) => rule.id));
    for (const [at, rule] of all.entries()) {
      const entry = printed().rules[at];
      expect(entry).toMatchObject({ family: rule.family, title: rule.title, rationale: rule.rationale, remedy: rule.fix });
      expect(entry?.sources).toEqual(JSON.parse(JSON.stringify(rule.sources)));
      expect(entry?.cases.map(({ key }) => key)).toEqual(Object.keys(rule.cases ?? {}));
      expect(entry?.exceptions.map(({ key }) => key)).toEqual(Object.keys(rule.exceptions));
      expect(entry?.options).toEqual(rule.options && { defaults: rule.options.defaults, schema: rule.options.schema });
    }
  });

  it('tells what a profile changes', () => {
    const entry = printed().rules.find((rule) => rule.id === 'iscsi-single-uplink');

    expect(entry?.exceptions).toContainEqual({
      key: 'lab-with-one-portal',
      profile: 'lab',
      when: 'The only target has a single portal.',
    });
    expect(printed().rules.find((rule) => rule.id === 'iscsi-vlan-not-dedicated')?.severity).toMatchObject({
      recommended: 'warning',
      stig: 'error',
    });
  });

  it.each<[string, (catalogue: Catalogue) => void]>([
    ['another version', (catalogue) => (catalogue.version = 2)],
    ['a member of its own', (catalogue) => (catalogue.count = 3)],
    ['a rule without sources', (catalogue) => Object.assign(catalogue.rules[0] ?? {}, { sources: [] })],
    ['a source without a word', (catalogue) => Object.assign(catalogue.rules[0] ?? {}, { sources: [{}] })],
    ['a severity for some profiles', (catalogue) => Reflect.deleteProperty(catalogue.rules[0]?.severity ?? {}, 'stig')],
    ['an id with blanks', (catalogue) => Object.assign(catalogue.rules[0] ?? {}, { id: 'no id' })],
    [
      'an exception of the recommended profile',
      (catalogue) => Object.assign(catalogue.rules[0]?.exceptions[0] ?? {}, { profile: 'recommended' }),
    ],
    ['no profiles', (catalogue) => Reflect.deleteProperty(catalogue, 'profiles')],
  ])('has a schema that refuses %s', (_, spoil) => {
    const catalogue = printed();
    spoil(catalogue);

    expect(isCatalogue(catalogue)).toBe(false);
  });
});
