import { statSync } from 'node:fs';
import { digestVm, hostHead } from '../model/digest.ts';
import type { EntryRef, Known, Origin, Path } from '../model/fact.ts';
import { checkEnvelope, checkKept, type KeptFault } from './check-kept.ts';
import { classify, isEntryObject, isMethodAnswer, type NoExport } from './classify.ts';
import { type FileHint, hintOf } from './command.ts';
import { Derived, JsonCursor, type Sources } from './derived.ts';
import { KeptDevice, type KeptEntry, KeptEsxcli, KeptMethod, KeptObject, member } from './entry.ts';
import type { Sink } from './format.ts';
import { type Input, InputError, openInput } from './input.ts';
import { Arena } from './json/arena.ts';
import { type Entry, type FrameProblem, frame } from './json/frame.ts';
import { locate, type RawLocation } from './json/locate.ts';
import { revive } from './json/revive.ts';
import { keep, shape } from './json/shape.ts';
import { pointerOf } from './json/trace.ts';
import type { JsonFormat } from './json-format.ts';
import { JSON_FORMATS } from './json-formats.ts';
import type { Table } from './rvtools/table.ts';
import { Translated, type Translation } from './translated.ts';
import { changeList, entryShape, methodAnswer } from './vim-shape.ts';

/** A fault of an input, reported as a finding of vlint's own. */
export interface InputProblem {
  readonly ruleId: 'input-unreadable' | 'input-schema' | 'input-format' | 'input-truncated';
  readonly level: 'error' | 'warning' | 'note';
  /** The input as the user named it. */
  readonly file: string;
  readonly message: string;
  /** What to do about it. */
  readonly instead: string;
  readonly place:
    | Origin
    | {
        readonly line: number;
        readonly column: number;
        readonly pointer: string;
        readonly cell?: string;
        readonly inside?: string;
      }
    | undefined;
}

/** An input by the name that reports use and the path to open. */
export interface InputName {
  readonly name: string;
  readonly path: string;
}

/**
 * Reads inputs into entries, one after another, and keeps what it needs to find lines again. Memory grows with what rules read of the
 * inputs, not with the inputs. close() must be called.
 */
export class Ingest {
  readonly entries: KeptEntry[] = [];
  readonly problems: InputProblem[] = [];
  private readonly arena = new Arena();
  /** Tabs of RVTools by the report that they belong to. */
  private readonly reports = new Map<string, Table[]>();
  private readonly open = new Map<string, Input>();
  private readonly paths = new Map<string, string>();
  private nextId = 0;
  private readonly onProgress: (() => void) | undefined;

  /** `onProgress` is called now and then while inputs are read. */
  constructor(onProgress?: () => void) {
    this.onProgress = onProgress;
  }

  /** Reads one input; whatever is wrong with it becomes a problem and the rest is read. */
  async add({ name, path }: InputName): Promise<void> {
    this.paths.set(name, path);
    if (path !== '-' && isFolder(path)) return this.addBundle(name, path);
    let input: Input;
    try {
      input = await openInput(path);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.problems.push({
        ruleId: 'input-unreadable',
        level: 'error',
        file: name,
        message: error.message,
        instead: 'Name a file that exists and that you may read.',
        place: undefined,
      });
      return;
    }
    try {
      const format = startsJson(input)
        ? JSON_FORMATS.find((candidate) => candidate.sniff(headOf(input, FORMAT_HEAD)))
        : undefined;
      if (format) this.addDocument(name, input, await format.load());
      else if (startsJson(input)) this.addInput(name, input);
      else await this.addForeign(name, input);
    } finally {
      // Only what cannot be opened again stays open: a folder may hold more files than a process may keep.
      if (path !== '-') {
        input.close();
        this.open.delete(name);
      }
    }
  }

  /** Reads an input that is open already; it stays open for the locator. */
  addInput(name: string, input: Input): void {
    this.open.set(name, input);
    this.read(input, name);
  }

  /** Reads an input that is no JSON: what it is, its content tells. */
  private async addForeign(name: string, input: Input): Promise<void> {
    this.open.set(name, input);
    const { readForeign } = await import('./foreign.ts');
    await readForeign(name, input, this.sinkOf(name));
  }

  /** Reads the bundle of a host that was unpacked into a folder. */
  private async addBundle(name: string, path: string): Promise<void> {
    const { readBundleFolder } = await import('./vm-support/folder.ts');
    await readBundleFolder({ name, path, sinkOf: (file) => this.sinkOf(file) });
  }

