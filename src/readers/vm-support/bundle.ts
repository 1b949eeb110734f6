import { parseCommand } from '../command.ts';
import { readEsxConf } from '../esx-conf.ts';
import { readOutputOf } from '../esxcli/text.ts';
import type { Sink } from '../format.ts';
import { readJsonText } from '../json-text.ts';
import { memoryInput } from '../memory-input.ts';
import { vmx } from '../vmx.ts';
import type { BundleFile } from './files.ts';
import { identityOf, textOf } from './identity.ts';

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
  const host = identity.host;
  const told = new Set<string>();
  for (const file of files.filter(({ kind }) => kind === 'json'))
    if (readJson(file, host, sinkOf(file.path))) told.add(outputOf(file));
  const texts = files.filter(({ kind, line }) => kind === 'text' && !/^(uname|vmware|hostname)\b/.test(line ?? ''));
  const newer = texts.filter(({ line, bytes }) => line?.startsWith('localcli') && bytes.length > 0);
  for (const file of newer) if (!told.has(outputOf(file))) readText(file, host, sinkOf(file.path));
  const all = new Set([...told, ...newer.map(outputOf)]);
  for (const file of texts.filter((item) => !newer.includes(item))) readText(file, host, without(sinkOf(file.path), all));
  for (const { command, file, part } of identity.outputs)
    if (!all.has(command)) sinkOf(file.path).esxcli({ command, host, guessed: false }, part);
  for (const file of files) if (file.kind === 'conf') readConf(file, host, identity.version, sinkOf(file.path));
  for (const file of files) if (file.kind === 'vm') readVm(file, sinkOf(file.path));
  return true;
}

/** The command with its options, without the program. */
function outputOf({ line = '' }: BundleFile): string {
  return line.replace(/^\S+ /, '');
}

function readText(file: BundleFile, host: string | undefined, sink: Sink): void {
  sayCut(file, sink);
  const text = textOf(file);
  // The command has printed nothing, or failed.
  if (text.trim() === '') return;
  const own = file.cut === undefined ? sink : partial(sink);
  readOutputOf({ command: file.line ?? '', host }, { text, lines: text.split(/\r?\n/), hint: {}, name: file.path }, own);
}

function readJson(file: BundleFile, host: string | undefined, sink: Sink): boolean {
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
  sink.esxcli({ command, options, host, guessed: false }, read);
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
