import { ArchiveError } from '../archive/tar.ts';
import type { ZipArchive } from '../archive/zip.ts';
import { XmlError } from '../xml.ts';
import { parseAddress } from './address.ts';
import { PartParser, unescaped } from './xml.ts';

/** A row with at least one value. */
export interface SheetRow {
  /** 1-based. */
  readonly number: number;
  readonly cells: readonly SheetCell[];
}

/** A cell with a value, as text: numbers as they are written in the file, booleans as True and False. */
export interface SheetCell {
  /** 1-based. */
  readonly column: number;
  readonly text: string;
}

/** A sheet that is damaged; the rows before are whole. */
export class SheetError extends Error {
  override readonly name = 'SheetError';
  /** Where reading ended. */
  readonly row: number;
  readonly column: number;

  constructor(message: string, row: number, column: number) {
    super(message);
    this.row = row;
    this.column = column;
  }
}

/**
 * The rows of a sheet, in order, as they are unpacked; how large the sheet says it is does not matter. Cells without a value, and those
 * with an error instead of one, are left out. Throws SheetError, InputError.
 */
export async function* readSheet(archive: ZipArchive, part: string, strings: readonly string[]): AsyncGenerator<SheetRow> {
  const reader = new RowReader(strings);
  const parser = new PartParser(reader);
  try {
    for await (const bytes of archive.read(part)) {
      parser.write(bytes);
      yield* reader.take();
    }
    parser.end();
  } catch (cause) {
    yield* reader.take();
    if (!(cause instanceof XmlError || cause instanceof ArchiveError)) throw cause;
    throw new SheetError(cause.message, reader.lastRow, 1);
  }
  yield* reader.take();
}

class RowReader {
  private readonly strings: readonly string[];
  private rows: SheetRow[] = [];
  private cells: SheetCell[] = [];
  private row = 0;
  private column = 0;
  private type = '';
  private value = '';
  private isValue = false;
  private isSpoken = false;

  constructor(strings: readonly string[]) {
    this.strings = strings;
  }

  /** What was read since the last call. */
  take(): readonly SheetRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  open(name: string, { r, t }: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'row':
        // Rows and cells may leave out where they are: then they follow the one before.
        this.row = r === undefined || !/^\d+$/.test(r) ? this.row + 1 : Number(r);
        this.column = 0;
        this.cells = [];
        break;
      case 'c':
        this.column = (r === undefined ? undefined : parseAddress(r)?.column) ?? this.column + 1;
        this.type = t ?? 'n';
        this.value = '';
        break;
      case 'rPh':
        this.isSpoken = true;
        break;
      case 'v':
      case 't':
        this.isValue = !this.isSpoken;
        break;
      default:
    }
  }

  text(text: string): void {
    if (this.isValue) this.value += text;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.isValue = false;
    else if (name === 'rPh') this.isSpoken = false;
    else if (name === 'c') {
      const text = this.textOf();
      if (text !== '') this.cells.push({ column: this.column, text });
    } else if (name === 'row' && this.cells.length > 0) this.rows.push({ number: this.row, cells: this.cells });
  }

  private textOf(): string {
    const { type, value } = this;
    if (value === '' || type === 'e') return '';
    if (type === 'b') return value === '1' ? 'True' : 'False';
    if (type !== 's') return type === 'n' ? value : unescaped(value);
    const text = this.strings[Number(value)];
    if (text === undefined)
      throw new SheetError(`a cell refers to text ${value}, which the workbook does not hold`, this.lastRow, this.column);
    return text;
  }

  /** Where reading stands. */
  get lastRow(): number {
    return Math.max(1, this.row);
  }
}
