import type { Verdict } from './report.ts';

const LEVEL_RANK = { error: 0, warning: 1, note: 2 } as const;
const OUTCOME_RANK = { fail: 0, unknown: 3, pass: 4, notApplicable: 5 } as const;

/**
 * The one order of all output: fails by level, then unknown, pass, not applicable; then rule, place, subject, position.
 * Total: two verdicts that compare equal are the same to a reader.
 */
export function compareVerdicts(a: Verdict, b: Verdict): number {
  return (
    rank(a) - rank(b) ||
    compareCodeUnits(a.ruleId, b.ruleId) ||
    compareNatural(a.subject.cluster ?? '', b.subject.cluster ?? '') ||
    compareNatural(a.subject.host ?? '', b.subject.host ?? '') ||
    compareCodeUnits(a.subject.kind, b.subject.kind) ||
    compareNatural(a.subject.vm ?? '', b.subject.vm ?? '') ||
    compareNatural(a.subject.name, b.subject.name) ||
    compareNatural(a.location?.file ?? '', b.location?.file ?? '') ||
    (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
    (a.location?.column ?? 0) - (b.location?.column ?? 0) ||
    compareCodeUnits(a.fingerprint, b.fingerprint) ||
    compareCodeUnits(a.message ?? '', b.message ?? '')
  );
}

/** A sorted copy; the input keeps its order. */
export function sortVerdicts(verdicts: readonly Verdict[]): Verdict[] {
  return [...verdicts].sort(compareVerdicts);
}

/**
 * Names as an administrator sorts them: vmk2 before vmk10, and upper case beside lower case. No locale is asked, so that the order
 * is the same on every machine. Returns 0 only for equal strings.
 */
export function compareNatural(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const left = fold(a.charCodeAt(i));
    const right = fold(b.charCodeAt(j));
    if (isDigit(left) && isDigit(right)) {
      const leftEnd = endOfDigits(a, i);
      const rightEnd = endOfDigits(b, j);
      const byValue = compareDigits(a.slice(i, leftEnd), b.slice(j, rightEnd));
      if (byValue !== 0) return byValue;
      i = leftEnd;
      j = rightEnd;
    } else {
      if (left !== right) return left - right;
      i++;
      j++;
    }
  }
  // One is a prefix of the other, or they differ in case and leading zeros only.
  return Math.sign(a.length - i - (b.length - j)) || compareCodeUnits(a, b);
}

function rank(verdict: Verdict): number {
  return verdict.verdict === 'fail' ? LEVEL_RANK[verdict.level ?? 'error'] : OUTCOME_RANK[verdict.verdict];
}

/** Numbers of any length, compared as text: a number may be too long for a double. */
function compareDigits(a: string, b: string): number {
  const left = a.replace(/^0+/, '');
  const right = b.replace(/^0+/, '');
  return left.length - right.length || compareCodeUnits(left, right);
}

function compareCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function endOfDigits(text: string, from: number): number {
  let end = from;
  while (end < text.length && isDigit(text.charCodeAt(end))) end++;
  return end;
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

/** ASCII letters to lower case. */
function fold(unit: number): number {
  return unit >= 65 && unit <= 90 ? unit + 32 : unit;
}
