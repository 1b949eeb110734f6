import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const project = fileURLToPath(new URL('../..', import.meta.url));
const script = join(project, '.ci/new-rule.mjs');
let root: string;

const list = `import type { Rule } from '../src/engine/rule.ts';
import mtuVmkExceedsVswitch from './mtu/mtu-vmk-exceeds-vswitch.ts';
import wsfcBusSharing from './wsfc/wsfc-bus-sharing.ts';

/** Every rule. */
export const rules: readonly Rule[] = [
  mtuVmkExceedsVswitch,
  wsfcBusSharing,
];
`;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vlint-new-rule-'));
  for (const folder of ['rules/mtu', 'rules/wsfc']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'rules/index.ts'), list);
  writeFileSync(join(root, 'rules/mtu/mtu-vmk-exceeds-vswitch.ts'), '');
  writeFileSync(join(root, 'rules/wsfc/wsfc-bus-sharing.ts'), '');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const newRule = (...names: string[]) => spawnSync(process.execPath, [script, '--root', root, ...names], { encoding: 'utf8' });
const read = (file: string) => readFileSync(join(root, file), 'utf8');

describe('npm run new-rule', () => {
  it('writes the rule and its test, which name the rule and each other', () => {
    const { status, stdout } = newRule('mtu/mtu-path-too-small');

    expect(status).toBe(0);
    expect(stdout.trimEnd().split('\n')).toEqual([
      'rules/mtu/mtu-path-too-small.ts',
      'test/rules/mtu/mtu-path-too-small.test.ts',
      'rules/index.ts',
    ]);
    expect(read('rules/mtu/mtu-path-too-small.ts')).toContain("id: 'mtu-path-too-small'");
    expect(read('test/rules/mtu/mtu-path-too-small.test.ts')).toContain("from '../../../rules/mtu/mtu-path-too-small.ts';");
    expect(read('rules/mtu/mtu-path-too-small.ts') + read('test/rules/mtu/mtu-path-too-small.test.ts')).not.toMatch(
      /\{\{|undefined/,
    );
  });

  it('lists rules by family, then by id, and leaves the rest of the list alone', () => {
    for (const name of ['vm/vm-a', 'mtu/mtu-path-too-small', 'network/zz', 'wsfc/wsfc-a']) expect(newRule(name).stderr).toBe('');

    expect(read('rules/index.ts')).toBe(`import type { Rule } from '../src/engine/rule.ts';
import zz from './network/zz.ts';
import mtuPathTooSmall from './mtu/mtu-path-too-small.ts';
import mtuVmkExceedsVswitch from './mtu/mtu-vmk-exceeds-vswitch.ts';
import wsfcA from './wsfc/wsfc-a.ts';
import wsfcBusSharing from './wsfc/wsfc-bus-sharing.ts';
import vmA from './vm/vm-a.ts';

/** Every rule. */
export const rules: readonly Rule[] = [
  zz,
  mtuPathTooSmall,
  mtuVmkExceedsVswitch,
  wsfcA,
  wsfcBusSharing,
  vmA,
];
`);
  });

  it.each([
    ['no family', ['mtu-path-too-small'], 'is not <family>/<name>'],
    ['an unknown family', ['storage/mtu-path-too-small'], 'no family "storage"'],
    ['a folder too many', ['mtu/a/b'], 'is not <family>/<name>'],
    ['a name in capitals', ['mtu/PathTooSmall'], 'is not a rule id'],
    ['a path that leaves the folder', ['mtu/..'], 'is not a rule id'],
    ['an id that is taken in another family', ['vm/wsfc-bus-sharing'], 'the id is taken: rules/wsfc/wsfc-bus-sharing.ts'],
    ['no name', [], 'usage: '],
  ])('refuses %s and writes nothing', (_, names, message) => {
    const { status, stderr } = newRule(...names);

    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(read('rules/index.ts')).toBe(list);
    expect(existsSync(join(root, 'test'))).toBe(false);
  });

  it('refuses a list that it would spoil', () => {
    writeFileSync(join(root, 'rules/index.ts'), list.replace('  wsfcBusSharing,\n', ''));

    expect(newRule('vm/vm-a').stderr).toContain('must list the rules it imports');
    expect(existsSync(join(root, 'rules/vm'))).toBe(false);
  });
});

describe('what it writes', () => {
  const rule = 'rules/mtu/mtu-scaffold.ts';
  const test = 'test/rules/mtu/mtu-scaffold.test.ts';
  const program = (path: string, ...args: string[]) =>
    spawnSync(process.execPath, [join(project, 'node_modules', path), ...args], {
      cwd: root,
      encoding: 'utf8',
      timeout: 60_000,
      // A vitest inside a vitest must not take itself for a worker of the outer one.
      env: { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST'))), NO_COLOR: '1' },
    });

  /** Everything that a rule and its test need, with the project's own list of rules. */
  beforeEach(() => {
    rmSync(root, { recursive: true });
    for (const part of [
      'package.json',
      'tsconfig.json',
      'vitest.config.ts',
      'biome.json',
      '.ci',
      'schemas',
      'src',
      'rules',
      'test/build',
    ]) {
      mkdirSync(dirname(join(root, part)), { recursive: true });
      cpSync(join(project, part), join(root, part), { recursive: true });
    }
    symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'), 'junction');
    expect(newRule('mtu/mtu-scaffold').stderr).toBe('');
  });

  it('is in order for the compiler, the linter and the list', () => {
    const config = { extends: './tsconfig.json', include: [], files: [rule, test] };
    writeFileSync(join(root, 'tsconfig.scaffold.json'), JSON.stringify(config));
    const types = program('typescript/bin/tsc', '--project', 'tsconfig.scaffold.json');
    const format = program('@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', rule, test);
    const before = readFileSync(join(project, 'rules/index.ts'), 'utf8').split('\n');
    const after = read('rules/index.ts').split('\n');

    expect(types.stdout).toBe('');
    expect(types.status).toBe(0);
    expect(format.status, format.stdout + format.stderr).toBe(0);
    expect(after.filter((line) => !before.includes(line))).toEqual([
      "import mtuScaffold from './mtu/mtu-scaffold.ts';",
      '  mtuScaffold,',
    ]);
    expect(before.filter((line) => !after.includes(line))).toEqual([]);
  }, 120_000);

  it('fails its own test, and the failures say what is to be written', () => {
    const { status, stdout, stderr } = program('vitest/vitest.mjs', 'run', test);

    expect(status).toBe(1);
    expect(stdout).toMatch(/Tests +4 failed \| 6 passed/);
    for (const kind of ['valid', 'invalid', 'unknown'])
      expect(stderr).toMatch(new RegExp(`FAIL .* mtu-scaffold > ${kind} > Write `));
    expect(stderr).toContain('+   "esx01.lab warning: Write what is wrong with 8.0.3, and yield it only then."');
    expect(stderr).toContain('-     "message": "Write what the rule must say of this host, word for word."');
    expect(stderr).toContain('-     "fact": "Write the fact that is missing, as the model names it"');
  }, 120_000);
});
