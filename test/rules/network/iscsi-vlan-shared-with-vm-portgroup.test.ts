import { testRule } from 'vlint/testing';
import rule from '../../../rules/network/iscsi-vlan-shared-with-vm-portgroup.ts';
import { dvpg, dvs, dvsHost, edit, exportOf, goodHost, merge, presetDvs, twoSubnetHost, vm, without } from '../../build/index.ts';

type Patch = Parameters<typeof goodHost>[1];
const on = (portGroup: string, name = 'sql01', host = 'esx01.lab') => vm({ name, host, nics: [portGroup] });
/** A host with a VM port group "VMs" on the iSCSI switch. */
const beside = (vlan: number, patch: Patch = {}) =>
  goodHost(1, { ...patch, vswitches: { vSwitch1: { portGroups: { VMs: { vlan } } } } });
/** The same on the switch of the management network. */
const across = (vlan: number, patch: Patch = {}) =>
  goodHost(1, { ...patch, vswitches: { vSwitch0: { portGroups: { VMs: { vlan } } } } });
const untagged = (patch: Patch = {}) =>
  goodHost(1, {
    ...patch,
    vswitches: {
      vSwitch0: { portGroups: { 'VM Network': { vlan: 0 } } },
      vSwitch1: { portGroups: { 'iSCSI-A': { vlan: 0 }, 'iSCSI-B': { vlan: 0 } } },
    },
  });
const natives = (lan: number) => ({
  vmnic0: { cdp: { vlan: lan } },
  vmnic1: { cdp: { vlan: lan } },
});

/** Port groups come in the order of the switches: Management Network, VM Network, then those of vSwitch0 and vSwitch1. */
const vlanOf = (index: number) => `/entries/0/properties/config/network/portgroup/${index}/spec/vlanId`;
const reach = (names = 'sql01') => `VMs attached to it can reach the storage network: ${names}.`;
const finding = (level: 'error' | 'warning' | 'note', message: string, index = 4, name = 'VMs') => [
  { subject: `esx01.lab/${name}`, level, message, pointer: vlanOf(index) },
];
const SAME = 'Port group "VMs" is in VLAN 101 of vSwitch1, the VLAN of the iSCSI ports vmk1 and vmk2.';
const ACROSS =
  'Port group "VMs" on vSwitch0 has VLAN 101, the VLAN number of the iSCSI ports vmk1 and vmk2 on another switch of the host.';
const TRUNK = 'Port group "VMs" hands every VLAN of vSwitch1 to its VMs, that of the iSCSI ports vmk1 and vmk2 included.';

const dvVm = (name: string, key = 'dvportgroup-30') => vm({ name, host: 'esx01.lab', nics: [{ dvpg: key, dvs: 'dvs1' }] });
const dvVlan = (entry: number, tail = '') => `/entries/${entry}/properties/config/defaultPortConfig/vlan/vlanId${tail}`;
const vouched = 'who: Net Team, when: 2025-12-01, until: 2026-06-30';

