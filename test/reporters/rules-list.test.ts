import { expect, it } from 'vitest';
import { rulesList } from '../../src/reporters/rules-list.ts';
import { chapCard, mtuCard, pvscsiCard } from './report.fixture.ts';

it('lists rules by family, aligned', () => {
  const other = { ...mtuCard, id: 'mtu-a', title: 'Another', level: 'note' } as const;
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
