import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/findings/report.ts';
import { crlf, exportOf, goodHost } from '../build/index.ts';
import { eos, eosText, iosText, nxApi, nxos, nxosText, type SwitchPortPlan, session } from '../build/switches.ts';
import { type Files, judgeFiles, own } from './run.ts';

const mac = (nic: number) => `a0:36:9f:00:01:0${nic}`;
const silent = { cdp: undefined, lldp: undefined };
/** A host that has heard of no switch. */
const deaf = exportOf(goodHost(1, { pnics: { vmnic2: { ...silent, mac: mac(2) }, vmnic3: { ...silent, mac: mac(3) } } }));
const hearing = exportOf(
  goodHost(1, {
    pnics: {
      vmnic2: { cdp: { devId: 'san-a(FOC1234X0AB)', portId: 'Ethernet1/2', mtu: undefined } },
      vmnic3: { cdp: { devId: 'san-a(FOC1234X0AB)', portId: 'Ethernet1/3', mtu: undefined } },
    },
  }),
);
const ports: readonly SwitchPortPlan[] = [2, 3].map((number) => ({
  number,
  mtu: number === 3 ? 1500 : 9216,
  host: 'esx01.lab',
  nic: `vmnic${number}`,
  mac: mac(number),
  trunk: { native: 7, allowed: '101,200-210' },
}));
const json = (value: unknown, indent = 0) => JSON.stringify(value, null, indent);

/** How the ports of the host are known from the switch's outputs. */
const forms: Readonly<Record<string, Files>> = {
  'NX-OS, | json, CDP': {
    'san-a/show_interface.json': json(nxos.interfaces(ports), 2),
    'san-a/show_cdp_neighbors_detail.json': json(nxos.cdp(ports)),
  },
  'NX-OS, one answer of NX-API, LLDP': {
    'san-a.json': json(nxApi(['show interface', nxos.interfaces(ports)], ['show lldp neighbors detail', nxos.lldp(ports)])),
  },
  'Arista, eAPI': {
    'san-a.json': json({ jsonrpc: '2.0', id: 'vlint', result: [eos.interfaces(ports), eos.lldp(ports)] }),
  },
  'Arista, | json': { 'a_show_interfaces.json': json(eos.interfaces(ports), 4), 'a_show_lldp.json': json(eos.lldp(ports)) },
  'NX-OS, a session': {
    'san.txt': session(
      'san-a# ',
      ['show interface', nxosText.interfaces(ports)],
      ['show lldp neighbors detail', nxosText.lldp(ports)],
    ),
  },
  'IOS, a session with CRLF': {
    'san.log': crlf(session('san-a#', ['sh int', iosText.interfaces(ports)], ['sh cdp nei det', iosText.cdp(ports)])),
  },
  'IOS, LLDP': {
    'san.txt': session(
      'san-a>',
      ['show interfaces', iosText.interfaces(ports)],
      ['show lldp neighbors detail', iosText.lldp(ports)],
    ),
  },
  'IOS, without prompts': { 'x/interfaces.txt': `${iosText.interfaces(ports)}\n${iosText.cdp(ports)}` },
  'Arista, a session': {
    'san.txt': session(
      'san-a#',
      ['show interfaces', eosText.interfaces(ports)],
      ['show lldp neighbors detail', eosText.lldp(ports)],
    ),
  },
};

const SMALL = 'mtu-physical-switch-too-small';

async function judged(host: unknown, files: Files): Promise<readonly Verdict[]> {
  const { verdicts } = (await judgeFiles({ 'export.json': json(host), ...files })).report;
  expect(own(verdicts).map((verdict) => verdict.message)).toEqual([]);
  return verdicts.filter(({ ruleId }) => ruleId === SMALL);
}

const outcomes = (verdicts: readonly Verdict[]) => verdicts.map(({ subject, verdict }) => `${subject.name} ${verdict}`).sort();

