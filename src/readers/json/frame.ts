import type { EntryRef } from '../../model/fact.ts';
import type { Input } from '../input.ts';
import type { Compact } from './arena.ts';
import { Arena } from './arena.ts';
import type { Bookmark } from './cursor.ts';
import { Cursor } from './cursor.ts';
import { foldAscii, NameTable } from './names.ts';
import { walk } from './position.ts';
import { describeProblem } from './problem.ts';
import { Projector, WRAPPED } from './project.ts';
import { indentOf, nextDocument, skipBrokenElement } from './recover.ts';
import { AFTER_ELEMENT, AFTER_MEMBER } from './scanner.ts';
import type { Shape } from './shape.ts';
import { keep, withWrappers } from './shape.ts';
import { escapeSegment } from './trace.ts';

/** One object (or other value) of an input: a whole document, a line of NDJSON, or an element of a wrapper's list. */
export interface Entry extends EntryRef {
  readonly kind: 'object' | 'array' | 'scalar';
  /** The shape found nothing that it wants: `compact` is the value as it is, and `shape` is `keep`. */
  readonly whole: boolean;
  /** With what the entry was projected; what `revive` and `locate` need. */
  readonly shape: Shape;
  readonly compact: Compact;
}

export interface FrameProblem {
  /** 'syntax': not JSON. 'truncated': the input ends inside a value. 'empty': nothing but white space. */
  readonly kind: 'syntax' | 'truncated' | 'empty';
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** JSON Pointer of the value that is broken or cut. */
  readonly pointer: string;
  /** Whether reading went on behind it. If not, what follows in the input has not been read. */
  readonly resumed: boolean;
}

export interface FrameHandlers {
  entry(entry: Entry): void;
  problem(problem: FrameProblem): void;
  /** A small member beside the list of a wrapper: its name as spelled, and the text of its value: `"export/1"` with the quotes. */
  wrapperMember?(name: string, text: string, pointer: string): void;
}

export interface FrameOptions {
  /** The input as the user named it. */
  readonly file: string;
  /** What is wanted of an entry that is an object. */
  readonly entryShape: Shape;
  /** What is wanted of an array that is one entry, told by the member names of its first element (none when that is no object). */
  arrayShape?(names: readonly string[]): Shape;
  /** Members that hold lists of entries, in any case. */
  readonly wrappers?: readonly string[];
  /** Whether the elements of a top-level array are entries, told by the member names of its first element. Asked for objects only. */
  isEntry?(names: readonly string[]): boolean;
  /** The id of the first entry. */
  readonly firstId?: number;
  readonly arena?: Arena;
  /** Bytes read at a time, to begin with. */
  readonly bufferSize?: number;
}

export const WRAPPERS: readonly string[] = [
  'entries',
  'hostSystems',
  'virtualMachines',
  'datastores',
  'objects',
  'returnval',
  'objectSet',
  'filterSet',
  'updateSet',
];

/** Wrappers in wrappers: an answer holds `filterSet`, that `objectSet`, and `jq -s` puts an array around it. */
const MAX_WRAPPERS = 4;
/** Longer scalars beside the list say nothing about the file. */
const SMALL = 4096;

/**
 * Cuts a JSON input into its entries, without knowing beforehand what it is: one document, several one after another (NDJSON or
 * pretty), an array of entries, or an object that holds a list of entries. Every entry is checked and projected in one pass, in
 * memory that does not grow with the input (apart from what the arena keeps). Returns how many entries there were.
 */
export function frame(input: Input, options: FrameOptions, handlers: FrameHandlers): number {
  return new Framer(input, options, handlers).run();
}

class Framer {
  private readonly at: Cursor;
  private readonly scan: Projector;
  private readonly options: FrameOptions;
  private readonly handlers: FrameHandlers;
  private readonly withWrappers: Shape;
  private readonly wrappers: NameTable<true>;
  private readonly firstId: number;
  private id: number;
  /** Where the current document begins. */
  private documentLine = 1;
  /** After a broken document: the cursor is at the next one. */
  private isResumed = false;

