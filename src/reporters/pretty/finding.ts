import type { Level, Related, Verdict } from '../../findings/report.ts';
import { clean } from '../clean.ts';
import { subjectPath } from '../subject-path.ts';
import { wrap, wrapTokens } from '../wrap.ts';
import { excerptLines } from './excerpt.ts';
import type { Layout } from './layout.ts';
import { position } from './layout.ts';

/** Of findings alike this many are told in full; the others by name. */
const IN_FULL = 5;
/** More evidence than this is left to the JSON report. */
const EVIDENCE = 8;

/** Findings alike, `headed` by the level of their rule. */
export function findingsAlike(alike: readonly Verdict[], headed: Level, layout: Layout): readonly string[] {
  const lines = alike.slice(0, IN_FULL).flatMap((verdict) => findingLines(verdict, headed, layout));
  const rest = alike.slice(IN_FULL).map(({ subject }) => clean(subjectPath(subject)));
  if (rest.length === 0) return lines;
  const names = rest.map((name, at) => (at < rest.length - 1 ? `${name},` : name));
  return [...lines, ...wrapTokens(['…', 'and', String(rest.length), 'more:', ...names], layout.width, '  ', '    ')];
}

function findingLines(verdict: Verdict, headed: Level, layout: Layout): readonly string[] {
  const { paint, width } = layout;
  const { level = 'error', location, message } = verdict;
  const tag = level === headed ? '' : ` ${paint[level](`(${level})`)}`;
  return [
    `  ${paint.bold(clean(subjectPath(verdict.subject)))}${tag}`,
    ...(message === undefined ? [] : wrap(clean(message), width, '    ')),
    ...(location === undefined ? [] : [`    ${paint.dim(position(location))}`, ...excerptLines(location, '      ', layout)]),
    ...evidence('See', verdict.related ?? [], layout),
    ...evidence('Path', verdict.flow ?? [], layout),
  ];
}

function evidence(label: string, items: readonly Related[], { paint, width }: Layout): readonly string[] {
  const lines = items.slice(0, EVIDENCE).flatMap(({ message, location }, at) => {
    const first = at === 0 ? `    ${label}: ` : ' '.repeat(label.length + 6);
    const wrapped = wrap(clean(message), width, first, ' '.repeat(label.length + 6));
    return [...wrapped.slice(0, -1), `${wrapped.at(-1) ?? first} ${paint.dim(`(${position(location)})`)}`];
  });
  const left = items.length - EVIDENCE;
  return left > 0 ? [...lines, `${' '.repeat(label.length + 6)}… and ${left} more`] : lines;
}
