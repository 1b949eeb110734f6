import { type Budget, LimitError } from '../archive/budget.ts';
import { gunzip, isGzip } from '../archive/gunzip.ts';
import { ArchiveError, nameInside } from '../archive/tar.ts';
import { type StreamedFile, tarFiles } from '../archive/tar-stream.ts';
import type { Sink } from '../format.ts';
import { readBundle } from './bundle.ts';
import { BundleFiles } from './files.ts';
import { isInnerBundle } from './parts.ts';

/** Reads the bundles in an archive, and in the archives in it, in one pass. */
export class ArchiveReader {
  /** Bundles that were found. */
  bundles = 0;
  /** The most bytes that were kept at one time of files that had to wait for the rest of their bundle. */
  mostKept = 0;
  private readonly name: string;
  private readonly budget: Budget;
  private readonly sink: Sink;
  private broken = false;
  private refusals = 0;

  /** `name`: the archive as the user named it. */
  constructor(name: string, budget: Budget, sink: Sink) {
    this.name = name;
    this.budget = budget;
    this.sink = sink;
  }

  /** Reads an archive, packed or not; `where` is its path in the archive around it. What is wrong with it becomes a problem. */
  async read(bytes: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, where = '', depth = 1): Promise<void> {
    const files = new BundleFiles(this.budget);
    try {
      for await (const file of tarFiles(await this.unpacked(bytes))) await this.take(file, files, where, depth);
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      // What is too much for the whole ends the whole; the outermost archive says so.
      if (error instanceof LimitError && where !== '') throw error;
      this.damaged(error, where);
    } finally {
      this.readBundles(files, where);
    }
  }

  /** Reads files that can be asked for in any order, as those of a zip: a damaged one does not hide the others. */
  async readFiles(list: Iterable<Pick<StreamedFile, 'name' | 'content'>>): Promise<void> {
    const files = new BundleFiles(this.budget);
    for (const file of list) {
      try {
        await this.take(file, files, '', 1);
      } catch (error) {
        if (!(error instanceof ArchiveError)) throw error;
        this.damaged(error, '');
        if (error instanceof LimitError) break;
      }
    }
    this.readBundles(files, '');
  }

  /** Hands over the bundles of these files. */
  private readBundles(files: BundleFiles, where: string): void {
    this.mostKept = Math.max(this.mostKept, files.kept);
    for (const [folder, list] of files.bundles()) {
      const sinkOf = (path: string) => inside(this.sink, joined(where, path));
      if (readBundle({ folder, archive: where === '' ? this.name : where, files: list, sinkOf })) this.bundles += 1;
    }
  }

  /** After the last file: an archive without any bundle is no export. */
  end(): void {
    if (this.bundles > 0 || this.broken) return;
    this.sink.problem({
      ruleId: 'input-format',
      level: 'error',
      line: 1,
      message: 'This archive holds no bundle of vm-support.',
      instead: 'the esx-<host>-<date>.tgz of vm-support, or the exports themselves, not packed',
    });
  }

  /** Says what is wrong with an archive; what was read of it counts. */
  damaged(error: ArchiveError, where: string): void {
    this.broken = true;
    this.sink.problem({
      ruleId: 'input-truncated',
      level: 'error',
      line: 1,
      ...(where === '' ? {} : { inside: where }),
      message: `${where === '' ? 'This archive' : `The archive ${where}`} is not whole: ${error.message}. What follows was not read.`,
      instead: 'the archive again, whole',
    });
  }

  private async take(
    file: Pick<StreamedFile, 'name' | 'content'>,
    files: BundleFiles,
    where: string,
    depth: number,
  ): Promise<void> {
    this.budget.addFile();
    const path = this.safeName(file.name, where);
    if (path === undefined) return;
    if (!isInnerBundle(path)) {
      await this.keep(path, file, files);
    } else if (depth < this.budget.limits.depth) {
      await this.read(file.content(), joined(where, path), depth + 1);
    } else {
      this.refuse(`The archive ${path} lies in ${depth} others; it was not read.`, where);
    }
  }

  private async keep(path: string, { content }: Pick<StreamedFile, 'content'>, files: BundleFiles): Promise<void> {
    try {
      await files.offer(path, content);
    } catch (error) {
      if (error instanceof ArchiveError) files.cutLast(path, 'the archive ends inside it');
      throw error;
    }
  }

  private safeName(name: string, where: string): string | undefined {
    try {
      return nameInside(name);
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      this.refuse(`In this archive ${error.message}; that file was not read.`, where);
      return undefined;
    }
  }

  /** One such file is a sign of all there may be. */
  private refuse(message: string, where: string): void {
    this.refusals += 1;
    if (this.refusals > 3) return;
    this.sink.problem({
      ruleId: 'input-format',
      level: 'warning',
      line: 1,
      ...(where === '' ? {} : { inside: where }),
      message,
      instead: 'an archive as vm-support makes it',
    });
  }

  /** The bytes of the tar archive. */
  private async unpacked(bytes: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
    const { head, all } = await peeked(bytes);
    return isGzip(Buffer.from(head).toString('latin1')) ? gunzip(all, this.budget) : all;
  }
}

/** The first bytes, and all of them. */
async function peeked(
  bytes: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<{ readonly head: Uint8Array; readonly all: AsyncIterable<Uint8Array> }> {
  const iterator = Symbol.asyncIterator in bytes ? bytes[Symbol.asyncIterator]() : bytes[Symbol.iterator]();
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < 3) {
    const next = await iterator.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  async function* all() {
    try {
      yield head;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head, all: all() };
}

function joined(where: string, path: string): string {
  return where === '' ? path : `${where}/${path}`;
}

/** Hands everything over as read from a file in the archive. */
function inside(sink: Sink, path: string): Sink {
  return {
    ...sink,
    esxcli: (told, part) => sink.esxcli(told, { ...part, inside: path }),
    object: (told, part) => sink.object(told, { ...part, inside: path }),
    method: (told, part) => sink.method(told, { ...part, inside: path }),
    problem: (problem) => sink.problem({ ...problem, inside: path }),
  };
}
