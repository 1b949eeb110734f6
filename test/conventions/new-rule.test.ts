import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../.ci/new-rule.mjs', import.meta.url));
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
    expect(read('test/rules/mtu/mtu-path-too-small.test.ts')).toContain(
      "import mtuPathTooSmall from '../../../rules/mtu/mtu-path-too-small.ts';",
    );
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
