import { Places } from '../translated.ts';
import { columnsOf, commandOf, commandOfHeader } from './signature.ts';
import { readStructures } from './structures.ts';
import { type Line, readTable, rulerOf, type TableFault } from './table.ts';

/** The output of one command as plain text, read. */
export interface Output {
  readonly value: unknown;
  readonly places: Places;
  /** The command that prints such output, where nothing else tells it. */
  readonly command: string | undefined;
  readonly faults: readonly TableFault[];
}

/** Reads the text of one output: a table, structures, one structure, or a single word. `command` is what printed it, if that is told. */
export function readOutput(lines: readonly Line[], command: string | undefined): Output {
  const at = rulerOf(lines);
  const header = lines[at - 1] ?? headerWithoutRuler(lines);
  if (header !== undefined) {
    const told = command ?? commandOfHeader(header.text);
    const body = lines.slice(lines.indexOf(header) + 1);
    const read = readTable(header, lines[at]?.text ?? '', body, told === undefined ? undefined : columnsOf(told));
    return { ...read, command: told };
  }
  const full = lines.filter(({ text }) => text.trim() !== '');
  const [only] = full;
  if (full.length === 0) return { value: [], places: new Places(), command, faults: [] };
  if (full.length === 1 && only !== undefined && !/:(\s|$)/.test(only.text)) {
    return { value: only.text.trim(), places: new Places(), command, faults: [] };
  }
  const { value, places } = readStructures(lines);
  const [first] = value;
  return { value, places, command: command ?? (first && commandOf(Object.keys(first))), faults: [] };
}

/** A paste may have lost the rule of dashes: the names of the columns alone tell a header then. */
function headerWithoutRuler(lines: readonly Line[]): Line | undefined {
  const first = lines.find(({ text }) => text.trim() !== '');
  return first !== undefined && !/:(\s|$)/.test(first.text) && commandOfHeader(first.text) !== undefined ? first : undefined;
}
