import type { Path } from '../../model/fact.ts';

/** Where an emitted value stands in the bytes that were projected. */
export interface TraceItem {
  /** The value's token: offsets, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** The key token with its quotes when the value is a member, else -1. */
  readonly keyStart: number;
  readonly keyEnd: number;
  /** JSON Pointer from the projected value, spelled as in the file. */
  readonly pointer: string;
}

/** RFC 6901: the pointer of a path. */
export function pointerOf(path: Path): string {
  let pointer = '';
  for (const segment of path) pointer += `/${escapeSegment(String(segment))}`;
  return pointer;
}

export function escapeSegment(segment: string): string {
  return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Where the projection is: kept aside while it is inside a value. */
interface Place {
  readonly canonical: string;
  readonly raw: string;
  readonly keyStart: number;
  readonly keyEnd: number;
}

/** Notes the place of every value that a projection emits, under the pointer of its canonical path. */
export class Trace {
  private place: Place = { canonical: '', raw: '', keyStart: -1, keyEnd: -1 };
  private items: { readonly canonical: string; readonly item: TraceItem }[] = [];
  /** Pointers that somebody wants to know, and all above them; null for all. */
  private readonly wanted: ReadonlySet<string> | null;

  constructor(paths?: readonly Path[]) {
    this.wanted =
      paths === undefined ? null : new Set(paths.flatMap((path) => path.map((_, index) => pointerOf(path.slice(0, index + 1)))));
  }

  /** Whether the current place leads to something that is wanted. */
  get isWanted(): boolean {
    return this.wanted === null || this.place.canonical === '' || this.wanted.has(this.place.canonical);
  }

  /** Goes into a member; returns the place to come back to. `names` is empty when the member stands for its object (boxed). */
  member(names: readonly string[], rawName: string, keyStart: number, keyEnd: number): Place {
    return this.go(pointerOf(names), escapeSegment(rawName), keyStart, keyEnd);
  }

  /** Goes into an element: its index among those that are emitted, null when it is not emitted itself, and in the file. */
  element(index: number | null, rawIndex: number): Place {
    return this.go(index === null ? '' : `/${index}`, String(rawIndex), -1, -1);
  }

  back(place: Place): void {
    this.place = place;
  }

  /** Notes the value at the current place. */
  value(start: number, end: number): void {
    const { canonical, raw, keyStart, keyEnd } = this.place;
    this.items.push({ canonical, item: { start, end, keyStart, keyEnd, pointer: raw } });
  }

  mark(): number {
    return this.items.length;
  }

  /** Forgets what was noted since `mark`. */
  rewind(mark: number): void {
    this.items.length = mark;
  }

  /** Forgets what was noted for the member `names` of the current place: a later one of the same name counts. */
  forget(names: readonly string[]): void {
    const gone = this.place.canonical + pointerOf(names);
    this.items = this.items.filter(({ canonical }) => canonical !== gone && !canonical.startsWith(`${gone}/`));
  }

  /** By canonical pointer. The first note of a pointer counts: the content of a box comes before the box. */
  finish(): Map<string, TraceItem> {
    const found = new Map<string, TraceItem>();
    for (const { canonical, item } of this.items) if (!found.has(canonical)) found.set(canonical, item);
    return found;
  }

  private go(canonical: string, raw: string, keyStart: number, keyEnd: number): Place {
    const before = this.place;
    this.place = { canonical: before.canonical + canonical, raw: `${before.raw}/${raw}`, keyStart, keyEnd };
    return before;
  }
}