  constructor(input: Input, options: FrameOptions, handlers: FrameHandlers) {
    const wrappers = options.wrappers ?? WRAPPERS;
    this.scan = new Projector(options.arena ?? new Arena());
    this.at = new Cursor(input, this.scan, options.bufferSize);
    this.options = options;
    this.handlers = handlers;
    this.withWrappers = withWrappers(options.entryShape, wrappers);
    this.wrappers = new NameTable(
      wrappers.map((name) => [name, true] as const),
      true,
    );
    this.firstId = options.firstId ?? 0;
    this.id = this.firstId;
  }

  run(): number {
    const at = this.at;
    let documents = 0;
    while (at.space()) {
      documents++;
      this.documentLine = this.scan.lines + 1;
      if (this.element('', 0)) continue;
      if (!this.isResumed) break;
      this.isResumed = false;
    }
    if (documents === 0) this.report('empty', at.mark(), '', 'the input is empty: there is no JSON in it', false);
    return this.id - this.firstId;
  }

  /** Reads a document, or an element of a list; false when reading cannot go on. So do all methods below. */
  private element(pointer: string, depth: number): boolean {
    const c = this.at.byte;
    if (c === 0x7b)
      return this.entry(pointer, depth, 'object', depth < MAX_WRAPPERS ? this.withWrappers : this.options.entryShape);
    if (c === 0x5b) return this.array(pointer, depth);
    return this.entry(pointer, depth, 'scalar', keep);
  }

  private entry(pointer: string, depth: number, kind: Entry['kind'], shape: Shape): boolean {
    const { at, scan } = this;
    const mark = at.mark();
    scan.nonAscii = false;
    const end = at.complete(() => scan.run(at.p, at.window.isLast, shape));
    if (end === WRAPPED) return this.wrapper(pointer, depth);
    if (end < 0) return this.broken(pointer, depth > 0);
    if (kind === 'scalar' && depth === 0 && end < at.window.end && at.window.buf[end]! > 0x20) {
      scan.stopAt = end;
      scan.expected = 'white space or the end of the input after the value';
      return this.broken(pointer, depth > 0);
    }
    let used = shape === this.withWrappers ? this.options.entryShape : shape;
    if (kind !== 'scalar' && used !== keep && scan.arena.mark() === 2) {
      // Nothing in it is wanted: let the caller see what it is.
      const behind = scan.save();
      scan.run(at.p, true, keep);
      scan.restore(behind);
      used = keep;
    }
    const compact = scan.arena.finish(!scan.nonAscii);
    at.p = end;
    this.handlers.entry({
      file: this.options.file,
      id: this.id++,
      start: mark.offset,
      end: at.window.base + end,
      line: mark.line,
      column: mark.column,
      pointer,
      kind,
      whole: used === keep,
      shape: used,
      compact,
    });
    return true;
  }

  private array(pointer: string, depth: number): boolean {
    const { at, scan } = this;
    const first = depth < MAX_WRAPPERS ? at.complete(() => scan.firstElement(at.p, at.window.isLast)) : null;
    if (first === 'array' || (first !== null && this.isEntry(first))) return this.elements(pointer, depth + 1);
    return this.entry(
      pointer,
      depth,
      'array',
      this.options.arrayShape?.(typeof first === 'string' || first === null ? [] : first) ?? keep,
    );
  }

  private isEntry(names: readonly string[]): boolean {
    if (names.some((name) => this.wrappers.findText(name))) return true;
    return this.options.isEntry?.(names) ?? !isChange(names);
  }

  /** An array, element by element. */
  private elements(pointer: string, depth: number): boolean {
    const { at } = this;
    at.p++;
    for (let index = 0; ; index++) {
      at.space();
      if (index === 0 && at.byte === 0x5d) break;
      if (!this.element(`${pointer}/${index}`, depth)) return false;
      at.space();
      if (at.byte === 0x5d) break;
      if (at.byte !== 0x2c) return this.brokenStructure(pointer, AFTER_ELEMENT);
      at.p++;
    }
    at.p++;
    return true;
  }

