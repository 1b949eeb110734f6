import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ConfigurableRule, defaultConfig, loadConfig } from '../../src/config/config.ts';

const catalog: readonly ConfigurableRule[] = [
  { id: 'mtu-vmk-exceeds-vswitch' },
  { id: 'mtu-nonstandard' },
  { id: 'portbind-one-active-uplink' },
  {
    id: 'host-memory-overcommitted',
    optionsSchema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        ratio: { type: 'number', minimum: 1, maximum: 8 },
        hosts: { type: 'array', items: { $ref: '#/$defs/host' }, uniqueItems: true },
        limits: { type: 'object', additionalProperties: { type: 'integer', exclusiveMinimum: 0, exclusiveMaximum: 100 } },
        day: { title: 'a weekday like mon', type: 'string', pattern: '^[a-z]{3}$' },
        name: { type: 'string', pattern: '^x' },
        kind: { const: 'x' },
      },
      $defs: {
        host: { type: 'object', required: ['name'], properties: { name: { type: 'string' } }, additionalProperties: false },
      },
    },
  },
];

async function problemsOf(text: string): Promise<string[]> {
  const { value, problems } = await loadConfig('conf/vlint.yaml', text, catalog);
  expect(value).toBeUndefined();
  return problems.map((problem) => {
    expect(problem).toMatchObject({ file: 'conf/vlint.yaml', severity: 'error' });
    return `${problem.line}:${problem.column}-${problem.endLine}:${problem.endColumn} ${problem.message}`;
  });
}

async function configOf(text: string) {
  const { value, problems } = await loadConfig('conf/vlint.yaml', text, catalog);
  expect(problems).toEqual([]);
  if (value === undefined) throw new Error('no configuration');
  return value;
}

describe('a good vlint.yaml', () => {
  it('is read whole', async () => {
    const text = `profile: strict
rules:
  mtu-nonstandard: off
  mtu-vmk-exceeds-vswitch: warning
  portbind-one-active-uplink: on
  host-memory-overcommitted: { severity: error, options: { ratio: 1.5 } }
facts: [facts.yaml, ../shared.yaml]
fail-on: never
`;
    const config = await configOf(text);
    expect(config.profile).toBe('strict');
    expect(config.failOn).toBe('never');
    expect(config.facts).toEqual([
      {
        known: true,
        value: join('conf', 'facts.yaml'),
        origin: { kind: 'text', file: 'conf/vlint.yaml', line: 7, column: 9, endLine: 7, endColumn: 19, pointer: '/facts/0' },
      },
      {
        known: true,
        value: 'shared.yaml',
        origin: { kind: 'text', file: 'conf/vlint.yaml', line: 7, column: 21, endLine: 7, endColumn: 35, pointer: '/facts/1' },
      },
    ]);
    expect([...config.rules]).toEqual([
      ['mtu-nonstandard', { off: true }],
      ['mtu-vmk-exceeds-vswitch', { off: false, severity: 'warning' }],
      ['portbind-one-active-uplink', { off: false }],
      ['host-memory-overcommitted', { off: false, severity: 'error', options: { ratio: 1.5 } }],
    ]);
  });

  it('has the defaults for what it does not say', async () => {
    expect(await configOf('# nothing yet\n')).toEqual(defaultConfig);
  });

  it('may name one facts file, also by an absolute path', async () => {
    expect((await configOf('facts: facts.yaml')).facts.map((path) => path.value)).toEqual([join('conf', 'facts.yaml')]);
    expect((await configOf('facts: /etc/facts.yaml')).facts.map((path) => path.value)).toEqual(['/etc/facts.yaml']);
  });

  it('lets the particular win over the general, wherever it stands', async () => {
    const { rules } = await configOf(`rules:
  mtu-vmk-exceeds-vswitch: error
  "*": warning
  host-memory-overcommitted: { options: { ratio: 2 } }
  "*-overcommitted": note
  "mtu-*": off
  portbind-one-active-uplink: on
`);
    expect(Object.fromEntries(rules)).toEqual({
      'mtu-vmk-exceeds-vswitch': { off: false, severity: 'error' },
      'mtu-nonstandard': { off: true },
      'portbind-one-active-uplink': { off: false },
      'host-memory-overcommitted': { off: false, severity: 'note', options: { ratio: 2 } },
    });
  });
});

