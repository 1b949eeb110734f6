import { Places } from '../translated.ts';
import type { Line } from './table.ts';

const SUMMARY = /(?<sent>\d+) packets transmitted, (?<received>\d+) packets received/d;

/** A vmkping of a session: what was sent and whether it arrived. */
export interface Ping {
  readonly value: readonly object[];
  readonly places: Places;
}

/**
 * Reads a vmkping: the adapter (`-I`), the size (`-s`) and whether fragmentation was forbidden (`-d`) stand in the command, the result
 * below it. Nothing when the ping names no adapter, or was cut before its result.
 */
export function readVmkping(command: string, lines: readonly Line[]): Ping | undefined {
  const words = command.split(/\s+/).slice(1);
  const letters = words.filter((word) => /^-[a-zA-Z0-9]+$/.test(word));
  const after = (letter: string) => {
    const at = words.findIndex((word) => word.startsWith('-') && !word.startsWith('--') && word.endsWith(letter));
    const glued = words.find((word) => new RegExp(`^-${letter}\\S+$`).test(word));
    return glued?.slice(2) ?? (at < 0 ? undefined : words[at + 1]);
  };
  const vmk = after('I');
  const size = after('s');
  const target = words.findLast((word) => /^\d+\.\d+\.\d+\.\d+$/.test(word));
  const summary = lines.map((line) => ({ line, match: SUMMARY.exec(line.text) })).find(({ match }) => match !== null);
  const refused = lines.find(({ text }) => /Message too long/.test(text));
  const said = summary?.line ?? refused;
  if (vmk === undefined || target === undefined || said === undefined) return undefined;
  const received = Number(summary?.match?.groups?.received ?? 0);
  const places = new Places();
  const row = {};
  const whole = { line: said.number, column: 1, endColumn: said.text.length + 1 };
  const result = received > 0 && received === Number(summary?.match?.groups?.sent) ? 'pass' : received === 0 ? 'fail' : 'some';
  const cells = { vmk, target, size: size ?? '56', df: letters.some((word) => /^-[a-zA-Z]*d[a-zA-Z]*$/.test(word)), result };
  for (const [key, value] of Object.entries(cells)) places.put(row, key, value, whole);
  return { value: [row], places };
}
