import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Estate } from '../../src/model/estate.ts';
import type { PhysicalNic } from '../../src/model/network.ts';
import { emptySite } from '../../src/model/site.ts';
import { Ingest } from '../../src/readers/ingest.ts';
import { exportOf, goodHost } from '../build/index.ts';
import { eos, eosText, iosText, nxApi, nxos, nxosText, type SwitchPortPlan, session } from '../build/switches.ts';
import { type Files, folderOf } from '../e2e/run.ts';
import { readFiles } from './read.ts';

const silent = { cdp: undefined, lldp: undefined };
const host = goodHost(1, { pnics: { vmnic2: silent, vmnic3: silent } });
const ports: readonly SwitchPortPlan[] = [
  { number: 2, mtu: 9216, host: 'esx01.lab', nic: 'vmnic2', pause: [true, false], trunk: { native: 7, allowed: '101,200-210' } },
  { number: 3, mtu: 9000, host: 'esx01.lab', nic: 'vmnic3', pause: [false, false], access: 55, duplex: 'half', speed: 1000 },
];
const bare = ports.map(({ pause, ...port }) => port);

/** The physical NIC of the host, with the files of the switch beside its export. */
async function nicOf(name: string, files: Files): Promise<PhysicalNic> {
  const all = { 'export.json': JSON.stringify(exportOf(host)), ...files };
  const folder = folderOf(all);
  const ingest = new Ingest();
  try {
    for (const file of Object.keys(all)) await ingest.add({ name: file, path: join(folder, file) });
    expect(ingest.problems.map(({ message }) => message)).toEqual([]);
    const [found] = [...new Estate(ingest.entries, emptySite).hosts()];
    const nic = found?.pnic(name);
    if (!nic?.known) throw new TypeError(`no ${name}`);
    return nic.value;
  } finally {
    ingest.close();
  }
}

const told = (fact: { known: boolean; value?: unknown }) => (fact.known ? fact.value : 'unknown');
const all = (nic: PhysicalNic) =>
  [
    nic.switchMtu,
    nic.switchSpeed,
    nic.switchFullDuplex,
    nic.nativeVlan,
    nic.taggedVlans,
    nic.switchFlowControl,
    nic.switchDevice,
    nic.switchPort,
  ].map(told);

const allowed = [
  { start: 101, end: 101 },
  { start: 200, end: 210 },
];

describe('a port of a physical switch', () => {
  const nx: Files = {
    'san-a.json': JSON.stringify(
      nxApi(
        ['show interface', nxos.interfaces(ports)],
        ['show interface switchport', nxos.switchports(ports)],
        ['show cdp neighbors detail', nxos.cdp(ports)],
      ),
    ),
  };
  const forms: readonly (readonly [string, Files, string, string])[] = [
    ['NX-OS as JSON', nx, 'unknown', 'Ethernet1/'],
    [
      'NX-OS as text',
      {
        'a.txt': session(
          'san-a# ',
          ['show interface', nxosText.interfaces(ports)],
          ['show interface switchport', nxosText.switchports(ports)],
          ['show cdp neighbors detail', nxosText.cdp(ports)],
        ),
      },
      'san-a',
      'Ethernet1/',
    ],
    [
      'IOS as text',
      {
        'a.txt': session(
          'san-a#',
          ['show interfaces', iosText.interfaces(ports)],
          ['show interfaces switchport', iosText.switchports(ports)],
          ['show cdp neighbors detail', iosText.cdp(ports)],
        ),
      },
      'san-a',
      'TenGigabitEthernet1/0/',
    ],
  ];

  it.each(forms)('%s', async (_, files, device, port) => {
    expect(all(await nicOf('vmnic2', files))).toEqual([9216, 10_000, true, 7, allowed, 'receive', device, `${port}2`]);
    expect(all(await nicOf('vmnic3', files))).toEqual([9000, 1000, false, 55, [], 'off', device, `${port}3`]);
  });

  it.each([
    [
      'as JSON',
      {
        'a.json': JSON.stringify({
          jsonrpc: '2.0',
          result: [{ hostname: 'san-a' }, eos.interfaces(bare), eos.switchports(bare), eos.lldp(bare)],
        }),
      },
    ],
    [
      'as text',
      {
        'a.txt': session(
          'san-a#',
          ['show interfaces', eosText.interfaces(bare)],
          ['show interfaces switchport', eosText.switchports(bare)],
          ['show lldp neighbors detail', eosText.lldp(bare)],
        ),
      },
    ],
  ])('EOS %s: flow control is told elsewhere', async (_, files: Files) => {
    expect(all(await nicOf('vmnic2', files))).toEqual([9216, 10_000, true, 7, allowed, 'unknown', 'san-a', 'Ethernet2']);
    expect(all(await nicOf('vmnic3', files))).toEqual([9000, 1000, false, 55, [], 'unknown', 'san-a', 'Ethernet3']);
  });

  it('has no VLANs where only show interface was exported', async () => {
    const files = { 'a.txt': `${nxosText.interfaces(ports)}${nxosText.cdp(ports)}` };
    expect(all(await nicOf('vmnic2', files)).slice(3, 5)).toEqual(['unknown', 'unknown']);
  });

  it('lists VLANs over several lines', async () => {
    const wrapped = iosText.switchports(ports).replace('101,200-210', '101,\n     200-210');
    const files = { 'a.txt': `${iosText.interfaces(ports)}${wrapped}${iosText.cdp(ports)}` };
    expect(told((await nicOf('vmnic2', files)).taggedVlans)).toEqual(allowed);
  });
});

