import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
/** The program as it is shipped: one file. */
export const program = join(root, 'dist/vlint.cjs');

const folders: string[] = [];

beforeAll(build, 120_000);

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Bundles the program when it is missing or older than its sources; of several test files one builds and the others wait. */
async function build(): Promise<void> {
  const lock = join(root, 'node_modules/.vlint-build');
  while (isStale()) {
    try {
      mkdirSync(lock);
    } catch {
      // A run that was killed leaves its lock behind.
      if (Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > 100_000) rmdirSync(lock);
      await pause(100);
      continue;
    }
    try {
      const { status, stderr } = spawnSync(process.execPath, ['.ci/build.mjs', '--bundles'], { cwd: root, encoding: 'utf8' });
      if (status !== 0) throw new Error(`the program cannot be built: ${stderr}`);
    } finally {
      rmdirSync(lock);
    }
    return;
  }
}

function isStale(): boolean {
  const built = statSync(program, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return ['src', 'rules', 'schemas'].some((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).some(
      (entry) => entry.isFile() && statSync(join(entry.parentPath, entry.name)).mtimeMs > built,
    ),
  );
}

/** A folder of the test's own with these files, a repository by itself: no configuration above it counts. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'vlint-cli-')));
  folders.push(folder);
  mkdirSync(join(folder, '.git'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Circumstances {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `vlint ...args` to its end. */
export function vlint(args: readonly string[], { cwd = root, input, env = {} }: Circumstances = {}): Answer {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { PATH: process.env.PATH ?? '', HOME: tmpdir(), ...env },
    ...(input === undefined ? {} : { input }),
  });
  return { status, stdout, stderr };
}

/** Runs `vlint ...args` and closes its output after the first bytes, as `| head -1` does. */
export async function vlintIntoClosedPipe(args: readonly string[], cwd: string): Promise<Answer> {
  const child = spawn(process.execPath, [program, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const status = await new Promise<number | null>((done) => child.once('close', done));
  return { status, stdout: '', stderr };
}
