import type { Subject } from '../findings/report.ts';
import type { Fact, Known, Unknown } from './fact.ts';
import type { Listing } from './source.ts';

/** How a missing field is named and which command supplies it. */
export interface Supply {
  readonly group: string;
  readonly provide: string;
}

export function unknown(group: string, of: string, provide: string, because = 'not in the export'): Unknown {
  return { known: false, fact: of === '' ? group : `${group} of ${of}`, group, because, provide };
}

/** Two sources that say different things of one field: both stay visible, the better source decides. */
export interface Conflict {
  readonly entity: Entity<object>;
  readonly field: string;
  readonly used: Known<unknown>;
  readonly other: Known<unknown>;
}

/** Facts that were asked for, in a chain: few are asked of most objects, and there are hundreds of thousands of objects. */
interface Picked {
  readonly field: PropertyKey;
  readonly fact: Fact<unknown>;
  readonly next: Picked | undefined;
}

/** An object that rules judge, joined from what each source knows of it; the better source comes first. */
export abstract class Entity<S extends object> {
  /** What a verdict says it is about. */
  abstract readonly subject: Subject;
  /** Stable identity over exports, in addition to kind and host: never an index, never a line. */
  abstract readonly identity: string;
  protected readonly sources: readonly S[];
  private picked: Picked | undefined;
  protected abstract readonly supplies: { readonly [K in keyof S]?: Supply };

  constructor(sources: readonly S[]) {
    this.sources = sources;
  }

  /** The first source that knows decides; when none does, what is missing and who supplies it. */
  protected pick<K extends keyof S>(field: K): Fact<ValueOf<S[K]>> {
    for (let item = this.picked; item !== undefined; item = item.next)
      if (item.field === field) return item.fact as Fact<ValueOf<S[K]>>;
    const fact = this.firstKnown(field);
    this.picked = { field, fact, next: this.picked };
    return fact;
  }

  private firstKnown<K extends keyof S>(field: K): Fact<ValueOf<S[K]>> {
    for (const source of this.sources) {
      const value = source[field] as Known<ValueOf<S[K]>> | undefined;
      if (value !== undefined) return value;
    }
    const supply = this.supplies[field] ?? { group: String(field), provide: 'vlint doctor' };
    return unknown(supply.group, this.subject.name, supply.provide);
  }

  /** What of a field is compared between sources; undefined for what cannot contradict. */
  protected comparable(_field: keyof S, value: unknown): unknown {
    if (
      value === null ||
      (typeof value === 'object' && !(Array.isArray(value) && value.every((item) => typeof item === 'string')))
    )
      return undefined;
    return value;
  }

  /** Fields on which sources contradict each other. */
  conflicts(): Conflict[] {
    if (this.sources.length < 2) return [];
    const found: Conflict[] = [];
    for (const field of Object.keys(this.supplies) as (keyof S)[]) {
      const known = this.sources.flatMap((source) => {
        const fact = source[field] as Known<unknown> | undefined;
        const value = fact && this.comparable(field, fact.value);
        return fact === undefined || value === undefined ? [] : [{ ...fact, value }];
      });
      const [used] = known;
      const other = used && known.find((fact) => !same(fact.value, used.value));
      if (used && other) found.push({ entity: this, field: String(field), used, other });
    }
    return found;
  }
}

type ValueOf<M> = [Exclude<M, undefined>] extends [Known<infer T>] ? T : never;

const same = (a: unknown, b: unknown) =>
  Array.isArray(a) && Array.isArray(b)
    ? [...a].sort().join('\n') === [...b].sort().join('\n')
    : String(a).toLowerCase() === String(b).toLowerCase();

/** All that a listing says of single objects. */
export function sourcesIn<S>(listing: Listing<S> | undefined): readonly S[] {
  return [...(listing?.all?.value ?? []), ...(listing?.some ?? []), ...(listing?.part ?? [])];
}

/**
 * Joins the listings of several sources: which objects there are, and for each all that any source knows. Unknown when no source
 * lists them all.
 */
export function join<S extends { readonly name: string }, E>(
  listings: readonly (Listing<S> | undefined)[],
  make: (name: string, sources: readonly S[]) => E,
  missing: Unknown,
): Fact<readonly E[]> {
  const all = listings.find((listing) => listing?.all !== undefined)?.all;
  const byName = new Map<string, S[]>();
  for (const listing of listings) {
    for (const source of sourcesIn(listing)) {
      const found = byName.get(source.name);
      if (found) found.push(source);
      else byName.set(source.name, [source]);
    }
  }
  if (all === undefined) return missing;
  return { known: true, value: [...byName].map(([name, sources]) => make(name, sources)), origin: all.origin };
}
