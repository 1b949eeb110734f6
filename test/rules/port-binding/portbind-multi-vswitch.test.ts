import { testRule } from 'vlint/testing';
import rule from '../../../rules/port-binding/portbind-multi-vswitch.ts';
import { dvpg, dvs, dvsHost, esxcliSet, exportOf, goodHost, presetDvs, twoSubnetHost, without } from '../../build/index.ts';

const apart = (version: string) =>
  goodHost(1, {
    version,
    vswitches: {
      vSwitch1: { uplinks: ['vmnic2'], portGroups: { 'iSCSI-B': undefined } },
      vSwitch2: { mtu: 9000, uplinks: ['vmnic3'], portGroups: { 'iSCSI-B': { vlan: 101 } } },
    },
  });
const hint = ' The ESXi version is not known: before 6.5 this is an error.';
const message = (n: number, end = '') =>
  `vmk${n} on vSwitch${n} is bound to vmhba64 together with vmk${3 - n} on vSwitch${3 - n}, in the same subnet. Bound adapters of one subnet belong on one virtual switch.${end}`;
const pair = (level: 'error' | 'warning', end = '') =>
  [1, 2].map((n) => ({
    subject: `esx01.lab/vmk${n}`,
    level,
    message: message(n, end),
    pointer: `/entries/0/properties/config/network/portgroup/${n + 1}/spec/vswitchName`,
  }));
const portGroups = esxcliSet(apart('8.0.3')).findIndex(({ command }) => command === 'network vswitch standard portgroup list');

testRule(rule, {
  valid: [
    { name: 'one switch', input: exportOf(goodHost(1)) },
    { name: 'one switch, from esxcli', input: exportOf(...esxcliSet(goodHost(1))) },
    { name: 'one distributed switch', input: exportOf(dvsHost(1), ...presetDvs()) },
    {
      name: 'two switches and two subnets',
      exception: 'different-subnets',
      input: exportOf(twoSubnetHost(1, { adapters: { vmhba64: { bound: ['vmk1', 'vmk2'] } } })),
    },
    {
      name: 'two switches, unbound',
      outcome: 'none',
      input: exportOf({ ...apart('8.0.3'), adapters: { vmhba64: { kind: 'software', sendTargets: ['10.0.1.201'], bound: [] } } }),
    },
    {
      name: 'two switches, bound to different adapters',
      input: exportOf({
        ...apart('8.0.3'),
        adapters: {
          vmhba33: { kind: 'dependent', pnic: 'vmnic2', sendTargets: ['10.0.1.201'], bound: ['vmk1'] },
          vmhba34: { kind: 'dependent', pnic: 'vmnic3', sendTargets: ['10.0.1.202'], bound: ['vmk2'] },
        },
      }),
    },
  ],
  invalid: [
    { name: 'two switches on 8.0', input: exportOf(apart('8.0.3')), findings: pair('warning') },
    { name: 'two switches on 6.5', input: exportOf(apart('6.5.0')), findings: pair('warning') },
    { name: 'two switches on 6.0', input: exportOf(apart('6.0.0')), findings: pair('error') },
    {
      name: 'two switches of an unknown version',
      input: exportOf(without(apart('8.0.3'), 'config.product')),
      findings: pair('warning', hint),
    },
    {
      name: 'two switches in esxcli',
      input: exportOf(...esxcliSet(apart('8.0.3'))),
      findings: pair('warning').map((finding, index) => ({
        ...finding,
        pointer: `/entries/${portGroups}/output/${index + 2}/VirtualSwitch`,
      })),
    },
    {
      name: 'a standard and a distributed switch',
      input: exportOf(
        dvsHost(1, {
          vswitches: { vSwitch2: { uplinks: ['vmnic4'], portGroups: { 'iSCSI-B': {} } } },
          vmks: { vmk2: { portGroup: 'iSCSI-B', dvpg: undefined } },
        }),
        dvs({ name: 'dvs1' }),
        dvpg({ key: 'dvportgroup-21', name: 'iSCSI-A', dvs: 'dvs1', active: ['Uplink 1'] }),
      ),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'warning',
          message:
            'vmk1 on dvs1 is bound to vmhba64 together with vmk2 on vSwitch2, in the same subnet. Bound adapters of one subnet belong on one virtual switch.',
          pointer: '/entries/0/properties/config/network/vnic/1/spec/distributedVirtualPort',
        },
        {
          subject: 'esx01.lab/vmk2',
          level: 'warning',
          message:
            'vmk2 on vSwitch2 is bound to vmhba64 together with vmk1 on dvs1, in the same subnet. Bound adapters of one subnet belong on one virtual switch.',
          pointer: '/entries/0/properties/config/network/portgroup/2/spec/vswitchName',
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'the switch of one port group is not known',
      input: exportOf(without(goodHost(1), 'config.network.portgroup.3.spec.vswitchName')),
      missing: ['vmk1', 'vmk2'].map((vmk) => ({ subject: `esx01.lab/${vmk}`, fact: 'virtual switch of iSCSI-B' })),
    },
    {
      name: 'two switches, one address not known',
      input: exportOf(without(apart('8.0.3'), 'config.network.vnic.2.spec.ip.ipAddress')),
      missing: ['vmk1', 'vmk2'].map((vmk) => ({ subject: `esx01.lab/${vmk}`, fact: 'IPv4 address of vmk2' })),
    },
  ],
});
