import { describe, expect, it } from 'vitest';
import { vlanOf } from '../../src/readers/rvtools/distributed.ts';
import { guestIdOf } from '../../src/readers/rvtools/guests.ts';
import { headerKey, TABS, tabNamed, tabTold } from '../../src/readers/rvtools/tabs.ts';
import { count, flag } from '../../src/readers/rvtools/words.ts';
import { tabs } from './rvtools.estate.ts';

describe('cells in words', () => {
  it.each([
    ['9000', 9000],
    ['9,000', 9000],
    ['9.000', 9000],
    ['1 048 576', 1_048_576],
    ['1500.0', 1500],
    ['0', 0],
    ['-1', undefined],
    ['0.44', undefined],
    ['1.5', undefined],
    ['12,34', undefined],
    ['9000 bytes', undefined],
    ['', undefined],
  ])('%j is the number %s', (text, number) => {
    expect(count(text)).toBe(number);
  });

  it.each([
    ['True', true],
    ['FALSE', false],
    ['1', true],
    ['Falsch', false],
    ['None', undefined],
    ['Link is down!', undefined],
  ])('%j is %s', (text, value) => {
    expect(flag(text)).toBe(value);
  });

  it.each([
    ['101', 101],
    ['0-4094', [{ start: 0, end: 4094 }]],
    [
      '10, 20-29',
      [
        { start: 10, end: 10 },
        { start: 20, end: 29 },
      ],
    ],
    ['private', undefined],
  ])('%j is the VLAN %j', (text, vlan) => {
    expect(vlanOf(text)).toEqual(vlan);
  });

  it.each([
    ['Microsoft Windows Server 2022 (64-bit)', 'windows2019srvNext_64Guest'],
    ['Microsoft Windows Server 2008 (32-bit)', 'winLonghornGuest'],
    ['Microsoft Windows Server 2008 R2 (64-bit)', 'windows7Server64Guest'],
    ['Red Hat Enterprise Linux 8 (64-bit)', 'rhel8_64Guest'],
    ['CentOS 4/5 or later (64-bit)', 'centos64Guest'],
    ['Ubuntu Linux (64-bit)', 'ubuntu64Guest'],
    ['Microsoft Windows Server 2019 (32-bit)', undefined],
    ['Some other system', undefined],
    ['__proto__', undefined],
  ])('%s is the guest %s', (name, id) => {
    expect(guestIdOf(name)).toBe(id);
  });
});

describe('tabs', () => {
  it.each(['vHost', 'VHOST', ' tabvHost', 'RVTools_tabvHost'])('%j is vHost', (name) => {
    expect(tabNamed(name)?.name).toBe('vHost');
  });

  it.each(['Sheet1', 'host', '__proto__'])('%j is none', (name) => {
    expect(tabNamed(name)).toBeUndefined();
  });

  it.each(Object.entries(tabs))('%s is told by its header, whatever the sheet is called', (name, [header = []]) => {
    expect(tabTold(new Set(header.map((text) => headerKey(String(text)))))?.name).toBe(name);
  });

  it('reads no column that holds notes, licences or addresses of people', () => {
    expect(TABS.flatMap(({ reads }) => reads).filter((header) => /annotation|key|owner|password|license/.test(header))).toEqual([
      'disk key',
    ]);
  });
});
