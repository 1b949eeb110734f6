import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { loadVendors } from '../../src/config/vendors.ts';
import { ourVendors } from '../../src/model/vendor-data.ts';
import { vendorPage } from '../../src/reporters/vendor-page.ts';
import { isSentence } from './rule-text.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = readdirSync(join(root, 'rules/vendors'))
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .map((name) => ({ path: `rules/vendors/${name}`, text: readFileSync(join(root, 'rules/vendors', name), 'utf8') }));
const schema = JSON.parse(readFileSync(join(root, 'schemas/vendor.schema.json'), 'utf8')) as {
  readonly definitions: Record<string, { readonly description?: string; readonly properties?: Record<string, Described> }>;
};
interface Described {
  readonly description?: string;
  readonly $ref?: string;
}

/** All mappings of a value that hold one of the keys. */
function withKey(value: unknown, key: string): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap((member) => withKey(member, key));
  return Object.hasOwn(value, key) ? [value as Record<string, unknown>, ...below] : below;
}

describe('our vendor files', () => {
  it('are in order, as files of users must be', () => {
    expect(loadVendors(files).problems).toEqual([]);
  });

  it('all stand in the table, in their order', () => {
    const names = files.flatMap(({ text }) => (load(text) as { arrays: { name: string }[] }).arrays.map(({ name }) => name));

    expect(ourVendors().arrays.map(({ name }) => name)).toEqual(names);
    expect(names.length).toBeGreaterThan(20);
  });

  it('say who says so: by a source of the ledger, or aloud that there is none', () => {
    const claims = files.flatMap(({ path, text }) => withKey(load(text), 'says').map((claim) => ({ path, ...claim })));
    const placed = withKey(ourVendors().arrays, 'claim').filter((source) => typeof source.claim === 'string');

    expect(claims.filter((claim) => !('source' in claim) || 'url' in claim)).toEqual([]);
    expect(placed.filter(({ id, url, where }) => !id || !(url ?? where))).toEqual([]);
    expect(placed).toHaveLength(claims.length);
  });

  it('speak in sentences', () => {
    const texts = ['says', 'unsourced', 'text', 'only-strings'].flatMap((key) =>
      files.flatMap(({ text }) => withKey(load(text), key).map((item) => String(item[key]))),
    );

    expect(texts.filter((text) => !isSentence(text))).toEqual([]);
  });

  it('leave no array unreachable behind another one', () => {
    const hidden = ourVendors().arrays.flatMap((array) =>
      array.match.flatMap(({ vendor, model = 'any' }) => {
        const known = (value: string) => ({ known: true as const, value, origin: { kind: 'text' as const, ...nowhere } });
        const found = ourVendors().of({ vendor: known(vendor), model: known(model) });
        return found.known && found.value === array ? [] : [`${array.name}: ${vendor} ${model}`];
      }),
    );

    expect(hidden).toEqual([]);
  });
});

const nowhere = { file: 'export.json', line: 1, column: 1, endLine: 1, endColumn: 2 };

// Where it differs, `npx vitest run test/conventions/vendors.test.ts -u` writes the page anew.
it('rules/vendors/README.md tells what the files tell', async () => {
  const keys = Object.entries(schema.definitions.array?.properties ?? {}).map(([name, { description, $ref }]) => ({
    name,
    description: description ?? schema.definitions[$ref?.split('/').at(-1) ?? '']?.description ?? '',
  }));

  await expect(vendorPage(ourVendors().arrays, keys)).toMatchFileSnapshot('../../rules/vendors/README.md');
});
