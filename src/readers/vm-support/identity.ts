import { bundleHost } from '../command.ts';
import { esxConfHost } from '../esx-conf.ts';
import { Places, type Translation } from '../translated.ts';
import type { BundleFile } from './files.ts';

/** A token of a file of the bundle. */
interface Word {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** What single words in a bundle say of its host. */
export interface Identity {
  /** The name; undefined when nothing tells it. */
  readonly host: string | undefined;
  /** "7.0.3" */
  readonly version: string | undefined;
  /** It is no ESXi host: vCenter's own bundle looks alike. */
  readonly isElse: boolean;
  /** The same as outputs of esxcli, with the file that says so. */
  readonly outputs: readonly { readonly command: string; readonly file: BundleFile; readonly part: Translation }[];
}

/** Finds out which host a bundle is of: `folder` is its folder and `archive` the archive's file, which are named after it. */
export function identityOf(files: readonly BundleFile[], folder: string, archive: string): Identity {
  const uname = linesOf(files, 'uname -a');
  const vmware = linesOf(files, 'vmware -vl');
  const [, system = '', node] = /^(\S+)\s+(\S+)/.exec(uname?.lines[0] ?? '') ?? [];
  const conf = files.find(({ kind }) => kind === 'conf');
  const names = [
    node,
    linesOf(files, 'hostname')?.lines[0]?.trim(),
    conf && esxConfHost(textOf(conf)),
    bundleHost(folder.split('/').at(-1) ?? ''),
    bundleHost(archive.split('/').at(-1) ?? ''),
  ].filter((name) => name !== undefined && isName(name));
  const [first] = names;
  // One may be the other with its domain.
  const host = names.find((name) => first !== undefined && name?.toLowerCase().startsWith(`${first.toLowerCase()}.`)) ?? first;
  const outputs: Identity['outputs'][number][] = [];
  if (uname !== undefined && node !== undefined && isName(node)) {
    const cell = wordAt(uname.lines, /^\S+\s+(\S+)/);
    const column = node.includes('.') ? 'Fully Qualified Domain Name' : 'Host Name';
    if (cell) outputs.push({ command: 'system hostname get', file: uname.file, part: rowOf({ [column]: cell }, uname.lines) });
  }
  const version =
    versionOf(vmware, /^VMware ESXi?\s+(\d+(?:\.\d+)+)\s+build-/, /^VMware ESXi?\s+\S+\s+(build-\d+)/) ??
    versionOf(uname, /^VMkernel\s+\S+\s+(\d+(?:\.\d+)+)\s/, /\s(build-\d+)\b/);
  if (version !== undefined) outputs.push(version);
  const row = version?.part.value as { readonly Version?: string } | undefined;
  return { host, version: row?.Version, isElse: uname !== undefined && system !== '' && system !== 'VMkernel', outputs };
}

/** A name that is given when there is none, or an address of the host itself, tells nothing. */
function isName(name: string): boolean {
  return name !== '' && /^[\w.-]+$/.test(name) && !/^(localhost(\..*)?|\(none\))$/i.test(name);
}

interface Lines {
  readonly file: BundleFile;
  readonly lines: readonly string[];
}

function linesOf(files: readonly BundleFile[], line: string): Lines | undefined {
  const file = files.find((candidate) => candidate.line === line);
  return file && { file, lines: textOf(file).split(/\r?\n/) };
}

export function textOf({ bytes }: BundleFile): string {
  return new TextDecoder('utf-8').decode(bytes);
}

function versionOf(from: Lines | undefined, version: RegExp, build: RegExp): Identity['outputs'][number] | undefined {
  const cells = from && { Version: wordAt(from.lines, version), Build: wordAt(from.lines, build) };
  if (from === undefined || cells?.Version === undefined) return undefined;
  return { command: 'system version get', file: from.file, part: rowOf(cells, from.lines) };
}

/** The first group of the pattern, where it stands. */
function wordAt(lines: readonly string[], pattern: RegExp): Word | undefined {
  for (const [index, text] of lines.entries()) {
    const match = pattern.exec(text);
    const word = match?.[1];
    if (match !== null && word !== undefined) return { text: word, line: index + 1, column: text.indexOf(word, match.index) + 1 };
  }
  return undefined;
}

function rowOf(cells: Readonly<Record<string, Word | undefined>>, lines: readonly string[]): Translation {
  const places = new Places();
  const value = {};
  let line = 1;
  for (const [key, cell] of Object.entries(cells)) {
    if (cell === undefined) continue;
    line = cell.line;
    places.put(value, key, cell.text, { line, column: cell.column, endColumn: cell.column + cell.text.length });
  }
  return { value, places, line, lines };
}
