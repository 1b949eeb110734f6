import type { Arena } from './arena.ts';
import { NameTable } from './names.ts';
import type { JsonProblem } from './problem.ts';
import { AFTER_ELEMENT, AFTER_MEMBER, Scanner, STOP } from './scanner.ts';
import type { Member, Shape } from './shape.ts';
import { KEEP, keep, LIST, memberAt, OBJECT, WRAPPER } from './shape.ts';
import type { Trace } from './trace.ts';

/** The buffer ends inside the value. */
export const MORE = -1;
/** The text is not JSON: see `problem()`. */
export const INVALID = -2;
/** The object holds a list of entries: `wrapperAt`. */
export const WRAPPED = -3;

const WRAPPER_FOUND: unique symbol = Symbol('wrapper');
/** Recursion follows shapes, which are shallow; only boxes in boxes and traced kept values could go deeper. */
const MAX_NESTING = 1000;
const TOO_DEEP = `nesting of at most ${MAX_NESTING} levels`;
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });
const NO_NAMES: readonly string[] = [];

/**
 * One pass over a value: checks all of it and writes what the shape wants, under canonical names, as compact JSON to the arena.
 * - A value of another kind than the shape's is written as it is (an array where an object is wanted: element by element).
 * - A boxed value, `{"_typeName": "...", "_value": x}`, is replaced by x, and where a list is wanted an object around an array
 *   (`{"OptionValue": [...]}`) by the array.
 */
export class Projector extends Scanner {
  readonly arena: Arena;
  private trace: Trace | null = null;
  /** The element at hand is wanted, as far as its members have told. */
  private met = false;
  /** It is of a class that nobody wants. */
  private refused = false;
  private readonly isBox = (keyStart: number, keyEnd: number) => this.isName(keyStart, keyEnd, BOX);
  private boxes = 0;

  constructor(arena: Arena) {
    super();
    this.arena = arena;
  }

  /** Projects the value at `p` (no white space before it): the offset behind it, or MORE, INVALID or WRAPPED with the line state as it was. */
  run(p: number, isFinal: boolean, shape: Shape, trace: Trace | null = null): number {
    const { lines, lineStart, wide } = this;
    this.trace = trace;
    this.boxes = 0;
    this.arena.begin();
    let result: number;
    try {
      const end = this.value(p, shape);
      // A number that reaches the end of the buffer may go on behind it.
      if (end !== this.end || isFinal) return end;
      this.stopAt = end;
      result = MORE;
    } catch (thrown) {
      result = this.caught(thrown, isFinal);
    }
    this.lines = lines;
    this.lineStart = lineStart;
    this.wide = wide;
    return result;
  }

  /**
   * The member names, as spelled, of the first element of the array at `p`, as far as they can be read; 'array' when that element is an
   * array, null when it is neither. MORE like `run`; the line state stays as it was.
   */
  firstElement(p: number, isFinal: boolean): readonly string[] | 'array' | null | typeof MORE {
    const before = this.save();
    const names: string[] = [];
    try {
      p = this.space(p + 1);
      if (p === this.end && !isFinal) return MORE;
      if (this.buf[p] === 0x5b) return 'array';
      if (this.buf[p] !== 0x7b) return null;
      this.lookAhead(p, (keyStart, keyEnd) => {
        names.push(this.text(keyStart, keyEnd));
        return false;
      });
      return names;
    } catch (thrown) {
      return this.caught(thrown, isFinal) === MORE ? MORE : names;
    } finally {
      this.restore(before);
    }
  }

  /** Runs a step of the scanner: the offset behind it, or MORE or INVALID with the line state as it was. */
  step(p: number, isFinal: boolean, scan: (p: number) => number): number {
    const before = this.save();
    try {
      return scan(p);
    } catch (thrown) {
      this.restore(before);
      return this.caught(thrown, isFinal);
    }
  }

  /** A member name and its colon: the offset of the value. `keyEnd` tells where the name ended. */
  key(p: number): number {
    if (this.buf[p] !== 0x22) this.stop(p, 'a member name');
    this.keyEnd = this.string(p);
    return this.colon(this.keyEnd);
  }

