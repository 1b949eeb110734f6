import type { Path } from '../../model/fact.ts';
import type { Places, Span, Translation } from '../translated.ts';

/** The numbers of a span. */
const WIDTH = 3;

/**
 * What was read of a large input, as small as can be: the value as JSON text, and the places of its parts as numbers in the order in
 * which a walk through the value meets them.
 */
export class CompactTranslation implements Translation {
  readonly line: number;
  readonly lines: undefined;
  readonly incomplete: readonly Path[];
  readonly places: PackedPlaces;
  private readonly json: string;

  /** `own` is the place of the whole; `incomplete` are paths of objects of which only some properties were read. */
  constructor(value: unknown, places: Places, own: Span, incomplete: readonly Path[]) {
    this.json = JSON.stringify(value);
    this.places = new PackedPlaces(value, places, own);
    this.line = own.line;
    this.incomplete = incomplete;
  }

  /** Made anew, but for the one that was asked for last. */
  get value(): unknown {
    if (latest?.of !== this) latest = { of: this, value: JSON.parse(this.json) as unknown };
    return latest.value;
  }
}

/** One value of all: whoever asks for the places of many facts asks for those of one object after another. */
let latest: { readonly of: CompactTranslation; readonly value: unknown } | undefined;

class PackedPlaces {
  private readonly spans: Uint32Array;

  constructor(value: unknown, places: Places, own: Span) {
    const numbers: number[] = [];
    pack(value, own, places, numbers);
    this.spans = Uint32Array.from(numbers);
  }

  /** The place of the deepest part of `path` that is there. */
  find(root: unknown, path: Path): Span {
    const ordinals = ordinalsIn(root);
    let ordinal = 0;
    let value = root;
    for (const key of path) {
      const known = typeof value === 'object' && value !== null ? ordinals.get(value)?.get(String(key)) : undefined;
      if (known === undefined) break;
      ordinal = known;
      value = (value as Record<string | number, unknown>)[key];
    }
    const [line = 1, column = 1, endColumn = 2] = this.spans.subarray(ordinal * WIDTH, (ordinal + 1) * WIDTH);
    return { line, column, endColumn };
  }
}

function pack(value: unknown, span: Span, places: Places, into: number[]): void {
  into.push(span.line, span.column, span.endColumn);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) pack(member, places.of(value, key) ?? span, places, into);
}

/** The ordinal of each member of an object in a walk through the whole. */
type Ordinals = Map<object, Map<string, number>>;

let numbered: { readonly root: unknown; readonly ordinals: Ordinals } | undefined;

function ordinalsIn(root: unknown): Ordinals {
  if (numbered !== undefined && numbered.root === root) return numbered.ordinals;
  const ordinals: Ordinals = new Map();
  let next = 1;
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    const own = new Map<string, number>();
    ordinals.set(value, own);
    for (const [key, member] of Object.entries(value)) {
      own.set(key, next++);
      walk(member);
    }
  };
  walk(root);
  numbered = { root, ordinals };
  return ordinals;
}
