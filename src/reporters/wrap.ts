/** Lines of at most `width` columns; a token that is longer (a URL, a command, a name) stands whole on its own line. */
export function wrapTokens(tokens: readonly string[], width: number, first: string, rest: string = first): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let used = columns(first);
  let empty = true;
  for (const token of tokens) {
    const size = columns(token);
    if (!empty && used + 1 + size > width) {
      lines.push(line);
      line = rest;
      used = columns(rest);
      empty = true;
    }
    line += empty ? token : ` ${token}`;
    used += empty ? size : size + 1;
    empty = false;
  }
  return empty ? lines : [...lines, line];
}

/** Running text in lines; what stands between backquotes is a command and stays on one line. */
export function wrap(text: string, width: number, first: string, rest: string = first): readonly string[] {
  return wrapTokens(text.match(/(?:`[^`]*`|\S)+/g) ?? [], width, first, rest);
}

/** Columns of a terminal that a cleaned text takes: two for wide East Asian characters and emoji, none for combining marks. */
export function columns(text: string): number {
  if (!WIDE_OR_NARROW.test(text)) return text.length;
  let sum = 0;
  for (const character of text) sum += ZERO.test(character) ? 0 : DOUBLE.test(character) ? 2 : 1;
  return sum;
}

const WIDE_OR_NARROW = /[^\x20-\u02ff]/;
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const DOUBLE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u;
