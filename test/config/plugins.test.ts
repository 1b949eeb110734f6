import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/config.ts';
import { loadFacts } from '../../src/config/facts.ts';
import { pluginsNamed } from '../../src/config/plugins.ts';

const namesIn = (text: string) =>
  pluginsNamed('vlint.yaml', text).map(({ value, origin }) =>
    origin.kind === 'text' ? `${origin.line}:${origin.column} ${value}` : value,
  );

describe('plugins in vlint.yaml', () => {
  it.each<[string, readonly string[]]>([
    ['plugins: ./house.mjs', ['1:10 ./house.mjs']],
    ['fail-on: note\nplugins:\n  - ./house.mjs\n  - "@corp/rules"\n', ['3:5 ./house.mjs', '4:5 @corp/rules']],
    ['plugins: [3, "", ./house.mjs]', ['1:18 ./house.mjs']],
    ['fail-on: note', []],
    ['plugins:', []],
    ['', []],
    ['- plugins', []],
    ['plugins: {', []],
  ])('%j', (text, names) => {
    expect(namesIn(text)).toEqual(names);
  });

  it.each([
    ['plugins: []', '"plugins" must not be empty'],
    ['plugins: [3]', 'item 1 of "plugins" must be text, but is 3; put it in quotes'],
    ['plugins: {}', '"plugins" must be text, but is a mapping'],
    ['plugins: [./a.mjs, ./a.mjs]', '"plugins" lists "./a.mjs" twice'],
  ])('%j is not in order', async (text, message) => {
    const { problems } = await loadConfig('vlint.yaml', text, []);

    expect(problems.map((problem) => problem.message)).toEqual([message]);
  });
});

describe('while plugins are not loaded', () => {
  const unloaded = true;

  it('an id that is not known may be theirs', async () => {
    const text = 'rules: { house-vlan: off, "house-*": note }';
    const { value, problems } = await loadConfig('vlint.yaml', text, [{ id: 'mtu-nonstandard' }], unloaded);

    expect(problems.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      'warning: unknown rule "house-vlan"; if it is one of a plugin\'s, that was not loaded',
      'warning: no rule id matches "house-*"; if it is one of a plugin\'s, that was not loaded',
    ]);
    expect(value?.rules.get('mtu-nonstandard')).toBeUndefined();
  });

  it('a slip in one of ours is told as well, and other mistakes are errors still', async () => {
    const text = 'rules: { mtu-nonstandart: off, mtu-nonstandard: { options: { a: 1 } } }';
    const { value, problems } = await loadConfig('vlint.yaml', text, [{ id: 'mtu-nonstandard' }], unloaded);

    expect(value).toBeUndefined();
    expect(problems.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      'warning: unknown rule "mtu-nonstandart"; did you mean "mtu-nonstandard"?; if it is one of a plugin\'s, that was not loaded',
      'error: the rule "mtu-nonstandard" has no options',
    ]);
  });

  it('facts.yaml may allow objects for their rules', () => {
    const text = 'allow:\n  - { rule: house-vlan, object: vmk1, reason: Soon., who: me, when: 2026-01-01, until: 2026-12-31 }\n';
    const load = (more: object) => loadFacts([{ path: 'facts.yaml', text }], { today: '2026-06-01', allowRules: [], ...more });

    expect(load({ unloaded }).problems).toMatchObject([{ severity: 'warning', line: 2 }]);
    expect(load({ unloaded }).value?.allowed('house-vlan', undefined, 'vmk1')?.value).toBe('Soon.');
    expect(load({}).value).toBeUndefined();
  });
});
