import type { Location } from '../../findings/report.ts';
import { clean } from '../clean.ts';
import type { Paint } from '../colour.ts';

/** What every part of the terminal output needs to know. */
export interface Layout {
  readonly width: number;
  readonly paint: Paint;
}

/** `file:line:column` as editors and terminals make it clickable; the file alone where the whole file is meant; in an archive `archive!file`, in a workbook its cell. */
export function position({ file, inside, cell, line, column }: Location): string {
  const name = `${file === '-' ? '<stdin>' : clean(file)}${inside === undefined ? '' : `!${clean(inside)}`}`;
  if (cell !== undefined) return `${name}: ${clean(cell)}`;
  return line < 1 ? name : `${name}:${line}:${column}`;
}
