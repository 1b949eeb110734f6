import type { TextFormat } from '../format.ts';
import { Places } from '../translated.ts';

/** "Name  Enabled  Subnet  Address  Mask  Gateway  MTU  MAC  Speed  Services", "Name,Enabled,Type,Subnet,Address,..." */
const HEADER = /^\s*Name[\s,]+Enabled[\s,].*\bAddress\b.*\bMTU\b/;

/**
 * `purenetwork list` and `purenetwork eth list` of a Pure Storage FlashArray, as text or with `--csv`. Written from the vendor's
 * documentation: no output of a real array was at hand.
 */
export const pureNetwork: TextFormat = {
  name: 'output of purenetwork',
  sniff: (head) => head.split(/\r?\n/).some((line) => HEADER.test(line)),
  read({ lines }, sink) {
    const places = new Places();
    const portals: object[] = [];
    let columns: readonly Column[] = [];
    let first = 1;
    for (const [index, line] of lines.entries()) {
      if (HEADER.test(line)) {
        columns = columnsOf(line);
        if (portals.length === 0) first = index + 1;
        continue;
      }
      const cells = new Map(columns.length === 0 ? [] : cellsOf(line, columns));
      const [address, mtu] = [cells.get('address'), cells.get('mtu')];
      if (address === undefined || !/^\d+(\.\d+){3}$/.test(address.text)) continue;
      const portal = {};
      const span = (cell: Cell) => ({ line: index + 1, column: cell.start + 1, endColumn: cell.start + cell.text.length + 1 });
      places.put(portal, 'address', address.text, span(address));
      if (mtu !== undefined && /^\d+$/.test(mtu.text)) places.put(portal, 'mtu', Number(mtu.text), span(mtu));
      portals.push(portal);
    }
    if (portals.length > 0) {
      sink.device({ role: 'array' }, { value: { portals }, places, line: first, lines });
      return;
    }
    sink.problem({
      ruleId: 'input-format',
      level: 'warning',
      line: first,
      message: 'This output of purenetwork lists no interface with an address.',
      instead: 'the whole output of `purenetwork eth list`',
    });
  },
};

interface Column {
  readonly name: string;
  readonly start: number;
  /** The separator, where it is not the place that tells columns apart. */
  readonly comma: boolean;
}

interface Cell {
  readonly text: string;
  readonly start: number;
}

function columnsOf(header: string): readonly Column[] {
  const comma = header.includes(',');
  return [...header.matchAll(comma ? /[^,]+/g : /\S+/g)].map((match) => ({
    name: match[0].trim().toLowerCase(),
    start: match.index,
    comma,
  }));
}

/** The cells of a row by the names of their columns; a cell of a table begins where its column's name does. */
function cellsOf(line: string, columns: readonly Column[]): readonly (readonly [string, Cell])[] {
  if (columns[0]?.comma) {
    let start = 0;
    return line.split(',').map((text, index) => {
      const cell = { text: text.trim(), start: start + text.length - text.trimStart().length };
      start += text.length + 1;
      return [columns[index]?.name ?? '', cell] as const;
    });
  }
  return columns.flatMap(({ name, start }, index) => {
    const text = line.slice(start, columns[index + 1]?.start).trim();
    // A cell that reaches into its column from the one before shows that the table was not printed with these columns.
    return text === '' || !/^\s*$/.test(line.slice(Math.max(0, start - 1), start)) ? [] : [[name, { text, start }] as const];
  });
}
