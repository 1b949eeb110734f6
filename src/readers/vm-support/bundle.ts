import { parseCommand } from '../command.ts';
import { readEsxConf } from '../esx-conf.ts';
import { readOutputOf } from '../esxcli/text.ts';
import type { Sink } from '../format.ts';
import { readJsonText } from '../json-text.ts';
import { memoryInput } from '../memory-input.ts';
import { vmx } from '../vmx.ts';
import type { BundleFile } from './files.ts';
import { identityOf, textOf } from './identity.ts';
import { placedOn, readInventory } from './inventory.ts';

/** A bundle of which all files are at hand. */
export interface Bundle {
  /** Its folder, which is named after the host. */
  readonly folder: string;
  /** The archive or folder that it was found in. */
  readonly archive: string;
  readonly files: readonly BundleFile[];
  /** Where to hand over what a file tells. */
  sinkOf(path: string): Sink;
}

/**
 * Reads a bundle. Of outputs that say the same the better one counts: JSON, then localcli's text, then the older programs'. False when it
 * is no bundle of an ESXi host.
 */
export function readBundle({ folder, archive, files, sinkOf }: Bundle): boolean {
  const isHost = files.some(({ kind, line }) => kind === 'conf' || /^(localcli|esxcfg-)/.test(line ?? ''));
  const identity = identityOf(files, folder, archive);
  if (identity.isElse || (!isHost && !files.some(({ kind }) => kind === 'vm'))) return false;
  const owner = { host: identity.host ?? stemOf(archive), guessed: identity.host === undefined };
  const told = readOutputs(files, owner, sinkOf);
  for (const { command, file, part } of identity.outputs)
    if (!told.has(command)) sinkOf(file.path).esxcli({ command, ...owner }, part);
  for (const file of of(files, 'conf')) readConf(file, identity.host, identity.version, sinkOf(file.path));
  const [listed] = of(files, 'inventory');
  const inventory = listed && identity.host !== undefined ? readInventory(listed, identity.host, sinkOf(listed.path)) : undefined;
  for (const file of of(files, 'vm')) {
    const ref = inventory?.refOf(file);
    const sink = sinkOf(file.path);
    readVm(file, ref === undefined ? sink : placedOn(sink, owner.host, ref));
  }
  return true;
}

interface Owner {
  readonly host: string;
  /** It is only the name of the archive. */
  readonly guessed: boolean;
}

/** Reads the outputs; returns the commands that they tell. */
function readOutputs(files: readonly BundleFile[], owner: Owner, sinkOf: Bundle['sinkOf']): ReadonlySet<string> {
  const told = new Set<string>();
  for (const file of of(files, 'json')) if (readJson(file, owner, sinkOf(file.path))) told.add(outputOf(file));
  const texts = of(files, 'text').filter(({ line }) => !/^(uname|vmware|hostname)\b/.test(line ?? ''));
  const newer = texts.filter(({ line, bytes }) => line?.startsWith('localcli') && bytes.length > 0);
  for (const file of newer) if (!told.has(outputOf(file))) readText(file, owner, sinkOf(file.path));
  const all = new Set([...told, ...newer.map(outputOf)]);
  for (const file of texts) if (!newer.includes(file)) readText(file, owner, without(sinkOf(file.path), all));
  return all;
}

function of(files: readonly BundleFile[], kind: BundleFile['kind']): readonly BundleFile[] {
  return files.filter((file) => file.kind === kind);
}

/** The command with its options, without the program. */
function outputOf({ line = '' }: BundleFile): string {
  return line.replace(/^\S+ /, '');
}

/** The name of an archive or a folder, without what tells its kind. */
function stemOf(path: string): string {
  return (path.split('/').findLast((part) => part !== '') ?? path).replace(/\.(tgz|tar|tar\.gz|zip)$/i, '');
}

function readText(file: BundleFile, owner: Owner, sink: Sink): void {
  sayCut(file, sink);
  const text = textOf(file);
  // The command has printed nothing, or failed.
  if (text.trim() === '') return;
  const own = ofOwner(file.cut === undefined ? sink : partial(sink), owner);
  const input = { text, lines: text.split(/\r?\n/), hint: {}, name: file.path };
  readOutputOf({ command: file.line ?? '', host: owner.host }, input, own);
}

function readJson(file: BundleFile, owner: Owner, sink: Sink): boolean {
  const { command, options } = parseCommand(outputOf(file));
  const read = file.bytes.length === 0 ? undefined : readJsonText(file.bytes);
  if (read === undefined) return false;
  if ('message' in read) {
    sayCut(file, sink);
    sink.problem({
      ruleId: file.cut === undefined ? 'input-format' : 'input-truncated',
      level: 'warning',
      line: read.line,
      column: read.column,
      message: `This output of ${file.line} is no JSON: ${read.message}.`,
      instead: 'the bundle again, whole',
    });
    return false;
  }
  sink.esxcli({ command, options, ...owner }, read);
  return true;
}

function readConf(file: BundleFile, host: string | undefined, version: string | undefined, sink: Sink): void {
  sayCut(file, sink);
  readEsxConf({ lines: textOf(file).split(/\r?\n/), hint: {} }, sink, { host, version, isCut: file.cut !== undefined });
}

function readVm(file: BundleFile, sink: Sink): void {
  sayCut(file, sink);
  vmx.readBytes({ input: memoryInput(file.bytes), hint: {}, name: file.path }, sink);
}

function sayCut({ cut }: BundleFile, sink: Sink): void {
  if (cut === undefined) return;
  sink.problem({
    ruleId: 'input-truncated',
    level: 'warning',
    line: 1,
    message: `This file of the bundle is not whole: ${cut}.`,
    instead: 'the bundle again, whole',
  });
}

/** The reader of outputs is told the host, not how certain that is. */
function ofOwner(sink: Sink, { guessed }: Owner): Sink {
  return guessed ? { ...sink, esxcli: (told, part) => sink.esxcli({ ...told, guessed }, part) } : sink;
}

/** What is handed over is not all that there was. */
function partial(sink: Sink): Sink {
  return { ...sink, esxcli: (told, part) => sink.esxcli({ ...told, partial: true }, part) };
}

/** Leaves out what other outputs have told better. */
function without(sink: Sink, commands: ReadonlySet<string>): Sink {
  return {
    ...sink,
    esxcli: (told, part) => {
      if (!commands.has(told.command)) sink.esxcli(told, part);
    },
  };
}
