import type { Known } from './fact.ts';
import type { Maybe, Node } from './node.ts';

/**
 * A row of esxcli output under any formatter: "VDS Name" (text, localcli), VDSName (json, xml, csv), vdsname. Keys are compared without
 * case, blanks and punctuation; a value wrapped in an array of one (govc's envelope) counts as the value.
 */
export class Row {
  readonly node: Node;
  private members: ReadonlyMap<string, string> | undefined;

  constructor(node: Node) {
    this.node = node;
  }

  get(...names: readonly string[]): Node {
    this.members ??= new Map(Object.keys(isObject(this.node.value) ? this.node.value : {}).map((key) => [plain(key), key]));
    for (const name of names) {
      const key = this.members.get(plain(name));
      if (key === undefined) continue;
      const value = this.node.get(key);
      return Array.isArray(value.value) && value.value.length === 1 && !isObject(value.value[0]) ? value.get(0) : value;
    }
    return this.node.get(plain(names[0] ?? ''));
  }

  text(...names: readonly string[]): Maybe<string> {
    return this.get(...names).string();
  }

  number(...names: readonly string[]): Maybe<number> {
    return this.get(...names).number();
  }

  flag(...names: readonly string[]): Maybe<boolean> {
    return this.get(...names).boolean();
  }

  /** A list: an array of strings, or "a, b" (text) and "a,b," (csv) on one line. An empty value of a member that is there is an empty list. */
  list(...names: readonly string[]): Maybe<readonly string[]> {
    const node = this.get(...names);
    if (node.value === undefined) return undefined;
    const items = Array.isArray(node.value) ? node.value.map(String) : String(node.value ?? '').split(',');
    return node.known(items.map((item) => item.trim()).filter((item) => item !== ''));
  }
}

/** The rows of an output: the elements of a list, or the one structure of a `get`. */
export function rowsOf(output: Node): Row[] {
  if (Array.isArray(output.value))
    return output
      .items()
      .filter((item) => isObject(item.value))
      .map((item) => new Row(item));
  return isObject(output.value) ? [new Row(output)] : [];
}

export function plain(key: string): string {
  return key.replace(/[^0-9a-z]/gi, '').toLowerCase();
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same for a list that tells all there are: nothing when a row lacks the column, since one object is then not told. */
export function allKeyed<S extends { readonly name: string }>(
  rows: readonly Row[],
  column: string,
  make: (row: Row, name: string, key: Known<string>) => S,
): readonly S[] | undefined {
  const all = keyed(rows, column, make);
  return all.length === rows.length ? all : undefined;
}

/** Sources by the text of one column, skipping rows without it. */
export function keyed<S extends { readonly name: string }>(
  rows: readonly Row[],
  column: string,
  make: (row: Row, name: string, key: Known<string>) => S,
): S[] {
  return rows.flatMap((row) => {
    const key = row.text(column);
    return key === undefined ? [] : [make(row, key.value, key)];
  });
}
