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

  /** Made anew each time. */
  get value(): unknown {
    return JSON.parse(this.json);
  }
}

class PackedPlaces {
  private readonly spans: Uint32Array;

  constructor(value: unknown, places: Places, own: Span) {
    const numbers: number[] = [];
    pack(value, own, places, numbers);
    this.spans = Uint32Array.from(numbers);
  }

  /** The place of the deepest part of `path` that is there. */
  find(root: unknown, path: Path): Span {
    let index = 0;
    let value = root;
    for (const key of path) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) break;
      index += 1;
      for (const [name, member] of Object.entries(value)) {
        if (name === String(key)) {
          value = member;
          break;
        }
        index += countOf(member);
      }
    }
    const [line = 1, column = 1, endColumn = 2] = this.spans.subarray(index * WIDTH, (index + 1) * WIDTH);
    return { line, column, endColumn };
  }
}

function pack(value: unknown, span: Span, places: Places, into: number[]): void {
  into.push(span.line, span.column, span.endColumn);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) pack(member, places.of(value, key) ?? span, places, into);
}

/** The parts that a walk through the value meets, itself included. */
function countOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, member) => sum + countOf(member), 1);
}
