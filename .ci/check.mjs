// What `npm test` cannot tell: types, lint and format, the build leaves the tree alone, the README's commands work,
// and Microsoft's SARIF validator is content.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sarifGate } from './sarif-gate.mjs';
import { run, runSteps } from './steps.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const treeBefore = hashTree();

const failed = await runSteps([
  ['types', () => show('node_modules/typescript/bin/tsc', '--noEmit')],
  ['lint and format', () => show('node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings')],
  ['build', () => show('.ci/build.mjs')],
  ['README: the scan command', readmeCommands],
  ['SARIF', () => sarifGate(root)],
  ['no file of the project was changed', unchangedTree],
]);
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}`);
  process.exitCode = 1;
} else console.log('\nAll checks passed.');

function show(script, ...args) {
  const { status } = run(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`exit status ${status}`);
}

/** The README promises these two lines; a reader copies them. */
function readmeCommands() {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  if (!readme.includes('npm ci && npm test')) throw new Error('README.md does not name the test command, npm ci && npm test');
  const scan = /npx (vlint scan test\/estates\/\S+)/.exec(readme)?.[1];
  if (scan === undefined) throw new Error('README.md has no command "npx vlint scan test/estates/..."');

  // The example estate has faults: status 1 and findings on standard output are what a reader should see.
  const { status, stdout, stderr } = run('npx', ['--no', '--', ...scan.split(' ')], { cwd: root });
  const complaints = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('npm warn'));
  if (status !== 1 || stdout === '' || complaints.length > 0) {
    throw new Error(`npx ${scan}: exit status ${status}, ${stdout.length} characters of output\n${complaints.join('\n')}`);
  }
  console.log(stdout.trimEnd().split('\n').slice(-3).join('\n'));
}

/** Generated files are held by tests; this catches a step that writes one behind their back. Works without git, too. */
function unchangedTree() {
  const after = hashTree();
  const names = new Set([...treeBefore.keys(), ...after.keys()]);
  const changed = [...names].filter((name) => treeBefore.get(name) !== after.get(name));
  if (changed.length > 0) throw new Error(`changed by the checks: ${changed.join(', ')}`);
}

function hashTree() {
  const made = ['node_modules', 'dist', 'coverage', '.git'];
  const hashes = new Map();
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (made.includes(path) || /\.generated\./.test(entry.name)) continue;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile())
        hashes.set(
          path,
          createHash('sha256')
            .update(readFileSync(join(root, path)))
            .digest('hex'),
        );
    }
  };
  walk('');
  return hashes;
}
