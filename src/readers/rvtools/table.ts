import type { Excerpt } from '../json/excerpt.ts';
import { excerptOf, type Place } from '../translated.ts';
import { cellReference } from '../xlsx/address.ts';
import { headerKey, type Tab, tabNamed, tabTold } from './tabs.ts';

/** Where a table was read from. */
export interface TableSource {
  /** The input as the user named it. */
  readonly file: string;
  /** Name of the sheet; undefined for a CSV file. */
  readonly sheet: string | undefined;
}

/** A cell as a reader of sheets or CSV finds it. */
export interface RawCell {
  readonly text: string;
  /** 1-based number of the column in the table, from which its header is known. */
  readonly index: number;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** The place of a cell: row and column of a sheet as numbers, or line and column of a CSV file. */
export class CellSpan implements Place {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  // Not the table: places outlive its rows.
  private readonly source: TableSource;
  private readonly header: string;
  private readonly text: string;

  constructor(source: TableSource, header: string, text: string, line: number, column: number, endColumn: number) {
    this.source = source;
    this.header = header;
    this.text = text;
    this.line = line;
    this.column = column;
    this.endColumn = endColumn;
  }

  get file(): string {
    return this.source.file;
  }

  /** "vSC_VMK!M12"; nothing for a CSV file. */
  get cell(): string | undefined {
    const { sheet } = this.source;
    return sheet === undefined ? undefined : cellReference(sheet, this.column, this.line);
  }

  /** The header and the value, since a whole row is too long to be read. */
  get excerpt(): Excerpt {
    const label = `${this.header}: `;
    const text = this.text === '' ? '(empty)' : this.text;
    return excerptOf(`${label}${text}`, { line: 1, column: label.length + 1, endColumn: label.length + 1 + text.length });
  }
}

/** A value of a table and its place. */
export interface Cell {
  readonly text: string;
  readonly span: CellSpan;
}

/** A row of a table. */
export class Row {
  readonly table: Table;
  /** Row of the sheet, or line of the file. */
  readonly line: number;
  private readonly texts: readonly (string | undefined)[];
  /** Of CSV: line, column and end column of each cell; a note may break a row into several lines. */
  private readonly places: readonly number[] | undefined;

  constructor(table: Table, line: number, texts: readonly (string | undefined)[], places: readonly number[] | undefined) {
    this.table = table;
    this.line = line;
    this.texts = texts;
    this.places = places;
  }

  /** A cell with a value; blanks around it do not count. */
  get(header: string): Cell | undefined {
    const cell = this.place(header);
    return cell === undefined || cell.text === '' ? undefined : cell;
  }

  text(header: string): string | undefined {
    return this.get(header)?.text;
  }

  /** A cell, empty or not; undefined where the table has no such column. */
  place(header: string): Cell | undefined {
    const at = this.table.slotOf(header);
    if (at === undefined) return undefined;
    const text = this.texts[at] ?? '';
    const { places, line: own, table } = this;
    const number = table.columnAt(at);
    const [line = own, column = 1, endColumn = column + 1] =
      places === undefined ? [own, number, number + 1] : places.slice(3 * at, 3 * at + 3);
    return { text, span: new CellSpan(table.source, table.headerAt(at), text, line, column, endColumn) };
  }
}

interface Slot {
  /** Its 1-based column in the table. */
  readonly column: number;
  /** The header as it is written. */
  readonly header: string;
}

/** A tab as one sheet or file holds it. */
export class Table {
  readonly tab: Tab;
  readonly source: TableSource;
  readonly rows: Row[] = [];
  /** What follows the last row could not be read. */
  isCut = false;
  private readonly texts = new Map<string, string>();
  private readonly slots: readonly Slot[];
  private readonly byHeader: ReadonlyMap<string, number>;
  private readonly byColumn: ReadonlyMap<number, number>;

  constructor(tab: Tab, source: TableSource, header: readonly RawCell[]) {
    this.tab = tab;
    this.source = source;
    const columns = columnsOf(tab, header);
    this.slots = columns.map(({ cell }) => ({ column: cell.index, header: cell.text.trim() }));
    this.byHeader = new Map(columns.map(({ key }, slot) => [key, slot]));
    this.byColumn = new Map(columns.map(({ cell }, slot) => [cell.index, slot]));
  }