  keyEnd = 0;

  /** The string whose token, with quotes, goes from `start` to `end`. */
  text(start: number, end: number): string {
    return JSON.parse(DECODER.decode(this.buf.subarray(start, end))) as string;
  }

  private caught(thrown: unknown, isFinal: boolean): number {
    if (thrown === WRAPPER_FOUND) return WRAPPED;
    if (thrown !== STOP) throw thrown;
    if (isFinal) return INVALID;
    // A character that is cut by the end of the buffer could not be named in a message.
    const isCut = this.stopAt === this.end || (this.buf[this.stopAt]! >= 0xc0 && this.stopAt + 4 > this.end);
    return isCut ? MORE : INVALID;
  }

  private value(p: number, shape: Shape): number {
    const kind = shape.kind;
    const end =
      kind === OBJECT
        ? this.object(p, shape)
        : kind === KEEP
          ? this.kept(p)
          : kind === LIST
            ? this.list(p, shape)
            : this.changes(p, shape);
    if (this.trace !== null) this.trace.value(p, end);
    return end;
  }

  /** What stands where something else was wanted. */
  private other(p: number): number {
    return this.trace === null ? this.keptBytes(p) : this.keptTraced(p, 0);
  }

  private object(p: number, shape: Shape): number {
    const buf = this.buf;
    if (buf[p] !== 0x7b) return buf[p] === 0x5b ? this.elements(p, shape, null) : this.other(p);
    const arena = this.arena;
    const table = shape.table;
    const mark = arena.mark();
    const traceMark = this.trace === null ? 0 : this.trace.mark();
    const seen = this.trace === null ? null : new Set<Member | string>();
    let boxed = false;
    let first = true;
    arena.byte(0x7b);
    p = this.space(p + 1);
    if (buf[p] !== 0x7d) {
      for (let opened = true; ; opened = false) {
        if (buf[p] !== 0x22) this.stop(p, opened ? "a member name or '}'" : 'a member name');
        const keyStart = p;
        const escapes = this.escapes;
        const keyEnd = this.string(p);
        let member =
          escapes === this.escapes ? table.find(buf, keyStart + 1, keyEnd - 1) : table.findText(this.text(keyStart, keyEnd));
        if (member === undefined && shape.dotted) member = this.belowKept(shape, keyStart, keyEnd);
        p = this.colon(keyEnd);
        if (member === undefined || (boxed && !member.box)) p = this.skip(p);
        else if (member.box) {
          arena.rewind(mark);
          this.trace?.rewind(traceMark);
          boxed = true;
          p = this.boxed(p, shape, keyStart, keyEnd);
        } else if (member.shape.kind === WRAPPER) {
          if (buf[p] === 0x5b || buf[p] === 0x6e || buf[p] === 0x7b) throw WRAPPER_FOUND;
          p = this.skip(p);
        } else {
          if (member.marked) this.met = true;
          if (member.refused !== null && buf[p] === 0x22 && this.isName(p, this.string(p), member.refused)) this.refused = true;
          if (member.values !== null && buf[p] === 0x22) this.met = this.isName(p, this.string(p), member.values);
          if (first) first = false;
          else arena.byte(0x2c);
          arena.copy(member.key, 0, member.key.length);
          p = seen === null ? this.value(p, member.shape) : this.traced(p, member, keyStart, keyEnd, seen);
        }
        if (buf[p]! <= 0x20) p = this.space(p);
        if (buf[p] === 0x2c) {
          p = this.space(p + 1);
          continue;
        }
        if (buf[p] === 0x7d) break;
        this.stop(p, AFTER_MEMBER);
      }
    }
    if (!boxed) arena.byte(0x7d);
    return p + 1;
  }

  private traced(p: number, member: Member, keyStart: number, keyEnd: number, seen: Set<Member | string>): number {
    const trace = this.trace!;
    if (seen.has(member.name)) trace.forget(member.segments);
    seen.add(member.name);
    const place = trace.member(member.segments, this.text(keyStart, keyEnd), keyStart, keyEnd);
    const end = this.inside(p, member.shape, trace);
    trace.back(place);
    return end;
  }

