import { describe, expect, it } from 'vitest';
import { compareNatural, compareVerdicts, sortVerdicts } from '../../src/findings/order.ts';
import type { Verdict } from '../../src/findings/report.ts';

describe('compareNatural', () => {
  it('sorts numbers in names by value', () => {
    expect(['vmk10', 'vmk2', 'vmk1', 'vmk', 'vmk2a'].sort(compareNatural)).toEqual(['vmk', 'vmk1', 'vmk2', 'vmk2a', 'vmk10']);
    expect(['10.0.0.12', '10.0.0.2', '9.0.0.1'].sort(compareNatural)).toEqual(['9.0.0.1', '10.0.0.2', '10.0.0.12']);
  });

  it('sorts numbers too long for a double', () => {
    expect(compareNatural('a90071992547409931', 'a90071992547409932')).toBeLessThan(0);
    expect(compareNatural('a190071992547409931', 'a90071992547409932')).toBeGreaterThan(0);
  });

  it('puts upper case beside lower case', () => {
    expect(['b', 'B', 'a', 'C'].sort(compareNatural)).toEqual(['a', 'B', 'b', 'C']);
  });

  it('is a total order', () => {
    const names = [
      '',
      '0',
      '00',
      '1',
      '01',
      'a',
      'A',
      'a0',
      'a00',
      'a1',
      'A01',
      'a01b',
      'a1b',
      'a-1',
      'a.1',
      'ä',
      'é1',
      '\ud800',
      'a10',
      'a9',
      '~',
      ' ',
    ];
    for (const a of names) {
      for (const b of names) {
        expect(Math.sign(compareNatural(a, b))).toBe(0 - Math.sign(compareNatural(b, a)));
        expect(compareNatural(a, b) === 0).toBe(a === b);
        for (const c of names) {
          if (compareNatural(a, b) < 0 && compareNatural(b, c) < 0) expect(compareNatural(a, c)).toBeLessThan(0);
        }
      }
    }
  });
});

describe('compareVerdicts', () => {
  const base: Verdict = {
    ruleId: 'b',
    verdict: 'fail',
    level: 'warning',
    subject: { kind: 'vmkernel-adapter', cluster: 'C2', host: 'esx2', vm: 'v2', name: 'vmk2' },
    location: { file: 'b2.json', line: 20, column: 20, endLine: 20, endColumn: 21 },
    fingerprint: 'b',
    message: 'b',
  };

  // Each pair: the left comes first, though all that is compared later says otherwise.
  const first: readonly [string, Partial<Verdict>][] = [
    ['error before warning', { level: 'error', ruleId: 'z' }],
    ['fail before unknown', { level: 'warning', ruleId: 'a' }],
    ['rule id', { ruleId: 'a', subject: { ...base.subject, cluster: 'Z' } }],
    ['cluster', { subject: { ...base.subject, cluster: 'C1', host: 'z' } }],
    ['no cluster', { subject: { kind: 'vm', host: 'z', name: 'z' } }],
    ['host, natural', { subject: { ...base.subject, host: 'ESX1', kind: 'vm' } }],
    ['kind', { subject: { ...base.subject, kind: 'host', name: 'z' } }],
    ['vm', { subject: { ...base.subject, vm: 'v1', name: 'z' } }],
    ['name', { subject: { ...base.subject, name: 'vmk1' }, fingerprint: 'z' }],
    ['file', { location: { ...base.location, file: 'b1.json', line: 99 } as never }],
    ['line by number', { location: { ...base.location, line: 9, column: 99 } as never }],
    ['column by number', { location: { ...base.location, column: 9 } as never, fingerprint: 'z' }],
    ['fingerprint', { fingerprint: 'a', message: 'z' }],
    ['message', { message: 'a' }],
  ];
  it.each(first)('%s', (_, change) => {
    const other = { ...base, ...change };
    expect(compareVerdicts(other, base)).toBeLessThan(0);
    expect(compareVerdicts(base, other)).toBeGreaterThan(0);
  });

  it('puts outcomes after the fails: unknown, pass, notApplicable', () => {
    const { level: _, ...rest } = base;
    const note = { ...base, level: 'note' } as const;
    const others = (['unknown', 'pass', 'notApplicable'] as const).map((verdict) => ({ ...rest, verdict, ruleId: 'a' }));
    expect(sortVerdicts([...others.toReversed(), note])).toEqual([note, ...others]);
  });

  it('leaves its input as it was', () => {
    const input = Object.freeze([base, { ...base, ruleId: 'a' }]);
    expect(sortVerdicts(input).map(({ ruleId }) => ruleId)).toEqual(['a', 'b']);
    expect(input.map(({ ruleId }) => ruleId)).toEqual(['b', 'a']);
  });
});
