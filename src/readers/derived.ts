import type { EntryRef, Path } from '../model/fact.ts';
import type { Entry } from './json/frame.ts';

/** A cursor over a JSON value that knows its path: what a translator reads from. */
export class JsonCursor {
  readonly value: unknown;
  readonly path: Path;

  constructor(value: unknown, path: Path = []) {
    this.value = value;
    this.path = path;
  }

  /** A member; one without a value where there is none. */
  get(key: string | number): JsonCursor {
    const { value } = this;
    const member =
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string | number, unknown>)[key]
        : undefined;
    return new JsonCursor(member, [...this.path, key]);
  }

  at(...keys: readonly (string | number)[]): JsonCursor {
    return keys.reduce<JsonCursor>((cursor, key) => cursor.get(key), this);
  }

  /** The elements of an array; none for anything else. */
  items(): JsonCursor[] {
    return Array.isArray(this.value) ? this.value.map((_, index) => this.get(index)) : [];
  }

  /** The members of an object by name; none for anything else. */
  members(): [string, JsonCursor][] {
    const { value } = this;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.keys(value).map((key) => [key, this.get(key)])
      : [];
  }

  /** null and "" are absent too, as everywhere in exports. */
  get present(): boolean {
    return this.value !== undefined && this.value !== null && this.value !== '';
  }

  get text(): string | undefined {
    return typeof this.value === 'string' && this.value !== '' ? this.value : undefined;
  }

  get number(): number | undefined {
    const number = typeof this.value === 'string' && this.value.trim() !== '' ? Number(this.value) : this.value;
    return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
  }
}

/** From where in a JSON entry the members of a tree that was made from it come. */
export class Sources {
  private readonly paths = new WeakMap<object, Map<string | number, Path>>();
  /** Objects of which the document tells only some members: what they lack was not exported, it is not empty. */
  readonly incomplete = new Set<object>();

  /** Sets a member and what it was made from; `value` is the cursor's own unless given. Absent values are left out. */
  put(holder: object, key: string | number, from: JsonCursor, value: unknown = from.value): void {
    if (value === undefined) return;
    // A key of the input may be called __proto__.
    Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
    const paths = this.paths.get(holder);
    if (paths) paths.set(key, from.path);
    else this.paths.set(holder, new Map([[key, from.path]]));
  }

  /** The path in the entry of the deepest part of `path` that has one. Below it, what was taken as it is keeps its own path. */
  find(root: unknown, path: Path): Path {
    let found: Path = [];
    let value = root;
    for (const [index, key] of path.entries()) {
      if (typeof value !== 'object' || value === null) break;
      const own = this.paths.get(value)?.get(key);
      if (own !== undefined) found = own;
      else if (this.paths.get(value) === undefined && index > 0) found = [...found, key];
      value = Object.hasOwn(value, key) ? (value as Record<string | number, unknown>)[key] : undefined;
    }
    return found;
  }
}

/** An entry that was made from a JSON entry of another format. It stays in memory as it was made. */
export class Derived implements EntryRef {
  readonly file: string;
  readonly id: number;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly pointer: string;
  readonly value: unknown;
  readonly entry: Entry;
  private readonly sources: Sources;

  constructor(entry: Entry, id: number, value: unknown, sources: Sources) {
    this.file = entry.file;
    this.id = id;
    this.start = entry.start;
    this.end = entry.end;
    this.line = entry.line;
    this.column = entry.column;
    this.pointer = entry.pointer;
    this.entry = entry;
    this.value = value;
    this.sources = sources;
  }

  /** Objects of which the document tells only some members. */
  get incomplete(): ReadonlySet<object> {
    return this.sources.incomplete;
  }

  /** The path in the JSON entry that the value at `path` was made from. */
  sourceOf(path: Path): Path {
    return this.sources.find(this.value, path);
  }
}
