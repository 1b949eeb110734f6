import { testRule } from 'vlint/testing';
import rule from '../../../rules/port-binding/iscsi-beacon-probing.ts';
import { dvpg, dvs, dvsHost, esxcliSet, exportOf, goodHost, twoSubnetHost, without } from '../../build/index.ts';

const beacons = (policy?: 'loadbalance_ip') => ({
  vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { beacon: true, ...(policy && { policy }) } } } },
});
const team = (uplinks: readonly string[], more: object = {}, told = true) =>
  twoSubnetHost(1, {
    vswitches: {
      vSwitch1: { uplinks, portGroups: { 'iSCSI-A': { active: uplinks, beacon: true, ...more } } },
      vSwitch2: undefined,
    },
    vmks: { vmk2: undefined },
    adapters: { vmhba64: { sendTargets: ['10.0.1.201'], bound: told ? [] : undefined } },
  });
const pointer = '/entries/0/properties/config/network/portgroup/2/computedPolicy/nicTeaming/failureCriteria/checkBeacon';
const bound =
  'vmk1 is bound to vmhba64 and its port group iSCSI-A probes the uplinks with beacons. With one active uplink beacons are useless.';
const few = (count: number) =>
  `vmk1 carries iSCSI and its port group iSCSI-A probes the uplinks with beacons. Beacons need 3 uplinks; it has ${count}.`;
const hash = (role: string) =>
  `vmk1 ${role} and its port group iSCSI-A probes the uplinks with beacons. It balances its load by IP hash, for whose etherchannel beacons are not made.`;
const outputs = esxcliSet(goodHost(1, beacons()));
const three = ['vmnic2', 'vmnic3', 'vmnic4'];

testRule(rule, {
  valid: [
    { name: 'link state only', input: exportOf(goodHost(1)) },
    { name: 'link state only, from esxcli', input: exportOf(...esxcliSet(goodHost(1))) },
    { name: 'three uplinks, unbound', exception: 'three-uplinks', input: exportOf(team(three)) },
    {
      name: 'beacons for management',
      exception: 'other-traffic',
      input: exportOf(goodHost(1, { vswitches: { vSwitch0: { teaming: { beacon: true } } } })),
    },
  ],
  invalid: [
    {
      name: 'a bound adapter',
      input: exportOf(goodHost(1, beacons()), goodHost(2)),
      findings: [{ subject: 'esx01.lab/vmk1', level: 'note', message: bound, pointer }],
    },
    {
      name: 'a bound adapter in esxcli',
      input: exportOf(...outputs),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'note',
          message: bound,
          pointer: `/entries/${outputs.findIndex(({ command }) => command.endsWith('failover get -p iSCSI-A'))}/output/NetworkFailureDetection`,
        },
      ],
    },
    {
      name: 'a bound adapter on a distributed switch',
      input: exportOf(
        dvpg({ key: 'dvportgroup-21', name: 'iSCSI-A', dvs: 'dvs1', active: ['Uplink 1'], beacon: true }),
        dvpg({ key: 'dvportgroup-22', name: 'iSCSI-B', dvs: 'dvs1', active: ['Uplink 2'] }),
        dvs({ name: 'dvs1' }),
        dvsHost(1),
      ),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'note',
          message: bound,
          pointer: '/entries/0/properties/config/defaultPortConfig/uplinkTeamingPolicy/failureCriteria/checkBeacon/value',
        },
      ],
    },
    {
      name: 'two uplinks, unbound',
      input: exportOf(team(['vmnic2', 'vmnic3'])),
      findings: [{ subject: 'esx01.lab/vmk1', level: 'warning', message: few(2), pointer }],
    },
    {
      name: 'one of two uplinks on standby, unbound',
      input: exportOf(team(['vmnic2', 'vmnic3'], { active: ['vmnic2'], standby: ['vmnic3'] })),
      findings: [{ subject: 'esx01.lab/vmk1', level: 'warning', message: few(2), pointer }],
    },
    {
      name: 'IP hash, bound',
      input: exportOf(goodHost(1, beacons('loadbalance_ip'))),
      findings: [{ subject: 'esx01.lab/vmk1', level: 'warning', message: hash('is bound to vmhba64'), pointer }],
    },
    {
      name: 'IP hash over three uplinks, unbound',
      input: exportOf(team(three, { policy: 'loadbalance_ip' })),
      findings: [{ subject: 'esx01.lab/vmk1', level: 'warning', message: hash('carries iSCSI'), pointer }],
    },
    {
      name: 'two uplinks, bindings not exported',
      input: exportOf(team(['vmnic2', 'vmnic3'], {}, false)),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'note',
          message: `${few(2)} Whether the adapter is bound is not known: without port binding this is a warning.`,
          pointer,
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'the setting was not exported',
      input: exportOf(without(goodHost(1), 'config.network.portgroup.2.computedPolicy.nicTeaming.failureCriteria')),
      missing: [{ subject: 'esx01.lab/vmk1', fact: 'failure detection of port group iSCSI-A' }],
    },
    {
      name: 'three uplinks, bindings not exported',
      input: exportOf(team(three, {}, false)),
      missing: [{ subject: 'esx01.lab/vmk1', fact: 'port bindings of vmhba64' }],
    },
    {
      name: 'three uplinks, load balancing not exported',
      input: exportOf(without(team(three), 'config.network.portgroup.2.computedPolicy.nicTeaming.policy')),
      missing: [{ subject: 'esx01.lab/vmk1', fact: 'load balancing policy of port group iSCSI-A' }],
    },
  ],
});
