import { describe, expect, it } from 'vitest';
import { type FactsFile, loadFacts } from '../../src/config/facts.ts';

const context = { today: '2026-11-22', allowRules: ['iscsi-vlan-shared-with-vm-portgroup', 'vm-multiwriter-vmdk'] };
const vouched = 'who: Net Team, when: 2026-01-10, until: 2027-01-10';

const load = (...texts: string[]) =>
  loadFacts(
    texts.map((text, index): FactsFile => ({ path: index === 0 ? 'facts.yaml' : `facts${index + 1}.yaml`, text })),
    context,
  );

function siteOf(...texts: string[]) {
  const { value, problems } = load(...texts);
  expect(problems).toEqual([]);
  if (value === undefined) throw new Error('no facts');
  return value;
}

const print = (problems: ReturnType<typeof load>['problems']) =>
  problems.map(
    (problem) => `${problem.file}:${problem.line}:${problem.column}-${problem.endColumn} ${problem.severity}: ${problem.message}`,
  );

function errorsOf(...texts: string[]): string[] {
  const { value, problems } = load(...texts);
  expect(value).toBeUndefined();
  return print(problems);
}

describe('a good facts.yaml', () => {
  it('is read whole, each value with its place', () => {
    const site = siteOf(`switches:
  - host: esx0*.lab
    nics: [vmnic2]
    switch: sw-a
    port: Eth1/1
    mtu: 9216
    flow-control: receive
    who: Net Team
    when: 2026-01-10
    until: 2027-01-10
targets:
  - { address: 10.0.1.0/24, mtu: 9000, array: Alpha, ${vouched} }
arrays:
  - { name: alpha, targets: [10.0.2.1, 10.0.3.0/24, 'iqn.2010-06.com.example:*'], vendor: Example, spindles: 12, flash: false, typical-io-kib: 16, ${vouched} }
vmkping:
  - { host: '*', vmk: vmk1, target: 10.0.1.201, size: 8972, df: true, result: pass, ${vouched} }
vms:
  - { name: 'ora-*', peak-iops: 3000, role: [oracle, database], ${vouched} }
  - { name: vsa1, role: storage-appliance, ${vouched} }
allow:
  - { rule: iscsi-vlan-shared-with-vm-portgroup, host: esx01.lab, object: 'VSA-*', reason: it is the array, ${vouched} }
`);
    const origin = (line: number, column: number, endColumn: number, pointer: string) => ({
      kind: 'text',
      file: 'facts.yaml',
      line,
      column,
      endLine: line,
      endColumn,
      pointer,
    });
    expect(site.switchMtu('ESX01.lab', 'vmnic2')).toEqual({
      known: true,
      value: 9216,
      origin: origin(6, 10, 14, '/switches/0/mtu'),
    });
    expect(site.flowControl('esx01.lab', 'vmnic2')?.value).toBe('receive');
    expect(site.targetMtu('10.0.1.201')?.value).toBe(9000);
    const array = site.arrayOf('10.0.1.201');
    expect(array).toMatchObject({
      name: { value: 'alpha' },
      vendor: { value: 'Example' },
      spindles: { value: 12 },
      flash: { value: false },
      typicalIoKib: { value: 16 },
      who: { value: 'Net Team' },
      when: { value: '2026-01-10' },
      until: { value: '2027-01-10' },
    });
    for (const target of ['10.0.2.1', '10.0.3.77', 'IQN.2010-06.com.example:disk0']) expect(site.arrayOf(target)).toBe(array);
    expect(site.vmkping('esx01.lab', 'vmk1', '10.0.1.201')).toMatchObject([
      { size: { value: 8972 }, df: { value: true }, result: { value: 'pass', origin: { pointer: '/vmkping/0/result' } } },
    ]);
    expect(site.vm('ORA-1')).toMatchObject({ peakIops: { value: 3000 }, roles: [{ value: 'oracle' }, { value: 'database' }] });
    expect(site.vm('vsa1').roles).toMatchObject([{ value: 'storage-appliance', origin: { pointer: '/vms/1/role' } }]);
    expect(site.allowed('iscsi-vlan-shared-with-vm-portgroup', 'esx01.lab', 'VSA-7')).toMatchObject({
      value: 'it is the array',
      origin: { pointer: '/allow/0/reason' },
    });
  });

  it('may be empty', () => {
    expect(siteOf('').entries).toEqual({ switches: [], targets: [], arrays: [], vmkpings: [], vms: [], allow: [] });
  });

  it('may spare its writer the repetition by a merge', () => {
    const site = siteOf(`vms:\n  - &first { name: a, role: oracle, ${vouched} }\n  - { <<: *first, name: b }\n`);
    expect(site.vm('b').roles[0]?.origin).toMatchObject({ line: 2, pointer: '/vms/1/role' });
  });

  it('is read together with others, later files winning', () => {
    const ports = (mtu: number) => `switches: [{ host: '*', mtu: ${mtu}, ${vouched} }]`;
    const site = siteOf(
      ports(1500),
      ports(9216),
      `targets: [{ address: 10.0.0.1, array: beta, ${vouched} }]`,
      `arrays: [{ name: Beta, ${vouched} }]`,
    );
    expect(site.switchMtu('esx01', 'vmnic0')).toMatchObject({ value: 9216, origin: { file: 'facts2.yaml' } });
    expect(site.arrayOf('10.0.0.1')?.name.value).toBe('Beta');
  });
});

