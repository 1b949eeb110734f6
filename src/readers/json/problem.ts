/** Where text is not JSON: what the grammar allows at `offset`, and what stands there. */
export interface JsonProblem {
  readonly offset: number;
  readonly expected: string;
  readonly found: string;
}

export function describeProblem(problem: JsonProblem): string {
  return `expected ${problem.expected}, found ${problem.found}`;
}

/** Names the character at `at` for a message. */
export function found(bytes: Uint8Array, at: number, end: number): string {
  if (at >= end) return 'the end of the input';
  const byte = bytes[at]!;
  if (byte === 0x0a || byte === 0x0d) return 'a line break';
  if (byte === 0x09) return 'a tab';
  if (byte < 0x20 || byte === 0x7f) return `the control character U+${byte.toString(16).toUpperCase().padStart(4, '0')}`;
  if (byte === 0x27) return `"'"`;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(at, Math.min(end, at + 4)));
  return `'${String.fromCodePoint(text.codePointAt(0) ?? 0xfffd)}'`;
}
