import { Places } from '../translated.ts';
import type { Line } from './table.ts';

const OPEN = /^\s*(?:(?<key>\w+)\s*=\s*)?(?:\([\w.:]+\)\s*)?(?<bracket>[{[])\s*$/;
const CLOSE = /^\s*[}\]],?\s*$/;
const VALUE =
  /^\s*(?:(?<key>\w+)\s*=\s*)?(?:\([\w.:]+\)\s*)?(?<value>"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|<unset>|null)\s*,?\s*$/;

/** What `vim-cmd` prints of an API object: name = value lines with typed brackets. */
export interface Dump {
  readonly value: unknown;
  readonly places: Places;
}

/** Reads such a dump; nothing when the text is none. What is unset is left out. */
export function readVimCmd(lines: readonly Line[]): Dump | undefined {
  const places = new Places();
  const root: unknown[] = [];
  const stack: object[] = [root];
  for (const line of lines) {
    const holder = stack.at(-1);
    const opened = OPEN.exec(line.text)?.groups;
    if (opened !== undefined && holder !== undefined) {
      const made: object = opened.bracket === '[' ? [] : {};
      put(places, holder, opened.key, made, line, opened.key ?? opened.bracket ?? '');
      stack.push(made);
    } else if (CLOSE.test(line.text)) {
      if (stack.length > 1) stack.pop();
    } else {
      const said = VALUE.exec(line.text)?.groups;
      const value = said?.value === undefined ? undefined : scalar(said.value);
      if (said !== undefined && value !== undefined && holder !== undefined)
        put(places, holder, said.key, value, line, said.value ?? '');
    }
  }
  return root.length === 0 ? undefined : { value: root.length === 1 ? root[0] : root, places };
}

function put(
  places: Places,
  holder: object,
  name: string | undefined,
  value: unknown,
  { text, number }: Line,
  token: string,
): void {
  const key = Array.isArray(holder) ? holder.length : name;
  if (key === undefined) return;
  const column = text.lastIndexOf(token) + 1;
  const quote = token.startsWith('"') && token.length > 2 ? 1 : 0;
  places.put(holder, key, value, { line: number, column: column + quote, endColumn: column + token.length - quote });
}

function scalar(text: string): unknown {
  if (text === '<unset>' || text === 'null') return undefined;
  if (text === 'true' || text === 'false') return text === 'true';
  return text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, '$1') : Number(text);
}
