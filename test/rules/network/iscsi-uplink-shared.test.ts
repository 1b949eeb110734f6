import { testRule } from 'vlint/testing';
import rule from '../../../rules/network/iscsi-uplink-shared.ts';
import {
  dvpg,
  dvs,
  dvsHost,
  esxcliSet,
  exportOf,
  goodHost,
  presetDvs,
  presetLuns,
  switchUuidOf,
  vm,
  without,
} from '../../build/index.ts';

type Patch = Parameters<typeof goodHost>[1];
const on = (portGroup: string, name = 'sql01', host = 'esx01.lab') => vm({ name, host, nics: [portGroup] });
const speeds = (speed: number | null) => ({ vmnic2: { speed }, vmnic3: { speed } });
/** A port group "VMs" on the iSCSI switch; NICs of the switch at `speed`. */
const beside = (speed: number | null, group: object = {}, patch: Patch = {}) =>
  goodHost(1, { ...patch, pnics: speeds(speed), vswitches: { vSwitch1: { portGroups: { VMs: { vlan: 20, ...group } } } } });
const withVmotion = (speed: number, group: object = {}, tags: readonly string[] = ['vmotion']) =>
  goodHost(1, {
    pnics: speeds(speed),
    vswitches: { vSwitch1: { portGroups: { vMotion: { vlan: 30, ...group } } } },
    vmks: { vmk3: { portGroup: 'vMotion', ip: '10.0.30.11/24', tags } },
  });
/** Case 21: everything on two NICs of 25 Gb/s of a distributed switch. */
const converged = (speed: number, nioc: boolean | undefined, patch: Patch = {}) => [
  dvsHost(1, {
    ...patch,
    pnics: speeds(speed),
    vmks: { vmk3: { dvpg: 'dvportgroup-31', ip: '10.0.30.11/24', tags: ['vmotion'] } },
  }),
  nioc === undefined ? [] : [dvs({ name: 'dvs1', maxMtu: 9000, nioc })],
  presetDvs().slice(1),
  dvpg({ key: 'dvportgroup-30', name: 'VMs', dvs: 'dvs1', vlan: 20 }),
  dvpg({ key: 'dvportgroup-31', name: 'vMotion', dvs: 'dvs1', vlan: 30, active: ['Uplink 1'], standby: ['Uplink 2'] }),
  vm({ name: 'sql01', host: 'esx01.lab', nics: [{ dvpg: 'dvportgroup-30', dvs: 'dvs1' }] }),
];

const speedOf = (nic: number) => `/entries/0/properties/config/network/pnic/${nic}/linkSpeed/speedMb`;
const finding = (nic: number, level: 'warning' | 'note', speed: number, ports: string, others: string) => ({
  subject: `esx01.lab/vmnic${nic}`,
  level,
  message: `vmnic${nic} (${speed} Mb/s) carries iSCSI for ${ports}, and also ${others}.`,
  pointer: speedOf(nic),
});
const VMS = 'VMs in "VMs" (sql01)';
const vouched = 'who: Net Team, when: 2025-12-01, until: 2026-06-30';

