import { expect, it } from 'vitest';
import { severityOf } from '../../src/engine/rule.ts';
import { rulesList } from '../../src/reporters/rules-list.ts';
import { chapCard, mtuCard, pvscsiCard } from './report.fixture.ts';

it('lists rules by family, aligned', () => {
  const other = { ...mtuCard, id: 'mtu-a', title: 'Another', severity: pvscsiCard.severity };
  expect(rulesList([mtuCard, chapCard, other, pvscsiCard])).toBe(
    [
      'mtu',
      '  mtu-a                    note     Another',
      '  mtu-vmk-exceeds-vswitch  error    A VMkernel adapter has a larger MTU than its switch',
      '',
      'initiator',
      '  iscsi-chap-missing       warning  An iSCSI adapter does not ask for CHAP',
      '',
      'controllers',
      '  pvscsi-preferred         note     A busy VM uses another controller than PVSCSI',
      '',
      '4 rules',
      '',
    ].join('\n'),
  );
});

it('says that there is none', () => {
  expect(rulesList([])).toBe('0 rules\n');
});

it('tells what a profile changes, in levels, in cases and in what it forgives', () => {
  const card = {
    ...chapCard,
    severity: severityOf({ default: 'note', stig: 'error', lab: 'note' }),
    cases: [
      { key: 'alone', when: 'It has a VLAN of its own.', severity: severityOf({ default: 'note', stig: 'warning' }) },
      { key: 'same', when: 'This is not told.', severity: severityOf('warning') },
    ],
    exceptions: [
      { key: 'lab', when: 'The array is a virtual one.', profile: 'lab' },
      { key: 'all', when: 'This is not told.' },
    ],
  } as const;
  const rows = (profile: 'stig' | 'lab' | 'recommended') => rulesList([card], { profile });

  expect(rows('stig')).toBe(
    [
      'Profile stig: As the DISA STIG for vSphere rates it.',
      '',
      'initiator',
      '  iscsi-chap-missing  error    An iSCSI adapter does not ask for CHAP',
      '                               otherwise note',
      '                               warning, otherwise note: It has a VLAN of its own.',
      '',
      '1 rule',
      '',
    ].join('\n'),
  );
  expect(rows('lab')).toContain('not at all: The array is a virtual one.');
  expect(rows('recommended')).toBe(rulesList([card]));
  expect(rows('recommended')).not.toContain('otherwise');
});

it('names the plugin of a rule', () => {
  expect(rulesList([{ ...chapCard, plugin: './house.mjs' }])).toContain('does not ask for CHAP (./house.mjs)\n');
});
