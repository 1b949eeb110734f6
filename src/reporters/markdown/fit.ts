import { count } from '../count.ts';
import { block, line } from './block.ts';
import type { Group } from './group.ts';

/**
 * The groups in at most `room` characters. Each gets its line first; then, the worst in front, each is told in full or, if that is too
 * much, with as many findings as fit. Where not even the lines fit, the last groups are counted.
 */
export function fitted(groups: readonly Group[], room: number): readonly string[] {
  const lines = groups.map(line);
  const cost = (text: string) => text.length + GAP;
  let named = groups.length;
  let free = room - lines.reduce((sum, text) => sum + cost(text), 0);
  while (named > 0 && free < (named < groups.length ? NOTE : 0)) {
    named--;
    free += cost(lines[named] ?? '');
  }
  if (named < groups.length) free -= NOTE;
  const told = groups.slice(0, named).map((group, at) => {
    const short = lines[at] ?? '';
    const text = largest(group, free + short.length) ?? short;
    free -= text.length - short.length;
    return text;
  });
  const left = groups.slice(named);
  if (left.length === 0) return told;
  const findings = left.reduce((sum, { verdicts }) => sum + verdicts.length, 0);
  return [...told, `… and ${count(findings, 'finding')} in ${count(left.length, 'more group')}; the JSON report has them all`];
}

/** Characters between two groups, and of the last line. */
const GAP = 2;
const NOTE = 120;

/** The group with as many findings as fit into `room`; nothing when not even one does. */
function largest(group: Group, room: number): string | undefined {
  const whole = sized(group, group.verdicts.length, room);
  if (whole !== undefined) return whole;
  let best: string | undefined;
  // Findings are not of one length, but more of them are never shorter.
  for (let low = 1, high = group.verdicts.length - 1; low <= high; ) {
    const middle = Math.floor((low + high) / 2);
    const text = sized(group, middle, room);
    if (text === undefined) high = middle - 1;
    else {
      best = text;
      low = middle + 1;
    }
  }
  return best;
}

function sized(group: Group, shown: number, room: number): string | undefined {
  const text = block(group, shown);
  return text.length <= room ? text : undefined;
}