testRule(rule, {
  valid: [
    { name: 'uplinks for iSCSI alone', input: exportOf(goodHost(1), on('VM Network')) },
    { name: 'converged with Network I/O Control', exception: 'network-io-control', input: exportOf(converged(25_000, true)) },
    {
      name: 'the VMs have other uplinks of the switch',
      exception: 'unused-elsewhere',
      input: exportOf(
        goodHost(1, {
          pnics: { ...speeds(1000), vmnic4: { speed: 1000 } },
          vswitches: {
            vSwitch1: { uplinks: ['vmnic2', 'vmnic3', 'vmnic4'], portGroups: { VMs: { vlan: 20, active: ['vmnic4'] } } },
          },
        }),
        on('VMs'),
      ),
    },
    { name: 'a port group without VMs', input: exportOf(beside(1000), on('VM Network')) },
    {
      name: 'the heartbeat of EqualLogic over both uplinks',
      exception: 'equallogic-heartbeat',
      input: exportOf(
        goodHost(46, {
          pnics: speeds(1000),
          vswitches: { vSwitch1: { portGroups: { 'iSCSI-heartbeat': { vlan: 101 } } } },
          vmks: { vmk4: { portGroup: 'iSCSI-heartbeat', ip: '10.0.1.55/24', mtu: 9000 } },
          luns: {
            [presetLuns[0]]: { vendor: 'EQLOGIC', model: '100E-00' },
            [presetLuns[1]]: { vendor: 'EQLOGIC', model: '100E-00' },
          },
        }),
        on('VM Network', 'sql01', 'esx46.lab'),
      ),
    },
    {
      name: 'vMotion pinned to a standby uplink of another switch',
      input: exportOf(withVmotion(1000, {}, []), on('VM Network')),
    },
    { name: 'a link that is down', input: exportOf(beside(null), on('VMs')) },
    {
      name: 'an iSCSI port with a service has the uplink to itself',
      input: exportOf(goodHost(1, { pnics: speeds(1000), vmks: { vmk1: { tags: ['vmotion'] } } }), on('VM Network')),
    },
    {
      name: 'facts.yaml allows the port group',
      facts: `allow:\n  - { rule: iscsi-uplink-shared, object: VMs, reason: idle, ${vouched} }\n`,
      input: exportOf(beside(1000), on('VMs')),
    },
    {
      name: 'VMs not exported, but no port group for them on the switch',
      input: exportOf(goodHost(1, { pnics: speeds(1000) })),
    },
    {
      name: 'no iSCSI',
      outcome: 'none',
      input: exportOf(goodHost(1, { adapters: { vmhba64: undefined }, luns: undefined, vmfs: undefined }), on('VM Network')),
    },
  ],
  invalid: [
    {
      name: 'VMs over both slow uplinks',
      input: exportOf(beside(1000), on('VMs')),
      findings: [finding(2, 'warning', 1000, 'vmk1', VMS), finding(3, 'warning', 1000, 'vmk2', VMS)],
    },
    {
      name: 'VMs over one active and one standby uplink',
      input: exportOf(beside(1000, { active: ['vmnic3'], standby: ['vmnic2'] }), on('VMs')),
      findings: [finding(2, 'warning', 1000, 'vmk1', VMS), finding(3, 'warning', 1000, 'vmk2', VMS)],
    },
    {
      name: 'VMs over one uplink only',
      input: exportOf(beside(1000, { active: ['vmnic3'] }), on('VMs')),
      findings: [finding(3, 'warning', 1000, 'vmk2', VMS)],
    },
    {
      name: 'fast uplinks of a standard switch',
      exception: 'fast-link',
      input: exportOf(beside(10_000), on('VMs')),
      findings: [finding(2, 'note', 10_000, 'vmk1', VMS), finding(3, 'note', 10_000, 'vmk2', VMS)],
    },
    {
      name: 'between slow and fast',
      input: exportOf(beside(5000), on('VMs')),
      findings: [finding(2, 'warning', 5000, 'vmk1', VMS), finding(3, 'warning', 5000, 'vmk2', VMS)],
    },
    {
      name: 'vMotion over both uplinks',
      input: exportOf(withVmotion(1000), on('VM Network')),
      findings: [finding(2, 'warning', 1000, 'vmk1', 'vmk3 (vMotion)'), finding(3, 'warning', 1000, 'vmk2', 'vmk3 (vMotion)')],
    },
    {
      name: 'vMotion decides, VMs not exported',
      input: exportOf(withVmotion(1000, { active: ['vmnic2'] })),
      findings: [finding(2, 'warning', 1000, 'vmk1', 'vmk3 (vMotion)')],
    },
    {
      name: 'a fast distributed switch without Network I/O Control',
      input: exportOf(converged(25_000, false)),
      findings: [
        finding(2, 'note', 25_000, 'vmk1', `vmk3 (vMotion) and ${VMS}`),
        finding(3, 'note', 25_000, 'vmk2', `vmk3 (vMotion) and ${VMS}`),
      ],
    },
    {
      name: 'a slow distributed switch in spite of Network I/O Control',
      input: exportOf(converged(1000, true)),
      findings: [
        finding(2, 'warning', 1000, 'vmk1', `vmk3 (vMotion) and ${VMS}`),
        finding(3, 'warning', 1000, 'vmk2', `vmk3 (vMotion) and ${VMS}`),
      ],
    },
    {
      name: 'both iSCSI ports and management on one NIC, nothing bound',
      input: exportOf({
        name: 'esx01.lab',
        pnics: { vmnic0: { speed: 1000 } },
        vswitches: { vSwitch0: { uplinks: ['vmnic0'], portGroups: { 'Management Network': {}, iSCSI: { vlan: 101 } } } },
        vmks: {
          vmk0: { portGroup: 'Management Network', ip: '192.168.10.11/24', tags: ['management'] },
          vmk1: { portGroup: 'iSCSI', ip: '10.0.1.11/24' },
        },
        adapters: { vmhba64: { sendTargets: ['10.0.1.201'], bound: [] } },
      }),
      findings: [finding(0, 'warning', 1000, 'vmk1', 'vmk0 (management)')],
    },
  ],
  unknown: [
    {
      name: 'VMs not exported',
      input: exportOf(beside(1000)),
      missing: ['vmnic2', 'vmnic3'].map((name) => ({ subject: `esx01.lab/${name}`, fact: 'virtual machines of esx01.lab' })),
    },
    {
      name: 'Network I/O Control not exported',
      input: exportOf(converged(25_000, undefined)),
      missing: ['vmnic2', 'vmnic3'].map((name) => ({
        subject: `esx01.lab/${name}`,
        fact: `Network I/O Control of distributed switch ${switchUuidOf('dvs1')}`,
      })),
    },
    {
      name: 'teaming of the VMs not exported',
      input: exportOf(without(beside(1000), 'config.network.portgroup.4.computedPolicy'), on('VMs')),
      missing: ['vmnic2', 'vmnic3'].map((name) => ({ subject: `esx01.lab/${name}`, fact: 'active uplinks of port group VMs' })),
    },
    {
      name: 'bindings not exported',
      input: exportOf(beside(1000, {}, { adapters: { vmhba64: { bound: undefined } } }), on('VMs')),
      missing: ['vmnic2', 'vmnic3'].map((name) => ({ subject: `esx01.lab/${name}`, fact: 'port bindings of vmhba64' })),
    },
    {
      name: 'speed not exported',
      input: exportOf(
        esxcliSet(withVmotion(1000)).map((entry) =>
          entry.command === 'network nic list'
            ? { ...entry, output: (entry.output as Record<string, never>[]).map(({ Speed, LinkStatus, Link, ...rest }) => rest) }
            : entry,
        ),
        [0, 3].map((n) => ({
          source: 'esxcli' as const,
          host: 'esx01.lab',
          command: `network ip interface tag get -i vmk${n}`,
          output: { Tags: [n === 0 ? 'Management' : 'VMotion'] },
        })),
        [1, 2].map((n) => ({
          source: 'esxcli' as const,
          host: 'esx01.lab',
          command: `network ip interface tag get -i vmk${n}`,
          output: { Tags: [] },
        })),
      ),
      missing: ['vmnic2', 'vmnic3'].map((name) => ({ subject: `esx01.lab/${name}`, fact: `link speed of ${name}` })),
    },
  ],
});
