/** A text that is not what it should be from some place on. */
export abstract class TextError extends Error {
  /** 1-based, in UTF-16 units. */
  readonly line: number;
  readonly column: number;

  constructor(message: string, line: number, column: number) {
    super(message);
    this.line = line;
    this.column = column;
  }
}