  has(header: string): boolean {
    return this.byHeader.has(header);
  }

  slotOf(header: string): number | undefined {
    return this.byHeader.get(header);
  }

  columnAt(slot: number): number {
    return this.slots[slot]?.column ?? 1;
  }

  headerAt(slot: number): string {
    return this.slots[slot]?.header ?? '';
  }

  /** The same text once: rows repeat most of theirs, and a piece of the input would hold on to the rest of it. */
  private own(text: string): string {
    let own = this.texts.get(text);
    if (own === undefined) {
      own = JSON.parse(JSON.stringify(text)) as string;
      this.texts.set(own, own);
    }
    return own;
  }

  add(line: number, cells: readonly RawCell[]): void {
    const texts: (string | undefined)[] = new Array(this.slots.length);
    const places: number[] | undefined = this.source.sheet === undefined ? [] : undefined;
    let isEmpty = true;
    for (const cell of cells) {
      const slot = this.byColumn.get(cell.index);
      if (slot === undefined) continue;
      texts[slot] = this.own(cell.text.trim());
      if (texts[slot] !== '') isEmpty = false;
      if (places) {
        places[3 * slot] = cell.line;
        places[3 * slot + 1] = cell.column;
        places[3 * slot + 2] = cell.endColumn;
      }
    }
    if (!isEmpty) this.rows.push(new Row(this, line, texts, places));
  }
}

/**
 * The columns that are read. A custom attribute may be called like a column of RVTools: those of VMs stand between the column Annotation
 * and the names of datacenter, cluster and host, those of other objects near the end.
 */
function columnsOf(tab: Tab, header: readonly RawCell[]): readonly { readonly key: string; readonly cell: RawCell }[] {
  const keys = header.map((cell) => headerKey(cell.text));
  const isOfVms = keys.includes('annotation') && tab.reads.includes('vm');
  return tab.reads.flatMap((key) => {
    const at = isOfVms && BEHIND_ATTRIBUTES.has(key) ? keys.lastIndexOf(key) : keys.indexOf(key);
    const cell = header[at];
    return cell === undefined ? [] : [{ key, cell }];
  });
}

const BEHIND_ATTRIBUTES: ReadonlySet<string> = new Set([
  'host',
  'os according to the configuration file',
  'vm id',
  'vm uuid',
  'smbios uuid',
  'vi sdk server',
  'vi sdk uuid',
]);

/** Titles may stand above the header. */
const HEADER_WITHIN = 10;

/** Finds the header among the first rows, and so the tab. */
export class TableFinder {
  table: Table | undefined;
  /** The first row that had values, if no header was found. */
  private firstHeader: readonly RawCell[] | undefined;
  private seen = 0;
  private readonly source: TableSource;
  private readonly named: Tab | undefined;

  constructor(source: TableSource) {
    this.source = source;
    this.named = source.sheet === undefined ? undefined : tabNamed(source.sheet);
  }

  /** The tab that the sheet is called after. */
  get tab(): Tab | undefined {
    return this.named;
  }

  /** Takes the next row. False when it cannot become a table any more. */
  add(line: number, cells: readonly RawCell[]): boolean {
    if (this.table !== undefined) {
      this.table.add(line, cells);
      return true;
    }
    this.seen += 1;
    this.firstHeader ??= cells;
    const keys = new Set(cells.map((cell) => headerKey(cell.text)));
    const tab = this.named === undefined ? tabTold(keys) : this.isHeaderOf(this.named, keys) ? this.named : undefined;
    if (tab !== undefined) this.table = new Table(tab, this.source, cells);
    return this.table !== undefined || this.seen < HEADER_WITHIN;
  }

  /** Headers that a sheet lacks which is called like a tab. */
  get missing(): readonly string[] {
    const keys = new Set(this.firstHeader?.map((cell) => headerKey(cell.text)));
    return this.named?.needs.filter((header) => !keys.has(header)) ?? [];
  }

  private isHeaderOf(tab: Tab, keys: ReadonlySet<string>): boolean {
    const known = tab.reads.filter((header) => keys.has(header)).length;
    return tab.needs.every((header) => keys.has(header)) && known > 0;
  }
}
