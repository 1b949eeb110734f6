/** One piece of compact JSON inside a chunk of the arena. Small, so that an estate can hold one for each of its objects. */
export interface Compact {
  readonly chunk: Buffer;
  readonly start: number;
  readonly end: number;
  /** All bytes below 0x80: the text can be made without decoding. */
  readonly ascii: boolean;
}

const CHUNK = 1 << 20;

/**
 * Where projected entries are written: memory outside the JavaScript heap, in chunks that never move, each entry in one piece.
 * Between `begin` and `finish` the entry being written may be rewound, and moves to a larger chunk when it outgrows its own.
 */
export class Arena {
  private chunk: Buffer;
  private start = 0;
  private length = 0;
  private readonly chunkSize: number;

  constructor(chunkSize: number = CHUNK) {
    this.chunkSize = chunkSize;
    this.chunk = Buffer.allocUnsafeSlow(chunkSize);
  }

  begin(): void {
    this.length = this.start;
  }

  /** Position inside the entry, for `rewind`. */
  mark(): number {
    return this.length - this.start;
  }

  rewind(mark: number): void {
    this.length = this.start + mark;
  }

  /** The entry written since `begin`; the next one goes behind it. */
  finish(ascii: boolean): Compact {
    const compact = { chunk: this.chunk, start: this.start, end: this.length, ascii };
    this.start = this.length;
    return compact;
  }

  byte(value: number): void {
    if (this.length === this.chunk.length) this.grow(1);
    this.chunk[this.length++] = value;
  }

  copy(from: Uint8Array, start: number, end: number): void {
    const size = end - start;
    if (this.length + size > this.chunk.length) this.grow(size);
    const chunk = this.chunk;
    let to = this.length;
    if (size > 200) chunk.set(from.subarray(start, end), to);
    else for (let p = start; p < end; p++) chunk[to++] = from[p]!;
    this.length += size;
  }

  /** Copies valid JSON without the white space between its tokens. */
  copyCompact(from: Uint8Array, start: number, end: number): void {
    if (this.length + end - start > this.chunk.length) this.grow(end - start);
    const chunk = this.chunk;
    let to = this.length;
    for (let p = start; p < end; p++) {
      let c = from[p]!;
      if (c <= 0x20) continue;
      chunk[to++] = c;
      if (c !== 0x22) continue;
      do {
        c = from[++p]!;
        chunk[to++] = c;
        if (c === 0x5c) chunk[to++] = from[++p]!;
      } while (c !== 0x22);
    }
    this.length = to;
  }

  private grow(size: number): void {
    const written = this.length - this.start;
    const needed = written + size;
    const chunk = Buffer.allocUnsafeSlow(needed * 2 > this.chunkSize ? needed * 2 : this.chunkSize);
    this.chunk.copy(chunk, 0, this.start, this.length);
    this.chunk = chunk;
    this.start = 0;
    this.length = written;
  }
}