  /** A dotted name that the table does not hold may still point into a kept value: "parent.value". */
  private belowKept(shape: Shape, keyStart: number, keyEnd: number): Member | undefined {
    return this.has(0x2e, keyStart, keyEnd) ? memberAt(shape, this.text(keyStart, keyEnd)) : undefined;
  }

  /** The content of a box, which stands for the box. */
  private boxed(p: number, shape: Shape, keyStart: number, keyEnd: number): number {
    if (++this.boxes > MAX_NESTING) this.stop(p, TOO_DEEP);
    const trace = this.trace;
    if (trace === null) p = this.value(p, shape);
    else {
      const place = trace.member(NO_NAMES, this.text(keyStart, keyEnd), keyStart, keyEnd);
      p = this.value(p, shape);
      trace.back(place);
    }
    this.boxes--;
    return p;
  }

  private kept(p: number): number {
    if (this.buf[p] === 0x7b) {
      const box = this.lookAhead(p, this.isBox);
      if (box >= 0) return this.unbox(p, box, keep);
    }
    return this.other(p);
  }

  private keptBytes(p: number): number {
    const end = this.skip(p);
    const c = this.buf[p];
    if (c === 0x7b || c === 0x5b) this.arena.copyCompact(this.buf, p, end);
    else this.arena.copy(this.buf, p, end);
    return end;
  }

  private keptTraced(p: number, depth: number): number {
    const trace = this.trace!;
    const open = this.buf[p]!;
    if (open !== 0x7b && open !== 0x5b) return this.keptBytes(p);
    if (depth >= MAX_NESTING) this.stop(p, TOO_DEEP);
    const seen = new Set<string>();
    const close = open === 0x7b ? 0x7d : 0x5d;
    this.arena.byte(open);
    p = this.space(p + 1);
    for (let index = 0; index > 0 || this.buf[p] !== close; index++) {
      if (index > 0) this.arena.byte(0x2c);
      const keyStart = p;
      let place = null;
      if (open === 0x7b) {
        p = this.key(p);
        const name = this.text(keyStart, this.keyEnd);
        if (seen.has(name)) trace.forget([name]);
        seen.add(name);
        this.arena.copy(this.buf, keyStart, this.keyEnd);
        this.arena.byte(0x3a);
        place = trace.member([name], name, keyStart, this.keyEnd);
      } else place = trace.element(index, index);
      const start = p;
      if (trace.isWanted) {
        p = this.keptTraced(p, depth + 1);
        trace.value(start, p);
      } else p = this.keptBytes(p);
      trace.back(place);
      p = this.space(p);
      if (this.buf[p] !== 0x2c) break;
      p = this.space(p + 1);
    }
    if (this.buf[p] !== close) this.stop(p, open === 0x7b ? AFTER_MEMBER : AFTER_ELEMENT);
    this.arena.byte(close);
    return p + 1;
  }

  private list(p: number, shape: Shape): number {
    const c = this.buf[p];
    if (c === 0x5b) return this.elements(p, shape.inner, shape);
    if (c !== 0x7b) return this.other(p);
    let first = true;
    const box = this.lookAhead(p, (keyStart, keyEnd, at) => {
      if (this.isName(keyStart, keyEnd, BOX)) return true;
      if (!first || this.isName(keyStart, keyEnd, TYPE_NAME)) return false;
      first = false;
      return this.buf[at] === 0x5b && this.lookUp(shape.inner.table, keyStart, keyEnd) === undefined;
    });
    if (box >= 0) return this.unbox(p, box, shape);
    return shape.inner.kind === OBJECT ? this.object(p, shape.inner) : this.other(p);
  }

