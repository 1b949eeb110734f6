import { testRule } from 'vlint/testing';
import rule from '../../../rules/port-binding/portbind-no-active-uplink.ts';
import { dvpg, dvs, dvsHost, edit, esxcliSet, exportOf, goodHost, host, presetDvs, without } from '../../build/index.ts';

const order = '/entries/0/properties/config/network/portgroup/2/computedPolicy/nicTeaming/nicOrder';
const message = (why: string) => `vmk1 is bound to vmhba64, but its port group iSCSI-A ${why}. No session can use it.`;
const oneNic = dvsHost(1, { proxySwitches: { dvs1: { uplinks: { 'Uplink 1': undefined } } } });

testRule(rule, {
  valid: [
    { name: 'one active uplink each', input: exportOf(goodHost(1)) },
    { name: 'the same from esxcli', input: exportOf(...esxcliSet(goodHost(1))) },
    { name: 'a distributed switch', input: exportOf(dvsHost(1), ...presetDvs()) },
    {
      name: 'the link of the active uplink is down',
      exception: 'link-down',
      input: exportOf(goodHost(1, { pnics: { vmnic2: { speed: null } } })),
    },
    {
      name: 'two active uplinks, of which one is gone',
      input: exportOf(
        edit(goodHost(1), 'config.network.portgroup.2.computedPolicy.nicTeaming.nicOrder.activeNic', ['vmnic9', 'vmnic2']),
      ),
    },
    {
      name: 'a link aggregation group with members on the host',
      input: exportOf(
        dvsHost(1, { proxySwitches: { dvs1: { uplinks: { 'Uplink 1': undefined }, lags: { lag1: ['vmnic2', 'vmnic4'] } } } }),
        dvs({ name: 'dvs1', lags: { lag1: {} } }),
        dvpg({ key: 'dvportgroup-21', name: 'iSCSI-A', dvs: 'dvs1', active: ['lag1'] }),
        dvpg({ key: 'dvportgroup-22', name: 'iSCSI-B', dvs: 'dvs1', active: ['Uplink 2'] }),
      ),
    },
  ],
  invalid: [
    {
      name: 'all uplinks unused',
      input: exportOf(goodHost(1, { vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { active: [] } } } } })),
      findings: [{ subject: 'esx01.lab/vmk1', level: 'error', message: message('has no active uplink'), pointer: order }],
    },
    {
      name: 'a standby uplink and no active one',
      input: exportOf(
        goodHost(1, { vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { active: [], standby: ['vmnic2'] } } } } }),
      ),
      findings: [{ subject: 'esx01.lab/vmk1', level: 'error', message: message('has no active uplink'), pointer: order }],
    },
    {
      name: 'a switch without uplinks',
      input: exportOf(
        goodHost(1, { vswitches: { vSwitch1: { uplinks: ['vmnic3'], portGroups: { 'iSCSI-A': { active: [] } } } } }),
      ),
      findings: [{ subject: 'esx01.lab/vmk1', level: 'error', message: message('has no active uplink'), pointer: order }],
    },
    {
      name: 'an active uplink that the switch does not have',
      input: exportOf(goodHost(1, { vswitches: { vSwitch1: { uplinks: ['vmnic3'] } } })),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'error',
          message: message('has vmnic2 active, for which vSwitch1 has no physical NIC on this host'),
          pointer: `${order}/activeNic`,
        },
      ],
    },
    {
      name: 'an uplink name for which the host has no NIC',
      input: exportOf(oneNic, ...presetDvs()),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'error',
          message: message('has Uplink 1 active, for which dvs1 has no physical NIC on this host'),
          pointer: `/entries/${host(oneNic).length + 1}/properties/config/defaultPortConfig/uplinkTeamingPolicy/uplinkPortOrder/activeUplinkPort`,
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'the switch was not exported',
      input: exportOf(without(goodHost(1), 'config.network.vswitch.1')),
      missing: ['vmk1', 'vmk2'].map((vmk) => ({ subject: `esx01.lab/${vmk}`, fact: 'virtual switch of vSwitch1 on esx01.lab' })),
    },
    {
      name: 'a host that does not tell the ports of its NICs',
      input: exportOf(without(dvsHost(1), 'config.network.proxySwitch.0.spec.backing.pnicSpec.0.uplinkPortKey'), ...presetDvs()),
      missing: ['vmk1', 'vmk2'].map((vmk) => ({ subject: `esx01.lab/${vmk}`, fact: 'uplink names of dvs1' })),
    },
    {
      name: 'bindings were not exported',
      input: exportOf(goodHost(1, { adapters: { vmhba64: { bound: undefined } } })),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'port bindings of vmhba64' }],
    },
  ],
});
