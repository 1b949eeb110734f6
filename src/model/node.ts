import type { EntryRef, JsonOrigin, Known, Path } from './fact.ts';

/** What a source may know: nothing is `undefined`, and the entity that asks says what is missing. */
export type Maybe<T> = Known<T> | undefined;

/**
 * A place where the tester makes the model forget: `asked` collects every origin that was read, `forget` holds the one that must
 * look as if it had not been exported. Absent in a normal run.
 */
export interface Memory {
  readonly asked: Map<string, Known<unknown>>;
  readonly forget: string | undefined;
}

/** A revived entry: a plain JSON tree and how its logical paths map to the paths that the locator knows. */
export interface Doc {
  readonly ref: EntryRef;
  /** [logical prefix, path in the entry]: where a subtree of the logical tree stands in the entry. Longest prefix first. */
  readonly mounts: readonly (readonly [Path, Path])[];
  /** Objects that were made to hold dotted property names: what they lack was not exported, it is not empty. */
  readonly synthetic: ReadonlySet<object>;
  /** Logical pointers whose values the schema refused: they read as absent. */
  readonly invalid: ReadonlySet<string>;
  readonly memory: Memory | undefined;
}

/**
 * A cursor over a revived entry. Reading a member that is not there gives a node without a value, so that chains need no guards; a
 * Known is made only when a value is asked for. null, "" and an absent member are the same: absent.
 */
export class Node {
  readonly doc: Doc;
  readonly value: unknown;
  readonly parent: Node | undefined;
  readonly key: string | number;

  constructor(doc: Doc, value: unknown, parent?: Node, key: string | number = '') {
    this.doc = doc;
    this.value = value;
    this.parent = parent;
    this.key = key;
  }

  get(key: string | number): Node {
    const isHidden = this.doc.invalid.size > 0 && this.isInvalid();
    return new Node(this.doc, isHidden ? undefined : memberOf(this.value, key), this, key);
  }

  /** The value of a member without a cursor on it, for looks that make no fact. Absent members and refused values are undefined. */
  raw(key: string): unknown {
    if (this.doc.invalid.size > 0) {
      const member = this.get(key);
      return member.present ? member.value : undefined;
    }
    const member = memberOf(this.value, key);
    return member === null || member === '' ? undefined : member;
  }

  at(...keys: readonly (string | number)[]): Node {
    let node: Node = this;
    for (const key of keys) node = node.get(key);
    return node;
  }

  /** Whether the entry holds this node with a value. */
  get present(): boolean {
    return this.value !== undefined && this.value !== null && this.value !== '' && !this.isInvalid();
  }

  /** The elements of an array; none for anything else. */
  items(): Node[] {
    const { value } = this;
    if (!Array.isArray(value) || this.isInvalid()) return [];
    const items: Node[] = [];
    for (let index = 0; index < value.length; index++) items.push(this.get(index));
    return items;
  }

  string(): Maybe<string> {
    return typeof this.value === 'string' && this.present ? this.known(this.value) : undefined;
  }

  /** Numbers, and strings that are wholly a number (esxcli through PowerCLI and govc prints every value as text). */
  number(): Maybe<number> {
    if (!this.present) return undefined;
    const number = typeof this.value === 'string' ? Number(this.value) : this.value;
    return typeof number === 'number' && Number.isFinite(number) ? this.known(number) : undefined;
  }

  boolean(): Maybe<boolean> {
    if (!this.present) return undefined;
    if (typeof this.value === 'boolean') return this.known(this.value);
    if (typeof this.value !== 'string') return undefined;
    const word = this.value.toLowerCase();
    return word === 'true' || word === 'false' ? this.known(word === 'true') : undefined;
  }

  /**
   * An optional array of the API: absent inside an object that is there, it is empty, since serializers drop what is empty. Inside an
   * object that only dotted property names made up, or without the object, nothing is known.
   */
  list(): Maybe<readonly Node[]> {
    if (Array.isArray(this.value)) return this.isInvalid() ? undefined : this.known(this.items());
    if (this.value !== undefined && this.value !== null) return undefined;
    return this.parent?.isWholeObject() ? this.known([]) : undefined;
  }

  strings(): Maybe<readonly string[]> {
    const { value } = this;
    if (!Array.isArray(value)) return this.list() && this.known([]);
    return this.isInvalid() ? undefined : this.known(value.filter((item): item is string => typeof item === 'string'));
  }

  /** The meaning that the API gives to the absence of this scalar inside an object that is there. */
  orAbsent<T>(value: Maybe<T>, meaning: T): Maybe<T> {
    if (value !== undefined || this.present) return value;
    return this.parent?.isWholeObject() ? this.known(meaning) : undefined;
  }

  /** A Known at this place. Every Known of a JSON input is made here, so that the tester can make the model forget it. */
  known<T>(value: T): Maybe<T> {
    const { memory } = this.doc;
    const known: Known<T> = { known: true, value, origin: new Place(this) };
    if (memory === undefined) return known;
    const id = `${this.doc.ref.id}#${this.path().join('/')}`;
    if (memory.forget === id) return undefined;
    memory.asked.set(id, known);
    // A rule that changes what it was given must fail in its tests.
    Object.freeze(known);
    if (Array.isArray(value)) Object.freeze(value);
    return known;
  }

  /** Where this node stands in its entry, as the locator spells it. */
  path(): Path {
    const logical = this.logicalPath();
    for (const [prefix, place] of this.doc.mounts) {
      if (prefix.every((key, index) => logical[index] === key)) return [...place, ...logical.slice(prefix.length)];
    }
    return logical;
  }

  private logicalPath(): (string | number)[] {
    const path: (string | number)[] = [];
    for (let node: Node = this; node.parent; node = node.parent) path.push(node.key);
    return path.reverse();
  }

  private isWholeObject(): boolean {
    const { value } = this;
    return typeof value === 'object' && value !== null && !this.doc.synthetic.has(value) && !this.isInvalid();
  }

  private isInvalid(): boolean {
    return this.doc.invalid.size > 0 && this.doc.invalid.has(this.logicalPath().join('/'));
  }
}

/** An own member. What an object inherits is a function, which no input holds, but for its prototype: asking whose it is takes longer. */
function memberOf(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (key === '__proto__' && !Object.hasOwn(value, key)) return undefined;
  const member = (value as Record<string | number, unknown>)[key];
  return typeof member === 'function' ? undefined : member;
}

/** Few facts are ever evidence: the path is made when somebody asks, and the node (with the whole entry) let go then. */
class Place implements JsonOrigin {
  readonly entry: EntryRef;
  private from: Node | Path;

  constructor(node: Node) {
    this.entry = node.doc.ref;
    this.from = node;
  }

  get kind(): 'json' {
    return 'json';
  }

  get path(): Path {
    if (this.from instanceof Node) this.from = this.from.path();
    return this.from;
  }
}
