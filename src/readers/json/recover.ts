import type { Bookmark, Cursor } from './cursor.ts';

/**
 * Goes behind a broken element of a list, so that the next one can be read. Only brackets and strings count; a line break ends a
 * string, as none may hold one. If the brackets do not match, a pretty-printed element ends with a bracket that is indented as its
 * beginning is. False, with the cursor where it was, if no ',' or ']' follows the end that was found.
 */
export function skipBrokenElement(cursor: Cursor, indent: number | null): boolean {
  const start = cursor.mark();
  if (matchBrackets(cursor) && isBehindElement(cursor)) return true;
  cursor.seek(start);
  if (indent !== null && matchIndent(cursor, indent) && isBehindElement(cursor)) return true;
  cursor.seek(start);
  return false;
}

/**
 * Goes to the next document behind a broken one: of documents that are a line each, the next line that begins with a bracket; of
 * pretty ones, the next line that is nothing but a bracket. False if there is none.
 */
export function nextDocument(cursor: Cursor, oneLine: boolean): boolean {
  while (!cursor.isAtEnd) {
    const isBreak = cursor.byte === 0x0a;
    cursor.pass();
    if (!isBreak || cursor.isAtEnd || !isOpening(cursor.byte)) continue;
    if (oneLine) return true;
    const line = cursor.mark();
    cursor.pass();
    if (cursor.isAtEnd || cursor.byte === 0x0a || cursor.byte === 0x0d) {
      cursor.seek(line);
      return true;
    }
  }
  return false;
}

/** How many blanks stand before the cursor on its line; null when something else does, or very many. */
export function indentOf(cursor: Cursor): number | null {
  const { column, offset } = cursor.mark();
  if (column > DEEPEST) return null;
  const before = cursor.window.peek(offset - column + 1, column - 1);
  return before.every((byte) => byte === 0x20 || byte === 0x09) ? before.length : null;
}

const DEEPEST = 1000;

function matchBrackets(cursor: Cursor): boolean {
  const open: number[] = [];
  while (!cursor.isAtEnd) {
    const byte = cursor.byte;
    if (byte === 0x22) skipString(cursor);
    else if (open.length === 0 && !isOpening(byte)) {
      // A broken scalar goes to the next comma, bracket or line.
      if (byte === 0x2c || byte === 0x5d || byte === 0x0a) return true;
      cursor.pass();
    } else {
      if (isOpening(byte)) open.push(byte);
      else if (isClosing(byte)) {
        // In ASCII a closing bracket comes two behind its opening one.
        if (open.pop() !== byte - 2) return false;
        if (open.length === 0) {
          cursor.pass();
          return true;
        }
      }
      cursor.pass();
    }
  }
  return false;
}

function skipString(cursor: Cursor): void {
  cursor.pass();
  while (!cursor.isAtEnd) {
    const byte = cursor.byte;
    if (byte === 0x0a) return;
    cursor.pass();
    if (byte === 0x22) return;
    if (byte === 0x5c && !cursor.isAtEnd && cursor.byte !== 0x0a) cursor.pass();
  }
}

function matchIndent(cursor: Cursor, indent: number): boolean {
  let blanks = -1;
  while (!cursor.isAtEnd) {
    const byte = cursor.byte;
    cursor.pass();
    if (byte === 0x0a) blanks = 0;
    else if (blanks < 0) continue;
    else if (byte === 0x20 || byte === 0x09) blanks++;
    else if (blanks === indent && isClosing(byte)) return true;
    else blanks = -1;
  }
  return false;
}

function isBehindElement(cursor: Cursor): boolean {
  const end: Bookmark = cursor.mark();
  const found = cursor.space() && (cursor.byte === 0x2c || cursor.byte === 0x5d);
  cursor.seek(end);
  return found;
}

function isOpening(byte: number): boolean {
  return byte === 0x7b || byte === 0x5b;
}

function isClosing(byte: number): boolean {
  return byte === 0x7d || byte === 0x5d;
}
