import { ArchiveError } from '../archive/tar.ts';
import { openZip, type ZipArchive } from '../archive/zip.ts';
import type { ByteInput, Sink } from '../format.ts';
import type { Input } from '../input.ts';
import { cellReference } from '../xlsx/address.ts';
import { readSheet, SheetError, type SheetRow } from '../xlsx/sheet.ts';
import { openWorkbook, type SheetPart, sheetsOfWorkbook, type Workbook } from '../xlsx/workbook.ts';
import { XmlError } from '../xml.ts';
import { type RawCell, TableFinder } from './table.ts';
import { tabNamed } from './tabs.ts';

/** More values than the largest estates fill. */
const MAX_VALUES = 20_000_000;
const EXPORT = 'a workbook of RVTools (Export all to xlsx), as RVTools or Excel has written it';

/**
 * Reads the tabs of RVTools in a workbook and hands them over; a sheet that is damaged becomes a problem and the others are read. Throws
 * InputError.
 */
export async function readRvtoolsWorkbook({ input, name }: ByteInput, sink: Sink): Promise<void> {
  const refuse = (message: string) => sink.problem({ ruleId: 'input-format', level: 'error', line: 1, message, instead: EXPORT });
  let archive: ZipArchive | undefined;
  try {
    archive = await openZip(input);
    const workbook = await openWorkbook(archive);
    if (workbook === undefined) refuse(otherArchive(archive));
    else await readSheets(name, archive, workbook, sink);
  } catch (error) {
    if (error instanceof XmlError) refuse(`This workbook is not whole: its XML is not well-formed (${error.message}).`);
    else if (error instanceof ArchiveError) refuse(`This archive was not read: ${error.message}.`);
    else throw error;
  } finally {
    archive?.close();
  }
}

/** Whether a sheet of a workbook is called after a tab. False for what cannot be read: then it is no export. Throws InputError. */
export async function hasRvtoolsTabs(input: Input): Promise<boolean> {
  let archive: ZipArchive | undefined;
  try {
    archive = await openZip(input);
    const sheets = await sheetsOfWorkbook(archive);
    return sheets?.some(({ name }) => tabNamed(name) !== undefined) ?? false;
  } catch (error) {
    if (error instanceof XmlError || error instanceof ArchiveError) return false;
    throw error;
  } finally {
    archive?.close();
  }
}

function otherArchive({ names }: ZipArchive): string {
  if (names.includes('xl/workbook.bin')) return 'This is a binary workbook (.xlsb).';
  if (names.includes('content.xml') && names.includes('mimetype'))
    return 'This is an OpenDocument file, such as LibreOffice writes (.ods).';
  return 'This is a zip archive, and no workbook.';
}

async function readSheets(name: string, archive: ZipArchive, { sheets, strings }: Workbook, sink: Sink): Promise<void> {
  const budget = { values: MAX_VALUES };
  let tabs = 0;
  for (const sheet of sheets) {
    if (tabNamed(sheet.name)?.reads.length === 0) {
      tabs += 1;
      continue;
    }
    const finder = new TableFinder({ file: name, sheet: sheet.name });
    const isWhole = await fill(finder, sheet, archive, strings, budget, sink);
    const { table, tab, missing } = finder;
    if (table !== undefined) {
      tabs += 1;
      sink.table(name, table);
    } else if (tab !== undefined && missing.length > 0) {
      tabs += 1;
      if (!isWhole) continue;
      sink.problem({
        ruleId: 'input-format',
        level: 'warning',
        line: 1,
        cell: cellReference(sheet.name, 1, 1),
        message: `The sheet ${sheet.name} has no column ${missing.map((header) => `"${header}"`).join(' and ')}: it was not read.`,
        instead: EXPORT,
      });
    }
  }
  if (tabs > 0) return;
  sink.problem({
    ruleId: 'input-format',
    level: 'error',
    line: 1,
    message: `This workbook holds no tab of RVTools: its sheets are ${sheets
      .slice(0, 5)
      .map((sheet) => sheet.name)
      .join(', ')}${sheets.length > 5 ? ' and others' : ''}.`,
    instead: EXPORT,
  });
}

/** Whether all of the sheet was read, as far as it is wanted. */
async function fill(
  finder: TableFinder,
  { name, part }: SheetPart,
  archive: ZipArchive,
  strings: readonly string[],
  budget: { values: number },
  sink: Sink,
): Promise<boolean> {
  const cut = (message: string, row: number, column: number): false => {
    if (finder.table) finder.table.isCut = true;
    sink.problem({
      ruleId: 'input-truncated',
      level: 'error',
      line: row,
      column,
      cell: cellReference(name, column, row),
      message: `The sheet ${name} is not whole: ${message}. What follows row ${row} was not read.`,
      instead: EXPORT,
    });
    return false;
  };
  try {
    for await (const row of readSheet(archive, part, strings)) {
      if (!finder.add(row.number, cellsOf(row))) return true;
      budget.values -= finder.table === undefined ? 0 : row.cells.length;
      if (budget.values < 0) {
        return cut(`the workbook has more than ${MAX_VALUES} values`, row.number, 1);
      }
    }
    return true;
  } catch (error) {
    if (!(error instanceof SheetError)) throw error;
    return cut(error.message, error.row, error.column);
  }
}

function cellsOf({ number, cells }: SheetRow): readonly RawCell[] {
  return cells.map(({ column, text }) => ({ text, index: column, line: number, column, endColumn: column + 1 }));
}
