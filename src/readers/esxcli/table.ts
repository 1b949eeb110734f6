import { Places, type Span } from '../translated.ts';

/** A line of a text and its number in the input. */
export interface Line {
  readonly text: string;
  readonly number: number;
}

interface Column {
  readonly name: string;
  readonly start: number;
  /** Where the next column begins; the last one is open. */
  readonly end: number;
  /** Where its rule ends, or its name where there is no rule of its own. */
  readonly ruleEnd: number;
}

/** A row that does not fit its table. */
export interface TableFault {
  readonly line: number;
  readonly message: string;
}

export interface Rows {
  readonly value: readonly object[];
  readonly places: Places;
  readonly faults: readonly TableFault[];
}

/** The index of the rule of dashes under the header of a table; -1 for a text that is no table. */
export function rulerOf(lines: readonly Line[]): number {
  return lines.findIndex(({ text }, index) => {
    const header = lines[index - 1]?.text.trim() ?? '';
    // What grep prints between its matches is no rule.
    return header !== '' && isRuler(text) && (text.trim().includes(' ') || text.trim().length * 2 > header.length);
  });
}

/** Whether a filter (grep -A, grep -B) has left its marks: the rest is then not all that the command printed. */
export function isFiltered(lines: readonly Line[]): boolean {
  return lines.some(({ text }) => text.trim() === '--');
}

function isRuler(text: string): boolean {
  return /^\s*-{2,}(?:\s+-+)*\s*$/.test(text);
}

/**
 * Reads a table. Columns begin where the groups of dashes do: numbers stand at the right of theirs, so that runs of blanks tell nothing.
 * localcli draws one unbroken rule: there the header tells. A paste that has lost its blanks is read by the words of its rows, as far as
 * they are told apart.
 */
export function readTable(header: Line, ruler: string, body: readonly Line[], known: readonly string[] | undefined): Rows {
  const places = new Places();
  const value: object[] = [];
  const faults: TableFault[] = [];
  const groups = [...ruler.matchAll(/-+/g)];
  const collapsed = isCollapsed(header.text, groups);
  const names = collapsed ? collapsedNames(header.text, groups.length, known) : undefined;
  const columns = collapsed ? [] : groups.length > 1 ? columnsOfRuler(header.text, groups) : columnsOfHeader(header.text);
  for (const line of body) {
    if (line.text.trim() === '' || isRuler(line.text)) continue;
    const cells = collapsed ? wordsOf(line.text, names ?? []) : cellsOf(line.text, columns);
    if (cells === undefined) {
      faults.push({ line: line.number, message: 'the columns of this row cannot be told apart' });
      continue;
    }
    const row = {};
    for (const { name, text, column } of cells) {
      if (name === '') continue;
      const span: Span = { line: line.number, column, endColumn: column + Math.max(1, text.length) };
      places.put(row, name, text, span);
    }
    value.push(row);
  }
  return { value, places, faults };
}

/** In a faithful table two blanks part the groups of dashes, and the header has its words where they begin. */
function isCollapsed(header: string, groups: readonly RegExpMatchArray[]): boolean {
  if (groups.length < 2) return false;
  return groups.some((group, index) => {
    const before = groups[index - 1];
    return before !== undefined && (group.index ?? 0) - ((before.index ?? 0) + before[0].length) < 2;
  })
    ? header.trim().split(/\s{2,}/).length < groups.length
    : false;
}

function columnsOfRuler(header: string, groups: readonly RegExpMatchArray[]): Column[] {
  return groups.map((group, index) => {
    const start = group.index ?? 0;
    const end = groups[index + 1]?.index ?? Number.POSITIVE_INFINITY;
    return { name: header.slice(start, end).trim(), start, end, ruleEnd: start + group[0].length };
  });
}

function columnsOfHeader(header: string): Column[] {
  const words = [...header.matchAll(/\S+(?: \S+)*/g)];
  return words.map((word, index) => ({
    name: word[0],
    start: word.index,
    end: words[index + 1]?.index ?? Number.POSITIVE_INFINITY,
    ruleEnd: word.index + word[0].length,
  }));
}

interface Cell {
  readonly name: string;
  readonly text: string;
  /** 1-based. */
  readonly column: number;
}

