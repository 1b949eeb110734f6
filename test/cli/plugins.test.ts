import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { catalogue as isCatalogue, report as isReport } from '../../src/readers/validators.generated.js';
import { exportOf, goodHost } from '../build/index.ts';
import { folderOf, vlint } from './program.ts';

const example = readFileSync(fileURLToPath(new URL('../plugin-example/house-rules.mjs', import.meta.url)), 'utf8');
const untagged = JSON.stringify(
  exportOf(goodHost(1, { vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { vlan: 0 }, 'iSCSI-B': { vlan: 201 } } } } })),
);
const CONFIG = 'plugins: ./house-rules.mjs\nrules:\n  house-iscsi-vlan:\n    options: { first: 100, last: 199 }\n';

const house = { 'export.json': untagged, 'house-rules.mjs': example, 'vlint.yaml': CONFIG };
const folder = folderOf(house);
const at = { cwd: folder };
const only = ['--rule', 'house-*'];

interface Printed {
  readonly verdicts: readonly {
    readonly ruleId: string;
    readonly verdict: string;
    readonly level?: string;
    readonly fingerprint: string;
    readonly subject: { readonly name: string };
    readonly location?: { readonly line: number };
  }[];
}

const verdictsOf = (text: string) => (JSON.parse(text) as Printed).verdicts;

