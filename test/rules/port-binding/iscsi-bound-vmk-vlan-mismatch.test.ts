import { testRule } from 'vlint/testing';
import rule from '../../../rules/port-binding/iscsi-bound-vmk-vlan-mismatch.ts';
import { dvpg, dvs, dvsHost, esxcliSet, exportOf, goodHost, presetDvs, twoSubnetHost, without } from '../../build/index.ts';

const vlans = (a: number, b: number) => ({
  vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { vlan: a }, 'iSCSI-B': { vlan: b } } } },
});
const vlanOf = (index: number) => `/entries/0/properties/config/network/portgroup/${index}/spec/vlanId`;
const message = (own: string, other: string, rest = '') =>
  `${own} is bound to vmhba64 together with ${other}, in the same subnet.${rest}`;
const access = ' That is right only if the switch port of the untagged adapter is an access port of that VLAN.';
const pair = [
  {
    subject: 'esx01.lab/vmk1',
    level: 'error' as const,
    message: message('vmk1 in VLAN 101', 'vmk2 in VLAN 102'),
    pointer: vlanOf(2),
  },
  {
    subject: 'esx01.lab/vmk2',
    level: 'error' as const,
    message: message('vmk2 in VLAN 102', 'vmk1 in VLAN 101'),
    pointer: vlanOf(3),
  },
];
const mixed = (a: string, b: string) => [
  {
    subject: 'esx01.lab/vmk1',
    level: 'warning' as const,
    message: message(`vmk1 ${a}`, `vmk2 ${b}`, access),
    pointer: vlanOf(2),
  },
  {
    subject: 'esx01.lab/vmk2',
    level: 'warning' as const,
    message: message(`vmk2 ${b}`, `vmk1 ${a}`, access),
    pointer: vlanOf(3),
  },
];
const outputs = esxcliSet(goodHost(1, vlans(101, 102)));
const list = outputs.findIndex(({ command }) => command === 'network vswitch standard portgroup list');

testRule(rule, {
  valid: [
    { name: 'one VLAN', input: exportOf(goodHost(1)) },
    { name: 'one VLAN on a distributed switch', input: exportOf(dvsHost(1), presetDvs()) },
    { name: 'both untagged', input: exportOf(goodHost(1, vlans(0, 0))) },
    { name: 'untagged and from a trunk', input: exportOf(goodHost(1, vlans(0, 4095))) },
    {
      name: 'two subnets, bound',
      exception: 'different-subnets',
      input: exportOf(twoSubnetHost(1, { adapters: { vmhba64: { bound: ['vmk1', 'vmk2'] } } })),
    },
    {
      name: 'two VLANs, unbound',
      outcome: 'none',
      input: exportOf(goodHost(1, { ...vlans(101, 102), adapters: { vmhba64: { bound: [] } } })),
    },
  ],
  invalid: [
    { name: 'two VLANs', input: exportOf(goodHost(1, vlans(101, 102)), goodHost(2)), findings: pair },
    {
      name: 'two VLANs, in esxcli',
      input: exportOf(...outputs),
      findings: pair.map((finding, index) => ({ ...finding, pointer: `/entries/${list}/output/${index + 2}/VLANID` })),
    },
    {
      name: 'two VLANs on a distributed switch',
      input: exportOf(
        dvpg({ key: 'dvportgroup-21', name: 'iSCSI-A', dvs: 'dvs1', vlan: 101, active: ['Uplink 1'] }),
        dvpg({ key: 'dvportgroup-22', name: 'iSCSI-B', dvs: 'dvs1', vlan: 102, active: ['Uplink 2'] }),
        dvs({ name: 'dvs1' }),
        dvsHost(1),
      ),
      findings: pair.map((finding, index) => ({
        ...finding,
        pointer: `/entries/${index}/properties/config/defaultPortConfig/vlan/vlanId`,
      })),
    },
    {
      name: 'one is untagged',
      input: exportOf(goodHost(1, vlans(0, 101))),
      findings: mixed('without a VLAN', 'in VLAN 101'),
    },
    {
      name: 'one is in a trunk',
      input: exportOf(goodHost(1, vlans(101, 4095))),
      findings: mixed('in VLAN 101', 'without a VLAN'),
    },
  ],
  unknown: [
    {
      name: 'a VLAN was not exported',
      input: exportOf(without(goodHost(1), 'config.network.portgroup.3.spec.vlanId')),
      missing: [
        { subject: 'esx01.lab/vmk1', fact: 'VLAN of iSCSI-B' },
        { subject: 'esx01.lab/vmk2', fact: 'VLAN of iSCSI-B' },
      ],
    },
    {
      name: 'a netmask was not exported',
      input: exportOf(without(goodHost(1, vlans(101, 102)), 'config.network.vnic.2.spec.ip.subnetMask')),
      missing: [
        { subject: 'esx01.lab/vmk1', fact: 'IPv4 netmask of vmk2' },
        { subject: 'esx01.lab/vmk2', fact: 'IPv4 netmask of vmk2' },
      ],
    },
    {
      name: 'bindings not exported',
      input: exportOf(goodHost(1, { ...vlans(101, 102), adapters: { vmhba64: { bound: undefined } } })),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'port bindings of vmhba64' }],
    },
  ],
});
