import { TextError } from './text-error.ts';

/** A cell of a CSV text. */
export interface CsvCell {
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** A quote that nobody closes. */
export class CsvError extends TextError {
  override readonly name = 'CsvError';
}

/** Comma, semicolon or tab: what parts the most cells of the first line, quoted ones left alone. */
export function separatorOf(firstLine: string): string {
  const bare = firstLine.replace(/"(?:[^"]|"")*"/g, '');
  const count = (separator: string) => bare.split(separator).length;
  return [',', ';', '\t'].reduce((best, separator) => (count(separator) > count(best) ? separator : best), ',');
}

/** The rows of a CSV text (RFC 4180; quotes are doubled inside quotes). Empty lines are left out. Throws CsvError. */
export function* readCsv(text: string, separator: string): Generator<CsvCell[]> {
  let at = 0;
  let line = 1;
  let lineStart = 0;
  while (at < text.length) {
    const row: CsvCell[] = [];
    for (;;) {
      const start = at;
      const startLine = line;
      const column = start - lineStart + 1;
      let value: string;
      if (text[at] === '"') {
        const parts: string[] = [];
        at += 1;
        for (;;) {
          const end = text.indexOf('"', at);
          if (end < 0) throw new CsvError('a quoted cell is not closed', startLine, column);
          const piece = text.slice(at, end);
          for (let feed = piece.indexOf('\n'); feed >= 0; feed = piece.indexOf('\n', feed + 1)) {
            line += 1;
            lineStart = at + feed + 1;
          }
          parts.push(piece);
          at = end + 1;
          if (text[at] !== '"') break;
          parts.push('"');
          at += 1;
        }
        value = parts.join('');
        while (at < text.length && text[at] !== separator && text[at] !== '\n') at += 1;
      } else {
        while (at < text.length && text[at] !== separator && text[at] !== '\n') at += 1;
        value = text.slice(start, at).replace(/\r$/, '');
      }
      const endColumn = line === startLine ? Math.max(column + 1, at - lineStart + 1) : column + 1;
      row.push({ text: value, line: startLine, column, endColumn });
      if (text[at] !== separator) break;
      at += 1;
    }
    if (text[at] === '\n') {
      at += 1;
      line += 1;
      lineStart = at;
    }
    if (row.length > 1 || row[0]?.text.trim() !== '') yield row;
  }
}