  /** Where readers hand over what they have read of an input. */
  private sinkOf(name: string): Sink {
    const made = (part: Translation) => new Translated(name, this.nextId++, part);
    return {
      esxcli: (told, part) =>
        this.keep(made(part), (ref) => new KeptEsxcli(ref, [], { options: NO_OPTIONS, ...withoutUndefined(told) })),
      object: ({ type, id }, part) => this.keep(made(part), (ref) => new KeptObject(ref, [], type, id ?? `${name}#${ref.id}`)),
      method: ({ host, method, argument }, part) =>
        this.keep(made(part), (ref) => new KeptMethod(ref, [], host, method, argument)),
      device: ({ role, name: device }, part) => this.keep(made(part), (ref) => new KeptDevice(ref, role, device)),
      table: (report, table) => {
        const tables = this.reports.get(report);
        if (tables) tables.push(table);
        else this.reports.set(report, [table]);
      },
      problem: ({ line, column = 1, cell, inside, instead, ...problem }) =>
        this.problems.push({
          ...problem,
          instead: `Give instead: ${instead}`,
          file: name,
          place: {
            line,
            column,
            pointer: inside === undefined ? '' : pointerOf([inside]),
            ...(inside === undefined ? {} : { inside }),
            ...(cell === undefined ? {} : { cell }),
          },
        }),
    };
  }

  /** Puts together what lies in several inputs. To be called once, when all are read. */
  async finish(): Promise<void> {
    if (this.reports.size === 0) return;
    const { translateReport } = await import('./rvtools/report.ts');
    for (const tables of this.reports.values()) {
      translateReport(tables, ({ file, type, id, lesser }, part) =>
        this.keep(
          new Translated(file, this.nextId++, part),
          (ref) => new KeptObject(ref, [], type, id ?? `${file}#${ref.id}`, lesser),
        ),
      );
    }
    this.reports.clear();
  }

  /** Reads a JSON document of another tool. */
  private addDocument(name: string, input: Input, format: JsonFormat): void {
    this.open.set(name, input);
    if (input.size > LONGEST_DOCUMENT) {
      const size = (bytes: number) => Math.round(bytes / 1024 / 1024);
      this.problems.push({
        ruleId: 'input-format',
        level: 'error',
        file: name,
        message: `This ${format.name} has ${size(input.size)} MiB; more than ${size(LONGEST_DOCUMENT)} MiB are not read.`,
        instead: 'Give instead: several smaller documents.',
        place: { line: 1, column: 1, pointer: '' },
      });
      return;
    }
    const options = {
      file: name,
      firstId: this.nextId,
      arena: this.arena,
      entryShape: ROWS,
      arrayShape: () => keep,
      isEntry: () => false,
      wrappers: [],
    };
    const entries: Entry[] = [];
    this.nextId += frame(input, options, {
      entry: (entry) => entries.push(entry),
      problem: (problem) => this.broken(name, problem),
    });
    for (const entry of entries) {
      const made = (value: unknown, sources: Sources) => new Derived(entry, this.nextId++, value, sources);
      format.read(new JsonCursor(revive(entry.compact, entry.shape, () => {})), name, {
        esxcli: (told, value, sources) =>
          this.keep(made(value, sources), (ref) => new KeptEsxcli(ref, [], { options: NO_OPTIONS, ...withoutUndefined(told) })),
        object: ({ type, id }, value, sources) =>
          this.keep(made(value, sources), (ref) => new KeptObject(ref, [], type, id ?? `${name}#${ref.id}`)),
        method: ({ host, method, argument }, value, sources) =>
          this.keep(made(value, sources), (ref) => new KeptMethod(ref, [], host, method, argument)),
        device: ({ role, name: device }, value, sources) =>
          this.keep(made(value, sources), (ref) => new KeptDevice(ref, role, device)),
        problem: ({ instead, ...problem }, at) =>
          this.problems.push({
            ...problem,
            instead: `Give instead: ${instead}`,
            file: name,
            place: { kind: 'json', entry, path: at.path },
          }),
      });
    }
  }

  private keep<R extends Translated | Derived>(ref: R, make: (ref: R) => KeptEntry): void {
    const kept = make(ref);
    this.entries.push(kept);
    for (const fault of checkKept(kept, ref.value)) this.refused(ref, fault);
    if (kept.kind !== 'object') return;
    if (kept.type === 'VirtualMachine') kept.noted = digestVm(kept, kept.open());
    if (kept.type === 'HostSystem') kept.head = hostHead(kept.open());
  }

