/**
 * A field of the model is never a bare value: it is a Fact, known with its origin or unknown with what is missing.
 * The union makes a comparison without asking fail to compile; test/model/fact.types.test.ts shows it.
 */
export type Fact<T> = Known<T> | Unknown;

/** A value that the inputs hold, and where they hold it. */
export interface Known<T> {
  readonly known: true;
  readonly value: T;
  readonly origin: Origin;
}

/** A value that no input holds. `group` is the same for all objects, so that a coverage line can count them. */
export interface Unknown {
  readonly known: false;
  /** What is missing, of which object: "port bindings of vmhba64". */
  readonly fact: string;
  /** What is missing, without the object: "port bindings". */
  readonly group: string;
  /** Why: "not in the export", "the value is not valid". */
  readonly because: string;
  /** What to type to get it: "esxcli iscsi networkportal list". */
  readonly provide: string;
}

/** Where a value stands. Only the locator (readers/locate.ts) turns one into a line and a column. */
export type Origin = JsonOrigin | TextOrigin;

/** A value inside one entry of a JSON input; `path` is spelled canonically (lowerCamel, unboxed), not as in the file. */
export interface JsonOrigin {
  readonly kind: 'json';
  readonly entry: EntryRef;
  readonly path: Path;
}

/** A token of a text file (YAML, configuration): 1-based lines and UTF-16 columns, end exclusive. */
export interface TextOrigin {
  readonly kind: 'text';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** JSON Pointer of the value, where the format has one. */
  readonly pointer?: string;
}

export type Path = readonly (string | number)[];

/** Which stretch of which input a value was read from; enough to read it again. */
export interface EntryRef {
  /** The input as the user named it, with `/` separators; `-` for standard input. */
  readonly file: string;
  /** Ordinal of the entry over all inputs, in reading order. */
  readonly id: number;
  /** Byte range in the UTF-8 form of the input, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** 1-based line and UTF-16 column of the byte at `start`. */
  readonly line: number;
  readonly column: number;
  /** JSON Pointer of the entry in its document: "/entries/0", "" for a whole document. */
  readonly pointer: string;
}

/** A fact computed from others that are all known; the first unknown one decides otherwise. */
export function derive<A extends readonly unknown[], R>(
  facts: { readonly [I in keyof A]: Fact<A[I]> },
  compute: (...values: A) => R,
  evidence?: Known<unknown>,
): Fact<R> {
  for (const fact of facts) if (!fact.known) return fact;
  const known = facts as unknown as readonly Known<unknown>[];
  const from = evidence ?? known[0];
  if (from === undefined) throw new TypeError('derive needs at least one fact');
  const values = known.map((fact) => fact.value) as unknown as A;
  return seenAs(from, compute(...values));
}

/** The same value seen as another: keeps the origin. */
export function mapFact<A, R>(fact: Fact<A>, compute: (value: A) => R): Fact<R> {
  return fact.known ? seenAs(fact, compute(fact.value)) : fact;
}

function seenAs<R>({ origin }: Known<unknown>, value: R): Known<R> {
  return { known: true, value, origin };
}

/** A fact of its own, that holds on to nothing of the entry it was read from: for what outlives the host at hand. */
export function settled<F extends Fact<unknown>>(fact: F): F {
  return fact.known ? ({ known: true, value: fact.value, origin: settledOrigin(fact.origin) } as F) : fact;
}

/** An origin may make its path when asked, and holds the entry until then. */
export function settledOrigin(origin: Origin): Origin {
  return origin.kind === 'json' ? { kind: 'json', entry: origin.entry, path: origin.path } : origin;
}
