import { closeSync, fstatSync, mkdtempSync, openSync, read, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Bytes that can be read anywhere: the UTF-8 form of an input, without byte order mark. Offsets count from its first byte. */
export interface Input {
  readonly size: number;
  /** Fills `buffer` from `position` on, as far as there are bytes; returns how many. Throws InputError. */
  read(buffer: Uint8Array, offset: number, position: number): number;
  /** Closes the input and deletes what was made for it. May be called twice. */
  close(): void;
}

export type InputFault = 'missing' | 'directory' | 'permission' | 'unreadable';

/** An input that cannot be read; the message names it and says why. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly fault: InputFault;
  readonly path: string;

  constructor(fault: InputFault, path: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.fault = fault;
    this.path = path;
  }
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Bytes from which the encoding is told. */
const HEAD = 4096;
const CHUNK = 1 << 20;
const STDIN = 0;

/**
 * Opens a file, or standard input for `-`. A regular UTF-8 file is read in place; UTF-16 (what PowerShell 5 redirects to) and what
 * cannot be read twice (pipes) go as UTF-8 through a temporary file of the user's own.
 */
export async function openInput(path: string, stdin: number = STDIN): Promise<Input> {
  const fd = path === '-' ? stdin : open(path);
  try {
    const stat = fstatSync(fd);
    if (stat.isDirectory()) throw new InputError('directory', path, `${path} is a directory, not a file`);
    if (path !== '-' && stat.isFile()) {
      const head = new Uint8Array(HEAD);
      const { encoding, mark } = sniffEncoding(head.subarray(0, fill(fd, head, 0, path)));
      if (encoding === 'utf-8') return new OpenFile(fd, path, mark, Math.max(0, stat.size - mark), null);
    }
  } catch (cause) {
    if (path !== '-') closeSync(fd);
    throw asInputError(cause, path);
  }
  try {
    return await spool(fd, path);
  } catch (cause) {
    throw asInputError(cause, path);
  } finally {
    if (path !== '-') closeSync(fd);
  }
}

class OpenFile implements Input {
  readonly size: number;
  private readonly fd: number;
  private readonly path: string;
  private readonly base: number;
  private readonly folder: string | null;
  private isOpen = true;

  constructor(fd: number, path: string, base: number, size: number, folder: string | null) {
    this.fd = fd;
    this.path = path;
    this.base = base;
    this.size = size;
    this.folder = folder;
  }

  read(buffer: Uint8Array, offset: number, position: number): number {
    if (!this.isOpen) throw new InputError('unreadable', this.path, `${this.path} is closed`);
    return fill(this.fd, buffer.subarray(offset), this.base + position, this.path);
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    closeSync(this.fd);
    if (this.folder !== null) rmSync(this.folder, { recursive: true, force: true });
  }
}

function open(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (cause) {
    throw asInputError(cause, path);
  }
}

/** Reads until the buffer is full or the file ends. */
function fill(fd: number, buffer: Uint8Array, position: number, path: string): number {
  let done = 0;
  try {
    while (done < buffer.length) {
      const got = readSync(fd, buffer, done, buffer.length - done, position + done);
      if (got === 0) break;
      done += got;
    }
  } catch (cause) {
    throw asInputError(cause, path);
  }
  return done;
}

function sniffEncoding(head: Uint8Array): { readonly encoding: Encoding; readonly mark: number } {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', mark: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', mark: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', mark: 2 };
  // JSON begins with an ASCII character, and holds no NUL: one of the first two bytes is 0 only in UTF-16.
  if (head.length >= 2 && head[0] !== 0 && head[1] === 0) return { encoding: 'utf-16le', mark: 0 };
  if (head.length >= 2 && head[0] === 0 && head[1] !== 0) return { encoding: 'utf-16be', mark: 0 };
  return { encoding: 'utf-8', mark: 0 };
}

/** Copies all that comes from `fd` into a temporary file, as UTF-8. */
async function spool(fd: number, path: string): Promise<Input> {
  const folder = mkdtempSync(join(tmpdir(), 'vlint-'));
  let target = -1;
  try {
    target = openSync(join(folder, 'input'), 'wx+', 0o600);
    // Where the system allows it the file loses its name at once, so that nothing is left behind even by a crash.
    removeQuietly(folder);
    let size = 0;
    for await (const bytes of asUtf8(chunksOf(fd))) {
      for (let done = 0; done < bytes.length; ) done += writeSync(target, bytes, done, bytes.length - done, size + done);
      size += bytes.length;
    }
    return new OpenFile(target, path, 0, size, folder);
  } catch (cause) {
    if (target >= 0) closeSync(target);
    removeQuietly(folder);
    throw cause;
  }
}

function removeQuietly(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // An open file cannot lose its name here; close() removes it.
  }
}

/** Recodes what is UTF-16 and drops the byte order mark. */
async function* asUtf8(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | null = new Uint8Array(0);
  let recode: Recode = asItIs;
  for await (const chunk of chunks) {
    if (head === null) yield recode(chunk, false);
    else {
      head = Buffer.concat([head, chunk]);
      // A pipe may bring its first bytes one by one.
      if (head.length < 3) continue;
      const { encoding, mark } = sniffEncoding(head);
      recode = recoder(encoding);
      yield recode(head.subarray(mark), false);
      head = null;
    }
  }
  if (head === null) yield recode(new Uint8Array(0), true);
  else {
    const { encoding, mark } = sniffEncoding(head);
    yield recoder(encoding)(head.subarray(mark), true);
  }
}

/** Turns bytes into UTF-8; `isLast` with the last ones. */
type Recode = (bytes: Uint8Array, isLast: boolean) => Uint8Array;

const asItIs: Recode = (bytes) => bytes;

function recoder(encoding: Encoding): Recode {
  if (encoding === 'utf-8') return asItIs;
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  const encoder = new TextEncoder();
  return (bytes, isLast) => encoder.encode(decoder.decode(bytes, { stream: !isLast }));
}

/** What comes from a descriptor, in order, until its end. A pipe that is not ready (EAGAIN) is asked again. */
async function* chunksOf(fd: number): AsyncGenerator<Uint8Array> {
  for (;;) {
    const buffer = Buffer.allocUnsafe(CHUNK);
    const got = await readSome(fd, buffer);
    if (got === 0) return;
    if (got > 0) yield buffer.subarray(0, got);
    else await pause(10);
  }
}

/** Bytes read; 0 at the end, -1 when there is nothing yet. */
function readSome(fd: number, buffer: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    read(fd, buffer, 0, buffer.length, null, (error, got) => {
      if (error === null) resolve(got);
      else if (error.code === 'EAGAIN') resolve(-1);
      else if (error.code === 'EOF') resolve(0);
      else reject(error);
    });
  });
}

function asInputError(cause: unknown, path: string): unknown {
  if (cause instanceof InputError || !(cause instanceof Error)) return cause;
  const shown = path === '-' ? 'standard input' : path;
  switch ((cause as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new InputError('missing', path, `${shown} does not exist`, cause);
    case 'EISDIR':
      return new InputError('directory', path, `${shown} is a directory, not a file`, cause);
    case 'EACCES':
    case 'EPERM':
      return new InputError('permission', path, `${shown} cannot be read: permission denied`, cause);
    default:
      return new InputError('unreadable', path, `${shown} cannot be read: ${cause.message}`, cause);
  }
}
