import { testRule } from 'vlint/testing';
import rule from '../../../rules/network/iscsi-vswitch-shared-with-vms.ts';
import { dvpg, dvsHost, edit, esxcli, esxcliSet, exportOf, goodHost, presetDvs, vm, without } from '../../build/index.ts';

type Patch = Parameters<typeof goodHost>[1];
const on = (portGroup: string, name = 'sql01', host = 'esx01.lab') => vm({ name, host, nics: [portGroup] });
/** VMs in VLAN 20 on the iSCSI switch, whose NICs run at `speed`; the management NICs run at 1 Gb/s. */
const beside = (speed: number | null, patch: Patch = {}, vlan = 20) =>
  goodHost(1, {
    ...patch,
    pnics: { vmnic2: { speed }, vmnic3: { speed } },
    vswitches: { vSwitch1: { portGroups: { VMs: { vlan } } } },
  });
const allFast = { vmnic0: { speed: 10_000 }, vmnic1: { speed: 10_000 }, vmnic2: { speed: 25_000 }, vmnic3: { speed: 25_000 } };
const sharedSwitch = { vSwitch1: { portGroups: { VMs: { vlan: 20 } } } };
/** The whole host on one switch with two slow NICs. */
const small = {
  name: 'esx01.lab',
  pnics: { vmnic0: { speed: 1000 }, vmnic1: { speed: 1000 } },
  vswitches: {
    vSwitch0: {
      uplinks: ['vmnic0', 'vmnic1'],
      portGroups: {
        'Management Network': {},
        'iSCSI-A': { vlan: 101, active: ['vmnic0'] },
        'iSCSI-B': { vlan: 101, active: ['vmnic1'] },
        VMs: { vlan: 20 },
      },
    },
  },
  vmks: {
    vmk0: { portGroup: 'Management Network', ip: '192.168.10.11/24', tags: ['management'] },
    vmk1: { portGroup: 'iSCSI-A', ip: '10.0.1.11/24' },
    vmk2: { portGroup: 'iSCSI-B', ip: '10.0.1.12/24' },
  },
  adapters: { vmhba64: { sendTargets: ['10.0.1.201'], bound: ['vmk1', 'vmk2'] } },
};

/** Port groups: Management Network, VM Network, iSCSI-A, iSCSI-B, VMs. */
const place = '/entries/0/properties/config/network/portgroup/4/spec/vswitchName';
const finding = (level: 'warning' | 'note', message: string) => [
  { subject: 'esx01.lab/vSwitch1', level, message, pointer: place },
];
const SHARED = 'vSwitch1 carries iSCSI for vmk1 and vmk2 and VMs in "VMs": sql01.';
const vouched = 'who: Net Team, when: 2025-12-01, until: 2026-06-30';

