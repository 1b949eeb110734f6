import type { Location } from '../../findings/report.ts';
import { clean } from '../clean.ts';
import { columns } from '../wrap.ts';
import type { Layout } from './layout.ts';

/** The source line with a caret under the token, or nothing where the source line is not known. */
export function excerptLines(location: Location, indent: string, { width, paint }: Layout): readonly string[] {
  const { excerpt, line, cell, column, endLine, endColumn } = location;
  if (excerpt === undefined || line < 1) return [];
  const at = Math.max(0, excerpt.column - 1);
  // The columns of a workbook are no characters: all behind the header is the value.
  const isOfLine = endLine === line && cell === undefined;
  const size = isOfLine ? Math.max(1, endColumn - column) : excerpt.text.length - at;
  const label = cell === undefined ? String(line) : clean(cell.slice(cell.lastIndexOf('!') + 1));
  const gutter = `${label} | `;
  const room = Math.max(20, width - indent.length - gutter.length);
  const before = cutLeft(show(excerpt.text.slice(0, at)).trimStart(), Math.floor(room / 2));
  const token = cutRight(show(excerpt.text.slice(at, at + size)), room - columns(before));
  const after = cutRight(show(excerpt.text.slice(at + size)).trimEnd(), room - columns(before) - columns(token));
  const caret = ' '.repeat(columns(before)) + '^'.repeat(Math.max(1, columns(token)));
  return [
    `${indent}${paint.dim(gutter)}${before}${paint.bold(token)}${after}`,
    `${indent}${paint.dim(`${' '.repeat(columns(label))} | `)}${paint.error(caret)}`,
  ];
}

/** A tab is one blank here: the caret has to stand under the token. */
function show(text: string): string {
  return clean(text.replaceAll('\t', ' '));
}

function cutLeft(text: string, room: number): string {
  if (columns(text) <= room) return text;
  const characters = [...text];
  let used = 1;
  let from = characters.length;
  while (from > 0) {
    used += columns(characters[from - 1] ?? '');
    if (used > room) break;
    from--;
  }
  return `…${characters.slice(from).join('')}`;
}

function cutRight(text: string, room: number): string {
  if (columns(text) <= room) return text;
  let used = 1;
  let shown = '';
  for (const character of text) {
    used += columns(character);
    if (used > room) break;
    shown += character;
  }
  return room < 1 ? '' : `${shown}…`;
}
