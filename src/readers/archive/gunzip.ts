import { constants, createGunzip, type Gunzip } from 'node:zlib';
import type { Input } from '../input.ts';
import type { Budget } from './budget.ts';
import { ArchiveError } from './tar.ts';

/** Bytes that are unpacked at a time: a thousand times as much may come out of them. */
const SLICE = 16 * 1024;
const CHUNK = 64 * 1024;
/** So much must have room in the stream that it takes a slice whole; more than deflate makes of one. */
const ROOM = 32 * 1024 * 1024;

/** Whether the head of an input (as text) is that of a gzip file. */
export function isGzip(head: string): boolean {
  return /^\x1f[\x8b\ufffd]\x08/.test(head);
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
  // The error of a write is told to its caller, too.
  stream.on('error', () => {});
  try {
    for await (const bytes of packed) {
      for (let at = 0; at < bytes.length; at += SLICE) {
        await written(stream, bytes.subarray(at, at + SLICE));
        yield* taken(stream, budget);
      }
    }
    await written(stream, undefined);
    yield* taken(stream, budget);
  } finally {
    stream.destroy();
  }
}

function written(stream: Gunzip, bytes: Uint8Array | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: Error | null) =>
      error ? reject(new ArchiveError(`its packed data is damaged (${error.message})`)) : resolve();
    if (bytes === undefined) stream.end(done);
    else stream.write(bytes, done);
  });
}

function* taken(stream: Gunzip, budget: Budget): Generator<Uint8Array> {
  for (let chunk: Buffer | null = stream.read(); chunk !== null; chunk = stream.read()) {
    budget.unpack(chunk.length);
    yield chunk;
  }
}
