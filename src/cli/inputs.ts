import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { InputName } from '../readers/ingest.ts';
import { UsageError } from './exit.ts';

export interface FoundInputs {
  readonly inputs: readonly InputName[];
  /** Files of folders that are no exports, by name: said, not judged. */
  readonly skipped: readonly string[];
}

/**
 * The inputs that arguments name: files, folders (all exports in them, at any depth) and `-`. Throws UsageError for an argument that
 * names nothing, and when there is nothing to read.
 */
export function findInputs(args: readonly string[]): FoundInputs {
  if (args.length === 0) throw new UsageError('name at least one export: a file, a folder, or - for standard input');
  const inputs: InputName[] = [];
  const skipped: string[] = [];
  for (const arg of args) {
    const stat = arg === '-' ? undefined : statSync(arg, { throwIfNoEntry: false });
    if (arg !== '-' && stat === undefined) throw new UsageError(`no such file or folder: ${arg}`);
    if (!stat?.isDirectory()) {
      inputs.push({ name: named(arg), path: arg });
      continue;
    }
    const files = filesBelow(arg);
    const exports = files.filter(looksLikeExport);
    if (exports.length === 0) throw new UsageError(`no export in the folder ${arg}: no file in it starts like JSON`);
    inputs.push(...exports.map((path) => ({ name: named(path), path })));
    skipped.push(...files.filter((path) => !exports.includes(path)).map(named));
  }
  const seen = new Set<string>();
  return { inputs: inputs.filter(({ path }) => !seen.has(path) && seen.add(path)), skipped };
}

/** The name that reports use: as typed, with forward slashes, without a leading "./". */
function named(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(\.\/)+/, '');
}

/** In a stable order; hidden files and folders are left alone. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      const isFolder =
        entry.isDirectory() || (entry.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true);
      if (isFolder) return entry.isSymbolicLink() ? [] : filesBelow(path);
      return [path];
    });
}

/** By content, not by name: the first byte of an object, a list or a scalar with a telling name; any encoding. */
function looksLikeExport(path: string): boolean {
  const head = Buffer.alloc(256);
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch {
    // Let the reader say what is wrong with it.
    return true;
  }
  try {
    const size = readSync(fd, head, 0, head.length, 0);
    // Zeros and byte order marks of UTF-16 and UTF-8 say nothing about the content.
    const bytes = head.subarray(0, size).filter((byte) => byte !== 0 && byte < 0x80);
    const text = Buffer.from(bytes).toString('latin1').trimStart();
    return /^[[{]/.test(text) || (/\.(json|ndjson)$/i.test(path) && /^(true|false|null|")/.test(text));
  } finally {
    closeSync(fd);
  }
}
