import { expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { cardOf } from '../../src/engine/card.ts';
import { type AnyRule, FAMILIES } from '../../src/engine/rule.ts';
import { catalogPage, familyHeadings } from '../../src/reporters/catalog-page.ts';

const all: readonly AnyRule[] = rules;
const cards = all.map(cardOf);

// Where it differs, `npx vitest run test/conventions/catalogue.test.ts -u` writes the page anew.
it('rules/README.md tells what the rules tell', async () => {
  await expect(catalogPage(cards)).toMatchFileSnapshot('../../rules/README.md');
});

it('heads every family', () => {
  expect([...familyHeadings.keys()]).toEqual([...FAMILIES]);
});

it('gives each rule one heading, which its line in the contents leads to', () => {
  const page = catalogPage(cards);
  const headings = [...page.matchAll(/^### (.+)$/gm)].map(([, id]) => id);
  const links = [...page.matchAll(/^\| \[([\w-]+)\]\(#([\w-]+)\) \|/gm)].map(([, text, anchor]) =>
    text === anchor ? anchor : `${text} leads to ${anchor}`,
  );

  expect(headings).toEqual(all.map((rule) => rule.id));
  expect(links).toEqual(headings);
});
