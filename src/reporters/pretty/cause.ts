import type { CauseGroup } from '../../findings/causes.ts';
import type { Level, Location, Verdict } from '../../findings/report.ts';
import { clean } from '../clean.ts';
import { count } from '../count.ts';
import { subjectPath } from '../subject-path.ts';
import { wrap } from '../wrap.ts';
import { excerptLines } from './excerpt.ts';
import { findingsAlike } from './finding.ts';
import { groupByShape } from './group.ts';
import type { Layout } from './layout.ts';
import { position } from './layout.ts';

const MARGIN = '  ';

/** Findings of one rule under the cause that they share, `headed` by the level of their rule. */
export function causeLines(group: CauseGroup, fails: readonly Verdict[], headed: Level, layout: Layout): readonly string[] {
  const { paint, width } = layout;
  const { message, location, subject } = group.cause;
  const inner: Layout = { ...layout, width: width - MARGIN.length };
  const effects = fails.map((fail) => withoutCause(fail, location));
  return [
    `  ${paint.bold('Cause')}: ${paint.bold(clean(subjectPath(subject)))}`,
    ...wrap(clean(`${message}${others(group, fails)}`), width, '    '),
    ...(location === undefined ? [] : [`    ${paint.dim(position(location))}`, ...excerptLines(location, '      ', layout)]),
    ...groupByShape(effects)
      .flatMap((alike) => findingsAlike(alike, headed, inner))
      .map((line) => (line === '' ? line : MARGIN + line)),
  ];
}

/** What else the cause explains: findings of other rules, which stand under those. */
function others({ verdicts }: CauseGroup, fails: readonly Verdict[]): string {
  const elsewhere = new Map<string, number>();
  for (const { ruleId } of verdicts) if (ruleId !== fails[0]?.ruleId) elsewhere.set(ruleId, (elsewhere.get(ruleId) ?? 0) + 1);
  const parts = [...elsewhere].map(([ruleId, number]) => `${count(number, 'finding')} of ${ruleId}`);
  return parts.length === 0 ? '' : ` It explains ${parts.join(' and ')} as well.`;
}

/** The cause stands above its effects: as their evidence it need not be told again. */
function withoutCause(fail: Verdict, cause: Location | undefined): Verdict {
  if (cause === undefined || fail.related === undefined) return fail;
  return { ...fail, related: fail.related.filter(({ location }) => !isSame(location, cause)) };
}

function isSame(a: Location, b: Location): boolean {
  return a.file === b.file && a.line === b.line && a.column === b.column && a.endColumn === b.endColumn;
}
