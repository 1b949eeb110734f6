import type { HostHead, VmDigest } from '../model/digest.ts';
import type { StoredDevice, StoredEsxcli, StoredMethod, StoredObject } from '../model/estate.ts';
import type { EntryRef, Path } from '../model/fact.ts';
import { type Doc, type Memory, Node } from '../model/node.ts';
import { Derived } from './derived.ts';
import type { Entry } from './json/frame.ts';
import { revive } from './json/revive.ts';
import { Translated } from './translated.ts';

/** From what an entry is opened. */
type Opened = Entry | Translated | Derived;

/** An entry of an input that can be opened again and again: from its compact form, or as it was translated. */
abstract class Kept {
  abstract readonly kind: 'object' | 'method' | 'esxcli' | 'device';
  readonly ref: EntryRef;
  private readonly entry: Opened;
  /** Where in the entry the part lies that the model reads. */
  private readonly place: Path;
  private invalid: ReadonlySet<string> = NOTHING;
  private opened: OpenEntry | undefined;

  constructor(entry: Opened, place: Path) {
    this.entry = entry;
    this.ref = entry;
    this.place = place;
  }

  open(memory?: Memory): Node {
    const { value, synthetic } = this.opened ?? this.revived();
    return this.nodeOf(value, synthetic, memory);
  }

  /** Keeps the entry open: for a tester that opens the same few entries hundreds of times. */
  stayOpen(): void {
    this.opened = this.revived();
  }

  private revived(): OpenEntry {
    const { entry } = this;
    const synthetic = new Set<object>();
    const value =
      entry instanceof Translated || entry instanceof Derived
        ? entry.value
        : revive(entry.compact, entry.shape, (holder) => synthetic.add(holder));
    if (entry instanceof Derived) for (const holder of entry.incomplete) synthetic.add(holder);
    if (entry instanceof Translated) for (const holder of holdersAt(value, entry.incomplete)) synthetic.add(holder);
    return { value, synthetic };
  }

  /** The part that the model reads, of the entry's revived value. */
  nodeOf(entry: unknown, synthetic: Set<object>, memory?: Memory): Node {
    const value = this.partOf(entry);
    // Exports hold chosen properties: one that is not there was not asked for, it is not empty.
    if (this.kind === 'object' && typeof value === 'object' && value !== null) synthetic.add(value);
    const doc: Doc = {
      ref: this.ref,
      mounts: this.place.length === 0 ? [] : [[[], this.place]],
      synthetic,
      invalid: this.invalid,
      memory,
    };
    return new Node(doc, value);
  }

  /** The part that the model reads, of the entry's revived value. */
  partOf(entry: unknown): unknown {
    let value = entry;
    for (const key of this.place) value = member(value, key);
    return value;
  }

  /** Marks values that the schema refused: they read as absent from now on. */
  refuse(paths: readonly Path[]): void {
    if (paths.length > 0) this.invalid = new Set([...this.invalid, ...paths.map((path) => path.join('/'))]);
  }

  /** The place in the entry of a path below the part that the model reads. */
  placeOf(path: Path): Path {
    return [...this.place, ...path];
  }
}

interface OpenEntry {
  readonly value: unknown;
  readonly synthetic: Set<object>;
}

const NOTHING: ReadonlySet<string> = new Set();

function holdersAt(value: unknown, paths: readonly Path[]): object[] {
  return paths
    .map((path) => path.reduce<unknown>((holder, key) => member(holder, key), value))
    .filter((holder) => typeof holder === 'object' && holder !== null);
}

export function member(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string | number, unknown>)[key]
    : undefined;
}

export class KeptObject extends Kept implements StoredObject {
  readonly kind = 'object';
  readonly type: string;
  readonly id: string;
  readonly lesser: boolean;
  noted: VmDigest | undefined;
  head: HostHead | undefined;

  constructor(entry: Opened, place: Path, type: string, id: string, lesser = false) {
    super(entry, place);
    this.type = type;
    this.id = id;
    this.lesser = lesser;
  }
}

export class KeptMethod extends Kept implements StoredMethod {
  readonly kind = 'method';
  readonly host: string | undefined;
  readonly method: string;
  readonly argument: string | undefined;

  constructor(entry: Opened, place: Path, host: string | undefined, method: string, argument: string | undefined) {
    super(entry, place);
    this.host = host;
    this.method = method;
    this.argument = argument;
  }
}

export class KeptEsxcli extends Kept implements StoredEsxcli {
  readonly kind = 'esxcli';
  readonly host: string | undefined;
  readonly guessed: boolean;
  readonly command: string;
  readonly options: ReadonlyMap<string, string>;
  readonly partial: boolean;

  constructor(
    entry: Opened,
    place: Path,
    told: {
      host?: string | undefined;
      guessed?: boolean;
      command: string;
      options: ReadonlyMap<string, string>;
      partial?: boolean;
    },
  ) {
    super(entry, place);
    this.host = told.host;
    this.guessed = told.guessed ?? false;
    this.command = told.command;
    this.options = told.options;
    this.partial = told.partial ?? false;
  }
}

/** What a physical switch or a storage array says, as its reader has translated it. */
export class KeptDevice extends Kept implements StoredDevice {
  readonly kind = 'device';
  readonly role: 'switch' | 'array';
  readonly name: string | undefined;

  constructor(entry: Opened, role: 'switch' | 'array', name: string | undefined) {
    super(entry, []);
    this.role = role;
    this.name = name;
  }
}

export type KeptEntry = KeptObject | KeptMethod | KeptEsxcli | KeptDevice;
