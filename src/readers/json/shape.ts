import { NameTable } from './names.ts';

/** What a shape does with the value it meets. Numbers, because the projection branches on them for every value. */
export const KEEP = 0;
export const OBJECT = 1;
export const LIST = 2;
export const CHANGES = 3;
/** Only in the tables of `frame`: a member whose elements are entries of their own. */
export const WRAPPER = 4;

/** A wanted member: its canonical name, and what is wanted of its value. */
export interface Member {
  readonly name: string;
  /** The name as it is emitted, with quotes and colon. */
  readonly key: Uint8Array;
  readonly shape: Shape;
  /** The name cut at its dots when it is a property path, for positions. */
  readonly segments: readonly string[];
  /** `_value`, the content of a boxed value: it stands for the whole object. */
  readonly box: boolean;
  /** An element of a list that wants one of some members is kept when it has this one. */
  marked: boolean;
  /** An element of a list that wants values of this member is dropped when it has another text. */
  values: NameTable<true> | null;
  /** Such an element is dropped when this member has one of these texts. */
  refused: NameTable<true> | null;
}

/** Keeps only those elements of a list whose string member `member` is one of `values` (exact case), or that have no such string. */
export interface Only {
  readonly member: string;
  readonly values: ReadonlySet<string>;
}

/** Keeps only those objects of a list that have one of these members, and none whose class is one of `except`. */
export interface Having {
  readonly having: readonly string[];
  readonly except: { readonly members: readonly string[]; readonly values: ReadonlySet<string> };
}

/** A trie of wanted member names. One class for all kinds keeps the inner loops monomorphic; make them with the functions below. */
export class Shape {
  readonly kind: number;
  readonly members: readonly Member[];
  readonly table: NameTable<Member>;
  /** Of a list: what is wanted of an element. Of changes: the properties. Of others: the shape itself. */
  readonly inner: Shape;
  /** Of a list: some elements are dropped. */
  readonly choosing: boolean;
  /** Of such a list: those without a marked member. */
  readonly having: boolean;
  /** Whether dotted names select nested members ("config.network"). */
  readonly dotted: boolean;

  constructor(kind: number, members: readonly Member[], inner: Shape | null, only: Only | Having | null, dotted: boolean) {
    this.kind = kind;
    this.members = members;
    this.inner = inner ?? this;
    this.having = only !== null && 'having' in only;
    this.choosing = only !== null;
    this.dotted = dotted;
    const known = dotted ? members.flatMap(withNested) : members;
    const box: Member = {
      name: '_value',
      key: EMPTY,
      shape: this,
      segments: ['_value'],
      box: true,
      marked: false,
      values: null,
      refused: null,
    };
    this.table = new NameTable(
      [...known, box].map((member) => [member.name, member] as const),
      true,
    );
  }
}

const EMPTY = new Uint8Array(0);

/** Copies the value as it is. */
export const keep: Shape = new Shape(KEEP, [], null, null, false);

/** Literals of which shapes are made: `{ name: keep, vnic: [{ device: keep }] }`. */
export type ShapeSpec = Shape | readonly [ShapeSpec] | { readonly [name: string]: ShapeSpec };

/** A plain object is an object shape, `[x]` a list of x. */
export function shape(spec: ShapeSpec): Shape {
  if (spec instanceof Shape) return spec;
  if (isListSpec(spec)) return list(spec[0]);
  return new Shape(OBJECT, membersOf(spec), null, null, false);
}

/** A list of `element`, optionally without the elements that `only` does not want. */
export function list(element: ShapeSpec, only?: Only | Having): Shape {
  const inner = shape(element);
  const chosen = (name: string): Member => {
    const member = inner.table.findText(name);
    if (member === undefined) throw new TypeError(`${name} is no member of the elements`);
    return member;
  };
  const table = (values: Iterable<string>) =>
    new NameTable(
      [...values].map((value) => [value, true] as const),
      false,
    );
  if (only !== undefined && 'having' in only) {
    for (const name of only.having) chosen(name).marked = true;
    for (const name of only.except.members) chosen(name).refused = table(only.except.values);
  } else if (only !== undefined) chosen(only.member).values = table(only.values);
  return new Shape(LIST, [], inner, only ?? null, false);
}

/** An object in which dotted names select nested members: `"config.network": {...}` is read as `config: { network: {...} }`. */
export function properties(spec: { readonly [name: string]: ShapeSpec }): Shape {
  return new Shape(OBJECT, membersOf(spec), null, null, true);
}

/**
 * A list of property changes, `[{"name": "config.network", "op": "assign", "val": {...}}]`. It is emitted as an object of the
 * wanted properties, `{"config.network": {...}}`, as a `properties` shape would emit it.
 */
export function changes(of: Shape): Shape {
  if (of.kind !== OBJECT || !of.dotted) throw new TypeError('changes() needs a properties() shape');
  return new Shape(CHANGES, [], of, null, false);
}

/** `of`, with further members that `frame` takes for lists of entries. */
export function withWrappers(of: Shape, names: Iterable<string>): Shape {
  if (of.kind !== OBJECT) throw new TypeError('only an object shape can hold wrappers');
  const added: Member[] = [];
  for (const name of names) {
    const existing = of.table.findText(name);
    if (existing === undefined) added.push(memberOf(name, WRAPPER_SHAPE));
  }
  return new Shape(OBJECT, [...of.members, ...added], null, null, of.dotted);
}

const WRAPPER_SHAPE = new Shape(WRAPPER, [], null, null, false);

/** The member that a property path selects in a properties shape; below a kept value, the rest of the path stays as it is spelled. */
export function memberAt(of: Shape, path: string): Member | undefined {
  const known = of.table.findText(path);
  if (known !== undefined) return known.box ? undefined : known;
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    const ancestor = of.table.findText(path.slice(0, dot));
    if (ancestor === undefined || ancestor.box) continue;
    return ancestor.shape.kind === KEEP ? memberOf(ancestor.name + path.slice(dot), keep) : undefined;
  }
  return undefined;
}

function isListSpec(spec: ShapeSpec): spec is readonly [ShapeSpec] {
  return Array.isArray(spec);
}

function membersOf(spec: { readonly [name: string]: ShapeSpec }): Member[] {
  return Object.entries(spec).map(([name, of]) => memberOf(name, shape(of)));
}

function memberOf(name: string, of: Shape): Member {
  return {
    name,
    key: new TextEncoder().encode(`${JSON.stringify(name)}:`),
    shape: of,
    segments: name.split('.'),
    box: false,
    marked: false,
    values: null,
    refused: null,
  };
}

/** The member and, through objects, everything that a dotted path below it can name. */
function withNested(member: Member): Member[] {
  if (member.shape.kind !== OBJECT) return [member];
  const nested = member.shape.members.flatMap(withNested);
  return [member, ...nested.map((below) => memberOf(`${member.name}.${below.name}`, below.shape))];
}
