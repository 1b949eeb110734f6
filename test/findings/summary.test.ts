import { expect, it } from 'vitest';
import type { Verdict } from '../../src/findings/report.ts';
import { summarize } from '../../src/findings/summary.ts';

const one = (verdict: Verdict['verdict'], level?: Verdict['level']): Verdict => ({
  ruleId: 'r',
  verdict,
  subject: { kind: 'host', name: 'h' },
  fingerprint: '',
  ...(level === undefined ? {} : { level }),
});

it('counts by outcome and level', () => {
  const verdicts = [
    one('fail', 'error'),
    one('fail', 'note'),
    one('fail', 'note'),
    one('pass'),
    one('unknown'),
    one('notApplicable'),
  ];
  expect(summarize(verdicts, { hosts: 3, vms: 7 })).toEqual({
    fail: { error: 1, warning: 0, note: 2 },
    pass: 1,
    unknown: 1,
    notApplicable: 1,
    hosts: 3,
    vms: 7,
  });
});

it('loses no fail that has no level', () => {
  expect(summarize([one('fail')], { hosts: 1, vms: 0 }).fail.error).toBe(1);
});
