import type { Path } from '../model/fact.ts';
import { Arena } from './json/arena.ts';
import { frame } from './json/frame.ts';
import { locate } from './json/locate.ts';
import { keep, shape } from './json/shape.ts';
import { memoryInput } from './memory-input.ts';
import type { Translation } from './translated.ts';

/** What is wrong with a JSON text, and where. */
export interface JsonTextFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Reads a JSON text that lies in memory, such as a file of an archive; its values are found in it when they are asked for. */
export function readJsonText(bytes: Uint8Array): Translation | JsonTextFault {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8').decode(bytes));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return faultOf(bytes);
  }
  const whole = { file: '', id: 0, start: 0, end: bytes.length, line: 1, column: 1, pointer: '' };
  return {
    value,
    places: {
      find(_: unknown, path: Path) {
        const [place] = locate(memoryInput(bytes), whole, keep, [path]).values();
        return place;
      },
    },
    line: 1,
    lines: undefined,
  };
}

function faultOf(bytes: Uint8Array): JsonTextFault {
  const faults: JsonTextFault[] = [];
  const arena = new Arena();
  const options = {
    file: '',
    firstId: 0,
    arena,
    entryShape: shape({}),
    arrayShape: () => keep,
    isEntry: () => false,
    wrappers: [],
  };
  try {
    frame(memoryInput(bytes), options, { entry() {}, problem: (problem) => faults.push(problem) });
  } finally {
    arena.close();
  }
  const [first] = faults;
  return first ?? { line: 1, column: 1, message: 'this is not one JSON value' };
}