describe('sessions of switches', () => {
  it('puts each output to the switch of its prompt', async () => {
    const text = `${session('san-a# ', ['show interface', nxosText.interfaces(ports)])}${session('san-b# ', ['show interface', nxosText.interfaces(ports)])}`;
    const { entries } = await readFiles({ 'both.txt': text });
    expect(entries.map(({ what }) => what)).toEqual(['switch san-a', 'switch san-b']);
  });

  it('reads on behind the mark of a pager', async () => {
    const text = nxosText.interfaces(ports).replace('  MTU 9000', ' --More-- \b\b\b\b\b\b\b\b\b  MTU 9000');
    expect(told((await nicOf('vmnic3', { 'a.txt': `${text}${nxosText.cdp(ports)}` })).switchMtu)).toBe(9000);
    const line = nxosText.interfaces(ports).replace('Ethernet1/3 is up', ' --More-- \b\b\b\b\b\b\b\b\bEthernet1/3 is up');
    expect(told((await nicOf('vmnic3', { 'a.txt': `${line}${nxosText.cdp(ports)}` })).switchMtu)).toBe(9000);
  });

  it('says that a command was refused, and reads the rest', async () => {
    const text = session(
      'san-a# ',
      ['show interface', nxosText.interfaces(ports)],
      ['show cdp neighbors detail', "% Invalid command at '^' marker.\n"],
    );
    const { entries, problems } = await readFiles({ 'a.txt': text });
    expect(entries.map(({ what }) => what)).toEqual(['switch san-a']);
    expect(problems).toEqual([
      "input-format 29:1 The switch has refused a command, so that its output is missing. It says: % Invalid command at '^' marker.",
    ]);
  });

  it('says that an output ends in the middle', async () => {
    const { problems } = await readFiles({ 'a.txt': `${nxosText.interfaces(ports)}Ethernet1/4 is up\n` });
    expect(problems).toEqual(['input-truncated 27:1 The output ends in the middle of the interface Ethernet1/4.']);
  });

  it('says so when nothing in it is read', async () => {
    const { entries, problems } = await readFiles({ 'a.txt': 'san-a# show version\nCisco Nexus Operating System\nsan-a#\n' });
    expect(entries).toEqual([]);
    expect(problems).toEqual([
      'input-format 1:1 This is a session of a physical switch, but without an output that vlint reads.',
    ]);
  });
});

describe('JSON of switches', () => {
  it('says that a command was refused', async () => {
    const answer = nxApi(['show interface', nxos.interfaces(ports)]) as { ins_api: { outputs: { output: object } } };
    const failed = {
      ins_api: {
        outputs: {
          output: [answer.ins_api.outputs.output, { input: 'show cdp', msg: 'Structured output unsupported', code: '501' }],
        },
      },
    };
    const { entries, problems } = await readFiles({ 'a.json': JSON.stringify(failed) });
    expect(entries).toHaveLength(1);
    expect(problems).toEqual([
      'input-format entry The switch has refused a command, so that its answer is missing. It says: Structured output unsupported',
    ]);
  });

  it('says so when it holds nothing that is read', async () => {
    const { problems } = await readFiles({ 'a.json': JSON.stringify(nxApi(['show clock', { simple_time: '11:00' }])) });
    expect(problems).toEqual(['input-format entry This is the answer of a physical switch, but to no command that vlint reads.']);
  });

  it('reads what stands before a cut', async () => {
    const text = JSON.stringify([nxos.interfaces(ports), nxos.cdp(ports)]).slice(0, -40);
    const { problems } = await readFiles({ 'a.json': text });
    expect(problems.map((line) => line.split(' ')[0])).toEqual(['input-truncated']);
  });

  it.each([
    ['a host', JSON.stringify(exportOf(host))],
    [
      'a text in a host',
      JSON.stringify({ name: 'esx01', config: { network: { note: JSON.stringify(nxos.interfaces(ports)) } } }),
    ],
  ])('takes %s for no switch', async (_, text) => {
    const { entries } = await readFiles({ 'a.json': text });
    expect(entries.filter(({ what }) => what.startsWith('switch'))).toEqual([]);
  });

  it('is refused when it is larger than any', async () => {
    const text = `{"TABLE_interface":{"ROW_interface":[]},"pad":"${'x'.repeat(65 * 1024 * 1024)}"}`;
    const { entries, problems } = await readFiles({ 'a.json': text });
    expect(entries).toEqual([]);
    expect(problems).toEqual(['input-format 1:1 This output of a physical switch has 65 MiB; more than 64 MiB are not read.']);
  });

  it('keeps a port called __proto__ harmless', async () => {
    const text =
      '{"interfaces":{"__proto__":{"lineProtocolStatus":"up","mtu":9214},"Ethernet1":{"lineProtocolStatus":"up","mtu":1500}}}';
    const { entries } = await readFiles({ 'a.json': text });
    expect(
      (entries as readonly { value: { ports: { name: string; mtu: number }[] } }[]).flatMap(({ value }) =>
        value.ports.map(({ name, mtu }) => `${name} ${mtu}`),
      ),
    ).toEqual(['__proto__ 9214', 'Ethernet1 1500']);
  });
});
