import type { Subject } from '../findings/report.ts';
import type { Unknown } from './fact.ts';

/** Stands where a subject may be: membership could not be told, so the rule answers unknown for it instead of leaving it out. */
export class Gap {
  readonly subject: Subject;
  readonly identity: string;
  readonly missing: Unknown;
  /** All that it may be, whatever the missing fact is: when nothing is wrong with any of them, the fact changes nothing. */
  readonly suspects: readonly unknown[];

  constructor(of: { readonly subject: Subject; readonly identity: string }, missing: Unknown, suspects: readonly unknown[] = []) {
    this.subject = of.subject;
    this.identity = of.identity;
    this.missing = missing;
    this.suspects = suspects;
  }
}

/** The subjects of a list that may be unknown: a gap at the owner in that case. */
export function orGap<E>(
  list: { known: true; value: readonly E[] } | Unknown,
  owner: { readonly subject: Subject; readonly identity: string },
): readonly (E | Gap)[] {
  return list.known ? list.value : [new Gap(owner, list)];
}