describe('a wrong vlint.yaml', () => {
  it('has all its problems reported, in the order of their places', async () => {
    const text = `profil: strict
profile: strct
rules:
  mtu-vmk-exceeds-vswich: off
  portbind-one-active-uplink:
    severty: error
  host-memory-overcommitted: { options: { ratoi: 1, ratio: 0 } }
  'mtu-*': {severity: hi}
fail-on: 3
`;
    expect(await problemsOf(text)).toEqual([
      '1:1-1:7 unknown key "profil"; did you mean "profile"?',
      '2:10-2:15 "profile" must be one of recommended, strict, stig, lab, but is "strct"; did you mean "strict"?',
      '4:3-4:25 unknown rule "mtu-vmk-exceeds-vswich"; did you mean "mtu-vmk-exceeds-vswitch"?',
      '6:5-6:12 unknown key "severty"; did you mean "severity"?',
      '7:43-7:48 unknown key "ratoi"; did you mean "ratio"?',
      '7:60-7:61 "ratio" must be at least 1, but is 0',
      '8:23-8:25 "severity" must be one of error, warning, note, but is "hi"',
      '9:10-9:11 "fail-on" must be one of error, warning, note, never, but is 3',
    ]);
  });

  it.each([
    ['whatever: 1', ['1:1-1:9 unknown key "whatever"; known here: profile, rules, facts, vendors, plugins, fail-on']],
    ['- a', ['1:1-1:2 the file must be a mapping, but is a list']],
    ['strict', ['1:1-1:7 the file must be a mapping, but is "strict"']],
    ['rules:', ['1:1-1:6 "rules" is empty; it must be a mapping']],
    ['rules: [mtu-nonstandard]', ['1:8-1:25 "rules" must be a mapping, but is a list']],
    ['facts: []', ['1:8-1:10 "facts" must not be empty']],
    ['facts: 3', ['1:8-1:9 "facts" must be text, but is 3; put it in quotes']],
    [
      'facts: [a, "", {b: c}]',
      ['1:12-1:14 item 2 of "facts" must not be empty', '1:16-1:22 item 3 of "facts" must be text, but is a mapping'],
    ],
    ['facts: [a, b, a]', ['1:15-1:16 "facts" lists "a" twice']],
    ['rules: {zz*: off}', ['1:9-1:12 no rule id matches "zz*"']],
    ['rules: {"mtu-*": {options: {}}}', ['1:19-1:26 options are of one rule; "mtu-*" is a pattern']],
    ['rules: {mtu-nonstandard: {options: {}}}', ['1:27-1:34 the rule "mtu-nonstandard" has no options']],
    ['rules: {mtu-nonstandard: {}}', ['1:26-1:28 "mtu-nonstandard" must not be empty']],
    [
      'rules: {mtu-nonstandard: false}',
      ['1:26-1:31 "mtu-nonstandard" must be one of off, on, error, warning, note, but is false'],
    ],
    [
      'rules: {mtu-nonstandard: warnign}',
      ['1:26-1:33 "mtu-nonstandard" must be one of off, on, error, warning, note, but is "warnign"; did you mean "warning"?'],
    ],
    ['rules: {mtu-nonstandard: }', ['1:9-1:24 "mtu-nonstandard" must be one of off, on, error, warning, note, but is empty']],
    ['rules: {host-memory-overcommitted: {options: [1]}}', ['1:46-1:49 "options" must be a mapping, but is a list']],
    ['rules: {frobnicate: off}', ['1:9-1:19 unknown rule "frobnicate"']],
    [
      'rules: {__proto__: off, constructor: {}}',
      ['1:9-1:18 unknown rule "__proto__"', '1:25-1:36 unknown rule "constructor"', '1:38-1:40 "constructor" must not be empty'],
    ],
    ['profile: lab\nprofile: stig', ['2:1-2:8 the key "profile" stands twice; first in line 1']],
    [
      'profile: *p\nrulse: {}',
      [
        '1:10-1:12 no anchor "&p" stands before this alias; a text that starts with "*" needs quotes',
        '2:1-2:6 unknown key "rulse"; did you mean "rules"?',
      ],
    ],
    ['profile: "lab', ['1:14-1:14 not valid YAML: unexpected end of the stream within a double quoted scalar']],
  ])('%j', async (text, expected) => {
    expect(await problemsOf(text)).toEqual(expected);
  });

  it.each([
    ['ratio: 9', '"ratio" must be at most 8, but is 9'],
    ['ratio: many', '"ratio" must be a number, but is "many"'],
    ['ratio: .inf', '"ratio" must be a number, but is Infinity'],
    ['limits: {a: 0}', '"a" must be more than 0, but is 0'],
    ['limits: {a: 100}', '"a" must be less than 100, but is 100'],
    ['limits: {a: 1.5}', '"a" must be a whole number, but is 1.5'],
    ['hosts: [{name: a}, {}]', 'missing key "name"'],
    ['hosts: [{nmae: a, name: b}]', 'unknown key "nmae"; did you mean "name"?'],
    ['hosts: [{name: a}, {name: a}]', '"hosts" lists a mapping twice'],
    ['day: monday', '"day" must be a weekday like mon, but is "monday"'],
    ['name: y', '"name" must be text of the form ^x, but is "y"'],
    [`name: ${'y'.repeat(99)}`, `"name" must be text of the form ^x, but is "${'y'.repeat(57)}..."`],
    ['kind: y', '"kind" must be equal to constant'],
  ])('options {%s}', async (options, message) => {
    const problems = await problemsOf(`rules:\n  host-memory-overcommitted:\n    options:\n      ${options}\n`);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^4:\d+-4:\d+ /);
    expect(problems[0]?.replace(/^\S+ /, '')).toBe(message);
  });

  it('blames the author of a rule whose schema is broken, not the user', async () => {
    const broken: ConfigurableRule = { id: 'broken', optionsSchema: { type: 'objekt' } };
    await expect(loadConfig('f', 'rules: {broken: {options: {}}}', [broken])).rejects.toThrow(/type/);
  });
});