  /** An object that holds a list of entries, member by member. */
  private wrapper(pointer: string, depth: number): boolean {
    const { at, scan } = this;
    at.p++;
    for (let index = 0; ; index++) {
      at.space();
      if (index === 0 && at.byte === 0x7d) break;
      let name = '';
      const isKey = at.take((p) => {
        const value = scan.key(p);
        name = scan.text(p, scan.keyEnd);
        return value === scan.end ? scan.stop(value, 'a value') : value;
      });
      if (!isKey) return this.broken(pointer, false);
      if (!this.wrapperMember(name, `${pointer}/${escapeSegment(name)}`, depth)) return false;
      at.space();
      if (at.byte === 0x7d) break;
      if (at.byte !== 0x2c) return this.brokenStructure(pointer, AFTER_MEMBER);
      at.p++;
      at.space();
    }
    at.p++;
    return true;
  }

  /** The value of a wrapper's member: the list of entries, a small scalar to tell the caller, or anything else. */
  private wrapperMember(name: string, pointer: string, depth: number): boolean {
    const { at, scan } = this;
    const c = at.byte;
    if (this.wrappers.findText(name) !== undefined) {
      if (c === 0x5b) return this.elements(pointer, depth + 1);
      if (c === 0x7b) return this.element(pointer, depth + 1);
    }
    let start = 0;
    const isRead = at.take((p) => {
      start = p;
      return scan.skip(p);
    });
    if (!isRead) return this.broken(pointer, false);
    if (c !== 0x5b && c !== 0x7b && at.p - start <= SMALL) {
      this.handlers.wrapperMember?.(name, at.window.buf.toString('utf8', start, at.p), pointer);
    }
    return true;
  }

  /** The grammar ends at `scan.stopAt`, inside the value that begins at the cursor. */
  private broken(pointer: string, isElement: boolean): boolean {
    const { at, scan } = this;
    const start = at.mark();
    const place = { offset: at.window.base + scan.stopAt, ...walk(at.window.buf, at.p, start, scan.stopAt) };
    const what = describeProblem(scan.problem());
    if (scan.stopAt === at.window.end) return this.cut(place, pointer, start.line, what);
    const isSkipped = isElement && skipBrokenElement(at, indentOf(at));
    this.isResumed = !isSkipped && this.resume(place);
    this.report('syntax', place, pointer, what, isSkipped || this.isResumed);
    return isSkipped;
  }

  /** Something else than the separators of a list or object is at the cursor. */
  private brokenStructure(pointer: string, expected: string): boolean {
    const { at, scan } = this;
    // The message names the character, of up to four bytes.
    while (!at.window.isLast && at.window.end - at.p < 4) at.fill();
    const place = at.mark();
    scan.stopAt = at.p;
    scan.expected = expected;
    const what = describeProblem(scan.problem());
    if (at.isAtEnd) return this.cut(place, pointer, this.documentLine, what);
    this.isResumed = this.resume(place);
    this.report('syntax', place, pointer, what, this.isResumed);
    return false;
  }

  private cut(place: Bookmark, pointer: string, line: number, what: string): boolean {
    const value = pointer === '' ? 'the value' : pointer;
    this.report('truncated', place, pointer, `the input ends inside ${value}, which begins on line ${line}: ${what}`, false);
    return false;
  }

  /** Goes to the next document behind a broken place. */
  private resume(place: Bookmark): boolean {
    this.at.seek(place);
    return nextDocument(this.at, place.line === this.documentLine);
  }

  private report(kind: FrameProblem['kind'], place: Bookmark, pointer: string, message: string, resumed: boolean): void {
    this.handlers.problem({ kind, offset: place.offset, line: place.line, column: place.column, message, pointer, resumed });
  }
}

function isChange(names: readonly string[]): boolean {
  const folded = new Set(names.map(foldAscii));
  return folded.has('name') && folded.has('op');
}
