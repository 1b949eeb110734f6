import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One piece of compact JSON inside a chunk of the arena. Small, so that an estate can hold one for each of its objects. */
export interface Compact {
  readonly chunk: Chunk;
  readonly start: number;
  readonly end: number;
  /** All bytes below 0x80: the text can be made without decoding. */
  readonly ascii: boolean;
}

/** Bytes that lie in memory, or in the arena's file once there are too many of them. */
export class Chunk {
  bytes: Buffer | null;
  /** Where in the file, once `bytes` is gone. */
  private offset = 0;
  private file: number | null = null;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** A piece of the chunk as text. */
  text(start: number, end: number, encoding: 'latin1' | 'utf8'): string {
    if (this.bytes !== null) return this.bytes.toString(encoding, start, end);
    const piece = Buffer.allocUnsafe(end - start);
    readSync(this.file as number, piece, 0, piece.length, this.offset + start);
    return piece.toString(encoding);
  }

  /** Moves the first `length` bytes to a file. */
  moveTo(file: number, offset: number, length: number): void {
    if (this.bytes === null) return;
    writeSync(file, this.bytes, 0, length, offset);
    this.bytes = null;
    this.file = file;
    this.offset = offset;
  }
}

const CHUNK = 1 << 20;
/** Full chunks beyond this many bytes go to a temporary file, so that memory stays the same at any size of the inputs. */
const IN_MEMORY = 16 << 20;

/**
 * Where projected entries are written: memory outside the JavaScript heap, in chunks that never move while they are written, each entry in one piece; what is too much for memory lies in a temporary file.
 * Between `begin` and `finish` the entry being written may be rewound, and moves to a larger chunk when it outgrows its own.
 */
export class Arena {
  private chunk: Buffer;
  private home: Chunk;
  private start = 0;
  private length = 0;
  private readonly chunkSize: number;
  private readonly inMemory: number;
  private kept = 0;
  private file: number | null = null;
  private fileSize = 0;

  constructor(chunkSize: number = CHUNK, inMemory: number = IN_MEMORY) {
    this.chunkSize = chunkSize;
    this.inMemory = inMemory;
    this.chunk = Buffer.allocUnsafeSlow(chunkSize);
    this.home = new Chunk(this.chunk);
  }

  /** Deletes the temporary file, if there is one: what was moved there cannot be read any more. */
  close(): void {
    if (this.file !== null) closeSync(this.file);
    this.file = null;
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
    const compact = { chunk: this.home, start: this.start, end: this.length, ascii };
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
    if (this.start > 0) this.retire();
    this.chunk = chunk;
    this.home = new Chunk(chunk);
    this.start = 0;
    this.length = written;
  }

  /** The entries of the chunk are complete: it stays in memory while there is room. */
  private retire(): void {
    this.kept += this.chunk.length;
    if (this.kept <= this.inMemory) return;
    this.file ??= privateFile();
    this.home.moveTo(this.file, this.fileSize, this.start);
    this.fileSize += this.start;
  }
}

/** A file that only this process can see: it loses its name at once where the system allows it. */
function privateFile(): number {
  const folder = mkdtempSync(join(tmpdir(), 'vlint-'));
  const file = openSync(join(folder, 'entries'), 'wx+', 0o600);
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Windows keeps the name of an open file; the folder is the user's own and temporary.
  }
  return file;
}
