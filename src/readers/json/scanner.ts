import type { JsonProblem } from './problem.ts';
import { found } from './problem.ts';

/** Bytes that a buffer must have behind its data: the scanner reads four at a time and ends at a NUL. */
export const SPARE = 16;

/** Thrown, without a stack trace, to leave a scan at `stopAt`; never leaves this folder. */
export const STOP: unique symbol = Symbol('stop');

/** The three numbers that say on which line a scan is, to go back to. */
export interface LineState {
  readonly lines: number;
  readonly lineStart: number;
  readonly wide: number;
}

/**
 * Walks JSON text as UTF-8 bytes, checks the whole grammar and counts lines, and makes no values.
 * A NUL byte stands behind the data; it is valid nowhere in JSON, so that no loop has to look for the end: a scan that stops exactly
 * there needs more data. Positions are offsets in the buffer; every method returns the offset behind what it has read.
 */
export class Scanner {
  buf: Uint8Array = new Uint8Array(SPARE);
  protected view = new DataView(this.buf.buffer);
  end = 0;
  /** Line breaks passed so far. */
  lines = 0;
  /** Offset at which the current line begins; negative when that part of the buffer is gone. */
  lineStart = 0;
  /** By how much the bytes since `lineStart` outnumber their UTF-16 units. */
  wide = 0;
  /** Whether a byte above 0x7f was seen. */
  nonAscii = false;
  /** Escape sequences seen: a string whose number does not change has none. */
  protected escapes = 0;
  stopAt = 0;
  expected = '';
  private kinds: Uint8Array = new Uint8Array(128);

  /** Scans `buf` up to `end`. Writes a NUL behind it: there must be SPARE bytes that the caller does not need. */
  attach(buf: Uint8Array, end: number): void {
    if (buf.length < end + SPARE) throw new RangeError(`the buffer has fewer than ${SPARE} bytes behind its data`);
    buf[end] = 0;
    this.end = end;
    if (this.buf === buf) return;
    this.buf = buf;
    this.view = new DataView(buf.buffer, buf.byteOffset, buf.byteLength);
  }

  save(): LineState {
    return { lines: this.lines, lineStart: this.lineStart, wide: this.wide };
  }

  restore(state: LineState): void {
    this.lines = state.lines;
    this.lineStart = state.lineStart;
    this.wide = state.wide;
  }

  /** 1-based UTF-16 column of an offset on the current line that has just been reached. */
  columnAt(p: number): number {
    return p - this.lineStart - this.wide + 1;
  }

  problem(): JsonProblem {
    const at = this.stopAt;
    return {
      offset: at,
      expected: this.expected,
      found: at === this.end ? 'the end of the input' : found(this.buf, at, this.end),
    };
  }

  stop(at: number, expected: string): never {
    this.stopAt = at;
    this.expected = expected;
    throw STOP;
  }

  space(p: number): number {
    const buf = this.buf;
    for (;;) {
      const c = buf[p]!;
      if (c > 0x20) return p;
      if (c === 0x0a) p = this.indent(p);
      else if (c === 0x20 || c === 0x0d || c === 0x09) p++;
      else return p;
    }
  }

  /** A line break and the blanks behind it, four at a time. */
  private indent(p: number): number {
    const view = this.view;
    p++;
    this.lines++;
    this.lineStart = p;
    this.wide = 0;
    for (;;) {
      const other = view.getInt32(p, true) ^ 0x20202020;
      if (other !== 0) return p + ((31 - Math.clz32(other & -other)) >> 3);
      p += 4;
    }
  }

  /** A value of any kind that begins at `p`. */
  skip(p: number): number {
    const c = this.buf[p]!;
    if (c === 0x22) return this.string(p);
    if (c === 0x7b || c === 0x5b) return this.container(p);
    return this.scalar(p);
  }

  /** A string whose opening quote is at `p`. */
  string(p: number): number {
    const view = this.view;
    p++;
    for (;;) {
      const v = view.getInt32(p, true);
      // The top bit of a byte stays set where it is a control character, a quote, a backslash or not ASCII.
      const odd = ((v - 0x20202020) | ((v ^ 0x22222222) - 0x01010101) | ((v ^ 0x5c5c5c5c) - 0x01010101) | v) & -0x7f7f7f80;
      if (odd === 0) {
        p += 4;
        continue;
      }
      p += (31 - Math.clz32(odd & -odd)) >> 3;
      if (this.buf[p] === 0x22) return p + 1;
      p = this.unusual(p);
    }
  }

