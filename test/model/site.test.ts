import { describe, expect, it } from 'vitest';
import type { Known } from '../../src/model/fact.ts';
import { type Network, networkAt, parseCidr } from '../../src/model/ipv4.ts';
import { emptySite, type SiteEntries, SiteFacts } from '../../src/model/site.ts';

const known = <T>(value: T): Known<T> => ({
  known: true,
  value,
  origin: { kind: 'text', file: 'facts.yaml', line: 1, column: 1, endLine: 1, endColumn: 2 },
});
const vouched = { who: known('x'), when: known('2026-01-01'), until: known('2027-01-01') };
const site = (entries: Partial<SiteEntries>) => new SiteFacts({ ...emptySite.entries, ...entries });

function network(text: string): Network {
  const range = parseCidr(text);
  if (range === undefined) throw new Error(text);
  return networkAt(range.address, range.prefix);
}

describe('switch ports', () => {
  const facts = site({
    switches: [
      { ...vouched, host: known('*'), mtu: known(1500) },
      { ...vouched, host: known('esx01*'), nics: known(['vmnic2', 'vmnic3']), mtu: known(9216) },
      { ...vouched, nics: known(['vmnic9']), flowControl: known('off') },
      { ...vouched, switch: known('core-*'), mtu: known(9000) },
      { ...vouched, switch: known('core-1'), port: known('Eth1/7'), mtu: known(4000) },
      { ...vouched, host: known('esx05'), switch: known('edge'), mtu: known(2000) },
    ],
  });

  it('answers with the last entry that matches', () => {
    expect(facts.switchMtu('esx01.lab', 'vmnic2')?.value).toBe(9216);
    expect(facts.switchMtu('esx01.lab', 'VMNIC3')?.value).toBe(9216);
    expect(facts.switchMtu('esx01.lab', 'vmnic4')?.value).toBe(1500);
    expect(facts.switchMtu('esx02.lab', 'vmnic2')?.value).toBe(1500);
  });

  it('knows a switch by what the uplink sees', () => {
    expect(facts.switchMtu('esx02', 'vmnic0', { switch: 'core-2' })?.value).toBe(9000);
    expect(facts.switchMtu('esx02', 'vmnic0', { switch: 'core-1', port: 'eth1/7' })?.value).toBe(4000);
    expect(facts.switchMtu('esx02', 'vmnic0', { switch: 'core-1', port: 'Eth1/8' })?.value).toBe(9000);
    expect(facts.switchMtu('esx02', 'vmnic0', { switch: 'core-1' })?.value).toBe(9000);
  });

  it('drops an entry that the neighbour contradicts', () => {
    expect(facts.switchMtu('esx05', 'vmnic0')?.value).toBe(2000);
    expect(facts.switchMtu('esx05', 'vmnic0', { switch: 'EDGE' })?.value).toBe(2000);
    expect(facts.switchMtu('esx05', 'vmnic0', { switch: 'other' })?.value).toBe(1500);
  });

  it('asks for each fact by itself', () => {
    expect(facts.flowControl('esx07', 'vmnic9')?.value).toBe('off');
    expect(facts.switchMtu('esx07', 'vmnic9')?.value).toBe(1500);
    expect(facts.flowControl('esx07', 'vmnic8')).toBeUndefined();
  });
});

describe('targets and arrays', () => {
  const facts = site({
    targets: [
      { ...vouched, network: known(network('10.0.1.7/32')), mtu: known(1500) },
      { ...vouched, network: known(network('10.0.1.0/24')), mtu: known(9000), array: known('ALPHA') },
      { ...vouched, network: known(network('10.0.0.0/16')), mtu: known(4000) },
      { ...vouched, network: known(network('10.9.0.0/24')), mtu: known(1) },
      { ...vouched, network: known(network('10.9.0.0/24')), mtu: known(2) },
    ],
    arrays: [
      { ...vouched, name: known('alpha'), networks: [], iscsiNames: ['iqn.a:*'] },
      { ...vouched, name: known('beta'), networks: [network('10.0.0.0/8'), network('172.16.0.0/12')], iscsiNames: [] },
      { ...vouched, name: known('gamma'), networks: [network('172.16.5.0/24')], iscsiNames: ['iqn.a:special'] },
      { ...vouched, name: known('delta'), networks: [], iscsiNames: [] },
    ],
  });

  it('takes the longest prefix, then the last entry', () => {
    expect(facts.targetMtu('10.0.1.7')?.value).toBe(1500);
    expect(facts.targetMtu('10.0.1.8')?.value).toBe(9000);
    expect(facts.targetMtu('10.0.2.8')?.value).toBe(4000);
    expect(facts.targetMtu('10.9.0.1')?.value).toBe(2);
    expect(facts.targetMtu('10.1.0.1')).toBeUndefined();
    expect(facts.targetMtu('array.lab')).toBeUndefined();
  });

  it('finds the array by a portal, by its own networks, by an iSCSI name', () => {
    const name = (target: string) => facts.arrayOf(target)?.name.value;
    expect(name('10.0.1.7')).toBe('alpha');
    expect(name('10.0.2.7')).toBe('beta');
    expect(name('172.16.5.1')).toBe('gamma');
    expect(name('172.16.6.1')).toBe('beta');
    expect(name('iqn.a:disk')).toBe('alpha');
    expect(name('iqn.a:SPECIAL')).toBe('gamma');
    expect(name('iqn.b:disk')).toBeUndefined();
    expect(name('192.168.0.1')).toBeUndefined();
  });
});

