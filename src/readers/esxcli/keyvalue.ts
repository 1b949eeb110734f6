import type { TextFormat } from '../format.ts';
import { Places } from '../translated.ts';
import { handOver } from './hand-over.ts';

/** "structure[0].Nic.MTU.integer=1500"; a list numbers its elements: "Uplinks.string[1]=vmnic3". */
const LINE = /^structure(?:\[(\d+)\])?\.\w+\.(\w+)\.(?:string|integer|boolean|list)(?:\[(\d*)\])?=(.*)$/;

/** What `esxcli --formatter=keyvalue` prints. */
export const esxcliKeyvalue: TextFormat = {
  name: 'esxcli output as key=value lines',
  sniff: (head) => /^structure(?:\[\d+\])?\.\w+\.\w+\.(?:string|integer|boolean|list)/m.test(head),
  read(input, sink) {
    const { lines } = input;
    const places = new Places();
    const rows: object[] = [];
    let partial = false;
    const byIndex = new Map<string, object>();
    for (const [index, text] of lines.entries()) {
      if (text.trim() === '') continue;
      const match = LINE.exec(text);
      if (match === null) {
        partial = true;
        sink.problem({
          ruleId: 'input-format',
          level: 'warning',
          line: index + 1,
          message: 'This line is no key=value line of esxcli.',
          instead: 'the whole output again',
        });
        continue;
      }
      const [, number = '', key = '', item, raw = ''] = match;
      const value = raw.trim();
      const column = text.length - raw.length + 1;
      const span = { line: index + 1, column, endColumn: column + Math.max(1, value.length) };
      let row = byIndex.get(number);
      if (row === undefined) {
        row = {};
        byIndex.set(number, row);
        places.put(rows, rows.length, row, { line: index + 1, column: 1, endColumn: text.length + 1 });
      }
      if (item === undefined) places.put(row, key, value, span);
      else add(row, key, value, places, span);
    }
    handOver({ value: rows, places, line: 1, partial }, input, sink);
  },
};

function add(row: object, key: string, value: string, places: Places, span: { line: number; column: number; endColumn: number }) {
  const before = Object.getOwnPropertyDescriptor(row, key)?.value;
  const list: unknown[] = Array.isArray(before) ? before : [];
  places.put(list, list.length, value, span);
  if (list !== before) places.put(row, key, list, span);
}