/** What stands in the file at a place that a finding refers to. */
function told(verdict: Verdict | undefined, files: Files): readonly (string | undefined)[] {
  return (verdict?.related ?? []).map(({ location }) => {
    const line = String(files[location.file]).split(/\r?\n/)[location.line - 1] ?? '';
    return line.slice(location.column - 1, location.endColumn - 1);
  });
}

describe('what a physical switch says of its own ports', () => {
  it('is unknown without its outputs', async () => {
    expect(outcomes(await judged(deaf, {}))).toEqual(['vmk1 unknown', 'vmk2 unknown']);
  });

  it.each(Object.entries(forms))('%s: the MTU of the port, by what the switch has heard', async (_, files) => {
    const verdicts = await judged(deaf, files);

    expect(outcomes(verdicts)).toEqual(['vmk1 pass', 'vmk2 fail']);
    const fail = verdicts.find(({ verdict }) => verdict === 'fail');
    expect(told(fail, files).map((token) => token?.replace(/"/g, ''))).toEqual(['1500']);
  });

  it.each([
    ['a folder', { 'san-a/show_interface.json': json(nxos.interfaces(ports)) }],
    ['a file', { 'san-a_show_interface.json': json(nxos.interfaces(ports)) }],
    ['a prompt', { 'x.txt': session('san-a# ', ['show interface', nxosText.interfaces(ports)]) }],
    ['a name with its domain', { 'x.txt': session('san-a.lab.example# ', ['show interface', nxosText.interfaces(ports)]) }],
  ])('finds the port that the host has heard of, by the name of %s', async (_, files: Files) => {
    expect(outcomes(await judged(hearing, files))).toEqual(['vmk1 pass', 'vmk2 fail']);
  });

  it('says more than what the switch announces', async () => {
    const announced = exportOf(
      goodHost(1, {
        pnics: {
          vmnic2: { cdp: { devId: 'san-a', portId: 'Ethernet1/2', mtu: 1500 } },
          vmnic3: { cdp: { devId: 'san-a', portId: 'Ethernet1/3', mtu: 9216 } },
        },
      }),
    );
    const files = { 'x.txt': session('san-a# ', ['show interface', nxosText.interfaces(ports)]) };
    expect(outcomes(await judged(announced, files))).toEqual(['vmk1 pass', 'vmk2 fail']);
  });

  it.each([
    ['of another switch', { 'x.txt': session('san-b# ', ['show interface', nxosText.interfaces(ports)]) }, hearing],
    [
      'with the names of other hosts',
      { 'x.txt': `${nxosText.interfaces(ports)}${nxosText.cdp(ports.map((port) => ({ ...port, host: 'esx02.lab' })))}` },
      deaf,
    ],
    [
      'that names the NIC on two ports',
      {
        'x.txt': `${nxosText.interfaces(ports)}${nxosText.cdp(
          ports.flatMap((port) => [
            { ...port, nic: 'vmnic2' },
            { ...port, nic: 'vmnic3' },
          ]),
        )}`,
      },
      deaf,
    ],
    [
      'that contradicts what the host has heard',
      {
        'x.txt': session(
          'san-a# ',
          ['show interface', nxosText.interfaces(ports)],
          [
            'show cdp neighbors detail',
            nxosText.cdp([2, 3].map((number) => ({ number, mtu: 0, host: 'esx01', nic: `vmnic${5 - number}` }))),
          ],
        ),
      },
      hearing,
    ],
    ['of an unknown one', { 'show_interface.json': json(nxos.interfaces(ports)) }, hearing],
  ])('an output %s tells nothing', async (_, files, host) => {
    expect(outcomes(await judged(host, files))).toEqual(['vmk1 unknown', 'vmk2 unknown']);
  });

  it('takes a short name for nobody when two hosts may have it', async () => {
    const two = exportOf(
      goodHost(1, { name: 'esx01.north.example', pnics: { vmnic2: { ...silent, mac: undefined }, vmnic3: silent } }),
      goodHost(2, { name: 'esx01.south.example', pnics: { vmnic2: silent, vmnic3: silent } }),
    );
    const short = ports.map((port) => ({ ...port, host: 'esx01' }));
    const verdicts = await judged(two, { 'x.txt': `${nxosText.interfaces(short)}${nxosText.cdp(short)}` });
    expect(new Set(outcomes(verdicts))).toEqual(new Set(['vmk1 unknown', 'vmk2 unknown']));
  });

  it('keeps two switches in one folder apart', async () => {
    const files = {
      'switches/show_interface_1.json': json(nxos.interfaces(ports)),
      'switches/show_interface_2.json': json(nxos.interfaces(ports.map((port) => ({ ...port, mtu: 1500 })))),
      'switches/show_cdp_neighbors_detail_2.json': json(nxos.cdp(ports)),
    };
    expect(outcomes(await judged(deaf, files))).toEqual(['vmk1 unknown', 'vmk2 unknown']);
  });

  it('gives a member of a port channel what the channel has', async () => {
    const text = nxosText
      .interfaces(ports.map((port) => ({ ...port, channel: 5, mtu: 7777 })))
      .replaceAll(/ {2}MTU 7777 .*\n/g, '');
    const channel =
      'port-channel5 is up\n  Hardware: Port-Channel, address: 5087.89a1.d8d6\n  MTU 9216 bytes, BW 20000000 Kbit\n';
    const verdicts = await judged(deaf, { 'x.txt': `${text}${channel}${nxosText.cdp(ports)}` });
    expect(outcomes(verdicts)).toEqual(['vmk1 pass', 'vmk2 pass']);
  });

  it('knows the NIC by its MAC address, whatever the host calls itself', async () => {
    const renamed = ports.map((port) => ({ ...port, host: 'localhost', nic: 'unknown' }));
    const files = { 'x.txt': `${nxosText.interfaces(renamed)}${nxosText.lldp(renamed)}` };
    expect(outcomes(await judged(deaf, files))).toEqual(['vmk1 pass', 'vmk2 fail']);
    const others = renamed.map((port) => ({ ...port, mac: 'a0:36:9f:00:09:99' }));
    const unheard = { 'x.txt': `${nxosText.interfaces(others)}${nxosText.lldp(others)}` };
    expect(outcomes(await judged(deaf, unheard))).toEqual(['vmk1 unknown', 'vmk2 unknown']);
  });

  it('knows the switch by its chassis, which is the MAC address of one of its ports', async () => {
    const lldp = (port: number) => ({
      cdp: undefined,
      lldp: { chassisId: '50:87:89:a1:d8:12', portId: `Ethernet1/${port}`, parameters: {} },
    });
    const host = exportOf(goodHost(1, { pnics: { vmnic2: lldp(2), vmnic3: lldp(3) } }));
    expect(outcomes(await judged(host, { 'x.json': json(nxos.interfaces(ports)) }))).toEqual(['vmk1 pass', 'vmk2 fail']);
    const other = ports.map((port) => ({ ...port, number: port.number + 40 }));
    expect(outcomes(await judged(host, { 'x.json': json(nxos.interfaces(other)) }))).toEqual(['vmk1 unknown', 'vmk2 unknown']);
  });

  it('tells whether two NICs lead to one switch, by the names that switches give themselves', async () => {
    const of = async (files: Files) => {
      const { verdicts } = (await judgeFiles({ 'export.json': json(deaf), ...files })).report;
      return verdicts.filter(({ ruleId }) => ruleId === 'iscsi-uplinks-same-physical-switch').map(({ verdict }) => verdict);
    };
    const outputs = (name: string, some: readonly SwitchPortPlan[]) =>
      session(`${name}# `, ['show interface', nxosText.interfaces(some)], ['show cdp neighbors detail', nxosText.cdp(some)]);
    expect(await of({ 'x.txt': outputs('san-a', ports) })).toEqual(['fail']);
    expect(await of({ 'x.txt': outputs('san-a', ports.slice(0, 1)) + outputs('san-b', ports.slice(1)) })).toEqual(['pass']);
    // A file's name may be anything.
    expect(await of({ 'x.txt': nxosText.interfaces(ports) + nxosText.cdp(ports) })).toEqual(['unknown']);
  });
});