describe('expiry', () => {
  const vm = (until: string) => `vms:\n  - name: a\n    role: oracle\n    who: me\n    when: 2026-01-01\n    until: ${until}\n`;

  it('uses an entry through its last day', () => {
    expect(siteOf(vm('2026-11-22')).vm('a').roles).toHaveLength(1);
  });

  it('ignores it afterwards and says so', () => {
    const { value, problems } = load(vm('2026-11-21'));
    expect(value?.vm('a').roles).toEqual([]);
    expect(print(problems)).toEqual(['facts.yaml:6:12-22 warning: expired on 2026-11-21; its facts are not used']);
  });

  it('takes a portal whose array has expired for a portal without one', () => {
    const { value, problems } = load(
      `targets: [{ address: 10.0.0.1, mtu: 9000, array: a, ${vouched} }]\narrays:\n  - { name: a, spindles: 4, who: x, when: 2020-01-01, until: 2020-02-01 }`,
    );
    expect(problems.map((problem) => problem.severity)).toEqual(['warning']);
    expect(value?.targetMtu('10.0.0.1')?.value).toBe(9000);
    expect(value?.arrayOf('10.0.0.1')).toBeUndefined();
  });
});

describe('a wrong facts.yaml', () => {
  it('has all problems of its structure reported', () => {
    const text = `switches:
  - { port: x }
  - mtu: 1
    nisc: [vmnic0]
    nics: [vmnic1, vmnic1]
    who: 3
    when: 2026-01-01
    until: tomorrow
targets:
vms:
  - name: x
    role: oracel
    peak-iops: -1
    who: a
    when: 2026-01-01
    until: 2026-02-01
`;
    expect(errorsOf(text)).toEqual([
      'facts.yaml:2:5-16 error: item 1 of "switches" needs at least one of "host", "nics", "switch"',
      'facts.yaml:2:5-16 error: item 1 of "switches" needs at least one of "mtu", "flow-control"',
      'facts.yaml:2:5-16 error: missing key "who"',
      'facts.yaml:2:5-16 error: missing key "when"',
      'facts.yaml:2:5-16 error: missing key "until"',
      'facts.yaml:3:10-11 error: "mtu" must be at least 576, but is 1',
      'facts.yaml:4:5-9 error: unknown key "nisc"; did you mean "nics"?',
      'facts.yaml:5:20-26 error: "nics" lists "vmnic1" twice',
      'facts.yaml:6:10-11 error: "who" must be text, but is 3; put it in quotes',
      'facts.yaml:8:12-20 error: "until" must be a date like 2026-11-22, but is "tomorrow"',
      'facts.yaml:9:1-8 error: "targets" is empty; it must be a list',
      'facts.yaml:12:11-17 error: "role" must be one of oracle, database, appliance, wsfc-node, storage-appliance, in-guest-iscsi, but is "oracel"; did you mean "oracle"?',
      'facts.yaml:13:16-18 error: "peak-iops" must be at least 0, but is -1',
    ]);
  });

  it.each([
    ['when', '2026-02-30', 'there is no day 2026-02-30'],
    ['when', '2026-13-01', 'there is no day 2026-13-01'],
    ['until', '2027-02-29', 'there is no day 2027-02-29'],
    ['until', '2025-12-31', '"until" lies before "when" (2026-01-01)'],
  ])('%s: %s', (key, date, message) => {
    const dates = { when: '2026-01-01', until: '2027-01-01', [key]: date };
    const text = `vms:\n- name: a\n  role: oracle\n  who: x\n  when: ${dates.when}\n  until: ${dates.until}\n`;
    const place = key === 'when' ? '5:9-19' : '6:10-20';
    expect(errorsOf(text)).toContain(`facts.yaml:${place} error: ${message}`);
  });

  it.each([
    [
      'targets',
      'address: 10.0.1.300, mtu: 9000',
      '"10.0.1.300" is neither an IPv4 address (10.0.1.201) nor a network (10.0.1.0/24)',
    ],
    [
      'targets',
      'address: 10.0.1.201/24, mtu: 9000',
      '"10.0.1.201/24" is an address inside a network; the network is 10.0.1.0/24',
    ],
    ['targets', 'address: "fe80::1", mtu: 9000', '"fe80::1" is neither an IPv4 address (10.0.1.201) nor a network (10.0.1.0/24)'],
    ['targets', 'address: 10.0.1.1, array: x', 'no array is named "x"'],
    [
      'arrays',
      "name: a, targets: ['10.0.1.*']",
      '"10.0.1.*" is neither an IPv4 address (10.0.1.201), a network (10.0.1.0/24) nor an iSCSI name (iqn.*)',
    ],
    ['vmkping', 'host: a, vmk: vmk1, target: array, size: 1, df: true, result: pass', '"array" is not an IPv4 address'],
    [
      'vmkping',
      'host: a, vmk: vmk, target: 10.0.0.1, size: 1, df: true, result: pass',
      '"vmk" must be a VMkernel adapter like vmk1, but is "vmk"',
    ],
    [
      'vmkping',
      'host: a, vmk: vmk1, target: 10.0.0.1, size: 1, df: yes, result: pass',
      '"df" must be true or false, but is "yes"',
    ],
    ['vmkping', 'host: a, vmk: vmk1, target: 10.0.0.1, size: 1, result: pass', 'missing key "df"'],
    [
      'allow',
      'rule: vm-multiwriter-vmdks, object: a, reason: b',
      'no rule "vm-multiwriter-vmdks" has an allow-list; did you mean "vm-multiwriter-vmdk"?',
    ],
    ['allow', 'rule: path-dead, object: a, reason: b', 'no rule "path-dead" has an allow-list'],
    ['allow', 'rule: vm-multiwriter-vmdk, reason: b', 'item 1 of "allow" needs at least one of "host", "object"'],
    ['allow', 'rule: vm-multiwriter-vmdk, object: a', 'missing key "reason"'],
    ['vms', 'name: a', 'item 1 of "vms" needs at least one of "peak-iops", "role"'],
    ['vms', 'name: a, role: []', '"role" must not be empty'],
  ])('%s: {%s}', (section, entry, message) => {
    const errors = errorsOf(`${section}:\n  - { ${entry}, ${vouched} }\n`);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/^facts\.yaml:2:\d+-\d+ error: /);
    expect(errors[0]?.replace(/^.*? error: /, '')).toBe(message);
  });

  it('suggests the array that was probably meant', () => {
    const text = `arrays: [{ name: alpha, ${vouched} }]\ntargets:\n  - { address: 10.0.1.1, array: aplha, ${vouched} }`;
    expect(errorsOf(text)).toEqual(['facts.yaml:3:33-38 error: no array is named "aplha"; did you mean "alpha"?']);
  });

  it('does not hide the problems of the other files', () => {
    expect(errorsOf('a: "', 'vms: 1', `vms: [{ name: a, role: oracle, who: x, when: 2020-01-01, until: 2020-01-02 }]`)).toEqual([
      'facts.yaml:1:5-5 error: not valid YAML: unexpected end of the stream within a double quoted scalar',
      'facts2.yaml:1:6-7 error: "vms" must be a list, but is 1',
      'facts3.yaml:1:65-75 warning: expired on 2020-01-02; its facts are not used',
    ]);
  });

  it('does not miss an array that a broken file may name', () => {
    expect(errorsOf(`targets: [{ address: 10.0.0.1, array: alpha, ${vouched} }]`, 'arrays: {')).toEqual([
      'facts2.yaml:1:10-10 error: not valid YAML: unexpected end of the stream within a flow collection',
    ]);
  });

  it('is not misled by keys that objects have anyway', () => {
    expect(errorsOf('__proto__: []')).toEqual([
      'facts.yaml:1:1-10 error: unknown key "__proto__"; known here: switches, targets, arrays, vmkping, vms, allow',
    ]);
    expect(errorsOf(`vms: [{ name: a, role: oracle, ${vouched}, __proto__: { until: x } }]`)).toEqual([
      'facts.yaml:1:84-93 error: unknown key "__proto__"; known here: name, peak-iops, role, who, when, until',
    ]);
  });
});
