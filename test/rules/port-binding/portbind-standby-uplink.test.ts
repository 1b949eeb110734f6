import { testRule } from 'vlint/testing';
import rule from '../../../rules/port-binding/portbind-standby-uplink.ts';
import { dvpg, dvs, dvsHost, esxcliSet, exportOf, goodHost, host, presetDvs, without } from '../../build/index.ts';

const withStandby = goodHost(1, {
  vswitches: { vSwitch1: { portGroups: { 'iSCSI-B': { active: ['vmnic3'], standby: ['vmnic2'] } } } },
});
const message = (uplinks: string) =>
  `vmk2 is bound to vmhba64, but its port group iSCSI-B has the standby ${uplinks}. All uplinks beside the active one must be unused.`;
const standbyDvs = [
  dvs({ name: 'dvs1' }),
  dvpg({ key: 'dvportgroup-21', name: 'iSCSI-A', dvs: 'dvs1', active: ['Uplink 1'] }),
  dvpg({ key: 'dvportgroup-22', name: 'iSCSI-B', dvs: 'dvs1', active: ['Uplink 2'], standby: ['Uplink 1'] }),
];

testRule(rule, {
  valid: [
    { name: 'the other uplink is unused', exception: 'unused', input: exportOf(goodHost(1)) },
    { name: 'the other uplink is unused, from esxcli', input: exportOf(...esxcliSet(goodHost(1))) },
    { name: 'a distributed switch', input: exportOf(dvsHost(1), ...presetDvs()) },
    {
      name: 'one NIC in all, inherited by the port group',
      input: exportOf(
        goodHost(1, {
          vswitches: {
            vSwitch1: { uplinks: ['vmnic2'], portGroups: { 'iSCSI-A': { active: undefined }, 'iSCSI-B': undefined } },
          },
          vmks: { vmk2: undefined },
          adapters: { vmhba64: { bound: ['vmk1'] } },
        }),
      ),
    },
    {
      name: 'a standby uplink of an unbound adapter',
      exception: 'not-bound',
      outcome: 'none',
      input: exportOf({ ...withStandby, adapters: { vmhba64: { kind: 'software', sendTargets: ['10.0.1.201'], bound: [] } } }),
    },
    {
      name: 'a standby uplink name on a distributed switch to which this host gives one NIC',
      exception: 'one-uplink-in-all',
      input: exportOf(
        dvsHost(1, {
          proxySwitches: { dvs1: { uplinks: { 'Uplink 1': undefined } } },
          vmks: { vmk1: undefined },
          adapters: { vmhba64: { bound: ['vmk2'] } },
        }),
        ...standbyDvs,
      ),
    },
  ],
  invalid: [
    {
      name: 'a standby uplink on a standard switch',
      input: exportOf(withStandby),
      findings: [
        {
          subject: 'esx01.lab/vmk2',
          level: 'error',
          message: message('uplink vmnic2'),
          pointer: '/entries/0/properties/config/network/portgroup/3/computedPolicy/nicTeaming/nicOrder/standbyNic',
        },
      ],
    },
    {
      name: 'the same from esxcli',
      input: exportOf(...esxcliSet(withStandby)),
      findings: [
        {
          subject: 'esx01.lab/vmk2',
          level: 'error',
          message: message('uplink vmnic2'),
          pointer: `/entries/${esxcliSet(withStandby).findIndex(({ command }) => command.endsWith('-p iSCSI-B'))}/output/StandbyAdapters/0`,
        },
      ],
    },
    {
      name: 'two standby uplinks',
      input: exportOf(
        goodHost(1, {
          vswitches: {
            vSwitch1: {
              uplinks: ['vmnic2', 'vmnic3', 'vmnic4'],
              portGroups: { 'iSCSI-B': { active: ['vmnic3'], standby: ['vmnic2', 'vmnic4'] } },
            },
          },
        }),
      ),
      findings: [
        {
          subject: 'esx01.lab/vmk2',
          level: 'error',
          message: message('uplinks vmnic2 and vmnic4'),
          pointer: '/entries/0/properties/config/network/portgroup/3/computedPolicy/nicTeaming/nicOrder/standbyNic',
        },
      ],
    },
    {
      name: 'a standby uplink on a distributed switch',
      input: exportOf(dvsHost(1), ...standbyDvs),
      findings: [
        {
          subject: 'esx01.lab/vmk2',
          level: 'error',
          message: message('uplink Uplink 1'),
          pointer: `/entries/${host(dvsHost(1)).length + 2}/properties/config/defaultPortConfig/uplinkTeamingPolicy/uplinkPortOrder/standbyUplinkPort`,
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'bindings were not exported',
      input: exportOf({ ...withStandby, adapters: { vmhba64: { kind: 'software', sendTargets: ['10.0.1.201'] } } }),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'port bindings of vmhba64' }],
    },
    {
      name: 'the effective teaming was not exported',
      input: exportOf(without(goodHost(1), 'config.network.portgroup.3.computedPolicy')),
      missing: [{ subject: 'esx01.lab/vmk2', fact: 'standby uplinks of port group iSCSI-B' }],
    },
  ],
});