describe('a plugin that is allowed', () => {
  it('judges like the rules of vlint, by the classes of the copy that runs', () => {
    const { status, stdout, stderr } = vlint(['scan', 'export.json', '--allow-plugins', ...only, '--format', 'json'], at);

    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(isReport(JSON.parse(stdout)), JSON.stringify(isReport.errors)).toBe(true);
    expect(verdictsOf(stdout)).toMatchObject([
      { ruleId: 'house-iscsi-vlan', verdict: 'fail', level: 'error', subject: { name: 'vmk1' } },
      { ruleId: 'house-iscsi-vlan', verdict: 'fail', level: 'warning', subject: { name: 'vmk2' } },
    ]);
    for (const { location, fingerprint } of verdictsOf(stdout)) {
      expect(location?.line).toBe(1);
      expect(fingerprint).toMatch(/^[0-9a-f]{32}$/);
    }
  });

  it('is undecided where its gaps are', () => {
    const half = JSON.stringify(exportOf(goodHost(1, { adapters: { vmhba64: { bound: undefined } } })));
    const { stdout, status } = vlint(['scan', '-', '--allow-plugins', ...only, '--format', 'json'], { ...at, input: half });

    expect(status).toBe(0);
    expect(new Set(verdictsOf(stdout).map((item) => item.verdict))).toEqual(new Set(['unknown']));
  });

  it('is told by doctor, as far as it lacks facts', () => {
    const half = JSON.stringify(exportOf(goodHost(1, { adapters: { vmhba64: { bound: undefined } } })));

    expect(vlint(['doctor', '-', '--allow-plugins', ...only], { ...at, input: half }).stdout).toContain('port bindings');
  });

  it('is described in SARIF', () => {
    const { stdout } = vlint(['scan', 'export.json', '--allow-plugins', ...only, '--format', 'sarif'], at);
    const [run] = (
      JSON.parse(stdout) as { runs: { results: { ruleId: string }[]; tool: { driver: { rules: { id: string }[] } } }[] }
    ).runs;

    expect(run?.tool.driver.rules.map((rule) => rule.id).filter((id) => id.startsWith('house-'))).toEqual([
      'house-iscsi-port-group-names',
      'house-iscsi-vlan',
    ]);
    expect(run?.results.map((result) => result.ruleId)).toEqual(['house-iscsi-vlan', 'house-iscsi-vlan']);
  });

  it('is explained, with the plugin that it is from', () => {
    const { status, stdout } = vlint(['explain', 'house-iscsi-vlan', '--allow-plugins'], at);

    expect(status).toBe(0);
    expect(stdout).toContain('warning (lab: note), family house, from the plugin ./house-rules.mjs\n');
    expect(stdout).toContain('first (default 1000): The first VLAN for storage.');
    expect(stdout).toContain('The network policy of the house, chapter 4.');
  });

  it('is in the catalogue, which is as its schema says', () => {
    const catalogue = JSON.parse(vlint(['rules', '--format', 'json', '--allow-plugins'], at).stdout) as {
      rules: { id: string; plugin?: string }[];
    };

    expect(isCatalogue(catalogue), JSON.stringify(isCatalogue.errors)).toBe(true);
    expect(catalogue.rules.filter((rule) => rule.plugin === './house-rules.mjs').map((rule) => rule.id)).toEqual([
      'house-iscsi-vlan',
      'house-iscsi-port-group-names',
    ]);
    expect(vlint(['rules', '--allow-plugins'], at).stdout).toContain('house-iscsi-vlan');
  });

  it('is configured like every rule', () => {
    const off = folderOf({
      ...house,
      'vlint.yaml': 'plugins: [./house-rules.mjs]\nrules: { "house-*": note, house-iscsi-vlan: off }\n',
    });
    const { stdout } = vlint(['scan', 'export.json', '--allow-plugins', '--format', 'json', '--verdicts', 'all'], { cwd: off });
    const ids = new Set(verdictsOf(stdout).map((item) => item.ruleId));

    expect(ids.has('house-iscsi-port-group-names')).toBe(true);
    expect(ids.has('house-iscsi-vlan')).toBe(false);
  });

  it('has its options checked by its schema', () => {
    const wrong = folderOf({ ...house, 'vlint.yaml': CONFIG.replace('first: 100', 'first: none') });
    const { status, stderr } = vlint(['scan', 'export.json', '--allow-plugins'], { cwd: wrong });

    expect(status).toBe(2);
    expect(stderr).toContain('vlint.yaml:4:23: error: "first" must be a whole number');
  });

  it('may be allowed objects by facts.yaml', () => {
    const facts =
      'allow:\n  - { rule: house-iscsi-vlan, object: vmk1, reason: Moved soon., who: me, when: 2026-01-01, until: 2999-12-31 }\n';
    const allowed = folderOf({ ...house, 'facts.yaml': facts, 'vlint.yaml': `facts: facts.yaml\n${CONFIG}` });
    const args = ['scan', 'export.json', ...only, '--format', 'json'];

    expect(verdictsOf(vlint([...args, '--allow-plugins'], { cwd: allowed }).stdout).map((item) => item.subject.name)).toEqual([
      'vmk2',
    ]);
    const { status, stderr } = vlint(['scan', 'export.json'], { cwd: allowed });
    expect(status).not.toBe(2);
    expect(stderr).toMatch(
      /facts\.yaml:2:\d+: warning: no rule "house-iscsi-vlan" has an allow-list; if it is one of a plugin's/,
    );
  });
});

