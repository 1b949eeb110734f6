import { testRule } from 'vlint/testing';
import rule from '../../../rules/network/iscsi-vlan-not-dedicated.ts';
import {
  dvpg,
  dvsHost,
  esxcli,
  esxcliSet,
  exportOf,
  goodHost,
  merge,
  presetDvs,
  twoSubnetHost,
  without,
} from '../../build/index.ts';

type Patch = Parameters<typeof goodHost>[1];
/** iSCSI-A and iSCSI-B in a VLAN of the test's choice. */
const inVlan = (vlan: number, patch: Patch = {}) =>
  merge(goodHost(1, { vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { vlan }, 'iSCSI-B': { vlan } } } } }), patch);
const third = (vlan: number, vmk: object = {}, vswitch = 'vSwitch0'): Patch => ({
  vswitches: { [vswitch]: { portGroups: { other: { vlan } } } },
  vmks: { vmk3: { portGroup: 'other', ip: '10.0.30.11/24', ...vmk } },
});
const nfs = { nfs: { vol1: { server: '10.0.30.201' } } };
/** Everything untagged on one switch; iSCSI pinned to one uplink, management to the uplinks named. */
const oneSwitch = (management: readonly string[], vlan = 0) => ({
  name: 'esx01.lab',
  vswitches: {
    vSwitch0: {
      uplinks: ['vmnic0', 'vmnic1'],
      portGroups: { 'Management Network': { active: management }, iSCSI: { vlan, active: ['vmnic1'] } },
    },
  },
  vmks: {
    vmk0: { portGroup: 'Management Network', ip: '192.168.10.11/24', tags: ['management'] },
    vmk1: { portGroup: 'iSCSI', ip: '10.0.1.11/24' },
  },
  adapters: { vmhba64: { sendTargets: ['10.0.1.201'], bound: ['vmk1'] } },
  nfs: {},
});

const vlanAt = (group: number) => `/entries/0/properties/config/network/portgroup/${group}/spec/vlanId`;
const both = (vlan: number, others: string, level: 'warning' | 'error' = 'warning', first = 2) =>
  ['vmk1', 'vmk2'].map((name, index) => ({
    subject: `esx01.lab/${name}`,
    level,
    message: `${name} carries iSCSI in VLAN ${vlan}, which it shares with ${others}.`,
    pointer: vlanAt(first + index),
  }));
const vouched = 'who: Net Team, when: 2025-12-01, until: 2026-06-30';

