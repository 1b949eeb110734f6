import { constants, createGunzip, type Gunzip } from 'node:zlib';
import type { Input } from '../input.ts';
import type { Budget } from './budget.ts';
import { ArchiveError } from './tar.ts';

/** Bytes that are unpacked at a time: a thousand times as much may come out of them. */
const SLICE = 16 * 1024;
const CHUNK = 64 * 1024;
/** So much must have room in the stream that it takes a slice whole; more than deflate makes of one. */
const ROOM = 32 * 1024 * 1024;

/** 1F 8B 08: one is no UTF-8, and stands as what replaces such bytes where the head was read as that. */
const MAGIC = ['\u001f\u008b\u0008', '\u001f\ufffd\u0008'] as const;

/** Whether the head of an input (as text) is that of a gzip file. */
export function isGzip(head: string): boolean {
  return MAGIC.some((magic) => head.startsWith(magic));
}

/** The bytes of an input, in order. */
export function* bytesOf(input: Input): Generator<Uint8Array> {
  for (let position = 0; position < input.size; ) {
    const buffer = new Uint8Array(Math.min(CHUNK, input.size - position));
    const got = input.read(buffer, 0, position);
    if (got === 0) return;
    position += got;
    yield buffer.subarray(0, got);
  }
}

/**
 * Unpacks gzip, piece by piece: one is made when the one before it was taken. What was cut ends where it was cut. Throws ArchiveError
 * when the data is damaged, or too much comes out of it.
 */
export async function* gunzip(
  packed: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  budget: Budget,
): AsyncGenerator<Uint8Array> {
  // Nobody asks this stream for more while it works on a slice: it must have room for all of it.
  const stream = createGunzip({ chunkSize: CHUNK, finishFlush: constants.Z_SYNC_FLUSH, readableHighWaterMark: ROOM } as object);
  const damage = new Damage(stream);
  try {
    for await (const bytes of packed) {
      for (let at = 0; at < bytes.length; at += SLICE) {
        await damage.orDone((done) => stream.write(bytes.subarray(at, at + SLICE), done));
        yield* taken(stream, budget);
      }
    }
    await damage.orDone((done) => stream.end(done));
    yield* taken(stream, budget);
  } finally {
    stream.destroy();
  }
}

/** A stream that finds damage calls nobody back: it says so once, in an event. */
class Damage {
  private found: ArchiveError | undefined;
  private tell: (error: ArchiveError) => void = () => {};

  constructor(stream: Gunzip) {
    stream.on('error', ({ message }) => {
      this.found = new ArchiveError(`its packed data is damaged (${message})`);
      this.tell(this.found);
    });
  }

  /** Waits until a step is done. */
  orDone(step: (done: () => void) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.tell = reject;
      if (this.found === undefined) step(() => (this.found === undefined ? resolve() : reject(this.found)));
      else reject(this.found);
    });
  }
}

function* taken(stream: Gunzip, budget: Budget): Generator<Uint8Array> {
  for (let chunk: Buffer | null = stream.read(); chunk !== null; chunk = stream.read()) {
    for (let at = 0; at < chunk.length; at += CHUNK) {
      const piece = chunk.subarray(at, at + CHUNK);
      budget.unpack(piece.length);
      yield piece;
    }
  }
}
