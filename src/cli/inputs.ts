import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { bundleHost, hintOf } from '../readers/command.ts';
import type { InputName } from '../readers/ingest.ts';
import { isExport, SNIFFED } from '../readers/sniff.ts';
import { isBundleFolder } from '../readers/vm-support/sniff.ts';
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
export async function findInputs(args: readonly string[]): Promise<FoundInputs> {
  if (args.length === 0) throw new UsageError('name at least one export: a file, a folder, or - for standard input');
  const inputs: InputName[] = [];
  const skipped: string[] = [];
  for (const arg of args) {
    const stat = arg === '-' ? undefined : statSync(arg, { throwIfNoEntry: false });
    if (arg !== '-' && stat === undefined) throw new UsageError(`no such file or folder: ${arg}`);
    if (!stat?.isDirectory() || isBundleFolder(arg)) {
      inputs.push({ name: named(arg), path: arg });
      continue;
    }
    const files = filesBelow(arg);
    const exports: string[] = [];
    for (const path of files) if (path.endsWith(sep) || (await looksLikeExport(path))) exports.push(path);
    if (exports.length === 0) throw new UsageError(`no export in the folder ${arg}: no file in it looks like one`);
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

/** In a stable order; hidden files and folders are left alone. The unpacked bundle of a host stands for its files, with a slash at its end. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      const isFolder =
        entry.isDirectory() || (entry.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true);
      if (isFolder && !entry.isSymbolicLink() && isBundleFolder(path)) return [`${path}${sep}`];
      if (isFolder) return entry.isSymbolicLink() ? [] : filesBelow(path);
      return [path];
    });
}

/** Files that no other program calls so: outputs of commands by the command's name, descriptions of VMs, bundles of vm-support. */
function isNamedLikeExport(path: string): boolean {
  const name = basename(path);
  if (/\.(vmx|vmtx|ovf|ova)$/i.test(name) || name === 'esx.conf') return true;
  if (/\.(tgz|tar\.gz|tar)$/i.test(name) && bundleHost(name) !== undefined) return true;
  return /\.(txt|log|out|xml|csv|keyvalue)$/i.test(name) && hintOf(path).command !== undefined;
}

/** By name where that is certain, else by content. */
async function looksLikeExport(path: string): Promise<boolean> {
  if (isNamedLikeExport(path)) return true;
  const head = Buffer.alloc(SNIFFED);
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch {
    // Let the reader say what is wrong with it.
    return true;
  }
  try {
    return await isExport(path, head.subarray(0, readSync(fd, head, 0, head.length, 0)));
  } finally {
    closeSync(fd);
  }
}
