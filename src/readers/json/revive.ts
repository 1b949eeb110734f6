import type { Compact } from './arena.ts';
import type { Shape } from './shape.ts';
import { CHANGES, LIST, OBJECT } from './shape.ts';

/** The text of a projected entry. Invalid UTF-8 becomes U+FFFD. */
export function reviveText(compact: Compact): string {
  const { chunk, start, end } = compact;
  return chunk.text(start, end, compact.ascii ? 'latin1' : 'utf8');
}

/** The value of an entry that was projected with `shape`, with dotted property names nested. `onMade` hears of the objects that were made to hold them. */
export function revive(compact: Compact, shape: Shape, onMade?: (holder: object) => void): unknown {
  return nest(JSON.parse(reviveText(compact)), shape, onMade);
}

/** Nests the dotted names where the shape allows them: `{"config.network": x}` becomes `{"config": {"network": x}}`. Changes `value`. */
export function nest(value: unknown, shape: Shape, onMade?: (holder: object) => void): unknown {
  if (!mayHoldDots(shape) || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const element = shape.kind === LIST ? shape.inner : shape;
    return value.map((item) => nest(item, element, onMade));
  }
  const of = shape.kind === OBJECT ? shape : shape.inner;
  if (of.kind !== OBJECT) return value;
  const object = value as Record<string, unknown>;
  for (const member of of.members) {
    if (Object.hasOwn(object, member.name)) object[member.name] = nest(object[member.name], member.shape, onMade);
  }
  return of.dotted ? nestNames(object, onMade) : object;
}

/** Whole properties come first, then parts of them, whatever their order in the file. */
function nestNames(object: Record<string, unknown>, onMade?: (holder: object) => void): Record<string, unknown> {
  const dotted = Object.keys(object).filter((name) => name.includes('.'));
  if (dotted.length === 0) return object;
  const depth = (name: string) => name.split('.').length;
  for (const name of dotted.sort((a, b) => depth(a) - depth(b))) {
    const value = object[name];
    delete object[name];
    const segments = name.split('.');
    const last = segments.pop() as string;
    let holder = object;
    for (const segment of segments) {
      const next = Object.hasOwn(holder, segment) ? holder[segment] : undefined;
      if (typeof next === 'object' && next !== null) holder = next as Record<string, unknown>;
      else {
        const made = {};
        define(holder, segment, made);
        onMade?.(made);
        holder = made;
      }
    }
    define(holder, last, value);
  }
  return object;
}

/** Not an assignment: the input may call a member `__proto__`. */
function define(object: object, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}

const answers = new WeakMap<Shape, boolean>();

function mayHoldDots(shape: Shape): boolean {
  let answer = answers.get(shape);
  if (answer === undefined) {
    const below = shape.kind === LIST ? mayHoldDots(shape.inner) : shape.members.some((member) => mayHoldDots(member.shape));
    answer = shape.dotted || shape.kind === CHANGES || below;
    answers.set(shape, answer);
  }
  return answer;
}
