import { randomBytes } from 'node:crypto';
import { closeSync, createReadStream, mkdtempSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CollectError } from './collect-error.ts';
import type { CollectGap } from './gaps.ts';

/** What stands before the entries. */
export interface Header {
  /** RFC 3339. */
  readonly collected: string;
  /** "VMware vCenter Server 8.0.2 build-22617221" */
  readonly server?: string;
}

/** Where an export goes: the path of a file, or whatever takes bytes. */
export type Destination = string | ((bytes: Uint8Array) => Promise<void>);

const BUFFER = 256 * 1024;

/** Writes an export as it comes. It appears whole, by finish(), or not at all. */
export class ExportWriter {
  entries = 0;
  private readonly destination: Destination;
  private readonly temporary: string;
  /** The folder of a file that only waits to be copied. */
  private readonly folder: string | undefined;
  private fd: number;
  private held: string[] = [];
  private size = 0;
  private isBegun = false;

  /** Throws CollectError when the file could not be written later. */
  constructor(destination: Destination) {
    this.destination = destination;
    try {
      if (typeof destination === 'string' && isReplaceable(destination)) {
        this.temporary = join(dirname(destination), `.vlint-${randomBytes(6).toString('hex')}.tmp`);
      } else {
        this.folder = mkdtempSync(join(tmpdir(), 'vlint-'));
        this.temporary = join(this.folder, 'export.json');
      }
      // Host names and addresses are nobody else's business until the user says so.
      this.fd = openSync(this.temporary, 'wx', 0o600);
    } catch (error) {
      throw cannotWrite(destination, error);
    }
  }

  /** What stands before the entries; must come first, once. */
  begin(header: Header): void {
    const members = Object.entries({ vlint: 'export/1', ...header }).map(
      ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
    );
    this.write(`{ ${members.join(', ')},\n"entries": [`);
    this.isBegun = true;
  }

  entry(entry: object): void {
    this.write(`${this.entries === 0 ? '\n' : ',\n'}${JSON.stringify(entry)}`);
    this.entries += 1;
  }

  /** Ends the export and puts it into its place. */
  async finish(gaps: readonly CollectGap[]): Promise<void> {
    if (!this.isBegun) throw new TypeError('begin() was not called');
    this.write(gaps.length === 0 ? '\n]}\n' : `\n],\n"gaps": [\n${gaps.map((gap) => JSON.stringify(gap)).join(',\n')}\n]}\n`);
    this.flush();
    try {
      closeSync(this.fd);
      this.fd = -1;
      if (typeof this.destination === 'string' && this.folder === undefined) renameSync(this.temporary, this.destination);
      else await this.copy();
    } catch (error) {
      throw cannotWrite(this.destination, error);
    } finally {
      this.discard();
    }
  }

  /** Leaves nothing behind. Harmless after finish(). */
  discard(): void {
    if (this.fd >= 0) closeSync(this.fd);
    this.fd = -1;
    rmSync(this.folder ?? this.temporary, { recursive: true, force: true });
  }

  private async copy(): Promise<void> {
    const { destination } = this;
    const device = typeof destination === 'string' ? openSync(destination, 'w') : undefined;
    try {
      for await (const chunk of createReadStream(this.temporary)) {
        if (typeof destination === 'function') await destination(chunk as Uint8Array);
        else for (let done = 0; done < chunk.length; ) done += writeSync(device as number, chunk as Uint8Array, done);
      }
    } finally {
      if (device !== undefined) closeSync(device);
    }
  }

  private write(text: string): void {
    this.held.push(text);
    this.size += text.length;
    if (this.size >= BUFFER) this.flush();
  }

  private flush(): void {
    const bytes = Buffer.from(this.held.join(''), 'utf8');
    this.held = [];
    this.size = 0;
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(this.fd, bytes, done);
    } catch (error) {
      throw cannotWrite(this.destination, error);
    }
  }
}

/** A file, or nothing yet: a device or a pipe is written to, not replaced. */
function isReplaceable(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory()) throw new Error('it is a folder');
  return stat === undefined || stat.isFile();
}

function cannotWrite(destination: Destination, error: unknown): CollectError {
  const where = typeof destination === 'string' ? destination : 'the export';
  return new CollectError(`cannot write ${where}: ${error instanceof Error ? error.message : String(error)}`);
}