  /** An array; `only` is the list shape that may drop elements. An array inside it where an object is wanted is written as it is. */
  private elements(p: number, element: Shape, only: Shape | null): number {
    const buf = this.buf;
    const arena = this.arena;
    const trace = this.trace;
    const choosing = only?.choosing === true;
    const having = only?.having === true;
    const metBefore = this.met;
    const refusedBefore = this.refused;
    arena.byte(0x5b);
    p = this.space(p + 1);
    if (buf[p] !== 0x5d) {
      for (let rawIndex = 0, index = 0; ; rawIndex++) {
        const mark = arena.mark();
        const traceMark = trace === null ? 0 : trace.mark();
        this.met = !having;
        this.refused = false;
        if (index > 0) arena.byte(0x2c);
        const of = element.kind === OBJECT && buf[p] === 0x5b ? keep : element;
        const isObject = buf[p] === 0x7b;
        if (trace === null) p = this.value(p, of);
        else {
          const place = trace.element(index, rawIndex);
          p = this.inside(p, of, trace);
          trace.back(place);
        }
        if (choosing && isObject && (!this.met || this.refused)) {
          arena.rewind(mark);
          trace?.rewind(traceMark);
        } else index++;
        if (buf[p]! <= 0x20) p = this.space(p);
        if (buf[p] === 0x2c) {
          p = this.space(p + 1);
          continue;
        }
        if (buf[p] === 0x5d) break;
        this.stop(p, AFTER_ELEMENT);
      }
    }
    this.met = metBefore;
    this.refused = refusedBefore;
    arena.byte(0x5d);
    return p + 1;
  }

  /** The value at the place that the trace has gone to: traced only where somebody wants to know. */
  private inside(p: number, shape: Shape, trace: Trace): number {
    if (trace.isWanted) return this.value(p, shape);
    this.trace = null;
    const end = this.value(p, shape);
    this.trace = trace;
    return end;
  }

  /** A list of changes becomes an object of the properties that they set. */
  private changes(p: number, shape: Shape): number {
    const buf = this.buf;
    if (buf[p] === 0x7b) {
      const box = this.lookAhead(p, this.isBox);
      return box >= 0 ? this.unbox(p, box, shape) : this.object(p, shape.inner);
    }
    if (buf[p] !== 0x5b) return this.other(p);
    const arena = this.arena;
    const seen = this.trace === null ? null : new Set<Member | string>();
    const mark = arena.mark() + 1;
    arena.byte(0x7b);
    p = this.space(p + 1);
    for (let rawIndex = 0; rawIndex > 0 || buf[p] !== 0x5d; rawIndex++) {
      if (buf[p] === 0x7b) {
        const place = this.trace?.element(null, rawIndex);
        p = this.change(p, shape, mark, seen);
        if (place !== undefined) this.trace!.back(place);
      } else p = this.skip(p);
      p = this.space(p);
      if (buf[p] !== 0x2c) break;
      p = this.space(p + 1);
    }
    if (buf[p] !== 0x5d) this.stop(p, AFTER_ELEMENT);
    arena.byte(0x7d);
    return p + 1;
  }

  /** One `{name, op, val}`. Its value may come before its name: then it is read again once the name is known. */
  private change(p: number, shape: Shape, mark: number, seen: Set<Member | string> | null): number {
    const buf = this.buf;
    let member: Member | undefined;
    let late = -1;
    let lateKey = -1;
    let lateKeyEnd = -1;
    p = this.space(p + 1);
    for (let index = 0; index > 0 || buf[p] !== 0x7d; index++) {
      const keyStart = p;
      p = this.key(p);
      const keyEnd = this.keyEnd;
      const part = this.lookUp(CHANGE_PARTS, keyStart, keyEnd);
      if (part === 'val' && member !== undefined) {
        p = this.property(p, member, keyStart, keyEnd, mark, seen);
        late = -1;
      } else {
        if (part === 'val') {
          late = p;
          lateKey = keyStart;
          lateKeyEnd = keyEnd;
        }
        const start = p;
        p = this.skip(p);
        if (part === 'name' && buf[start] === 0x22) member = this.propertyNamed(shape.inner, start, p);
      }
      p = this.space(p);
      if (buf[p] !== 0x2c) break;
      p = this.space(p + 1);
    }
    if (buf[p] !== 0x7d) this.stop(p, AFTER_MEMBER);
    if (late >= 0 && member !== undefined) {
      const after = this.save();
      this.property(late, member, lateKey, lateKeyEnd, mark, seen);
      this.restore(after);
    }
    return p + 1;
  }

