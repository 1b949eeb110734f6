// Makes dist/: the program as one CommonJS file (starts faster than modules do), the library that rules import, and its types.
// `--bundles` leaves the types out.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { ensureValidators } from './validators.mjs';
import { ensureVendors } from './vendors.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  // Rules import the package by its own name: in the bundle that means the sources.
  conditions: ['vlint-source'],
  define: { __VLINT_VERSION__: JSON.stringify(manifest.version) },
  logLevel: 'warning',
};

async function bundleProgram() {
  const outfile = join(dist, 'vlint.cjs');
  await build({
    ...common,
    entryPoints: ['src/cli/main.ts'],
    outfile,
    format: 'cjs',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'eof',
    // yargs asks for import.meta.url, which a CommonJS file has not.
    define: { ...common.define, 'import.meta.url': '__vlintUrl' },
    banner: { js: "#!/usr/bin/env node\nconst __vlintUrl = require('node:url').pathToFileURL(__filename).href;" },
  });
  chmodSync(outfile, 0o755);
}

async function bundleLibrary() {
  const { metafile } = await build({
    ...common,
    entryPoints: { index: 'src/index.ts', testing: 'src/testing.ts' },
    outdir: dist,
    format: 'esm',
    // Both doors share one copy of what lies behind them.
    splitting: true,
    external: [...Object.keys(manifest.dependencies), 'vitest'],
    metafile: true,
  });
  const made = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
  for (const name of readdirSync(dist)) if (name.endsWith('.js') && !made.has(name)) rmSync(join(dist, name));
}

function emitTypes() {
  rmSync(join(dist, 'types'), { recursive: true, force: true });
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '--project', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('tsc could not write the declarations');
}

mkdirSync(dist, { recursive: true });
await ensureValidators(root);
await ensureVendors(root);
await Promise.all([bundleProgram(), bundleLibrary()]);
if (!process.argv.includes('--bundles')) emitTypes();
