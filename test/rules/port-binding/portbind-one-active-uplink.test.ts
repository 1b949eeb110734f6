import { testRule } from 'vlint/testing';
import rule from '../../../rules/port-binding/portbind-one-active-uplink.ts';
import {
  dvpg,
  dvs,
  dvsHost,
  edit,
  esxcli,
  esxcliSet,
  exportOf,
  goodHost,
  host,
  type Part,
  switchUuidOf,
  twoSubnetHost,
  without,
} from '../../build/index.ts';

const bothActive = goodHost(1, { vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { active: undefined } } } } });
const message = (vmk: string, group: string, active: string) =>
  `${vmk} is bound to vmhba64, but its port group ${group} has ${active} instead of exactly one. ESXi does not accept such a binding as compliant.`;
const activeOf = (entry: number, index: number) =>
  `/entries/${entry}/properties/config/network/portgroup/${index}/computedPolicy/nicTeaming/nicOrder/activeNic`;
/** Of the bindings the list stands first. */
const onlyTeaming = ['iscsi networkportal list', 'network vswitch standard portgroup policy failover get -p iSCSI-A'].map(
  (command) => esxcli(bothActive, command),
);
const two = '2 active uplinks (vmnic2 and vmnic3)';

testRule(rule, {
  valid: [
    { name: 'one active uplink each', input: exportOf(goodHost(1)) },
    { name: 'the same from esxcli', input: exportOf(...esxcliSet(goodHost(1))) },
    {
      name: 'a distributed switch',
      input: exportOf(
        dvsHost(1),
        ...[
          dvs({ name: 'dvs1' }),
          dvpg({ key: 'dvportgroup-21', name: 'A', dvs: 'dvs1', active: ['Uplink 1'] }),
          dvpg({ key: 'dvportgroup-22', name: 'B', dvs: 'dvs1', active: ['Uplink 2'] }),
        ],
      ),
    },
    {
      name: 'one NIC in all, inherited by the port group',
      exception: 'one-uplink-in-all',
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
      name: 'two uplink names on a distributed switch to which this host gives one NIC',
      input: exportOf(
        dvsHost(1, {
          proxySwitches: { dvs1: { uplinks: { 'Uplink 1': 'vmnic2', 'Uplink 2': undefined } } },
          vmks: { vmk2: undefined },
          adapters: { vmhba64: { bound: ['vmk1'] } },
        }),
        dvs({ name: 'dvs1' }),
        dvpg({ key: 'dvportgroup-21', name: 'A', dvs: 'dvs1' }),
      ),
    },
    {
      name: 'unbound adapters with default teaming in one subnet',
      exception: 'not-bound',
      outcome: 'none',
      input: exportOf(
        goodHost(1, {
          vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { active: undefined }, 'iSCSI-B': { active: undefined } } } },
          adapters: { vmhba64: { bound: [] } },
        }),
      ),
    },
    { name: 'unbound adapters in two subnets', outcome: 'none', input: exportOf(twoSubnetHost(1)) },
    {
      name: 'an EqualLogic heartbeat with both uplinks beside two bound adapters',
      input: exportOf(
        goodHost(1, {
          vswitches: { vSwitch1: { portGroups: { 'iSCSI-heartbeat': { vlan: 101 } } } },
          vmks: { vmk4: { portGroup: 'iSCSI-heartbeat', ip: '10.0.1.5/24', mtu: 9000 } },
        }),
      ),
    },
    {
      name: 'a dependent adapter whose port group leaves the other uplinks unused',
      exception: 'dependent-hardware',
      input: exportOf(
        goodHost(1, {
          adapters: {
            vmhba64: undefined,
            vmhba33: { kind: 'dependent', pnic: 'vmnic2', sendTargets: ['10.0.1.201'], bound: ['vmk1'] },
          },
        }),
      ),
    },
    {
      name: 'iSER on one RDMA NIC',
      exception: 'iser',
      outcome: 'none',
      input: exportOf(
        goodHost(1, {
          adapters: {
            vmhba64: undefined,
            vmhba65: { kind: 'iser', pnic: 'vmnic2', sendTargets: ['10.0.1.201'], bound: ['vmk1'] },
          },
        }),
      ),
    },
    {
      name: 'software iSCSI without any target',
      outcome: 'none',
      input: exportOf(goodHost(1, { adapters: { vmhba64: { sendTargets: [] } }, luns: undefined, vmfs: undefined })),
    },
  ],
  invalid: [
    {
      name: 'a port group that inherits both uplinks',
      input: exportOf(bothActive),
      findings: [
        { subject: 'esx01.lab/vmk1', level: 'error', message: message('vmk1', 'iSCSI-A', two), pointer: activeOf(0, 2) },
      ],
    },
    {
      name: 'inherited uplinks as esxcli prints them',
      input: exportOf(...esxcliSet(bothActive)),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'error',
          message: message('vmk1', 'iSCSI-A', two),
          pointer: `/entries/${esxcliSet(bothActive).findIndex(({ command }) => command.endsWith('-p iSCSI-A'))}/output/ActiveAdapters`,
        },
      ],
    },
    {
      name: 'inherited uplinks, of esxcli nothing but the bindings and the failover order',
      input: exportOf(...onlyTeaming),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'error',
          message: message('vmk1', 'iSCSI-A', two),
          pointer: '/entries/1/output/ActiveAdapters',
        },
      ],
    },
    {
      name: 'an adapter that shows what it is by its members only',
      input: exportOf(
        ['iScsiName', '_typeName'].reduce<Part>(
          (part, member) => without(part, `config.storageDevice.hostBusAdapter.0.${member}`),
          edit(bothActive, 'config.storageDevice.hostBusAdapter.0.key', 'vmhba64'),
        ),
      ),
      findings: [
        { subject: 'esx01.lab/vmk1', level: 'error', message: message('vmk1', 'iSCSI-A', two), pointer: activeOf(0, 2) },
      ],
    },
    {
      name: 'both bound adapters on one port group with both uplinks',
      input: exportOf(
        goodHost(1, {
          vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { active: undefined }, 'iSCSI-B': undefined } } },
          vmks: { vmk2: { portGroup: 'iSCSI-A' } },
        }),
      ),
      findings: ['vmk1', 'vmk2'].map((vmk) => ({
        subject: `esx01.lab/${vmk}`,
        level: 'error' as const,
        message: message(vmk, 'iSCSI-A', two),
        pointer: activeOf(0, 2),
      })),
    },
    {
      name: 'no active uplink at all',
      input: exportOf(
        goodHost(1, { vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { active: [], standby: ['vmnic2'] } } } } }),
      ),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'error',
          message: message('vmk1', 'iSCSI-A', 'no active uplink'),
          pointer: activeOf(0, 2).replace('/activeNic', ''),
        },
      ],
    },
    {
      name: 'a distributed port group with two active uplinks',
      input: exportOf(
        host(dvsHost(1)),
        dvs({ name: 'dvs1' }),
        dvpg({ key: 'dvportgroup-21', name: 'iSCSI-A', dvs: 'dvs1' }),
        dvpg({ key: 'dvportgroup-22', name: 'iSCSI-B', dvs: 'dvs1', active: ['Uplink 2'] }),
      ),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'error',
          message: message('vmk1', 'iSCSI-A', '2 active uplinks (Uplink 1 and Uplink 2)'),
          pointer: `/entries/${host(dvsHost(1)).length + 1}/properties/config/defaultPortConfig/uplinkTeamingPolicy/uplinkPortOrder/activeUplinkPort`,
        },
      ],
    },
    {
      name: 'a distributed port group with two active uplinks, which NIC is which not exported',
      input: exportOf(
        without(dvsHost(1), 'config.network.proxySwitch.0.spec'),
        dvs({ name: 'dvs1' }),
        dvpg({ key: 'dvportgroup-21', name: 'iSCSI-A', dvs: 'dvs1' }),
        dvpg({ key: 'dvportgroup-22', name: 'iSCSI-B', dvs: 'dvs1', active: ['Uplink 2'] }),
      ),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'error',
          message: message('vmk1', 'iSCSI-A', '2 active uplinks (Uplink 1 and Uplink 2)'),
          pointer: `/entries/${host(dvsHost(1)).length + 1}/properties/config/defaultPortConfig/uplinkTeamingPolicy/uplinkPortOrder/activeUplinkPort`,
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'bindings were not exported',
      input: exportOf(goodHost(1, { adapters: { vmhba64: { bound: undefined } } })),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'port bindings of vmhba64' }],
    },
    {
      name: 'the effective teaming was not exported',
      input: exportOf(without(goodHost(1), 'config.network.portgroup.2.computedPolicy')),
      missing: [{ subject: 'esx01.lab/vmk1', fact: 'active uplinks of port group iSCSI-A' }],
    },
    {
      name: 'the port group was not exported',
      input: exportOf(without(goodHost(1), 'config.network.portgroup.2')),
      missing: [{ subject: 'esx01.lab/vmk1', fact: 'port group of iSCSI-A on esx01.lab' }],
    },
    {
      name: 'the distributed port groups were not exported',
      input: exportOf(dvsHost(1)),
      missing: ['21 of vmk1', '22 of vmk2'].map((end) => ({
        subject: `esx01.lab/${end.slice(-4)}`,
        fact: `distributed port group of dvportgroup-${end}`,
      })),
    },
    {
      name: 'a distributed port group with two active uplinks, and not how many NICs the host gives its switch',
      input: exportOf(
        without(dvsHost(1), 'config.network.proxySwitch'),
        dvs({ name: 'dvs1' }),
        dvpg({ key: 'dvportgroup-21', name: 'iSCSI-A', dvs: 'dvs1' }),
        dvpg({ key: 'dvportgroup-22', name: 'iSCSI-B', dvs: 'dvs1', active: ['Uplink 2'] }),
      ),
      missing: [{ subject: 'esx01.lab/vmk1', fact: `distributed switch of ${switchUuidOf('dvs1')} on esx01.lab` }],
    },
  ],
});
