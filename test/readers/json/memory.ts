import type { Input } from '../../../src/readers/input.ts';
import type { Compact } from '../../../src/readers/json/arena.ts';
import { Arena } from '../../../src/readers/json/arena.ts';
import type { Entry, FrameOptions, FrameProblem } from '../../../src/readers/json/frame.ts';
import { frame } from '../../../src/readers/json/frame.ts';
import type { JsonProblem } from '../../../src/readers/json/problem.ts';
import { project } from '../../../src/readers/json/project.ts';
import { revive, reviveText } from '../../../src/readers/json/revive.ts';
import { SPARE } from '../../../src/readers/json/scanner.ts';
import type { Shape } from '../../../src/readers/json/shape.ts';
import { keep, shape } from '../../../src/readers/json/shape.ts';

/** An input that is in memory. */
export function inputOf(content: string | Uint8Array): Input {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return {
    size: bytes.length,
    read(buffer, offset, position) {
      const part = bytes.subarray(position, position + buffer.length - offset);
      buffer.set(part, offset);
      return part.length;
    },
    close() {},
  };
}

/** The text with room behind it, as the scanner wants it. */
export function padded(content: string | Uint8Array): Uint8Array {
  const bytes = Buffer.from(content);
  return Buffer.concat([bytes, Buffer.alloc(SPARE)]);
}

/** Projects a whole text: the emitted text, or the problem. */
export function projected(text: string | Uint8Array, wanted: Shape): string | JsonProblem {
  const bytes = padded(text);
  const arena = new Arena(64);
  const result = project(bytes, 0, bytes.length - SPARE, wanted, arena);
  if (result === 'more') throw new Error('asked for more at the end');
  if (typeof result !== 'number') return result;
  return reviveText(arena.finish(false));
}

/** Projects a whole text that is valid, and parses what was emitted. */
export function projectedValue(text: string, wanted: Shape): unknown {
  const emitted = projected(text, wanted);
  if (typeof emitted !== 'string') throw new Error(`${emitted.expected} at ${emitted.offset}, found ${emitted.found}`);
  return JSON.parse(emitted);
}

export interface Framed {
  readonly entries: (Omit<Entry, 'compact' | 'shape'> & { readonly value: unknown })[];
  readonly problems: FrameProblem[];
  readonly members: string[];
}

const SMALL: Shape = shape({ name: keep });

export function framed(content: string | Uint8Array, options: Partial<FrameOptions> = {}): Framed {
  const result: Framed = { entries: [], problems: [], members: [] };
  const held: { compact: Compact; shape: Shape; rest: Omit<Entry, 'compact' | 'shape'> }[] = [];
  const all: FrameOptions = { file: 'hosts.json', entryShape: SMALL, arena: new Arena(256), ...options };
  frame(inputOf(content), all, {
    entry({ compact, shape, ...rest }) {
      held.push({ compact, shape, rest });
    },
    problem: (problem) => void result.problems.push(problem),
    wrapperMember: (name, text, pointer) => void result.members.push(`${pointer} ${name}=${text}`),
  });
  // Revived at the end: what was written first must still be there.
  for (const { compact, shape, rest } of held) result.entries.push({ ...rest, value: revive(compact, shape) });
  return result;
}
