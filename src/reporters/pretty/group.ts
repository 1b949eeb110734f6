import type { Level, Report, RuleCard, Verdict } from '../../findings/report.ts';
import { cardOf } from '../card.ts';
import { hostOf, vmOf } from '../subject-path.ts';

/** All fails of one rule. */
export interface RuleGroup {
  readonly card: RuleCard;
  /** The worst level among its fails; a rule may judge one object harder than another. */
  readonly level: Level;
  readonly fails: readonly Verdict[];
}

/** Fails by rule, the rule with the worst and first fail in front; inside a rule they keep the order of the report. */
export function groupByRule(report: Report): readonly RuleGroup[] {
  const groups = new Map<string, Verdict[]>();
  for (const verdict of report.verdicts) {
    if (verdict.verdict !== 'fail') continue;
    const fails = groups.get(verdict.ruleId);
    if (fails === undefined) groups.set(verdict.ruleId, [verdict]);
    else fails.push(verdict);
  }
  return [...groups.values()].flatMap((fails) => {
    const worst = fails[0];
    return worst === undefined ? [] : [{ card: cardOf(report, worst), level: worst.level ?? 'error', fails }];
  });
}

/**
 * Fails that say the same about different objects: their messages are equal once each one's own names are taken out. Whatever else
 * differs, a value or the name of another object, keeps them apart, so that nothing is lost when they are told together.
 */
export function groupByShape(fails: readonly Verdict[]): readonly (readonly Verdict[])[] {
  const shapes = new Map<string, Verdict[]>();
  for (const fail of fails) {
    const shape = shapeOf(fail);
    const alike = shapes.get(shape);
    if (alike === undefined) shapes.set(shape, [fail]);
    else alike.push(fail);
  }
  return [...shapes.values()];
}

function shapeOf({ level = 'error', message = '', subject }: Verdict): string {
  const names: readonly (readonly [string, string | undefined])[] = [
    ['host', hostOf(subject)],
    ['vm', vmOf(subject)],
    ['name', subject.name],
    ['cluster', subject.cluster],
  ];
  // The longest first, as one name may be a part of another: sql01 and sql01-data.
  const byLength = names
    .filter((entry): entry is readonly [string, string] => entry[1] !== undefined && entry[1] !== '')
    .sort(([, a], [, b]) => b.length - a.length);
  const said = byLength.reduce((text, [slot, name]) => replaceName(text, name, `\0${slot}\0`), message);
  return JSON.stringify([level, subject.kind, said]);
}

/** Replaces a name where it stands alone: esx1 not inside esx10 or esx1-b. */
function replaceName(text: string, name: string, slot: string): string {
  let result = '';
  let from = 0;
  for (let found = text.indexOf(name); found !== -1; found = text.indexOf(name, found + name.length)) {
    const end = found + name.length;
    const before = text.slice(Math.max(0, found - 2), found);
    const alone = !/[\p{L}\p{N}_-]$/u.test(before) && !/^[.-]?[\p{L}\p{N}_]/u.test(text.slice(end, end + 3));
    if (!alone) continue;
    result += text.slice(from, found) + slot;
    from = end;
  }
  return result + text.slice(from);
}