  /** Inside a string: an escape sequence or a run of bytes above 0x7f. */
  private unusual(p: number): number {
    const buf = this.buf;
    let c = buf[p]!;
    if (c === 0x5c) {
      this.escapes++;
      c = buf[++p]!;
      if (c === 0x75) {
        for (let last = p + 4; p < last; ) if (!isHex(buf[++p]!)) this.stop(p, "four hexadecimal digits after '\\u'");
        return p + 1;
      }
      if (c === 0x22 || c === 0x5c || c === 0x2f || c === 0x62 || c === 0x66 || c === 0x6e || c === 0x72 || c === 0x74)
        return p + 1;
      this.stop(p, 'an escape sequence of JSON after the backslash');
    }
    if (c < 0x80) this.stop(p, 'the end of the string or an escape sequence');
    this.nonAscii = true;
    for (; c >= 0x80; c = buf[++p]!) {
      if (c < 0xc0) this.wide++;
      else if (c >= 0xf0) this.wide--;
    }
    return p;
  }

  /** A number or a literal. */
  protected scalar(p: number): number {
    const c = this.buf[p]!;
    if (c === 0x2d || (c >= 0x30 && c <= 0x39)) return this.number(p);
    if (c === 0x74) return this.literal(p, TRUE);
    if (c === 0x66) return this.literal(p, FALSE);
    if (c === 0x6e) return this.literal(p, NULL);
    this.stop(p, 'a value');
  }

  private number(p: number): number {
    const buf = this.buf;
    let c = buf[p]!;
    if (c === 0x2d) c = buf[++p]!;
    if (c === 0x30) c = buf[++p]!;
    else {
      if (c < 0x31 || c > 0x39) this.stop(p, 'a digit');
      do c = buf[++p]!;
      while (c >= 0x30 && c <= 0x39);
    }
    if (c === 0x2e) {
      c = buf[++p]!;
      if (c < 0x30 || c > 0x39) this.stop(p, 'a digit after the decimal point');
      do c = buf[++p]!;
      while (c >= 0x30 && c <= 0x39);
    }
    if ((c | 0x20) === 0x65) {
      c = buf[++p]!;
      if (c === 0x2b || c === 0x2d) c = buf[++p]!;
      if (c < 0x30 || c > 0x39) this.stop(p, 'a digit in the exponent');
      do c = buf[++p]!;
      while (c >= 0x30 && c <= 0x39);
    }
    return p;
  }

  private literal(p: number, word: Uint8Array): number {
    for (let i = 1; i < word.length; i++) if (this.buf[p + i] !== word[i]) this.stop(p + i, 'true, false or null');
    return p + word.length;
  }

  /** The colon behind a member name, and the white space around it. */
  protected colon(p: number): number {
    const buf = this.buf;
    if (buf[p] !== 0x3a) {
      p = this.space(p);
      if (buf[p] !== 0x3a) this.stop(p, "':' after the member name");
    }
    if (buf[++p] === 0x20) p++;
    return buf[p]! > 0x20 ? p : this.space(p);
  }

  /** An object or array, of any depth, whose opening bracket is at `p`. */
  protected container(p: number): number {
    const buf = this.buf;
    let kinds = this.kinds;
    let depth = 0;
    let isObject = buf[p] === 0x7b;
    let opened = true;
    // Each turn begins behind an opening bracket or a comma.
    for (;;) {
      p++;
      if (buf[p]! <= 0x20) p = this.space(p);
      let c = buf[p]!;
      let closed = opened && c === (isObject ? 0x7d : 0x5d);
      if (!closed) {
        if (isObject) {
          if (c !== 0x22) this.stop(p, opened ? "a member name or '}'" : 'a member name');
          p = this.colon(this.string(p));
          c = buf[p]!;
        }
        if (c === 0x22) p = this.string(p);
        else if (c === 0x7b || c === 0x5b) {
          if (depth === kinds.length) kinds = this.deeper();
          kinds[depth++] = isObject ? 1 : 0;
          isObject = c === 0x7b;
          opened = true;
          continue;
        } else p = this.scalar(p);
      }
      for (;;) {
        if (closed) {
          p++;
          if (depth === 0) return p;
          isObject = kinds[--depth] === 1;
        }
        c = buf[p]!;
        if (c === 0x2c) break;
        if (c <= 0x20) {
          p = this.space(p);
          c = buf[p]!;
          if (c === 0x2c) break;
        }
        if (c !== (isObject ? 0x7d : 0x5d)) this.stop(p, isObject ? AFTER_MEMBER : AFTER_ELEMENT);
        closed = true;
      }
      opened = false;
    }
  }

  private deeper(): Uint8Array {
    const kinds = new Uint8Array(this.kinds.length * 2);
    kinds.set(this.kinds);
    this.kinds = kinds;
    return kinds;
  }
}

export const AFTER_MEMBER = "',' or '}' after the member";
export const AFTER_ELEMENT = "',' or ']' after the array element";

const TRUE = new TextEncoder().encode('true');
const FALSE = new TextEncoder().encode('false');
const NULL = new TextEncoder().encode('null');

function isHex(c: number): boolean {
  return (c >= 0x30 && c <= 0x39) || ((c | 0x20) >= 0x61 && (c | 0x20) <= 0x66);
}
