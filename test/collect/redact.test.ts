import { describe, expect, it } from 'vitest';
import { otherIpv4, otherIpv6 } from '../../src/collect/redact/addresses.ts';
import { withoutIdentifiers } from '../../src/collect/redact/identifiers.ts';
import { Redactor } from '../../src/collect/redact/redactor.ts';
import { Scrambler } from '../../src/collect/redact/scramble.ts';
import type { Verdict } from '../../src/findings/report.ts';
import type { Entry } from '../build/index.ts';
import { fails, judgeFiles } from '../e2e/run.ts';
import { site } from '../e2e/site.ts';
import { estate as everyRule } from '../estates/every-rule/estate.ts';
import { estate as lab } from '../estates/lab/estate.ts';
import { run } from './run.ts';

const key = new Uint8Array(32).fill(7);
const scrambler = new Scrambler(key);

/** What is collected, as it is and redacted. */
async function both(entries: readonly Entry[]): Promise<{ readonly plain: string; readonly redacted: string }> {
  const vim = entries.filter((entry) => entry.source === 'vim');
  const redactor = new Redactor(key);
  const plain = await run(vim);
  const redacted = await run(vim, {}, { change: (entry) => redactor.entry(entry) });
  return { plain: plain.text, redacted: redacted.text };
}