describe('plugins as packages and as CommonJS', () => {
  const asCommon = (text: string) =>
    text
      .replace(/^import (\{[^}]+\}) from 'vlint';$/m, "const $1 = require('vlint');")
      .replace('export default', 'module.exports =');

  it.each([
    [
      'a package for modules',
      'house',
      { 'package.json': '{"name":"house","type":"module","exports":{"import":"./index.js"}}', 'index.js': example },
    ],
    ['a package of CommonJS', 'house', { 'package.json': '{"name":"house","main":"index.js"}', 'index.js': asCommon(example) }],
    [
      'a scoped package',
      '@corp/house',
      { 'package.json': '{"name":"@corp/house","exports":"./index.mjs"}', 'index.mjs': example },
    ],
  ])('%s', (_, name, files) => {
    const inside = Object.fromEntries(Object.entries(files).map(([file, text]) => [`node_modules/${name}/${file}`, text]));
    // Another copy of vlint in reach would bring classes of its own.
    const decoy = {
      'node_modules/vlint/package.json': '{"name":"vlint","exports":"./index.js"}',
      'node_modules/vlint/index.js': 'throw 1;',
    };
    const cwd = folderOf({ ...inside, ...decoy, 'export.json': untagged, 'vlint.yaml': `plugins: ["${name}"]\n` });
    const { status, stdout, stderr } = vlint(['scan', 'export.json', '--allow-plugins', ...only, '--format', 'json'], { cwd });

    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(verdictsOf(stdout).map((item) => item.subject.name)).toEqual(['vmk1', 'vmk2']);
  });

  it('takes rules from each shape of exports', () => {
    const rule = (id: string) => example.replaceAll('house-', `${id}-`);
    const cwd = folderOf({
      'export.json': untagged,
      'one.mjs': rule('one').replace('export default [vlan, names]', 'export default vlan'),
      'two.mjs': rule('two').replace('export default [vlan, names]', 'export default { rules: [vlan] }'),
      'three.mjs': rule('three').replace('export default', 'export const rules ='),
      'vlint.yaml': 'plugins:\n  - ./one.mjs\n  - ./two.mjs\n  - ./three.mjs\n',
    });
    const { stdout } = vlint(['rules', '--format', 'json', '--allow-plugins'], { cwd });
    const plugins = (JSON.parse(stdout) as { rules: { id: string; plugin?: string }[] }).rules.filter((item) => item.plugin);

    expect(plugins.map((item) => `${item.plugin} ${item.id}`)).toEqual([
      './one.mjs one-iscsi-vlan',
      './two.mjs two-iscsi-vlan',
      './three.mjs three-iscsi-vlan',
      './three.mjs three-iscsi-port-group-names',
    ]);
  });
});

describe('a plugin that is not allowed', () => {
  it('is not run, which standard error says, and its settings are no errors', () => {
    const trap = folderOf({ ...house, 'house-rules.mjs': "process.stdout.write('run');" });
    const { status, stdout, stderr } = vlint(['scan', 'export.json', '--rule', 'mtu-nonstandard'], { cwd: trap });

    expect(status).toBe(0);
    expect(stdout).not.toContain('run\n');
    expect(stdout).not.toMatch(/^run/);
    expect(stderr).toContain(
      'vlint: vlint.yaml names plugins, which were not loaded: ./house-rules.mjs. Plugins are programs; --allow-plugins runs them.\n',
    );
    expect(stderr).toMatch(
      /vlint\.yaml:3:3: warning: unknown rule "house-iscsi-vlan"; if it is one of a plugin's, that was not loaded/,
    );
  });

  it.each([
    [
      ['scan', 'export.json', '--rule', 'house-iscsi-vlan'],
      /no rule "house-iscsi-vlan".*plugins were not loaded: \.\/house-rules\.mjs/,
    ],
    [['explain', 'house-iscsi-vlan'], /no rule "house-iscsi-vlan"/],
  ])('has no rules: %j', (args, says) => {
    const { status, stderr } = vlint(args, at);

    expect(status).toBe(2);
    expect(stderr).toMatch(says);
  });

  it('is not read for the catalogue', () => {
    expect(vlint(['rules'], at).stdout).not.toContain('house-iscsi-vlan');
  });
});