testRule(rule, {
  valid: [
    { name: 'a VLAN for iSCSI alone', input: exportOf(goodHost(1)) },
    { name: 'a VLAN for each fabric', input: exportOf(twoSubnetHost(1)) },
    { name: 'on a distributed switch', input: exportOf(dvsHost(1), presetDvs()) },
    { name: 'vMotion in another VLAN', input: exportOf(goodHost(1, third(30, { tags: ['vmotion'] }))) },
    {
      name: 'a bound port that is tagged for vMotion by mistake',
      exception: 'bound-sibling',
      input: exportOf(goodHost(1, { vmks: { vmk1: { tags: ['vmotion'] } } })),
    },
    {
      name: 'all untagged, each on uplinks of its own',
      exception: 'untagged-on-other-uplinks',
      input: exportOf(inVlan(0, { vswitches: { vSwitch0: { portGroups: { 'Management Network': { vlan: 0 } } } } })),
    },
    { name: 'untagged on one switch, pinned to uplinks of their own', input: exportOf(oneSwitch(['vmnic0'])) },
    {
      name: 'iSCSI tagged, management not',
      input: exportOf(oneSwitch(['vmnic0', 'vmnic1'], 101)),
    },
    { name: 'NFS in another VLAN', input: exportOf(goodHost(1, { ...third(30), ...nfs })) },
    {
      name: 'an adapter without a service and without NFS in the VLAN',
      input: exportOf(goodHost(1, { ...third(101), nfs: {} })),
    },
    {
      name: 'NFS leaves through a lower adapter of the same subnet',
      input: exportOf(
        goodHost(1, {
          vswitches: { vSwitch0: { portGroups: { NFS: { vlan: 30 }, spare: { vlan: 101 } } } },
          vmks: { vmk3: { portGroup: 'NFS', ip: '10.0.30.11/24' }, vmk4: { portGroup: 'spare', ip: '10.0.30.12/24' } },
          ...nfs,
        }),
      ),
    },
    {
      name: 'facts.yaml allows the other adapter',
      facts: `allow:\n  - { rule: iscsi-vlan-not-dedicated, object: vmk3, reason: moves in June, ${vouched} }\n`,
      input: exportOf(goodHost(1, third(101, { tags: ['vmotion'] }))),
    },
    {
      name: 'bindings not exported, but the VLAN has no other service',
      input: exportOf(
        goodHost(1, {
          vswitches: { vSwitch0: { portGroups: { 'Management Network': { vlan: 10 } } } },
          adapters: { vmhba64: { bound: undefined } },
          nfs: {},
        }),
      ),
    },
    {
      name: 'no iSCSI',
      outcome: 'none',
      input: exportOf(goodHost(1, { adapters: { vmhba64: undefined }, luns: undefined, vmfs: undefined })),
    },
  ],
  invalid: [
    {
      name: 'management in the VLAN',
      input: exportOf(inVlan(10)),
      findings: both(10, 'vmk0 (management)'),
    },
    {
      name: 'an error under the STIG profile',
      profile: 'stig',
      input: exportOf(inVlan(10)),
      findings: both(10, 'vmk0 (management)', 'error'),
    },
    {
      name: 'vMotion in the VLAN, on another switch',
      input: exportOf(goodHost(1, third(101, { tags: ['vmotion'] }))),
      findings: both(101, 'vmk3 (vMotion)', 'warning', 3),
    },
    {
      name: 'vMotion with its own stack in the VLAN',
      input: exportOf(goodHost(1, third(101, { tags: ['vmotion'], netstack: 'vmotion' }))),
      findings: both(101, 'vmk3 (vMotion)', 'warning', 3),
    },
    {
      name: 'NVMe over TCP in the VLAN',
      input: exportOf(goodHost(1, third(101, { tags: ['nvmeTcp'] }, 'vSwitch1'))),
      findings: both(101, 'vmk3 (NVMe over TCP)'),
    },
    {
      name: 'NFS in the VLAN',
      input: exportOf(goodHost(1, { ...third(101), ...nfs })),
      findings: both(101, 'vmk3 (NFS)', 'warning', 3),
    },
    {
      name: 'one fabric of two',
      input: exportOf(twoSubnetHost(1, { vswitches: { vSwitch2: { portGroups: { 'iSCSI-B': { vlan: 10 } } } } })),
      findings: [
        {
          subject: 'esx01.lab/vmk2',
          level: 'warning',
          message: 'vmk2 carries iSCSI in VLAN 10, which it shares with vmk0 (management).',
          pointer: vlanAt(3),
        },
      ],
    },
    {
      name: 'all untagged over one uplink',
      input: exportOf(oneSwitch(['vmnic0', 'vmnic1'])),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'warning',
          message: 'vmk1 carries iSCSI without a VLAN, over uplinks that it shares with vmk0 (management).',
          pointer: vlanAt(1),
        },
      ],
    },
    {
      name: 'on a distributed switch beside vMotion',
      input: exportOf(
        presetDvs()[1] ?? [],
        presetDvs()[2] ?? [],
        dvsHost(1, { vmks: { vmk3: { dvpg: 'dvportgroup-31', ip: '10.0.30.11/24', tags: ['vmotion'] } } }),
        presetDvs()[0] ?? [],
        dvpg({ key: 'dvportgroup-31', name: 'vMotion', dvs: 'dvs1', vlan: 101 }),
      ),
      findings: ['vmk1', 'vmk2'].map((name, index) => ({
        subject: `esx01.lab/${name}`,
        level: 'warning' as const,
        message: `${name} carries iSCSI in VLAN 101, which it shares with vmk3 (vMotion).`,
        pointer: `/entries/${index}/properties/config/defaultPortConfig/vlan/vlanId`,
      })),
    },
    {
      name: 'esxcli only',
      input: exportOf(
        [esxcli(inVlan(10), 'network vswitch standard portgroup list')],
        esxcliSet(inVlan(10)).filter((entry) => entry.command !== 'network vswitch standard portgroup list'),
        ['vmk0', 'vmk1', 'vmk2'].map((name) => esxcli(inVlan(10), `network ip interface tag get -i ${name}`)),
      ),
      findings: both(10, 'vmk0 (management)').map((finding, index) => ({
        ...finding,
        pointer: `/entries/0/output/${index + 2}/VLANID`,
      })),
    },
  ],
  unknown: [
    {
      name: 'services not exported, and an adapter in the VLAN',
      input: exportOf(without(inVlan(10), 'config.virtualNicManagerInfo')),
      missing: [
        { subject: 'esx01.lab/vmk1', fact: 'service tags of vmk0' },
        { subject: 'esx01.lab/vmk2', fact: 'service tags of vmk0' },
      ],
    },
    {
      name: 'management on an opaque network',
      exception: 'opaque-network',
      input: exportOf(goodHost(1, { vmks: { vmk3: { opaque: 'seg-1', ip: '10.0.30.11/24', tags: ['vmotion'] } } })),
      missing: ['vmk1', 'vmk2'].map((name) => ({
        subject: `esx01.lab/${name}`,
        fact: 'switch of an opaque network of seg-1 of vmk3',
      })),
    },
    {
      name: 'an NFS server by a name that nothing resolves',
      input: exportOf(goodHost(1, { ...third(101), nfs: { vol1: { server: 'nas.lab' } } })),
      missing: ['vmk1', 'vmk2'].map((name) => ({
        subject: `esx01.lab/${name}`,
        fact: 'address of an NFS server of nas.lab (seen from esx01.lab)',
      })),
    },
    {
      name: 'bindings not exported, and management in the VLAN',
      input: exportOf(inVlan(10, { adapters: { vmhba64: { bound: undefined } } })),
      missing: ['vmk1', 'vmk2'].map((name) => ({ subject: `esx01.lab/${name}`, fact: 'port bindings of vmhba64' })),
    },
  ],
});