  private read(input: Input, name: string): void {
    const hint = hintOf(name);
    // A file that an esxcli command is named by holds rows whose columns may be called like properties of VIM objects.
    const rows = hint.command !== undefined && !holdsEntries(input);
    const firstId = this.nextId;
    const count = frame(
      input,
      {
        file: name,
        firstId,
        arena: this.arena,
        entryShape: rows ? ROWS : entryShape,
        arrayShape: (names) => (rows ? keep : isMethodAnswer(names) ? methodAnswer : changeList),
        isEntry: (names) => !rows && isEntryObject(names),
        ...(rows ? { wrappers: [] } : {}),
      },
      { entry: (entry) => this.take(entry, hint), problem: (problem) => this.broken(name, problem) },
    );
    this.nextId = firstId + count;
    if (count === 0 && !this.problems.some((problem) => problem.file === name)) {
      this.format(
        name,
        {
          what: 'an export without any object',
          instead: 'govc collect -json -type h / name parent runtime config hardware vm > hosts.json',
        },
        1,
        1,
        '',
      );
    }
  }

  private take(entry: Entry, hint: FileHint): void {
    if (entry.id % PROGRESS === 0) this.onProgress?.();
    const synthetic = new Set<object>();
    const value = revive(entry.compact, entry.shape, (holder) => synthetic.add(holder));
    const envelope = member(value, 'source') === undefined || entry.whole ? [] : checkEnvelope(value);
    for (const fault of envelope) this.refused(entry, fault);
    if (isHeader(value)) return;
    const kept = classify(entry, value, { hint });
    if ('what' in kept) {
      if (envelope.length === 0) this.format(entry.file, kept, entry.line, entry.column, entry.pointer);
      return;
    }
    this.entries.push(kept);
    for (const fault of checkKept(kept, value)) this.refused(entry, fault);
    if (kept.kind !== 'object') return;
    if (kept.type === 'VirtualMachine') kept.noted = digestVm(kept, kept.nodeOf(value, synthetic));
    if (kept.type === 'HostSystem') kept.head = hostHead(kept.nodeOf(value, synthetic));
  }

  private refused(entry: EntryRef, fault: KeptFault): void {
    const name = fault.path.findLast((key) => typeof key === 'string');
    this.problems.push({
      ruleId: fault.depthCut ? 'input-truncated' : 'input-schema',
      level: 'warning',
      file: entry.file,
      message: fault.depthCut
        ? sentence(fault.message)
        : `${name === undefined ? 'The entry' : `The value of ${name}`} ${fault.message}.`,
      instead: fault.depthCut
        ? 'Export again with ConvertTo-Json -Depth 20.'
        : 'Correct the value or export again; until then it counts as not exported.',
      place: { kind: 'json', entry, path: fault.path },
    });
  }

  private broken(file: string, problem: FrameProblem): void {
    const rest = problem.resumed ? 'What follows was read.' : 'What follows was not read.';
    this.problems.push({
      ruleId: BROKEN[problem.kind],
      level: 'error',
      file,
      message: `${sentence(problem.message)} ${problem.kind === 'empty' ? '' : rest}`.trim(),
      instead: 'Export the file again, whole.',
      place: { line: problem.line, column: problem.column, pointer: problem.pointer },
    });
  }

  private format(file: string, { what, instead }: NoExport, line: number, column: number, pointer: string): void {
    this.problems.push({
      ruleId: 'input-format',
      level: 'error',
      file,
      message: `This is ${what}.`,
      instead: `Give instead: ${instead}`,
      place: { line, column, pointer },
    });
  }

  /**
   * Turns origins into places. Each entry is read again once, however many of its values are asked for. The result follows
   * `wanted`; an input that has gone meanwhile gives the place of its entry.
   */
  async locate(wanted: readonly Known<unknown>[]): Promise<Map<Known<unknown>, Located>> {
    const byEntry = new Map<EntryRef, Known<unknown>[]>();
    const found = new Map<Known<unknown>, Located>();
    const bare: (readonly [Known<unknown>, Located])[] = [];
    for (const known of wanted) {
      const { origin } = known;
      if (origin.kind === 'json' && origin.entry instanceof Translated) {
        const place = { file: origin.entry.file, ...origin.entry.locate(origin.path) };
        found.set(known, place);
        // The lines of a file in an archive are not those of the archive.
        if (place.excerpt === undefined && place.inside === undefined) bare.push([known, place]);
      } else if (origin.kind === 'text') {
        const { file, line, column, endLine, endColumn, pointer } = origin;
        found.set(known, { file, line, column, endLine, endColumn, ...(pointer === undefined ? {} : { pointer }) });
      } else {
        const list = byEntry.get(origin.entry);
        if (list) list.push(known);
        else byEntry.set(origin.entry, [known]);
      }
    }
    for (const [name, entries] of groupByFile(byEntry)) await this.locateIn(name, entries, found);
    for (const name of new Set(bare.map(([, { file }]) => file))) {
      await this.showLines(
        name,
        bare.filter(([, { file }]) => file === name),
        found,
      );
    }
    return found;
  }

