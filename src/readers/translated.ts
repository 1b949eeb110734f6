import type { EntryRef, Path } from '../model/fact.ts';
import type { Excerpt } from './json/excerpt.ts';
import { pointerOf } from './json/trace.ts';

/** A token of a text: 1-based line, UTF-16 columns, end exclusive, all on one line. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** Where the members of a tree that was made from a text stand in it. */
export class Places {
  private readonly spans = new WeakMap<object, Map<string | number, Span>>();

  /** Sets a member and where it was read. */
  put(holder: object, key: string | number, value: unknown, span: Span): void {
    // A key of the input may be called __proto__.
    Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
    const spans = this.spans.get(holder);
    if (spans) spans.set(key, span);
    else this.spans.set(holder, new Map([[key, span]]));
  }

  /** The place of a member. */
  of(holder: object, key: string | number): Span | undefined {
    const spans = this.spans.get(holder);
    return spans?.get(key) ?? spans?.get(Number(key));
  }

  /** The place of the deepest part of `path` that has one; nothing when none has. */
  find(root: unknown, path: Path): Span | undefined {
    let found: Span | undefined;
    let value = root;
    for (const key of path) {
      if (typeof value !== 'object' || value === null) break;
      found = this.spans.get(value)?.get(key) ?? found;
      value = Object.hasOwn(value, key) ? (value as Record<string | number, unknown>)[key] : undefined;
    }
    return found;
  }
}

/** Tells where a value stands, with the line around it where `Translation.lines` are not at hand. */
export interface Finder {
  find(root: unknown, path: Path): Place | undefined;
}

/** A token with what else is to be said of where it stands. */
export interface Place extends Span {
  readonly excerpt?: Excerpt;
  /** The cell of a workbook; line and column are then its row and column as numbers. */
  readonly cell?: string | undefined;
  /** The input, where an entry was put together from several. */
  readonly file?: string;
}

/** What a reader of a format other than JSON has made of a part of an input. */
export interface Translation {
  readonly value: unknown;
  readonly places: Finder;
  /** The line of the input where the part begins, for what has no place of its own. */
  readonly line: number;
  /** The lines of the whole input; absent where it is too large to stay in memory. */
  readonly lines: readonly string[] | undefined;
  /** Paths of objects of which the input tells only some members: what they lack was not exported, it is not empty. */
  readonly incomplete?: readonly Path[];
  /** The file inside an archive that the part was read from; lines and columns count in that file. */
  readonly inside?: string;
}

/** An entry of an input that is no JSON. It stays in memory as it was translated. */
export class Translated implements EntryRef {
  readonly file: string;
  readonly id: number;
  readonly start = 0;
  readonly end = 0;
  readonly line: number;
  readonly column = 1;
  readonly pointer: string;
  readonly incomplete: readonly Path[];
  private readonly part: Translation;

  constructor(file: string, id: number, part: Translation) {
    this.file = file;
    this.id = id;
    this.line = part.line;
    this.incomplete = part.incomplete ?? [];
    this.pointer = part.inside === undefined ? '' : pointerOf([part.inside]);
    this.part = part;
  }

  get value(): unknown {
    return this.part.value;
  }

  /** Where the value at `path` stands, with the line around it where that is at hand. */
  locate(path: Path): Span & {
    readonly endLine: number;
    readonly excerpt?: Excerpt;
    readonly pointer?: string;
    readonly inside?: string;
    readonly cell?: string;
    readonly file?: string;
  } {
    const { places, lines, inside } = this.part;
    const text = lines?.[this.line - 1] ?? '';
    const indent = text.length - text.trimStart().length;
    const own = { line: this.line, column: indent + 1, endColumn: Math.max(indent + 2, text.trimEnd().length + 1) };
    const found = places.find(this.value, path);
    const { line, column, endColumn } = found ?? own;
    const excerpt = lines ? excerptOf(lines[line - 1] ?? '', { line, column, endColumn }) : found?.excerpt;
    return {
      line,
      column,
      endColumn,
      endLine: line,
      ...(excerpt && { excerpt }),
      ...(inside === undefined ? {} : { pointer: this.pointer, inside }),
      ...(found?.cell === undefined ? {} : { cell: found.cell }),
      ...(found?.file === undefined ? {} : { file: found.file }),
    };
  }
}

const LONGEST = 160;
const SECRET = /((?:secret|password|passwd)[\w. -]*["']?\s*[:=,>]\s*)\S.*$/i;

/** The line around a token, cut on both sides of it when it is very long; what looks like a password is not shown. */
export function excerptOf(line: string, { column, endColumn }: Span): Excerpt {
  const text = line.replace(SECRET, '$1***');
  if (text.length <= LONGEST) return { text, column: Math.min(column, text.length + 1) };
  // Something before the token, and all of it if it fits.
  const from = Math.max(0, Math.min(column - 1, Math.max(column - 1 - 60, endColumn - 1 - LONGEST)));
  const cut = text.slice(from, from + LONGEST);
  const head = from > 0 ? '…' : '';
  return { text: `${head}${cut}${from + LONGEST < text.length ? '…' : ''}`, column: column - from + head.length };
}