testRule(rule, {
  valid: [
    { name: 'VMs on another switch', input: exportOf(goodHost(1), on('VM Network')) },
    { name: 'a host of two NICs', exception: 'two-nics', input: exportOf(small, on('VMs')) },
    {
      name: 'two NICs and that of the management processor',
      input: exportOf({ ...small, pnics: { ...small.pnics, vusb0: { speed: 100 } } }, on('VMs')),
    },
    {
      name: 'all uplinks fast',
      exception: 'converged',
      input: exportOf(goodHost(1, { pnics: allFast, vswitches: sharedSwitch }), on('VMs')),
    },
    {
      name: 'all uplinks fast but one without link',
      input: exportOf(goodHost(1, { pnics: { ...allFast, vmnic0: { speed: null } }, vswitches: sharedSwitch }), on('VMs')),
    },
    {
      name: 'a distributed switch with VMs',
      exception: 'distributed-switch',
      outcome: 'notApplicable',
      input: exportOf(
        dvsHost(1, { pnics: { vmnic2: { speed: 1000 }, vmnic3: { speed: 1000 } } }),
        presetDvs(),
        dvpg({ key: 'dvportgroup-30', name: 'VMs', dvs: 'dvs1', vlan: 20 }),
        vm({ name: 'sql01', host: 'esx01.lab', nics: [{ dvpg: 'dvportgroup-30', dvs: 'dvs1' }] }),
      ),
    },
    { name: 'a port group without VMs', input: exportOf(beside(1000), on('VM Network')) },
    { name: 'VMs not exported, but no port group for them on the switch', input: exportOf(goodHost(1)) },
    {
      name: 'a storage appliance on the iSCSI switch',
      facts: `vms:\n  - { name: vsa1, role: storage-appliance, ${vouched} }\n`,
      input: exportOf(beside(1000), on('VMs', 'vsa1')),
    },
    {
      name: 'facts.yaml allows the port group',
      facts: `allow:\n  - { rule: iscsi-vswitch-shared-with-vms, object: VMs, reason: it is the array, ${vouched} }\n`,
      input: exportOf(beside(1000), on('VMs')),
    },
    { name: 'no iSCSI', outcome: 'none', input: exportOf({ ...small, adapters: {} }, on('VMs')) },
  ],
  invalid: [
    { name: 'slow NICs', input: exportOf(beside(1000), on('VMs')), findings: finding('warning', SHARED) },
    {
      name: 'slow NICs, several VMs',
      input: exportOf(beside(1000), on('VMs'), on('VMs', 'web01')),
      findings: finding('warning', 'vSwitch1 carries iSCSI for vmk1 and vmk2 and VMs in "VMs": sql01 and web01.'),
    },
    {
      name: 'fast NICs while others are slow, VLANs differ',
      exception: 'fast-and-vlans-differ',
      input: exportOf(beside(10_000), on('VMs')),
      findings: finding('note', SHARED),
    },
    {
      name: 'fast NICs, the same VLAN',
      input: exportOf(beside(10_000, {}, 101), on('VMs')),
      findings: finding('warning', SHARED),
    },
    {
      name: 'fast NICs, a trunk to the guest',
      input: exportOf(beside(10_000, {}, 4095), on('VMs')),
      findings: finding('warning', SHARED),
    },
    {
      name: 'unbound ports, slow NICs',
      input: exportOf(beside(1000, { adapters: { vmhba64: { bound: [] } } }), on('VMs')),
      findings: finding('warning', SHARED),
    },
    {
      name: 'a third NIC',
      input: exportOf({ ...small, pnics: { ...small.pnics, vmnic2: { speed: 1000 } } }, on('VMs')),
      findings: [
        {
          subject: 'esx01.lab/vSwitch0',
          level: 'warning',
          message: 'vSwitch0 carries iSCSI for vmk1 and vmk2 and VMs in "VMs": sql01.',
          pointer: '/entries/0/properties/config/network/portgroup/3/spec/vswitchName',
        },
      ],
    },
    {
      name: 'esxcli for the host',
      input: exportOf(
        [esxcli(beside(1000), 'network vswitch standard portgroup list')],
        esxcliSet(beside(1000)).filter((entry) => entry.command !== 'network vswitch standard portgroup list'),
        { source: 'vim', object: { type: 'HostSystem', value: 'host-1' }, properties: { name: 'esx01.lab' } },
        vm({ name: 'sql01', host: 'host-1', nics: ['VMs'] }),
      ),
      findings: finding('warning', SHARED).map((item) => ({ ...item, pointer: '/entries/0/output/4/VirtualSwitch' })),
    },
  ],
  unknown: [
    {
      name: 'VMs not exported',
      input: exportOf(beside(1000)),
      missing: [{ subject: 'esx01.lab/vSwitch1', fact: 'virtual machines of esx01.lab' }],
    },
    {
      name: 'bindings not exported',
      input: exportOf(beside(1000, { adapters: { vmhba64: { bound: undefined } } }), on('VMs')),
      missing: [{ subject: 'esx01.lab/vSwitch1', fact: 'port bindings of vmhba64' }],
    },
    {
      name: 'the network of a VM NIC not exported',
      input: exportOf(beside(1000), edit(on('VM Network'), 'config.hardware.device.11.backing', {})),
      missing: [{ subject: 'esx01.lab/vSwitch1', fact: 'network of a VM NIC of Network adapter 1 of sql01' }],
    },
    {
      name: 'physical NICs not exported',
      input: exportOf(
        esxcliSet(beside(1000)).filter((entry) => entry.command !== 'network nic list'),
        { source: 'vim', object: { type: 'HostSystem', value: 'host-1' }, properties: { name: 'esx01.lab' } },
        vm({ name: 'sql01', host: 'host-1', nics: ['VMs'] }),
      ),
      missing: [{ subject: 'esx01.lab/vSwitch1', fact: 'physical NICs of esx01.lab' }],
    },
    {
      name: 'the switch of the VMs not exported',
      input: exportOf(without(beside(1000), 'config.network.portgroup.4.spec.vswitchName'), on('VMs')),
      missing: [{ subject: 'esx01.lab/vSwitch1', fact: 'virtual switch of VMs' }],
    },
  ],
});
