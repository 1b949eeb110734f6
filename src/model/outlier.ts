/** What another member of a group has: `value` undefined when that is not known, `certain` false when it may not belong to the group. */
export interface Vote {
  readonly value: string | undefined;
  readonly certain: boolean;
}

/**
 * Whether a member with the value `own` stands out from its group: some other value is at least as frequent. So in a tie, where nobody
 * can say who is right, all members stand out. Undefined when what is not known could change the answer.
 */
export function standsOut(own: string, others: readonly Vote[]): boolean | undefined {
  const least = new Map<string, number>([[own, 1]]);
  const most = new Map<string, number>([[own, 1]]);
  let wild = 0;
  for (const { value, certain } of others) {
    if (value === undefined) wild += 1;
    else most.set(value, (most.get(value) ?? 0) + 1);
    if (value !== undefined && certain) least.set(value, (least.get(value) ?? 0) + 1);
  }
  const rival = (counts: ReadonlyMap<string, number>) =>
    Math.max(0, ...[...counts].filter(([value]) => value !== own).map(([, count]) => count));
  if ((most.get(own) ?? 0) + wild <= rival(least)) return true;
  return (least.get(own) ?? 0) > rival(most) + wild ? false : undefined;
}
