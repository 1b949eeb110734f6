import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { layerFaults } from './layers.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const sources = ['src', 'rules'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.ts') && !name.includes('.generated.')),
);

describe('layers', () => {
  it('are all there to be checked', () => {
    const folders = new Set(sources.map((file) => file.split('/').slice(0, 2).join('/')));
    for (const layer of ['cli', 'readers', 'model', 'engine', 'findings', 'reporters']) expect(folders).toContain(`src/${layer}`);
  });

  it('import downwards only, and leave process to the command line', () => {
    const faults = sources.flatMap((file) => layerFaults(file, readFileSync(join(root, file), 'utf8')));

    expect(faults).toEqual([]);
  });
});

describe('the layer checker', () => {
  it.each([
    ['src/model/host.ts', "import { read } from '../readers/json.ts';"],
    ['src/model/host.ts', "import type { Verdict } from '../findings/order.ts';"],
    ['src/model/host.ts', "export * from '../engine/run.ts';"],
    ['src/readers/json.ts', "const run = await import('../engine/run.ts');"],
    ['src/readers/json.ts', "import '../cli/main.ts';"],
    ['src/findings/order.ts', "import {\n  pretty,\n} from '../reporters/pretty.ts';"],
    ['src/engine/run.ts', "import { load } from '../config/load.ts';"],
    ['src/engine/run.ts', "import { rules } from '../../rules/index.ts';"],
    ['src/engine/run.ts', "import { defineRule } from 'vlint';"],
    ['src/reporters/json.ts', "import { derive } from '../model/fact.ts';"],
    ['src/reporters/json.ts', "import type { Host } from '../model/host.ts';"],
    ['src/index.ts', "export { main } from './cli/main.ts';"],
    ['src/newcomer/a.ts', "import { fact } from '../model/fact.ts';"],
    ['rules/mtu/a.ts', "import { problem } from '../../src/engine/rule.ts';"],
    ['rules/mtu/a.ts', "import b from '../vm/b.ts';"],
    ['rules/mtu/a.ts', "import { rules } from '../index.ts';"],
    ['rules/mtu/a.ts', "import { readFileSync } from 'node:fs';"],
    ['rules/mtu/a.ts', "const url = 'https://example.com'; import b from '../vm/b.ts';"],
  ])('refuses in %s: %s', (file, source) => {
    expect(layerFaults(file, source)).toEqual([expect.stringContaining(`${file} must not import `)]);
  });

  it.each([
    ['src/model/host.ts', "import type { Subject } from '../findings/report.ts';\nimport { derive } from './fact.ts';"],
    ['src/engine/run.ts', "import type { Config } from '../config/load.ts';"],
    ['src/reporters/json.ts', "import type { Fact } from '../model/fact.ts';\nimport { order } from '../findings/order.ts';"],
    ['src/cli/main.ts', "import { rules } from '../../rules/index.ts';\nprocess.exitCode = 1;"],
    ['src/readers/json.ts', "import { open } from 'node:fs/promises';"],
    ['src/readers/json.ts', "// import { run } from '../engine/run.ts';\n/* process.exit() */"],
    [
      'rules/mtu/a.ts',
      "import { problem } from 'vlint';\nimport { match } from 'ts-pattern';\nimport { jumbo } from './jumbo.ts';",
    ],
    ['rules/mtu/a.ts', "import { vendors } from '../vendors.ts';"],
    ['rules/index.ts', "import a from './mtu/a.ts';"],
  ])('allows in %s: %s', (file, source) => {
    expect(layerFaults(file, source)).toEqual([]);
  });

  it.each(['process.exitCode = 2;', 'const { env } = process?.env ?? {};', "import { exit } from 'node:process';"])(
    'keeps other layers from %s',
    (source) => {
      expect(layerFaults('src/engine/run.ts', source)).toContain('src/engine/run.ts must not touch process');
    },
  );
});