function cellsOf(line: string, columns: readonly Column[]): readonly Cell[] | undefined {
  const words = [...line.matchAll(/\S+(?: \S+)*/g)];
  // A tab, or a word over the border of a column: the blanks are not those that were printed.
  const strays = columns.some(({ start }) => start > 0 && /\S/.test(line[start - 1] ?? ' ') && /\S/.test(line[start] ?? ' '));
  if (line.includes('\t') || strays) {
    if (line.includes('\t')) return undefined;
    if (words.length !== columns.length) return alignedCells(words, columns);
    return columns.map(({ name }, index) => ({ name, text: words[index]?.[0] ?? '', column: (words[index]?.index ?? 0) + 1 }));
  }
  return columns.map(({ name, start, end }) => {
    const raw = line.slice(start, end);
    const text = raw.trim();
    return { name, text, column: start + (text === '' ? 0 : raw.length - raw.trimStart().length) + 1 };
  });
}

/**
 * Under one unbroken rule numbers and their names stand at the right of a column whose left end nothing tells: each word belongs to the name
 * that it stands under. Columns without a word are empty.
 */
function alignedCells(words: readonly RegExpMatchArray[], columns: readonly Column[]): readonly Cell[] | undefined {
  const byColumn = new Map<Column, RegExpMatchArray>();
  for (const word of words) {
    const from = word.index ?? 0;
    const [column, ...others] = columns.filter(({ start, ruleEnd }) => start < from + word[0].length && from < ruleEnd);
    if (column === undefined || others.length > 0 || byColumn.has(column)) return undefined;
    byColumn.set(column, word);
  }
  return columns.map((column) => {
    const word = byColumn.get(column);
    return { name: column.name, text: word?.[0] ?? '', column: (word?.index ?? column.start) + 1 };
  });
}

/** The names of the columns of a header that has lost its blanks: those that the command is known to print, in their order. */
function collapsedNames(header: string, count: number, known: readonly string[] | undefined): readonly string[] | undefined {
  const words = header.trim().split(/\s+/);
  if (words.length === count) return words;
  const names: string[] = [];
  for (let rest = header.trim(); rest !== ''; ) {
    const name = (known ?? [])
      .filter((candidate) => `${rest} `.startsWith(`${candidate} `))
      .sort((a, b) => b.length - a.length)[0];
    const taken = name ?? rest.split(/\s+/)[0] ?? rest;
    names.push(taken);
    rest = rest.slice(taken.length).trim();
  }
  return names.length === count ? names : undefined;
}

/** Columns whose values may hold blanks. */
const FREE =
  /^(description|last error|alias|port ?group|virtual switch|volume name|display name|hardware acceleration|description)$/i;
/** What the values of some columns look like: a row that does not is not cut where it should be. */
const LOOKS: readonly (readonly [RegExp, RegExp])[] = [
  [/^(mtu|speed|current speed|max speed|max frame size|port|vlan id|active clients|partition|extent number)$/i, /^\d+$/],
  [/^mac address$/i, /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i],
  [/^(ipv4 \w+|ip address|netmask|broadcast)$/i, /^\d+\.\d+\.\d+\.\d+$/],
];

/** The words of a row by column, as many as there are; those that are too many belong to the one column that may hold blanks. */
function wordsOf(line: string, names: readonly string[]): readonly Cell[] | undefined {
  const words = [...line.matchAll(/\S+/g)];
  const extra = words.length - names.length;
  const open = names.filter((name) => FREE.test(name) || (name === 'Name' && !names.includes('PCI Device')));
  if (names.length === 0 || extra < 0 || (extra > 0 && open.length !== 1)) return undefined;
  const free = extra > 0 ? names.indexOf(open[0] ?? '') : -1;
  let at = 0;
  const cells = names.map((name, index) => {
    const first = words[at];
    at += index === free ? extra : 0;
    const last = words[at];
    at += 1;
    const start = first?.index ?? 0;
    return { name, text: line.slice(start, (last?.index ?? 0) + (last?.[0].length ?? 0)), column: start + 1 };
  });
  return cells.every(({ name, text }) => LOOKS.every(([column, value]) => !column.test(name) || value.test(text)))
    ? cells
    : undefined;
}
