import { describe, expect, it } from 'vitest';
import { coverage, gapSentence, toProvide } from '../../src/findings/coverage.ts';
import type { Missing, Subject, Verdict } from '../../src/findings/report.ts';

const binding = (hba: string): Missing => ({
  fact: `port bindings of ${hba}`,
  group: 'port bindings',
  because: 'not in the export',
  provide: 'esxcli iscsi networkportal list',
});
const switchMtu: Missing = {
  fact: 'MTU of the port of vmnic2',
  group: 'switch port MTU',
  because: 'no export has it',
  provide: 'switchPorts in facts.yaml',
};

function unknown(subject: Subject, ...missing: Missing[]): Verdict {
  return { ruleId: 'r', verdict: 'unknown', subject, missing, fingerprint: '' };
}
const vmk = (host: string, name = 'vmk1'): Subject => ({ kind: 'vmkernel-adapter', host, name });

describe('coverage', () => {
  it('puts the same missing fact of many objects in one line, the fact that blocks most in front', () => {
    const gaps = coverage([
      unknown({ kind: 'cluster', name: 'C1' }, switchMtu),
      unknown(vmk('esx10'), binding('vmhba64')),
      unknown(vmk('esx2'), binding('vmhba65')),
      unknown(vmk('esx2', 'vmk2'), binding('vmhba65')),
      unknown(vmk('esx3'), binding('vmhba65')),
      unknown({ kind: 'host', name: 'esx4' }, binding('vmhba65')),
    ]);
    expect(gaps).toEqual([
      {
        group: 'port bindings',
        because: 'not in the export',
        provide: 'esxcli iscsi networkportal list',
        checks: 5,
        hosts: 4,
        others: 0,
        examples: ['esx2', 'esx3', 'esx4'],
      },
      {
        group: 'switch port MTU',
        because: 'no export has it',
        provide: 'switchPorts in facts.yaml',
        checks: 1,
        hosts: 0,
        others: 1,
        examples: ['C1'],
      },
    ]);
    expect(gaps.map(gapSentence)).toEqual([
      'port bindings not in the export: 5 checks undecided on 4 hosts; run `esxcli iscsi networkportal list`',
      'switch port MTU (no export has it): 1 check undecided on C1; give switchPorts in facts.yaml',
    ]);
  });

  it('counts a check once, however many objects of it lack the fact', () => {
    expect(
      coverage([unknown(vmk('esx1'), binding('vmhba64'), binding('vmhba65'), switchMtu)]).map(({ checks }) => checks),
    ).toEqual([1, 1]);
  });

  it('keeps reasons and commands apart', () => {
    const odd = { ...binding('vmhba64'), because: 'the value is not valid' };
    const other = { ...binding('vmhba64'), provide: 'esxcli iscsi adapter list' };
    expect(coverage([unknown(vmk('a'), odd), unknown(vmk('a'), binding('vmhba64')), unknown(vmk('a'), other)])).toHaveLength(3);
  });

  it('asks undecided verdicts only', () => {
    expect(coverage([{ ...unknown(vmk('esx1'), binding('vmhba64')), verdict: 'fail' }])).toEqual([]);
  });

  it('names both, hosts and what has none', () => {
    const gaps = coverage([unknown(vmk('esx1'), switchMtu), unknown({ kind: 'vm', name: 'sql' }, switchMtu)]);
    expect(gaps.map(gapSentence)).toEqual([
      'switch port MTU (no export has it): 2 checks undecided on 1 host and 1 other object; give switchPorts in facts.yaml',
    ]);
  });
});

it('quotes commands only', () => {
  expect(toProvide('vim-cmd hostsvc/net/query_networkhint')).toBe('run `vim-cmd hostsvc/net/query_networkhint`');
  expect(toProvide('Get-VMHostHba')).toBe('run `Get-VMHostHba`');
  expect(toProvide('esxclient notes')).toBe('give esxclient notes');
});