/** What is judged how: names are others, and so is the order. */
function tally(verdicts: readonly Verdict[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { ruleId, verdict, level, subject } of verdicts) {
    const line = [ruleId, verdict, level ?? '-', subject.kind].join(' ');
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe.each([
  { name: 'three hosts and four VMs', entries: site, faults: 4 },
  { name: 'the lab', entries: lab.entries, faults: 10 },
  { name: 'every rule', entries: everyRule.entries, faults: 50 },
])('$name, redacted', ({ entries, faults }) => {
  const exports = both(entries);

  it('is judged as before', async () => {
    const { plain, redacted } = await exports;
    const before = (await judgeFiles({ 'export.json': plain })).report.verdicts;
    const after = (await judgeFiles({ 'export.json': redacted })).report.verdicts;

    expect(fails(before).length).toBeGreaterThanOrEqual(faults);
    expect(tally(after)).toEqual(tally(before));
  }, 60_000);

  it('tells no name and no address', async () => {
    const { plain, redacted } = await exports;
    const names = [...plain.matchAll(/"(?:name|dvsName|portgroup|systemName|devId|vswitchName)":"([^"]+)"/g)]
      .map(([, name = '']) => name)
      .filter((name) => !GIVEN.test(name));
    const ids = [...plain.matchAll(/naa\.[0-9a-f]{16,32}|iqn\.[^" ]+|\b10\.\d+\.\d+\.\d+|(?:[0-9a-f]{2}:){5}[0-9a-f]{2}/g)]
      .map(([id]) => id)
      .filter((id) => !id.startsWith('10.') || otherIpv4(id, scrambler) !== id);

    expect(names.length).toBeGreaterThan(5);
    expect(ids.length).toBeGreaterThan(20);
    expect([...new Set(names)].filter((name) => redacted.includes(`"${name}"`) || redacted.includes(`-${name}"`))).toEqual([]);
    expect([...new Set(ids)].filter((id) => redacted.includes(`${id}"`) || redacted.includes(`${id}:`))).toEqual([]);
  }, 60_000);
});

/** What the product itself calls so, and names of things that are no names. */
const GIVEN =
  /^(vSwitch\d+|iScsiBoot(vSwitch|PG)|VM Network|Management Network|(dv)?[Uu]plink ?\d+|lag\d+|vmhba.*|VMware ESXi|key-.*|[\w.]*Stack|vmotion|vSphereProvisioning)$/;

it('a network that only a VM names becomes the same everywhere in it', () => {
  const nic = (name: string) => ({
    key: 4000,
    macAddress: '00:50:56:01:02:03',
    deviceInfo: { label: 'Network adapter 1', summary: name },
    backing: { deviceName: name },
  });
  const device = [
    nic('LAN'),
    { key: 1000, busNumber: 0, deviceInfo: { label: 'SCSI controller 0', summary: 'VMware paravirtual SCSI' } },
  ];
  const entry = {
    source: 'vim',
    object: { type: 'VirtualMachine', value: 'vm-9' },
    properties: { name: 'pay01', 'config.hardware': { device } },
  };
  const { properties } = new Redactor(key).entry(entry) as typeof entry;

  expect(properties.name).toBe('vm-n1');
  expect(properties['config.hardware'].device[0]).toMatchObject({
    deviceInfo: { label: 'Network adapter 1', summary: 'network-n1' },
    backing: { deviceName: 'network-n1' },
  });
  expect(properties['config.hardware'].device[1]).toEqual(device[1]);
});

describe('an IPv4 address', () => {
  const pairs = [
    ['10.0.1.11', '10.0.1.200'],
    ['10.0.1.11', '10.0.2.11'],
    ['10.0.0.1', '10.0.1.1'],
    ['10.4.7.1', '10.4.4.1'],
    ['192.168.1.5', '192.168.129.5'],
    ['172.16.0.1', '172.31.0.1'],
    ['10.0.0.1', '192.168.0.1'],
  ] as const;
  const bits = (address: string) =>
    address
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('');
  const common = (a: string, b: string) => [...bits(a)].findIndex((bit, index) => bit !== bits(b)[index]);

  it.each(pairs)('%s and %s have as much in common as before', (a, b) => {
    expect(common(otherIpv4(a, scrambler), otherIpv4(b, scrambler))).toBe(common(a, b));
  });

  it('is another one', () => {
    const before = Array.from({ length: 64 }, (_, index) => `10.${index}.${index * 3}.7`);
    const after = before.map((address) => otherIpv4(address, scrambler));

    expect(new Set(after).size).toBe(64);
    expect(after.filter((address, index) => address === before[index]).length).toBeLessThan(3);
  });

  it.each(['0.0.0.0', '127.0.0.1', '169.254.3.4', '224.0.0.251', '255.255.255.255', '1.2.3.400', '8.0.3'])(
    '%s stays',
    (address) => {
      expect(otherIpv4(address, scrambler)).toBe(address);
    },
  );
});

it('an IPv6 address keeps its network together, however it is written', () => {
  const [a, b, c] = ['2001:db8:1:2::7', '2001:0db8:1:2:0:0:0:9', '2001:db8:1:3::7'].map((address) =>
    otherIpv6(address, scrambler),
  );

  expect(a?.slice(0, 19)).toBe(b?.slice(0, 19));
  expect(a?.slice(0, 19)).not.toBe(c?.slice(0, 19));
  expect(a).not.toContain('2001');
  expect(otherIpv6('fe80::1:2', scrambler)).toMatch(/^fe80:0000:0000:0000:/);
});

describe('an identifier', () => {
  const other = (text: string) => withoutIdentifiers(text, scrambler);

  it('of a device stays in the ids that hold it', () => {
    const naa = other('naa.6000d31000a1b2000000000000000001').slice(4);

    expect(naa).toMatch(/^6000d31[0-9a-f]{25}$/);
    expect(naa).not.toBe('6000d31000a1b2000000000000000001');
    expect(other('02000100006000d31000a1b2000000000000000001564f4c554d45')).toBe(`0200010000${naa}564f4c554d45`);
    expect(other('vml.02000100006000d31000a1b2000000000000000001564f4c554d45')).toBe(`vml.0200010000${naa}564f4c554d45`);
    expect(other('key-vim.host.ScsiDisk-02000100006000d31000a1b2000000000000000001564f4c554d45')).toContain(naa);
  });

  it.each([
    ['iqn.1998-01.com.vmware:esx01-4f1c2a01', /^iqn\.1998-01\.com\.vmware:[a-z]{3}\d{2}-\d[a-z]\d[a-z]\d[a-z]\d{2}$/],
    ['iqn.2004-04.com.Example:My_Host', /^iqn\.2004-04\.[a-z]{3}\.[A-Z][a-z]{6}:[A-Z][a-z]_[A-Z][a-z]{3}$/],
    ['00:50:56:6a:bc:de', /^00:50:56(:[0-9a-f]{2}){3}$/],
    ['4c4c4544-0042-3510-8053-b4c04f4d4d32', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
    ['50 2d 5b 2e 9f 6a 4e 1c-a1 b2 c3 d4 e5 f6 07 18', /^([0-9a-f]{2} ){7}[0-9a-f]{2}-([0-9a-f]{2} ){7}[0-9a-f]{2}$/],
    ['t10.ATA_____Disk____Serial01', /^t10\.[A-Z]{3}_{5}[A-Z][a-z]{3}_{4}[A-Z][a-z]{5}\d\d$/],
    ['eui.00253858d0a1b2c3', /^eui\.002538[0-9a-f]{10}$/],
  ])('%s keeps its form', (text, form) => {
    expect(other(text)).toMatch(form);
    expect(other(text)).not.toBe(text);
    expect(other(text)).toBe(other(text));
  });

  it.each([
    'vmhba64:C0:T1:L0',
    'vmk1',
    'VMW_PSP_RR',
    '8.0.3',
    'mpx.vmhba0:C0:T0:L0',
    'key-vim.host.PhysicalNic-vmnic0',
    '10:42:07',
  ])('%s is none', (text) => {
    expect(other(text)).toBe(text);
  });

  it('depends on the key', () => {
    expect(withoutIdentifiers('00:50:56:6a:bc:de', new Scrambler(new Uint8Array(32)))).not.toBe(other('00:50:56:6a:bc:de'));
  });
});
