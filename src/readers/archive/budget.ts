import { ArchiveError } from './tar.ts';

/** What may come out of an input that is unpacked. */
export interface Limits {
  /** Bytes that do no harm however well they were packed. */
  readonly harmless: number;
  /** Beyond that: how many times larger than the input all that was unpacked may be. Logs shrink to a twentieth, seldom to a fiftieth. */
  readonly ratio: number;
  /** Bytes that may be unpacked at all; nothing of it stays in memory but what is read. */
  readonly total: number;
  /** Files in all archives of the input together. */
  readonly files: number;
  /** Archives in archives: the bundle of a host in what vCenter exports of several hosts makes two. */
  readonly depth: number;
  /** Bytes of one file that is read. */
  readonly file: number;
  /** Bytes of all files that are read of one host, and of all that wait for the rest of it. */
  readonly kept: number;
}

export const LIMITS: Limits = {
  harmless: 256 * 1024 ** 2,
  ratio: 200,
  total: 256 * 1024 ** 3,
  files: 1_000_000,
  depth: 3,
  file: 32 * 1024 ** 2,
  kept: 256 * 1024 ** 2,
};

/** An input of which more comes out than of an export: nothing more of it is read. */
export class LimitError extends ArchiveError {}

/** Counts what is unpacked of one input, archives in archives included. */
export class Budget {
  readonly limits: Limits;
  private readonly packed: number;
  private unpacked = 0;
  private files = 0;

  /** `packed`: bytes of the input. */
  constructor(packed: number, limits: Limits) {
    this.packed = packed;
    this.limits = limits;
  }

  /** Throws LimitError when the input grows beyond what an export does. */
  unpack(bytes: number): void {
    const { harmless, ratio, total } = this.limits;
    this.unpacked += bytes;
    if (this.unpacked > total) throw new LimitError(`unpacked it has more than ${sizeText(total)}`);
    if (this.unpacked > harmless && this.unpacked > ratio * this.packed) {
      throw new LimitError(`it grows more than ${ratio} times when it is unpacked`);
    }
  }

  /** Throws LimitError when there are more files than an export has. */
  addFile(): void {
    this.files += 1;
    if (this.files > this.limits.files) throw new LimitError(`it holds more than ${this.limits.files} files`);
  }
}

/** "32 MiB" */
export function sizeText(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB'] as const;
  let size = bytes;
  let unit = 0;
  for (; size >= 1024 && unit < units.length - 1; unit++) size /= 1024;
  return `${Math.round(size)} ${units[unit]}`;
}
