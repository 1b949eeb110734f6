/** A stretch of a text file: 1-based lines and UTF-16 columns, end exclusive. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Turns offsets into lines and columns. LF, CRLF and a lone CR end a line, as YAML has it. */
export class LineIndex {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (const lineBreak of text.matchAll(/\r\n|\n|\r/g)) this.#starts.push(lineBreak.index + lineBreak[0].length);
  }

  /** The span from `start` to `end`, both UTF-16 offsets, end exclusive. */
  span(start: number, end: number): Span {
    const from = this.#position(start);
    const to = this.#position(end);
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  }

  #position(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] as number) + 1 };
  }
}
