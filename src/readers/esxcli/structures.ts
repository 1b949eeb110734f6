import { Places } from '../translated.ts';
import type { Line } from './table.ts';

/** "   Key: value", "Key:"; the value may be empty. An IQN or an address has a colon inside, never before a blank. */
const FIELD = /^(\s*)(.+?):(?:\s+(.*?))?\s*$/;

export interface Structures {
  /** Objects with display names as keys; a heading stands under "heading", and under "Device" where it names one. */
  readonly value: readonly object[];
  readonly places: Places;
}

interface Builder {
  readonly places: Places;
  readonly value: object[];
  current: object | undefined;
  firstKey: string | undefined;
}

/**
 * Reads a list of structures (a heading at the left, fields below it) or one structure without a heading. Where a paste has lost the
 * indentation, an empty line, a line without a field or the first key again begins the next structure.
 */
export function readStructures(lines: readonly Line[]): Structures {
  const builder: Builder = { places: new Places(), value: [], current: undefined, firstKey: undefined };
  const full = lines.filter((line) => line.text.trim() !== '');
  const indents = full.map((line) => indentOf(line.text));
  const isIndented = indents.some((indent) => indent > 0);
  const depth = Math.min(...indents.filter((indent) => indent > 0));
  for (const [index, line] of lines.entries()) {
    if (line.text.trim() === '') {
      if (!isIndented) builder.current = undefined;
      continue;
    }
    const indent = indentOf(line.text);
    if (isIndented ? indent === 0 : isHeading(line, lines[index + 1], builder)) begin(builder, line);
    else if (!isIndented || indent === depth) field(builder, line);
    // What lies deeper is a list inside a structure: nothing that is read stands there.
  }
  return { value: builder.value, places: builder.places };
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

/** Without indentation: no field at all, or "vmhba36:" before the first field of a structure. */
function isHeading({ text }: Line, next: Line | undefined, builder: Builder): boolean {
  const match = FIELD.exec(text);
  if (match === null) return true;
  const isBare = (match[3] ?? '') === '';
  return (
    isBare &&
    builder.current === undefined &&
    next !== undefined &&
    /^(vmhba|vmk|vmnic|naa\.|eui\.|t10\.|mpx\.|iqn\.|vSwitch)/.test(text)
  );
}

function begin(builder: Builder, { text, number }: Line): void {
  const heading = text.trim().replace(/:$/, '');
  const made = {};
  builder.value.push(made);
  builder.current = made;
  builder.firstKey = undefined;
  const column = indentOf(text) + 1;
  const span = { line: number, column, endColumn: column + heading.length };
  builder.places.put(builder.value, builder.value.length - 1, made, span);
  builder.places.put(made, 'heading', heading, span);
  if (/^(naa|eui|t10|mpx|vml)\./.test(heading)) builder.places.put(made, 'Device', heading, span);
}

function field(builder: Builder, { text, number }: Line): void {
  const match = FIELD.exec(text);
  if (match === null) return;
  const [, blank = '', key = '', value = ''] = match;
  if (builder.current === undefined || key === builder.firstKey) {
    builder.current = {};
    builder.value.push(builder.current);
    const column = blank.length + 1;
    builder.places.put(builder.value, builder.value.length - 1, builder.current, {
      line: number,
      column,
      endColumn: column + key.length,
    });
    builder.firstKey = key;
  }
  builder.firstKey ??= key;
  const start = value === '' ? blank.length : text.indexOf(value, blank.length + key.length + 1);
  const length = value === '' ? key.length : value.length;
  builder.places.put(builder.current, key, value, { line: number, column: start + 1, endColumn: start + 1 + length });
}
