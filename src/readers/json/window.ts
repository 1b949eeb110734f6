import type { Input } from '../input.ts';
import { SPARE } from './scanner.ts';

const INITIAL = 4 << 20;

/** The part of an input that is in memory: it moves forward, and grows only when one value needs more room. */
export class Window {
  private readonly input: Input;
  buf: Buffer;
  /** Offset in the input of the first byte of `buf`. */
  base = 0;
  /** Where the data in `buf` ends. */
  end = 0;
  /** Whether the data goes to the end of the input. */
  isLast = false;

  constructor(input: Input, size: number = INITIAL) {
    this.input = input;
    this.buf = Buffer.allocUnsafeSlow(size + SPARE);
  }

  /** Reads on, keeping the bytes from `from`; returns by how much they moved towards the start. */
  more(from: number): number {
    const kept = this.end - from;
    const room = this.buf.length - SPARE;
    if (kept > room / 2) {
      const larger = Buffer.allocUnsafeSlow(room * 2 + SPARE);
      this.buf.copy(larger, 0, from, this.end);
      this.buf = larger;
    } else this.buf.copyWithin(0, from, this.end);
    this.base += from;
    const target = this.buf.subarray(0, this.buf.length - SPARE);
    const got = this.input.read(target, kept, this.base + kept);
    this.end = kept + got;
    this.isLast = kept + got < target.length;
    return from;
  }

  /** Starts again at an offset of the input. */
  seek(offset: number): void {
    this.base = offset;
    this.end = 0;
    this.more(0);
  }

  /** A few bytes from elsewhere in the input; the window stays where it is. */
  peek(offset: number, size: number): Uint8Array {
    const bytes = new Uint8Array(size);
    return bytes.subarray(0, this.input.read(bytes, 0, Math.max(0, offset)));
  }
}
