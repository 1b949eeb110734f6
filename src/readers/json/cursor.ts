import type { Input } from '../input.ts';
import type { Position } from './position.ts';
import type { Projector } from './project.ts';
import { MORE } from './project.ts';
import { Window } from './window.ts';

/** A place in an input to come back to. */
export interface Bookmark extends Position {
  /** Offset in the input. */
  readonly offset: number;
}

/** Where reading is in an input: a moving window, the scanner on it, and the line and column, which are always those of `p`. */
export class Cursor {
  readonly scan: Projector;
  readonly window: Window;
  /** Offset in the window's buffer. */
  p = 0;

  constructor(input: Input, scan: Projector, bufferSize: number | undefined) {
    this.window = new Window(input, bufferSize);
    this.scan = scan;
    this.fill();
  }

  get byte(): number {
    return this.window.buf[this.p]!;
  }

  /** Whether nothing is left. */
  get isAtEnd(): boolean {
    while (this.p >= this.window.end) {
      if (this.window.isLast) return true;
      this.fill();
    }
    return false;
  }

  mark(): Bookmark {
    return { offset: this.window.base + this.p, line: this.scan.lines + 1, column: this.scan.columnAt(this.p) };
  }

  /** Goes back to (or on to) a place, without reading again what is still in the window. */
  seek(to: Bookmark): void {
    const { window, scan } = this;
    if (to.offset < window.base || to.offset > window.base + window.end) {
      window.seek(to.offset);
      scan.attach(window.buf, window.end);
    }
    this.p = to.offset - window.base;
    scan.restore({ lines: to.line - 1, lineStart: this.p + 1 - to.column, wide: 0 });
  }

  /** Reads on; what is before `p` is given up. */
  fill(): void {
    const moved = this.window.more(this.p);
    this.p -= moved;
    this.scan.lineStart -= moved;
    this.scan.attach(this.window.buf, this.window.end);
  }

  /** Calls `attempt` until the window holds enough for it. */
  complete<R>(attempt: () => R): Exclude<R, typeof MORE> {
    for (;;) {
      const result = attempt();
      if (result !== MORE) return result as Exclude<R, typeof MORE>;
      this.fill();
    }
  }

  /** Scans from `p` on and goes behind what was read; false when it is not what the grammar wants, see `scan.problem()`. */
  take(step: (p: number) => number): boolean {
    const end = this.complete(() => this.scan.step(this.p, this.window.isLast, step));
    if (end < 0) return false;
    this.p = end;
    return true;
  }

  /** Skips white space; false at the end of the input. */
  space(): boolean {
    for (;;) {
      this.p = this.scan.space(this.p);
      if (this.p < this.window.end) return true;
      if (this.window.isLast) return false;
      this.fill();
    }
  }

  /** Goes over one byte that may be anything, valid JSON or not. */
  pass(): void {
    const byte = this.byte;
    this.p++;
    if (byte === 0x0a) {
      this.scan.lines++;
      this.scan.lineStart = this.p;
      this.scan.wide = 0;
    } else if (byte >= 0xf0) this.scan.wide--;
    else if (byte >= 0x80 && byte < 0xc0) this.scan.wide++;
  }
}
