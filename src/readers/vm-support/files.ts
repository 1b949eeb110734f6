import { type Budget, sizeText } from '../archive/budget.ts';
import { type Part, partOf } from './parts.ts';

/** A file of a bundle, read. */
export interface BundleFile extends Pick<Part, 'kind' | 'line'> {
  /** Its path in the archive; that of the joined file where there are several fragments. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Why some of it is missing: "a fragment is missing". */
  readonly cut: string | undefined;
}

interface Pieces {
  readonly part: Part;
  readonly byNumber: Map<number, { readonly path: string; readonly bytes: Uint8Array }>;
  cut: string | undefined;
}

/** What is kept of bundles until all of it is there: the files of which something is read, and nothing else. */
export class BundleFiles {
  private readonly roots = new Map<string, Map<string, Pieces>>();
  private readonly budget: Budget;
  /** Bytes that are kept. */
  kept = 0;

  constructor(budget: Budget) {
    this.budget = budget;
  }

  /** Reads a file if something of it is asked for; `content` is called only then. */
  async offer(path: string, content: () => AsyncIterable<Uint8Array>): Promise<void> {
    const part = partOf(path);
    if (part === undefined) return;
    const pieces = this.piecesOf(part);
    const { limits } = this.budget;
    const before = [...pieces.byNumber.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
    const room = Math.min(limits.file - before, limits.kept - this.kept);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of content()) {
      const taken = chunk.subarray(0, room - size);
      chunks.push(taken.slice());
      size += taken.length;
      if (taken.length === chunk.length) continue;
      pieces.cut = `it has more than ${sizeText(before + size)}, of which no more was read`;
      break;
    }
    this.kept += size;
    pieces.byNumber.set(part.fragment ?? -1, {
      path,
      bytes: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks),
    });
  }

  /** Marks the file that was read last as cut: the archive has ended inside it. */
  cutLast(path: string, why: string): void {
    const part = partOf(path);
    if (part !== undefined) this.piecesOf(part).cut = why;
  }

  /** The files of each bundle, by its folder. */
  *bundles(): Generator<readonly [string, readonly BundleFile[]]> {
    for (const [root, files] of this.roots) yield [root, [...files.values()].map(joined)];
  }

  private piecesOf(part: Part): Pieces {
    let files = this.roots.get(part.root);
    if (files === undefined) {
      files = new Map();
      this.roots.set(part.root, files);
    }
    let pieces = files.get(part.name);
    if (pieces === undefined) {
      pieces = { part, byNumber: new Map(), cut: undefined };
      files.set(part.name, pieces);
    }
    return pieces;
  }
}

/** The fragments in the order of their numbers, up to the first that is missing. */
function joined({ part, byNumber, cut }: Pieces): BundleFile {
  const { kind, line, name } = part;
  const of = { kind, ...(line === undefined ? {} : { line }) };
  const whole = byNumber.get(-1);
  if (whole !== undefined) return { ...of, path: whole.path, bytes: whole.bytes, cut };
  const first = Math.min(...byNumber.keys());
  const inOrder = [];
  for (let number = 0; byNumber.has(number); number++) inOrder.push(byNumber.get(number));
  const pieces = inOrder.filter((piece) => piece !== undefined);
  const missing = pieces.length === byNumber.size ? undefined : `its fragment ${first === 0 ? pieces.length : 0} is missing`;
  const only = pieces.length === 1 ? pieces[0] : undefined;
  return {
    ...of,
    path: only?.path ?? name,
    bytes: only?.bytes ?? Buffer.concat(pieces.map(({ bytes }) => bytes)),
    cut: missing ?? cut,
  };
}
