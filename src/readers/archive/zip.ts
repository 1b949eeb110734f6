import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import { type Input, InputError } from '../input.ts';
import { ArchiveError } from './tar.ts';

/** More files than a workbook or a support bundle has. */
const MAX_FILES = 10_000;
/** All files of an archive together, unpacked. Bytes. */
const MAX_SIZE = 2 * 1024 ** 3;
/** Tables of cells shrink to a thirtieth; what shrinks to less than this is made to fill memory. */
const MAX_RATIO = 250;
/** Below this size, unpacked, a file does no harm however well it was packed. Bytes. */
const HARMLESS = 16 * 1024 * 1024;
const CHUNK = 256 * 1024;

/** A zip archive, of which files are unpacked one by one when they are asked for, never as a whole. */
export class ZipArchive {
  private readonly zip: ZipFile;
  /** By name in lower case: the names of parts of a workbook know no case. */
  private readonly entries: ReadonlyMap<string, Entry>;

  constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.zip = zip;
    this.entries = entries;
  }

  /** Names of its files, with `/` between folders and without one at the beginning. */
  get names(): readonly string[] {
    return [...this.entries.values()].map(({ fileName }) => fileName);
  }

  /** Bytes of a file, unpacked; undefined when there is none of this name. */
  sizeOf(name: string): number | undefined {
    return this.entries.get(name.toLowerCase())?.uncompressedSize;
  }

  /**
   * The bytes of a file. Throws ArchiveError when there is no such file, it is encrypted or packed in an unusual way, or it is damaged:
   * of another length than the directory says, or with another checksum, which is known at its end.
   */
  async *read(name: string): AsyncGenerator<Uint8Array> {
    const entry = this.entries.get(name.toLowerCase());
    if (entry === undefined) throw new ArchiveError(`it holds no file ${name}`);
    let sum = 0;
    try {
      const stream = (await this.zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>;
      for await (const chunk of stream) {
        sum = crc32(chunk, sum);
        yield chunk;
      }
    } catch (cause) {
      throw asArchiveError(cause, name);
    }
    if (sum !== entry.crc32) throw new ArchiveError(`the file ${name} in it is damaged`);
  }

  close(): void {
    this.zip.close();
  }
}

/**
 * Opens a zip archive. Only its directory is read: how many files there are, how large they are unpacked and how well they are packed is
 * limited before anything is unpacked, and yauzl refuses names that lead out of the archive. `maxSize`: bytes of all files, unpacked. Throws
 * ArchiveError, InputError.
 */
export async function openZip(input: Input, maxSize: number = MAX_SIZE): Promise<ZipArchive> {
  const entries = new Map<string, Entry>();
  let size = 0;
  try {
    const zip = await fromRandomAccessReaderPromise(new InputReader(input), input.size, { lazyEntries: true, autoClose: false });
    if (zip.entryCount > MAX_FILES) throw new ArchiveError(`it holds more than ${MAX_FILES} files`);
    for await (const entry of zip.eachEntry()) {
      const key = entry.fileName.toLowerCase();
      if (entries.has(key)) throw new ArchiveError(`it holds two files ${entry.fileName}`);
      size += entry.uncompressedSize;
      refuseBomb(entry, size, maxSize);
      entries.set(key, entry);
    }
    return new ZipArchive(zip, entries);
  } catch (cause) {
    throw asArchiveError(cause, undefined);
  }
}

function refuseBomb({ fileName, uncompressedSize, compressedSize }: Entry, total: number, maxSize: number): void {
  if (total > maxSize) throw new ArchiveError(`unpacked it has more than ${maxSize / 1024 ** 3} GiB`);
  if (uncompressedSize > HARMLESS && uncompressedSize > MAX_RATIO * compressedSize) {
    throw new ArchiveError(`the file ${fileName} in it grows more than ${MAX_RATIO} times when it is unpacked`);
  }
}

/** What yauzl says of a damaged archive is for people too: its messages tell which rule of the format is broken. */
function asArchiveError(cause: unknown, name: string | undefined): unknown {
  if (cause instanceof ArchiveError || cause instanceof InputError || !(cause instanceof Error)) return cause;
  const text = cause.message.charAt(0).toLowerCase() + cause.message.slice(1).replace(/\.$/, '');
  return new ArchiveError(name === undefined ? text : `the file ${name} in it is damaged (${text})`);
}

/** Lets yauzl read from an input. */
class InputReader extends RandomAccessReader {
  private readonly input: Input;

  constructor(input: Input) {
    super();
    this.input = input;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const { input } = this;
    function* chunks() {
      for (let position = start; position < end; ) {
        const buffer = Buffer.allocUnsafe(Math.min(CHUNK, end - position));
        const got = input.read(buffer, 0, position);
        if (got === 0) return;
        position += got;
        yield buffer.subarray(0, got);
      }
    }
    return Readable.from(chunks(), { objectMode: false });
  }
}
