import { ArchiveError, BLOCK, headerOf, MAX_HEADER, paxRecords, textOf } from './tar.ts';

/** A file in an archive that comes as a stream. Its content can be read until the next file is asked for. */
export interface StreamedFile {
  /** As it stands in the archive; it may lead out of it. */
  readonly name: string;
  readonly size: number;
  /** Its bytes, in order; may be read once. Throws ArchiveError when the archive ends inside it. */
  content(): AsyncIterable<Uint8Array>;
}

/**
 * The files of a tar archive (ustar, pax, GNU) in order, without going back: what nobody reads is passed over piece by piece. Throws
 * ArchiveError when a header is damaged, or the archive ends before its end mark.
 */
export async function* tarFiles(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<StreamedFile> {
  const source = new Source(bytes);
  try {
    yield* filesOf(source);
  } finally {
    await source.close();
  }
}

async function* filesOf(source: Source): AsyncGenerator<StreamedFile> {
  let longName: string | undefined;
  let extended: ReadonlyMap<string, string> = new Map();
  let last = '';
  for (;;) {
    const block = await source.exactly(BLOCK);
    if (block === undefined) throw new ArchiveError(last === '' ? 'it is no tar archive' : `it ends behind ${last}`);
    if (block.every((byte) => byte === 0)) return;
    const header = headerOf(block);
    const size = extended.has('size') ? Number(extended.get('size')) : header.size;
    if (!Number.isSafeInteger(size) || size < 0) throw new ArchiveError(`the size of ${header.name} is no number`);
    const padding = (BLOCK - (size % BLOCK)) % BLOCK;
    if (header.type === 'L' || header.type === 'x') {
      if (size > MAX_HEADER) throw new ArchiveError('the header of a file is larger than 1 MiB');
      const own = await source.exactly(size);
      if (own === undefined || !(await source.skip(padding))) throw new ArchiveError('it ends inside a header');
      if (header.type === 'L') longName = textOf(own);
      else extended = paxRecords(own);
      continue;
    }
    const name = longName ?? extended.get('path') ?? header.name;
    if (header.type !== 'g' && header.type !== 'K') {
      longName = undefined;
      extended = new Map();
    }
    last = name;
    let left = size;
    const cut = () => new ArchiveError(`it ends inside ${name}`);
    if (header.type === '0') {
      yield {
        name,
        size,
        async *content() {
          while (left > 0) {
            const piece = await source.some(left);
            if (piece === undefined) throw cut();
            left -= piece.length;
            yield piece;
          }
        },
      };
    }
    if (!(await source.skip(left + padding))) throw cut();
  }
}

/** Takes a stream of bytes in pieces of any size. */
class Source {
  private readonly iterator: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  private chunk: Uint8Array = new Uint8Array(0);

  constructor(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
    this.iterator = Symbol.asyncIterator in bytes ? bytes[Symbol.asyncIterator]() : bytes[Symbol.iterator]();
  }

  /** The next bytes, at most `size`; nothing at the end. */
  async some(size: number): Promise<Uint8Array | undefined> {
    while (this.chunk.length === 0) {
      const next = await this.iterator.next();
      if (next.done === true) return undefined;
      this.chunk = next.value;
    }
    const piece = this.chunk.subarray(0, size);
    this.chunk = this.chunk.subarray(piece.length);
    return piece;
  }

  /** So many bytes; nothing when there are fewer. */
  async exactly(size: number): Promise<Uint8Array | undefined> {
    const whole = new Uint8Array(size);
    for (let at = 0; at < size; ) {
      const piece = await this.some(size - at);
      if (piece === undefined) return undefined;
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }

  /** Lets go what the bytes come from. */
  async close(): Promise<void> {
    await this.iterator.return?.();
  }

  /** Passes over bytes; false when there are fewer. */
  async skip(size: number): Promise<boolean> {
    for (let left = size; left > 0; ) {
      const piece = await this.some(left);
      if (piece === undefined) return false;
      left -= piece.length;
    }
    return true;
  }
}
