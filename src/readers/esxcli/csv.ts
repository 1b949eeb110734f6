import { CsvError, readCsv } from '../csv.ts';
import type { TextFormat } from '../format.ts';
import { Places } from '../translated.ts';
import { handOver } from './hand-over.ts';

/** What `esxcli --formatter=csv` prints: a comma stands behind the last cell of every line, and inside the quotes of a list. */
export const esxcliCsv: TextFormat = {
  name: 'esxcli output as CSV',
  sniff(head) {
    const [header = ''] = head.split(/\r?\n/, 1);
    return /^(?:\w+,)+$/.test(header);
  },
  read(input, sink) {
    const { text } = input;
    const lastLine = input.lines.length;
    const places = new Places();
    const rows: object[] = [];
    let partial = false;
    let header: readonly string[] | undefined;
    try {
      for (const cells of readCsv(text, ',')) {
        if (header === undefined) {
          header = cells.map((cell) => cell.text.trim()).filter((name) => name !== '');
          continue;
        }
        const line = cells[0]?.line ?? 1;
        if (cells.length < header.length) {
          partial = true;
          const isCut = line === lastLine && !text.endsWith('\n');
          sink.problem({
            ruleId: isCut ? 'input-truncated' : 'input-format',
            level: isCut ? 'error' : 'warning',
            line,
            message: `${isCut ? 'The CSV ends inside this row: it' : 'This row'} has ${cells.length} cells, the header ${header.length}.`,
            instead: 'the whole output again',
          });
          continue;
        }
        const row = {};
        for (const [index, name] of header.entries()) {
          const cell = cells[index];
          if (cell) places.put(row, name, cell.text, cell);
        }
        places.put(rows, rows.length, row, { line, column: 1, endColumn: 2 });
      }
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      partial = true;
      sink.problem({
        ruleId: 'input-format',
        level: 'error',
        line: error.line,
        column: error.column,
        message: `In this CSV ${error.message}. What follows was not read.`,
        instead: 'the whole output again',
      });
    }
    handOver({ value: rows, places, line: 1, partial }, input, sink);
  },
};
