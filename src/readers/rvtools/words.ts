import type { Cell, Row } from './table.ts';

/** A value made from a cell, which is its evidence. */
export interface Told<T = unknown> {
  readonly value: T;
  readonly cell: Cell;
}

export type Maybe<T> = Told<T> | undefined;

/** A cell as text. */
export function textIn(row: Row, header: string): Maybe<string> {
  const cell = row.get(header);
  return cell && { value: cell.text, cell };
}

/** A cell in other words; nothing for words that are not known. */
export function toldBy<T>(row: Row, header: string, read: (text: string) => T | undefined): Maybe<T> {
  const cell = row.get(header);
  const value = cell && read(cell.text);
  return cell === undefined || value === undefined ? undefined : { value, cell };
}

/** RVTools writes True and False as text; copies have them as booleans, or in the language of Excel's user. */
export function flagIn(row: Row, header: string): Maybe<boolean> {
  return toldBy(row, header, flag);
}

export function flag(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (word === 'true' || word === 'yes' || word === '1' || word === 'wahr' || word === 'vrai') return true;
  return word === 'false' || word === 'no' || word === '0' || word === 'falsch' || word === 'faux' ? false : undefined;
}

/** A whole number that is not negative. */
export function countIn(row: Row, header: string): Maybe<number> {
  return toldBy(row, header, count);
}

/** "9000", and "9,000", "9.000", "9 000" as they come out of a program that groups digits. */
export function count(text: string): number | undefined {
  const plain = /^\d{1,3}(?:[.,'\u00A0\u202F ]\d{3})+$/.test(text) ? text.replace(/\D/g, '') : text;
  if (!/^\d{1,15}(?:[.,]0+)?$/.test(plain)) return undefined;
  return Number.parseInt(plain, 10);
}

/** An amount that may have a fraction: "784897", "785059.84", "785059,84". */
export function amountIn(row: Row, header: string): Maybe<number> {
  return toldBy(
    row,
    header,
    (text) => count(text) ?? (/^\d{1,15}[.,]\d+$/.test(text) ? Number(text.replace(',', '.')) : undefined),
  );
}

/** One of the words of the API, whatever their case. */
export function wordIn(row: Row, header: string, words: readonly string[]): Maybe<string> {
  return toldBy(row, header, (text) => words.find((word) => word.toLowerCase() === text.toLowerCase()));
}

/** "Uplink 1, Uplink 2" */
export function namesIn(row: Row, header: string): Maybe<readonly string[]> {
  return toldBy(row, header, (text) =>
    text
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  );
}
