import type { Path } from '../../model/fact.ts';
import type { Translation } from '../translated.ts';
import { Places } from '../translated.ts';
import type { Cell, Row } from './table.ts';
import type { Maybe } from './words.ts';

/** Members of an object; those that are undefined are not told. */
export type Members = Readonly<Record<string, Maybe<unknown>>>;

/** Puts an object of the estate together from cells, and remembers from which. */
export class Builder {
  readonly root: object = {};
  private readonly places = new Places();
  private readonly incomplete: Path[] = [];

  /** Sets members of an object, the root unless another is named. */
  set(members: Members, holder: object = this.root): void {
    for (const [name, told] of Object.entries(members)) {
      if (told !== undefined) this.places.put(holder, name, told.value, told.cell.span);
    }
  }

  /** A member that is itself an object, or a list; `cell` is what stands for all of it. */
  put(holder: object, key: string | number, value: unknown, cell: Cell): void {
    this.places.put(holder, key, value, cell.span);
  }

  object(members: Members): object {
    const made = {};
    this.set(members, made);
    return made;
  }

  /** An element of a list. */
  push(list: object[], element: object, cell: Cell): void {
    this.places.put(list, list.length, element, cell.span);
  }

  /** Names an object of which only some members are told. */
  partly(...path: Path): void {
    this.incomplete.push(path);
  }

  /** The object as it was put together; `row` stands for what has no place of its own. */
  end(row: Row): Translation {
    const { root: value, places, incomplete } = this;
    const own = keyCell(row).span;
    return {
      value,
      places: { find: (root, path) => places.find(root, path) ?? own },
      line: row.line,
      lines: undefined,
      incomplete,
    };
  }
}

/** The first cell of a row that stands for all of it. */
export function keyCell(row: Row): Cell {
  for (const header of row.table.tab.needs) {
    const cell = row.place(header);
    if (cell !== undefined) return cell;
  }
  throw new TypeError(`the tab ${row.table.tab.name} has no column that it needs`);
}
