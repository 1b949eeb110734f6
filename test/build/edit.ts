import type { Entry, Part } from './entry.ts';
import { entriesOf } from './entry.ts';
import type { Json } from './json.ts';
import { isArray, isObject } from './json.ts';

/**
 * The entries with the value at a dotted path set, in every entry whose properties, result or output hold the path's parent
 * (`config.network.vnic.1.spec.mtu`; digits index arrays). For what no description can say: a wrong type, a dangling key.
 * Throws when no entry holds it, so that a misspelled path cannot make a test pass.
 */
export function edit(part: Part, path: string, value: Json): Entry[] {
  return change(part, path, () => value);
}

/** The entries without the member or array element at a dotted path. Throws when there is none. */
export function without(part: Part, path: string): Entry[] {
  return change(part, path, () => undefined);
}

function change(part: Part, path: string, compute: () => Json | undefined): Entry[] {
  const steps = path.split('.');
  let hits = 0;
  const changed = entriesOf(part).map((entry): Entry => {
    const body = 'properties' in entry ? 'properties' : 'method' in entry ? 'result' : 'output';
    const before = (entry as unknown as Record<string, Json>)[body] as Json;
    const after = replace(before, steps, compute);
    if (after === before) return entry;
    hits += 1;
    return { ...entry, [body]: after } as Entry;
  });
  if (hits === 0) throw new RangeError(`no entry has a value at ${path}`);
  return changed;
}

/** The same object when the path does not exist. */
function replace(value: Json, steps: readonly string[], compute: () => Json | undefined): Json {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (isArray(value)) {
    const index = Number(step);
    const element = value[index];
    if (element === undefined) return value;
    const next = rest.length > 0 ? replace(element, rest, compute) : compute();
    if (next === element) return value;
    return next === undefined ? value.filter((_, at) => at !== index) : value.map((old, at) => (at === index ? next : old));
  }
  if (!isObject(value)) return value;
  const member = Object.hasOwn(value, step) ? value[step] : undefined;
  if (rest.length > 0) {
    if (member === undefined) return value;
    const next = replace(member, rest, compute);
    return next === member ? value : { ...value, [step]: next };
  }
  const next = compute();
  if (next !== undefined) return { ...value, [step]: next };
  if (member === undefined) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== step));
}