describe('vmkpings', () => {
  const ping = (host: string, vmk: string, target: string, size: number) => ({
    ...vouched,
    host: known(host),
    vmk: known(vmk),
    target: known(target),
    size: known(size),
    df: known(true),
    result: known('pass' as const),
  });
  const facts = site({
    vmkpings: [
      ping('esx*', 'vmk1', '10.0.0.1', 8972),
      ping('esx01', 'vmk1', '10.0.0.1', 1472),
      ping('*', 'vmk2', '10.0.0.1', 64),
    ],
  });

  it('gives all sizes that were tried', () => {
    const sizes = (host: string, vmk: string, target: string) =>
      facts.vmkping(host, vmk, target).map((entry) => entry.size.value);
    expect(sizes('esx01', 'vmk1', '10.0.0.1')).toEqual([8972, 1472]);
    expect(sizes('esx02', 'vmk1', '10.0.0.1')).toEqual([8972]);
    expect(sizes('esx02', 'vmk1', '10.0.0.2')).toEqual([]);
    expect(sizes('esx02', 'vmk11', '10.0.0.1')).toEqual([]);
  });
});

it('joins what several entries state of a VM', () => {
  const facts = site({
    vms: [
      { ...vouched, name: known('ora-*'), peakIops: known(100), roles: [known('oracle')] },
      { ...vouched, name: known('*-1'), peakIops: known(4000), roles: [] },
      { ...vouched, name: known('ORA-1'), roles: [known('appliance')] },
    ],
  });
  expect(facts.vm('ora-1').peakIops?.value).toBe(4000);
  expect(facts.vm('ora-1').roles.map((role) => role.value)).toEqual(['oracle', 'appliance']);
  expect(facts.vm('ora-2').peakIops?.value).toBe(100);
  expect(facts.vm('web')).toEqual({ roles: [] });
});

describe('allow-lists', () => {
  const facts = site({
    allow: [
      { ...vouched, rule: known('a'), object: known('VSA-*'), reason: known('by object') },
      { ...vouched, rule: known('a'), host: known('lab*'), reason: known('by host') },
      { ...vouched, rule: known('b'), host: known('esx*'), object: known('x'), reason: known('by both') },
    ],
  });

  it.each([
    ['a', 'esx01', 'vsa-1', 'by object'],
    ['a', undefined, 'VSA-1', 'by object'],
    ['a', 'lab1', 'other', 'by host'],
    ['a', undefined, 'other', undefined],
    ['a', 'esx01', 'other', undefined],
    ['b', 'esx01', 'x', 'by both'],
    ['b', 'esx01', 'y', undefined],
    ['b', 'lab1', 'x', undefined],
    ['b', undefined, 'x', undefined],
    ['A', 'esx01', 'VSA-1', undefined],
  ])('rule %s, host %s, object %s: %s', (rule, host, object, reason) => {
    expect(facts.allowed(rule, host, object)?.value).toBe(reason);
  });
});

it('states nothing where there is no facts file', () => {
  expect(emptySite.switchMtu('esx01', 'vmnic0', { switch: 's' })).toBeUndefined();
  expect(emptySite.flowControl('esx01', 'vmnic0')).toBeUndefined();
  expect(emptySite.targetMtu('10.0.0.1')).toBeUndefined();
  expect(emptySite.arrayOf('10.0.0.1')).toBeUndefined();
  expect(emptySite.vmkping('esx01', 'vmk1', '10.0.0.1')).toEqual([]);
  expect(emptySite.vm('a')).toEqual({ roles: [] });
  expect(emptySite.allowed('a', 'esx01', 'x')).toBeUndefined();
});
