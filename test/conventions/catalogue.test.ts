import { expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { cardOf } from '../../src/engine/card.ts';
import { type AnyRule, FAMILIES } from '../../src/engine/rule.ts';
import { type CatalogEntry, catalogPage, familyHeadings } from '../../src/reporters/catalog-page.ts';

const all: readonly AnyRule[] = rules;
const entries: readonly CatalogEntry[] = all.map((rule) => ({ card: cardOf(rule), options: rule.options }));

// Where it differs, `npx vitest run test/conventions/catalogue.test.ts -u` writes the page anew.
it('rules/README.md tells what the rules tell', async () => {
  await expect(catalogPage(entries)).toMatchFileSnapshot('../../rules/README.md');
});

it('heads every family', () => {
  expect([...familyHeadings.keys()]).toEqual([...FAMILIES]);
});

it('gives each rule one heading, which its line in the contents leads to', () => {
  const page = catalogPage(entries);
  const headings = [...page.matchAll(/^### (.+)$/gm)].map(([, id]) => id);
  const links = [...page.matchAll(/^\| \[([\w-]+)\]\(#([\w-]+)\) \|/gm)].map(([, text, anchor]) =>
    text === anchor ? anchor : `${text} leads to ${anchor}`,
  );

  expect(headings).toEqual(all.map((rule) => rule.id));
  expect(links).toEqual(headings);
});
