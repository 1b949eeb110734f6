/** A place in a text: 1-based line, 1-based column in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The position of the byte `to`, walking from `from`, whose position is known. */
export function walk(bytes: Uint8Array, from: number, start: Position, to: number): Position {
  let { line, column } = start;
  for (let p = from; p < to; p++) {
    const byte = bytes[p]!;
    if (byte === 0x0a) {
      line++;
      column = 1;
    } else column += units(byte);
  }
  return { line, column };
}

/** UTF-16 units that a UTF-8 byte brings: the first byte of a sequence of four stands for a surrogate pair. */
export function units(byte: number): number {
  return byte >= 0xf0 ? 2 : byte >= 0x80 && byte < 0xc0 ? 0 : 1;
}
