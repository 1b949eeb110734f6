import { closeSync, openSync, readSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Budget, LIMITS } from '../archive/budget.ts';
import { ArchiveError } from '../archive/tar.ts';
import type { Sink } from '../format.ts';
import { readBundle } from './bundle.ts';
import { BundleFiles } from './files.ts';
import { namesIn } from './sniff.ts';

const CHUNK = 64 * 1024;
/** Folders of a bundle that lie deeper hold nothing that is read: /vmfs/volumes/<volume>/<vm>/<vm>.vmx. */
const DEPTH = 6;

/** Reads a bundle that was unpacked into a folder, file by file. What cannot be read is a problem. */
export async function readBundleFolder(folder: {
  /** As the user named it. */
  readonly name: string;
  readonly path: string;
  /** Where to hand over what the file of this name tells. */
  sinkOf(name: string): Sink;
}): Promise<void> {
  const { name, path } = folder;
  const budget = new Budget(Number.MAX_SAFE_INTEGER, LIMITS);
  const files = new BundleFiles(budget);
  const sinkOf = (file: string) => folder.sinkOf(name === '.' ? file : `${name.replace(/\/$/, '')}/${file}`);
  try {
    for (const file of filesBelow(path, '', DEPTH)) {
      budget.addFile();
      try {
        await files.offer(file, async function* () {
          yield* bytesOf(join(path, file));
        });
      } catch (error) {
        if (!(error instanceof Error) || !('code' in error)) throw error;
        sinkOf(file).problem({
          ruleId: 'input-unreadable',
          level: 'error',
          line: 1,
          message: `This file of the bundle cannot be read: ${error.message}`,
          instead: 'a file that exists and that you may read',
        });
      }
    }
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    tooMuch(folder.sinkOf(name), error.message);
  }
  let found = false;
  for (const [root, list] of files.bundles()) {
    const own = basename(resolve(path));
    found = readBundle({ folder: root === '' ? own : root, archive: own, files: list, sinkOf }) || found;
  }
  if (!found) tooMuch(folder.sinkOf(name), 'it holds no bundle of vm-support');
}

function tooMuch(sink: Sink, why: string): void {
  sink.problem({
    ruleId: 'input-format',
    level: 'error',
    line: 1,
    message: `This folder was not read whole: ${why}.`,
    instead: 'the folder that the bundle of one host was unpacked into',
  });
}

/** Files in a stable order; links are left alone, they may lead anywhere. */
function* filesBelow(base: string, folder: string, depth: number): Generator<string> {
  for (const entry of namesIn(join(base, folder))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory() && depth > 1) yield* filesBelow(base, path, depth - 1);
    else if (entry.isFile()) yield path;
  }
}

function* bytesOf(path: string): Generator<Uint8Array> {
  const fd = openSync(path, 'r');
  try {
    for (;;) {
      const buffer = new Uint8Array(CHUNK);
      const got = readSync(fd, buffer, 0, CHUNK, null);
      if (got === 0) return;
      yield buffer.subarray(0, got);
    }
  } finally {
    closeSync(fd);
  }
}
