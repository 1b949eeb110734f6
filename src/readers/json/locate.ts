import type { EntryRef, Path } from '../../model/fact.ts';
import type { Input } from '../input.ts';
import { Arena } from './arena.ts';
import type { Excerpt } from './excerpt.ts';
import { excerptAround } from './excerpt.ts';
import type { Position } from './position.ts';
import { walk } from './position.ts';
import { project } from './project.ts';
import { SPARE } from './scanner.ts';
import type { Shape } from './shape.ts';
import type { TraceItem } from './trace.ts';
import { pointerOf, Trace } from './trace.ts';

/** A token of a JSON input: one line, 1-based, UTF-16 columns, end exclusive. */
export interface RawLocation {
  /** JSON Pointer in the document, as spelled in the file. */
  readonly pointer: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly excerpt: Excerpt;
}

/**
 * Finds values of one entry in its input. `shape` is the one that the entry was projected with. The keys of the result are the
 * pointers (see `pointerOf`) of `paths`. A scalar is located by its token, an object or array by the key it belongs to, else by its
 * opening bracket; a path that the input does not hold by its closest ancestor.
 */
export function locate(input: Input, entry: EntryRef, shape: Shape, paths: readonly Path[]): Map<string, RawLocation> {
  const bytes = new Uint8Array(entry.end - entry.start + SPARE);
  const size = input.read(bytes.subarray(0, bytes.length - SPARE), 0, entry.start);
  const trace = new Trace(paths);
  project(bytes, 0, size, shape, new Arena(size + SPARE), { trace });
  const items = trace.finish();

  const wanted = paths.map((path) => {
    const item = closest(items, path);
    return { pointer: pointerOf(path), raw: item.pointer, token: tokenOf(bytes, item), key: item.keyStart, valueEnd: item.end };
  });
  wanted.sort((a, b) => a.token.start - b.token.start);
  const locations = new Map<string, RawLocation>();
  let from = 0;
  let position: Position = entry;
  for (const { pointer, raw, token, key, valueEnd } of wanted) {
    position = walk(bytes, from, position, token.start);
    from = token.start;
    const end = walk(bytes, from, position, token.end);
    locations.set(pointer, {
      pointer: entry.pointer + raw,
      line: position.line,
      column: position.column,
      endLine: end.line,
      endColumn: end.column,
      excerpt: excerptAround(
        input,
        entry.start + token.start,
        entry.start + token.end,
        key < 0 ? undefined : entry.start + key,
        entry.start + valueEnd,
      ),
    });
  }
  return locations;
}

interface Token {
  readonly start: number;
  readonly end: number;
}

function closest(items: ReadonlyMap<string, TraceItem>, path: Path): TraceItem {
  for (let length = path.length; length >= 0; length--) {
    const item = items.get(pointerOf(path.slice(0, length)));
    if (item !== undefined) return item;
  }
  // The entry cannot be read any more as it was: point at where it begins.
  return { start: 0, end: 1, keyStart: -1, keyEnd: -1, pointer: '' };
}

function tokenOf(bytes: Uint8Array, item: TraceItem): Token {
  const first = bytes[item.start];
  if (first !== 0x7b && first !== 0x5b) return item;
  return item.keyStart >= 0 ? { start: item.keyStart, end: item.keyEnd } : { start: item.start, end: item.start + 1 };
}
