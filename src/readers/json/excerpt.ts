import type { Input } from '../input.ts';

/** A source line, or the part of a very long one around a token; `column` is the token's, 1-based, in `text`. */
export interface Excerpt {
  readonly text: string;
  readonly column: number;
}

/** Longest excerpt, in UTF-16 units; a single-line export would otherwise be printed whole. */
const LONGEST = 160;
/** What is shown before a token in a cut line. */
const BEFORE = 60;
const CUT = '…';
/** Bytes that surely hold LONGEST units, on either side. */
const REACH = LONGEST * 4;

/**
 * The line around the token at the offsets `start` to `end`, cut to what is useful; tabs stay. A line that is cut before the token begins
 * with the token's key (at the offset `key`) and ends with its value (at `valueEnd`): what else stands on it, passwords among it, is
 * not shown.
 */
export function excerptAround(input: Input, start: number, end: number, key: number = start, valueEnd: number = end): Excerpt {
  const from = Math.max(0, start - REACH);
  const bytes = Buffer.alloc(Math.min(end, start + REACH) + REACH - from);
  const line = bytes.subarray(0, input.read(bytes, 0, from));
  const lineStart = line.subarray(0, start - from).lastIndexOf(0x0a) + 1;
  const lineEnd = line.indexOf(0x0a, start - from);
  const cutsHead = lineStart === 0 && from > 0;
  const cutsTail = lineEnd < 0 && line.length === bytes.length;
  const before = line.toString('utf8', cutsHead ? characterStart(line) : lineStart, start - from);
  const after = line.toString('utf8', start - from, lineEnd < 0 ? line.length : lineEnd).replace(/\r$/, '');
  const own = line.toString('utf8', Math.max(key, from) - from, start - from);
  const isSecret = SECRET_KEY.test(own);
  if (!cutsHead && !cutsTail && before.length + after.length <= LONGEST)
    return isSecret ? hidden(masked(before, '').text) : masked(before, after);

  const head = CUT + lastUnits(own, BEFORE);
  if (isSecret) return hidden(head);
  const value = line.toString('utf8', start - from, Math.min(valueEnd - from, line.length)).replace(SECRET, '$1"***"');
  const room = LONGEST - head.length - CUT.length;
  return { text: head + (value.length > room ? firstUnits(value, room) : value) + CUT, column: head.length + 1 };
}

/** Values of members that hold a password, in JSON as every producer spells them; what stands for a whole authentication may be one. */
const SECRET = /("[^"]*(?:secret|password|passwd|authenticationProperties)[^"]*"\s*:\s*)"(?:[^"\\]|\\.)*"?/gi;
const SECRET_KEY = /"[^"]*(?:secret|password|passwd|authenticationProperties)[^"]*"\s*:\s*$/i;

/** A token that is a password itself (a value of a wrong type is pointed at): neither it nor its length is shown. */
function hidden(head: string): Excerpt {
  return { text: `${head}"***"`, column: head.length + 1 };
}

function masked(before: string, after: string): Excerpt {
  const head = before.replace(SECRET, '$1"***"');
  return { text: head + after.replace(SECRET, '$1"***"'), column: head.length + 1 };
}

/** The first byte that begins a character. */
function characterStart(bytes: Uint8Array): number {
  let p = 0;
  while (p < bytes.length && (bytes[p]! & 0xc0) === 0x80) p++;
  return p;
}

/** At most `count` units from the start, no half surrogate pair at the end. */
function firstUnits(text: string, count: number): string {
  const last = text.charCodeAt(count - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? count - 1 : count);
}

/** At most `count` units from the end, no half surrogate pair at the start. */
function lastUnits(text: string, count: number): string {
  const start = Math.max(0, text.length - count);
  const first = text.charCodeAt(start);
  return text.slice(first >= 0xdc00 && first < 0xe000 ? start + 1 : start);
}