  /** Adds the lines around places in an input that was too large to keep its lines. */
  private async showLines(
    name: string,
    bare: readonly (readonly [Known<unknown>, Located])[],
    found: Map<Known<unknown>, Located>,
  ): Promise<void> {
    const { excerptsOf } = await import('./excerpts.ts');
    const held = this.open.get(name);
    const input = held ?? (await openInput(this.paths.get(name) ?? name));
    try {
      const excerpts = excerptsOf(
        input,
        bare.map(([, place]) => place),
      );
      for (const [known, place] of bare) {
        const excerpt = excerpts.get(place);
        if (excerpt) found.set(known, { ...place, excerpt });
      }
    } finally {
      if (!held) input.close();
    }
  }

  private async locateIn(
    name: string,
    entries: readonly (readonly [EntryRef, readonly Known<unknown>[]])[],
    found: Map<Known<unknown>, Located>,
  ): Promise<void> {
    const held = this.open.get(name);
    const input = held ?? (await openInput(this.paths.get(name) ?? name));
    try {
      for (const [ref, facts] of entries) {
        // Origins hold the entry itself, which knows the shape that it was read with.
        const entry = ref instanceof Derived ? ref.entry : (ref as Entry);
        const sourceOf = (known: Known<unknown>) => (ref instanceof Derived ? ref.sourceOf(pathOf(known)) : pathOf(known));
        const places = locate(input, entry, entry.shape, facts.map(sourceOf));
        for (const known of facts) {
          const place = places.get(pointerOf(sourceOf(known)));
          if (place) found.set(known, { file: name, ...place });
        }
      }
    } finally {
      if (!held) input.close();
    }
  }

  close(): void {
    for (const input of this.open.values()) input.close();
    this.open.clear();
    this.arena.close();
  }
}

/** An empty file tells nothing of the site, like one that cannot be opened. */
const BROKEN = { syntax: 'input-format', truncated: 'input-truncated', empty: 'input-unreadable' } as const;

export type Located = Omit<RawLocation, 'pointer' | 'excerpt'> & {
  readonly file: string;
  readonly pointer?: string;
  readonly inside?: string;
  readonly cell?: string;
  readonly excerpt?: RawLocation['excerpt'];
};

/** A shape that wants nothing: an object of which nothing is wanted is kept whole. */
const ROWS = shape({});

/** The first line of vlint's own export as NDJSON: what stands around the list of entries in the document. */
function isHeader(value: unknown): boolean {
  return /^export\/\d+$/.test(String(member(value, 'vlint'))) && member(value, 'source') === undefined;
}

/** Entries between two calls of `onProgress`. */
const PROGRESS = 64;

/**
 * Whether the input can be JSON: it begins with an object or a list, or is one scalar as esxcli prints it. What a shell prints may begin
 * with the same letters: "[root@esx01:~]", "naa.6000…", "true story".
 */
function startsJson(input: Input): boolean {
  const text = headOf(input, 4096).trimStart();
  if (text === '') return true;
  return (
    /^(\{|\[\s*([[{"\]\d-]|true|false|null|$))/.test(text) ||
    /^("(?!(?:[^"\\\n]|\\.)*"[,;\t])|(true|false|null|-?\d[\d.eE+-]*)\s*$)/.test(text)
  );
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Documents of other tools are kept whole while they are translated. Bytes. */
const LONGEST_DOCUMENT = 64 * 1024 * 1024;
/** By so much of a document it is told which tool has made it. Bytes. */
const FORMAT_HEAD = 64 * 1024;
const NO_OPTIONS: ReadonlyMap<string, string> = new Map();

/** Its first bytes, each as a character. */
function headOf(input: Input, size: number): string {
  const head = new Uint8Array(size);
  return Buffer.from(head.buffer, 0, input.read(head, 0, 0)).toString('latin1');
}

/** What is not told must not hide a default. */
function withoutUndefined<T extends { readonly options?: unknown }>({
  options,
  ...told
}: T): Omit<T, 'options'> & { options?: NonNullable<T['options']> } {
  return options === undefined || options === null ? told : { ...told, options };
}

/** Whether the head of the input shows the members of vlint's own export or of a VIM object, whatever the file is called. */
function holdsEntries(input: Input): boolean {
  const text = headOf(input, 4096);
  return /"(source|changeSet|propSet|self|values|vlint|hostSystems|virtualMachines|_vimid|moref)"\s*:/i.test(text);
}

function pathOf(known: Known<unknown>): Path {
  return known.origin.kind === 'json' ? known.origin.path : [];
}

function groupByFile(byEntry: ReadonlyMap<EntryRef, Known<unknown>[]>): Map<string, (readonly [EntryRef, Known<unknown>[]])[]> {
  const files = new Map<string, (readonly [EntryRef, Known<unknown>[]])[]>();
  for (const item of byEntry) {
    const list = files.get(item[0].file);
    if (list) list.push(item);
    else files.set(item[0].file, [item]);
  }
  return files;
}

function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