describe('a plugin that is not in order', () => {
  const problemsOf = (plugin: string, config = 'plugins: ./p.mjs\n') => {
    const cwd = folderOf({ 'export.json': untagged, 'p.mjs': plugin, 'vlint.yaml': config });
    return vlint(['scan', 'export.json', '--allow-plugins'], { cwd });
  };
  const spoilt = (member: string) => example.replace('export default [vlan, names];', `export default { ...vlan, ${member} };`);

  it.each([
    ['sources: []', 'sources must be a list of at least one'],
    ["sources: [{ id: 'A', url: 'nowhere', claim: 'x' }]", 'sources[0] must be { id, url or where, claim } or { unsourced }'],
    ["title: ''", 'title must be a line of text'],
    ['rationale: 1', 'rationale must be text'],
    ["family: 'Our House'", 'family must be one of vlint'],
    ["severity: 'fatal'", 'severity must be error, warning or note'],
    ["severity: { default: 'note', home: 'note' }", 'severity must be error, warning or note'],
    ["cases: { far: { level: 'note' } }", 'cases["far"] must be { level, when }'],
    ['exceptions: { far: 1 }', 'exceptions["far"] must be a sentence or { profile, when }'],
    ['exceptions: undefined', 'exceptions must be an object of sentences'],
    ['fix: {}', 'fix must have esxcli, powercli or manual'],
    ["esxi: { from: 'six' }", 'esxi must have from or before'],
    ['options: { defaults: {} }', 'options must have schema'],
    ["options: { schema: { type: 'object', properties: { a: { type: 'text' } } }, defaults: {} }", 'options.schema: '],
    [
      "options: { schema: { type: 'object', properties: { a: { type: 'number' } } }, defaults: { a: 'b' } }",
      'options.defaults: ',
    ],
    ['security: 11', 'security must be a number'],
    ["compares: 'all'", 'compares must be a list'],
    ['each: undefined', 'each must be a function'],
    ['check: 1', 'check must be a function'],
  ])('%s', (member, says) => {
    const { status, stdout, stderr } = problemsOf(spoilt(member));

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`vlint.yaml:1:10: error: plugin ./p.mjs: rule "house-iscsi-vlan": ${says}`);
    expect(stderr).toContain('vlint: a plugin of vlint.yaml is not in order');
  });

  it.each([
    ["id: 'House_Vlan'", 'rule "House_Vlan": id must be lower-case words joined by hyphens'],
    ["id: 'mtu-nonstandard'", 'rule "mtu-nonstandard": id is taken by another rule'],
    ['id: undefined', 'rule 1: id must be lower-case words'],
  ])('%s', (member, says) => {
    expect(problemsOf(spoilt(member))).toMatchObject({ status: 2, stderr: expect.stringContaining(says) });
  });

  it('has two rules of one id', () => {
    const twice = example.replace('[vlan, names]', '[vlan, vlan]');

    expect(problemsOf(twice).stderr).toContain('rule "house-iscsi-vlan": id is taken by another rule');
  });

  it.each([
    ['nothing', 'it exports no rules'],
    ['export default [];', 'it exports no rules'],
    ['export default [1];', 'rule 1: it is no object; make it with defineRule'],
    ["throw new Error('too early');", 'it cannot be loaded. Error: too early'],
    ["import { noSuchThing } from 'vlint';", 'it cannot be loaded. SyntaxError: '],
  ])('%s', (plugin, says) => {
    expect(problemsOf(plugin === 'nothing' ? '' : plugin)).toMatchObject({ status: 2, stderr: expect.stringContaining(says) });
  });

  it.each([
    ['./q.mjs', /vlint\.yaml:1:10: error: plugin \.\/q\.mjs: it cannot be loaded\. Error: Cannot find module/],
    [
      'p.mjs',
      /plugin p\.mjs: it cannot be loaded\. .*It was looked for as a package; a path starts with \.\/ as in "\.\/p\.mjs"\./,
    ],
  ])('is not there: %s', (name, says) => {
    const { status, stderr } = problemsOf(example, `plugins: ${name}\n`);

    expect(status).toBe(2);
    expect(stderr).toMatch(says);
  });

  it('crashes for itself only', () => {
    const crash = example.replace('each: (inventory) => inventory.iscsiPorts', "each() { throw new TypeError('oops'); }");
    const { status, stdout } = problemsOf(crash);

    expect(status).toBe(2);
    expect(stdout).toContain('The rule house-iscsi-vlan failed on esx01.lab. TypeError: oops');
  });
});