testRule(rule, {
  valid: [
    { name: 'VMs in VLANs of their own', input: exportOf(goodHost(1), on('VM Network')) },
    { name: 'another VLAN on the same switch', input: exportOf(beside(20), on('VMs')) },
    { name: 'untagged beside a tagged iSCSI network', input: exportOf(beside(0), on('VMs')) },
    { name: 'a trunk on another switch', input: exportOf(across(4095), on('VMs')) },
    { name: 'two fabrics', input: exportOf(twoSubnetHost(1), on('VM Network')) },
    {
      name: 'the same VLAN on a switch without uplinks',
      exception: 'no-uplinks',
      input: exportOf(goodHost(1, { vswitches: { internal: { portGroups: { VMs: { vlan: 101 } } } } }), on('VMs')),
    },
    {
      name: 'untagged on two switches without uplinks for the VMs',
      input: exportOf(merge(untagged(), { vswitches: { vSwitch0: { uplinks: [] } } }), on('VM Network')),
    },
    {
      name: 'untagged on two switches, and CDP tells two native VLANs',
      input: exportOf(untagged({ pnics: natives(20) }), on('VM Network')),
    },
    {
      name: 'other VLANs on a distributed switch',
      input: exportOf(
        dvsHost(1),
        presetDvs(),
        dvpg({ key: 'dvportgroup-30', name: 'VMs', dvs: 'dvs1', vlan: 20 }),
        dvpg({ key: 'dvportgroup-31', name: 'Lab', dvs: 'dvs1', trunk: [[200, 300]] }),
        dvVm('sql01'),
        dvVm('web01', 'dvportgroup-31'),
      ),
    },
    {
      name: 'a distributed port group that nobody on the host refers to',
      input: exportOf(
        dvsHost(1),
        presetDvs(),
        dvpg({ key: 'dvportgroup-30', name: 'VMs', dvs: 'dvs1', vlan: 101 }),
        on('VM Network'),
      ),
    },
    {
      name: 'a VM on an opaque network beside others',
      input: exportOf(
        beside(20),
        on('VMs'),
        edit(on('VM Network', 'nsx01'), 'config.hardware.device.11.backing', {
          opaqueNetworkId: 'seg-1',
          opaqueNetworkType: 'nsx.LogicalSwitch',
        }),
      ),
    },
    {
      name: 'facts.yaml allows the port group',
      outcome: 'notApplicable',
      facts: `allow:\n  - { rule: iscsi-vlan-shared-with-vm-portgroup, object: VMs, reason: it is the array, ${vouched} }\n`,
      input: exportOf(beside(101), on('VMs')),
    },
    {
      name: 'no iSCSI',
      outcome: 'none',
      input: exportOf(goodHost(1, { adapters: { vmhba64: undefined }, luns: undefined, vmfs: undefined }), on('VM Network')),
    },
  ],
  invalid: [
    {
      name: 'VMs in the iSCSI VLAN of the same switch',
      input: exportOf(beside(101), on('VMs')),
      findings: finding('error', `${SAME} ${reach()}`),
    },
    {
      name: 'many VMs',
      input: exportOf(
        beside(101),
        ['a', 'b', 'c', 'd', 'e'].map((name) => on('VMs', name)),
      ),
      findings: finding('error', `${SAME} ${reach('a, b, c and 2 more')}`),
    },
    {
      name: 'one fabric of two',
      input: exportOf(twoSubnetHost(1, { vswitches: { vSwitch2: { portGroups: { VMs: { vlan: 102 } } } } }), on('VMs')),
      findings: finding('error', `Port group "VMs" is in VLAN 102 of vSwitch2, the VLAN of the iSCSI port vmk2. ${reach()}`),
    },
    {
      name: 'all untagged on one switch',
      input: exportOf(
        goodHost(1, { vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { vlan: 0 }, 'iSCSI-B': { vlan: 0 }, VMs: {} } } } }),
        on('VMs'),
      ),
      findings: finding(
        'error',
        `Port group "VMs" is untagged on vSwitch1, and so are the iSCSI ports vmk1 and vmk2. ${reach()}`,
      ),
    },
    {
      name: 'a trunk to the guest on the same switch',
      input: exportOf(beside(4095), on('VMs')),
      findings: finding('warning', `${TRUNK} ${reach()}`),
    },
    {
      name: 'an empty trunk',
      input: exportOf(beside(4095), on('VM Network')),
      findings: finding('note', `${TRUNK} No VM is attached to it.`),
    },
    {
      name: 'no VM in the port group',
      exception: 'no-vm-attached',
      input: exportOf(beside(101), on('VM Network')),
      findings: finding('note', `${SAME} No VM is attached to it.`),
    },
    {
      name: 'VMs not exported',
      input: exportOf(beside(101)),
      findings: finding('note', `${SAME} Which VMs are attached to it is not in the export.`),
    },
    {
      name: 'the same VLAN number on another switch',
      input: exportOf(across(101), on('VMs')),
      findings: finding('warning', `${ACROSS} ${reach()}`, 2),
    },
    {
      name: 'the same VLAN number on another switch without VMs',
      input: exportOf(across(101), on('VM Network')),
      findings: finding('note', `${ACROSS} No VM is attached to it.`, 2),
    },
    {
      name: 'untagged on two switches, and CDP tells one native VLAN',
      input: exportOf(untagged({ pnics: natives(101) }), on('VM Network')),
      findings: finding(
        'warning',
        `Port group "VM Network" on vSwitch0 is untagged like the iSCSI ports vmk1 and vmk2, and the physical switches put both into the same native VLAN. ${reach()}`,
        1,
        'VM Network',
      ),
    },
    {
      name: 'a storage appliance that facts.yaml knows',
      exception: 'in-guest-iscsi',
      facts: `vms:\n  - { name: vsa*, role: storage-appliance, ${vouched} }\n`,
      input: exportOf(beside(101), on('VMs', 'vsa1')),
      findings: finding('note', `${SAME} Only VMs that facts.yaml lets use iSCSI are attached to it.`),
    },
    {
      name: 'a VM with iSCSI of its own that the allow-list names, and another',
      facts: `allow:\n  - { rule: iscsi-vlan-shared-with-vm-portgroup, object: backup01, reason: iSCSI in the guest, ${vouched} }\n`,
      input: exportOf(beside(101), on('VMs', 'backup01'), on('VMs', 'web01')),
      findings: finding('error', `${SAME} ${reach('web01')}`),
    },
    {
      name: 'in the port group of an iSCSI port itself, on a distributed switch',
      input: exportOf(
        presetDvs()[1] ?? [],
        dvsHost(1),
        presetDvs()[0] ?? [],
        presetDvs()[2] ?? [],
        dvVm('sql01', 'dvportgroup-21'),
      ),
      findings: [
        {
          subject: 'esx01.lab/iSCSI-A',
          level: 'error',
          message: `Port group "iSCSI-A" is in VLAN 101 of dvs1, the VLAN of the iSCSI ports vmk1 and vmk2. ${reach()}`,
          pointer: dvVlan(0),
        },
      ],
    },
    {
      name: 'a distributed trunk with the iSCSI VLAN in it',
      input: exportOf(
        dvpg({ key: 'dvportgroup-30', name: 'Lab', dvs: 'dvs1', trunk: [[100, 110]] }),
        dvsHost(1),
        presetDvs(),
        dvVm('sql01'),
      ),
      findings: [
        {
          subject: 'esx01.lab/Lab',
          level: 'error',
          message: `Port group "Lab" is a trunk on dvs1 with VLAN 101 in it, the VLAN of the iSCSI ports vmk1 and vmk2. ${reach()}`,
          pointer: dvVlan(0),
        },
      ],
    },
    {
      name: 'a distributed trunk of all VLANs',
      input: exportOf(
        dvpg({ key: 'dvportgroup-30', name: 'Lab', dvs: 'dvs1', trunk: [[0, 4094]] }),
        dvsHost(1),
        presetDvs(),
        dvVm('sql01'),
      ),
      findings: [
        {
          subject: 'esx01.lab/Lab',
          level: 'warning',
          message: `Port group "Lab" hands every VLAN of dvs1 to its VMs, that of the iSCSI ports vmk1 and vmk2 included. ${reach()}`,
          pointer: dvVlan(0),
        },
      ],
    },
    {
      name: 'a private VLAN of the same number',
      input: exportOf(
        dvpg({ key: 'dvportgroup-30', name: 'VMs', dvs: 'dvs1', pvlan: 101 }),
        dvsHost(1),
        presetDvs(),
        dvVm('sql01'),
      ),
      findings: [
        {
          subject: 'esx01.lab/VMs',
          level: 'error',
          message: `Port group "VMs" is in VLAN 101 of dvs1, the VLAN of the iSCSI ports vmk1 and vmk2. ${reach()}`,
          pointer: '/entries/0/properties/config/defaultPortConfig/vlan/pvlanId',
        },
      ],
    },
    {
      name: 'VMs on a distributed switch, iSCSI on a standard one',
      input: exportOf(
        dvpg({ key: 'dvportgroup-30', name: 'VMs', dvs: 'dvs1', vlan: 101 }),
        goodHost(1, { proxySwitches: { dvs1: { uplinks: { 'Uplink 1': 'vmnic4' } } } }),
        dvs({ name: 'dvs1' }),
        dvVm('sql01'),
      ),
      findings: [
        {
          subject: 'esx01.lab/VMs',
          level: 'warning',
          message: `Port group "VMs" on dvs1 has VLAN 101, the VLAN number of the iSCSI ports vmk1 and vmk2 on another switch of the host. ${reach()}`,
          pointer: dvVlan(0),
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'untagged on two switches, and no native VLAN known',
      exception: 'untagged-on-two-switches',
      input: exportOf(untagged(), on('VM Network')),
      missing: [{ subject: 'esx01.lab/VM Network', fact: 'native VLAN of vmnic0' }],
    },
    {
      name: 'the VLAN of the iSCSI ports not exported',
      input: exportOf(
        without(without(goodHost(1), 'config.network.portgroup.2.spec.vlanId'), 'config.network.portgroup.3.spec.vlanId'),
        on('VM Network'),
      ),
      missing: [
        { subject: 'esx01.lab/VM Network', fact: 'VLAN of iSCSI-A' },
        { subject: 'esx01.lab/VM Network', fact: 'VLAN of iSCSI-B' },
      ],
    },
    {
      name: 'the distributed port group of a VM not exported',
      input: exportOf(dvsHost(1), presetDvs(), dvVm('sql01')),
      missing: [{ subject: 'esx01.lab/dvportgroup-30', fact: 'distributed port group of dvportgroup-30 on esx01.lab' }],
    },
    {
      name: 'a host with a distributed switch and no VMs exported',
      input: exportOf(dvsHost(1), presetDvs()),
      missing: [{ subject: 'esx01.lab', fact: 'virtual machines of esx01.lab' }],
    },
    {
      name: 'bindings not exported, and VMs in the VLAN of a port that may be bound',
      input: exportOf(beside(101, { adapters: { vmhba64: { bound: undefined } } }), on('VMs')),
      missing: [{ subject: 'esx01.lab/VMs', fact: 'port bindings of vmhba64' }],
    },
    {
      name: 'network not exported',
      input: exportOf(without(goodHost(1), 'config.network'), on('VM Network')),
      missing: ['vmk1', 'vmk2'].map((vmk) => ({ subject: `esx01.lab/${vmk}`, fact: 'VMkernel adapters of esx01.lab' })),
    },
  ],
});
