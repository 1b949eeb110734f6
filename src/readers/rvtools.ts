import { isZip } from './archive/zip-head.ts';
import { type CsvCell, CsvError, readCsv, separatorOf } from './csv.ts';
import type { ByteFormat, TextFormat } from './format.ts';
import { type RawCell, TableFinder } from './rvtools/table.ts';
import { headerKey, tabTold } from './rvtools/tabs.ts';

/** A workbook (.xlsx) of RVTools. */
export const rvtoolsWorkbook: ByteFormat = {
  name: 'RVTools workbook',
  sniff: isZip,
  async readBytes(input, sink) {
    // Few inputs are workbooks: what unpacks them is loaded for them alone.
    const { readRvtoolsWorkbook } = await import('./rvtools/workbook.ts');
    await readRvtoolsWorkbook(input, sink);
  },
};

/** The old format of Excel, and workbooks with a password, have the same container. */
export const otherWorkbook: ByteFormat = {
  name: 'workbook',
  // D0 CF 11 E0 A1 B1 1A E1, as text.
  sniff: (head) => head.startsWith('\uFFFD\uFFFD\u0011\u0871\u001A\uFFFD'),
  readBytes(_, sink) {
    sink.problem({
      ruleId: 'input-format',
      level: 'error',
      line: 1,
      message: 'This is a workbook in the old format of Excel (.xls), or one with a password.',
      instead: 'the workbook saved as .xlsx, without a password',
    });
  },
};

/** A tab of RVTools as CSV, separated by commas, semicolons or tabs, or what another tool writes under the same headers. */
export const rvtoolsCsv: TextFormat = {
  name: 'RVTools tab as CSV',
  sniff: (head) => tabOfHead(head) !== undefined,
  read({ text, name }, sink) {
    const separator = separatorOf(text.slice(0, Math.max(0, text.indexOf('\n'))) || text);
    const finder = new TableFinder({ file: name, sheet: undefined });
    let width = 0;
    const short: number[] = [];
    try {
      for (const cells of readCsv(text, separator)) {
        const [first] = cells;
        if (first === undefined) continue;
        const isHeader = finder.table === undefined;
        if (!finder.add(first.line, cells.map(rawCell))) break;
        if (isHeader) width = cells.length;
        else if (cells.length < width) short.push(first.line);
      }
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      if (finder.table) finder.table.isCut = true;
      sink.problem({
        ruleId: 'input-truncated',
        level: 'error',
        line: error.line,
        column: error.column,
        message: `In this CSV ${error.message}. What follows was not read.`,
        instead: 'the whole file again',
      });
    }
    const { table } = finder;
    if (table === undefined || table.tab.reads.length === 0) return;
    const [line] = short;
    if (line !== undefined) {
      table.isCut = true;
      const rows = short.length === 1 ? 'This row has' : `This row and ${short.length - 1} others have`;
      sink.problem({
        ruleId: 'input-truncated',
        level: 'warning',
        line,
        message: `${rows} fewer cells than the header, which has ${width}.`,
        instead: 'the whole file again',
      });
    }
    // The tabs of one report lie in one folder.
    sink.table(name.split('/').slice(0, -1).join('/'), table);
  },
};

/** Whether the first line is the header of a tab. */
function tabOfHead(head: string) {
  const end = head.indexOf('\n');
  const line = (end < 0 ? head : head.slice(0, end)).replace(/\r$/, '');
  if (!/[,;\t]/.test(line)) return undefined;
  try {
    const [cells = []] = readCsv(line, separatorOf(line));
    return tabTold(new Set(cells.map((cell) => headerKey(cell.text))));
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

function rawCell({ text, line, column, endColumn }: CsvCell, index: number): RawCell {
  return { text, index: index + 1, line, column, endColumn };
}
