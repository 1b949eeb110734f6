import { expect, it } from 'vitest';
import { causesOf } from '../../src/findings/causes.ts';
import type { Cause, Verdict } from '../../src/findings/report.ts';
import { verdict } from '../reporters/report.fixture.ts';

const cause = (fingerprint: string): Cause => ({
  fingerprint,
  subject: { kind: 'switch', host: 'esx01', name: 'vSwitch1' },
  message: 'vSwitch1 carries frames of up to 1500 bytes.',
});
const fail = (name: string, rest: Partial<Verdict>) =>
  verdict('mtu-vmk-exceeds-vswitch', { kind: 'vmkernel-adapter', host: 'esx01', name }, rest);

it('gathers the findings of one cause in their order, and takes the level of the first', () => {
  const [first, second] = [
    fail('vmk1', { level: 'warning', cause: cause('a') }),
    fail('vmk2', { level: 'note', cause: cause('a') }),
  ];
  const between = fail('vmk3', { level: 'note', cause: cause('b') });
  const last = fail('vmk4', { level: 'note', cause: cause('b') });

  expect(causesOf([first, between, second, last])).toEqual([
    { cause: cause('a'), level: 'warning', verdicts: [first, second] },
    { cause: cause('b'), level: 'note', verdicts: [between, last] },
  ]);
});

it('knows no cause of a single finding, of findings without one and of other verdicts', () => {
  const verdicts = [
    fail('vmk1', { level: 'error', cause: cause('a') }),
    fail('vmk2', { level: 'error' }),
    fail('vmk3', { level: 'error' }),
    fail('vmk4', { verdict: 'pass', cause: cause('a') }),
  ];

  expect(causesOf(verdicts)).toEqual([]);
});
