import type { Input } from '../input.ts';
import { sliceInput } from './slice.ts';

/** A file in an archive. */
export interface TarMember {
  /** With `/` between folders; it never leads out of the archive. */
  readonly name: string;
  /** Its bytes, which are read from the archive when they are asked for. */
  readonly content: Input;
}

/** An archive that is damaged, or made to do harm. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}

export const BLOCK = 512;
/** More files than an export or a support bundle has. */
export const MAX_MEMBERS = 200_000;
/** Long names and extended headers. Bytes. */
export const MAX_HEADER = 1024 * 1024;

/** Whether the head of an input (as text) is that of a tar archive. */
export function isTar(head: string): boolean {
  // Bytes of a name that are no ASCII count less as text.
  return /^ustar/.test(head.slice(257)) || head.slice(180, 265).includes('\0ustar');
}

/**
 * The files of a tar archive (ustar, pax, GNU), in order. Only headers are read, however large the files are: nothing is unpacked.
 * Throws ArchiveError when a header is damaged, a file ends behind the archive or a name leads out of it; InputError.
 */
export function* tarMembers(archive: Input): Generator<TarMember> {
  let position = 0;
  let longName: string | undefined;
  let extended: ReadonlyMap<string, string> = new Map();
  for (let count = 0; position + BLOCK <= archive.size; count++) {
    if (count > MAX_MEMBERS) throw new ArchiveError(`it holds more than ${MAX_MEMBERS} files`);
    const block = bytesOf(archive, position, BLOCK);
    if (block.every((byte) => byte === 0)) return;
    const header = headerOf(block);
    const size = extended.has('size') ? Number(extended.get('size')) : header.size;
    if (!Number.isSafeInteger(size) || size < 0) throw new ArchiveError(`the size of ${header.name} is no number`);
    const start = position + BLOCK;
    if (start + size > archive.size) throw new ArchiveError(`it ends inside ${longName ?? extended.get('path') ?? header.name}`);
    position = start + Math.ceil(size / BLOCK) * BLOCK;
    if (header.type === 'L' || header.type === 'x') {
      if (size > MAX_HEADER) throw new ArchiveError('the header of a file is larger than 1 MiB');
      const text = textOf(bytesOf(archive, start, size));
      if (header.type === 'L') longName = text;
      else extended = paxRecords(bytesOf(archive, start, size));
      continue;
    }
    if (header.type === 'g' || header.type === 'K') continue;
    const name = longName ?? extended.get('path') ?? header.name;
    longName = undefined;
    extended = new Map();
    if (header.type !== '0') continue;
    yield { name: nameInside(name), content: sliceInput(archive, start, size) };
  }
}

export interface Header {
  readonly name: string;
  readonly size: number;
  /** '0' for files, '5' for folders, '1' and '2' for links, 'L' and 'x' for what belongs to the next header. */
  readonly type: string;
}

/** Takes the header of a file apart. Throws ArchiveError when its checksum is wrong. */
export function headerOf(block: Uint8Array): Header {
  const told = octal(block.subarray(148, 156));
  let sum = 0;
  for (const [index, byte] of block.entries()) sum += index >= 148 && index < 156 ? 0x20 : byte;
  if (told !== sum) throw new ArchiveError('a header is damaged');
  const name = textOf(block.subarray(0, 100));
  const prefix = textOf(block.subarray(257, 263)) === 'ustar' ? textOf(block.subarray(345, 500)) : '';
  const type = String.fromCharCode(block[156] ?? 0);
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size: sizeOf(block.subarray(124, 136)),
    // Old archives have no type for files; '7' is a file too.
    type: type === '\0' || type === '7' ? '0' : type,
  };
}

/** In octal digits, or in binary when the first bit is set (files from 8 GiB on). */
function sizeOf(field: Uint8Array): number {
  if (((field[0] ?? 0) & 0x80) === 0) return octal(field);
  return field.subarray(1).reduce((size, byte) => size * 256 + byte, (field[0] ?? 0) & 0x7f);
}

function octal(field: Uint8Array): number {
  const text = textOf(field).trim();
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : text === '' ? 0 : Number.NaN;
}

/** Lines of "length key=value", the length in bytes and counting itself. */
export function paxRecords(bytes: Uint8Array): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < bytes.length; ) {
    const blank = bytes.indexOf(0x20, at);
    const length = Number(textOf(bytes.subarray(at, Math.max(at, blank))));
    if (blank < 0 || !Number.isInteger(length) || length <= blank - at || at + length > bytes.length) {
      throw new ArchiveError('an extended header is damaged');
    }
    const record = textOf(bytes.subarray(blank + 1, at + length - 1));
    const equals = record.indexOf('=');
    if (equals > 0) records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}

/** The name with `/` between folders and none in front. Throws ArchiveError when it leads out of the archive. */
export function nameInside(name: string): string {
  const parts = name.split(/[\\/]/).filter((part) => part !== '' && part !== '.');
  if (/^([\\/]|[A-Za-z]:)/.test(name) || parts.includes('..'))
    throw new ArchiveError(`the name ${name.slice(0, 100)} leads out of it`);
  return parts.join('/');
}

/** The text of a field of a header, which ends at a zero. */
export function textOf(field: Uint8Array): string {
  const end = field.indexOf(0);
  return new TextDecoder('utf-8').decode(end < 0 ? field : field.subarray(0, end));
}

function bytesOf(input: Input, position: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  return bytes.subarray(0, input.read(bytes, 0, position));
}