  private propertyNamed(of: Shape, start: number, end: number): Member | undefined {
    const member = of.table.find(this.buf, start + 1, end - 1) ?? memberAt(of, this.text(start, end));
    return member === undefined || member.box ? undefined : member;
  }

  private property(
    p: number,
    member: Member,
    keyStart: number,
    keyEnd: number,
    mark: number,
    seen: Set<Member | string> | null,
  ): number {
    const arena = this.arena;
    if (arena.mark() > mark) arena.byte(0x2c);
    arena.copy(member.key, 0, member.key.length);
    return seen === null ? this.value(p, member.shape) : this.traced(p, member, keyStart, keyEnd, seen);
  }

  /** Checks the whole object at `p`, and projects the content of its member whose key is at `box`. */
  private unbox(p: number, box: number, shape: Shape): number {
    const buf = this.buf;
    p = this.space(p + 1);
    for (;;) {
      const keyStart = p;
      p = this.key(p);
      p = keyStart === box ? this.boxed(p, shape, keyStart, this.keyEnd) : this.skip(p);
      p = this.space(p);
      if (buf[p] !== 0x2c) break;
      p = this.space(p + 1);
    }
    if (buf[p] !== 0x7d) this.stop(p, AFTER_MEMBER);
    return p + 1;
  }

  /** Visits the members of the object at `p` until one is the right one: the offset of its key, or -1. The line state stays as it was. */
  private lookAhead(p: number, visit: (keyStart: number, keyEnd: number, value: number) => boolean): number {
    const { lines, lineStart, wide } = this;
    const buf = this.buf;
    let result = -1;
    p = this.space(p + 1);
    for (let index = 0; index > 0 || buf[p] !== 0x7d; index++) {
      const keyStart = p;
      p = this.key(p);
      if (visit(keyStart, this.keyEnd, p)) {
        result = keyStart;
        break;
      }
      p = this.space(this.skip(p));
      if (buf[p] !== 0x2c) {
        if (buf[p] !== 0x7d) this.stop(p, AFTER_MEMBER);
        break;
      }
      p = this.space(p + 1);
    }
    this.lines = lines;
    this.lineStart = lineStart;
    this.wide = wide;
    return result;
  }

  /** Whether the string token is one of the names. */
  private isName(start: number, end: number, names: NameTable<true>): boolean {
    return this.lookUp(names, start, end) !== undefined;
  }

  /** What a table holds for the string token, with or without escapes. */
  private lookUp<T>(table: NameTable<T>, start: number, end: number): T | undefined {
    const found = table.find(this.buf, start + 1, end - 1);
    return found === undefined && this.has(0x5c, start, end) ? table.findText(this.text(start, end)) : found;
  }

  private has(byte: number, start: number, end: number): boolean {
    for (let p = start; p < end; p++) if (this.buf[p] === byte) return true;
    return false;
  }
}

const BOX = new NameTable<true>([['_value', true]], true);
const TYPE_NAME = new NameTable<true>([['_typeName', true]], true);
const CHANGE_PARTS = new NameTable<'name' | 'val'>(
  [
    ['name', 'name'],
    ['val', 'val'],
  ],
  true,
);

/**
 * Projects the one value at `pos`, with the data ending at `end` (there must be SPARE bytes behind it, of which the first is overwritten).
 * Returns the offset behind the value, 'more' when the data ends inside it and `isFinal` is false, or what is wrong with it.
 */
export function project(
  buf: Uint8Array,
  pos: number,
  end: number,
  shape: Shape,
  sink: Arena,
  options: { readonly isFinal?: boolean; readonly trace?: Trace } = {},
): number | 'more' | JsonProblem {
  const projector = new Projector(sink);
  projector.attach(buf, end);
  const isFinal = options.isFinal ?? true;
  const result = projector.step(pos, isFinal, (p) => {
    const start = projector.space(p);
    // Nothing but white space: the value is still to come.
    if (start === end) projector.stop(start, 'a value');
    return start;
  });
  const after = result < 0 ? result : projector.run(result, isFinal, shape, options.trace ?? null);
  if (after === MORE) return 'more';
  return after < 0 ? projector.problem() : after;
}
