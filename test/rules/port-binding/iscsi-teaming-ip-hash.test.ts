import { testRule } from 'vlint/testing';
import rule from '../../../rules/port-binding/iscsi-teaming-ip-hash.ts';
import { dvpg, dvs, dvsHost, esxcliSet, exportOf, goodHost, host, twoSubnetHost, without } from '../../build/index.ts';

const hashed = { vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { policy: 'loadbalance_ip' as const } } } } };
const policyOf = (index: number) => `/entries/0/properties/config/network/portgroup/${index}/computedPolicy/nicTeaming/policy`;
const bound =
  'vmk1 is bound to vmhba64, but its port group iSCSI-A balances its load by IP hash. Port binding is not supported with it.';
const unbound =
  'vmk1 carries iSCSI, but its port group iSCSI-A balances its load by IP hash. It needs an etherchannel on the physical switch, even with one active uplink.';
const hashedDvs = [
  dvpg({ key: 'dvportgroup-21', name: 'iSCSI-A', dvs: 'dvs1', active: ['Uplink 1'], policy: 'loadbalance_ip' }),
  dvpg({ key: 'dvportgroup-22', name: 'iSCSI-B', dvs: 'dvs1', active: ['Uplink 2'] }),
];
const lagHost = dvsHost(1, {
  proxySwitches: { dvs1: { uplinks: { 'Uplink 1': undefined, 'Uplink 2': undefined }, lags: { lag1: ['vmnic2', 'vmnic3'] } } },
  vmks: { vmk2: undefined },
  adapters: { vmhba64: { bound: [] } },
});
const lagGroup = dvpg({ key: 'dvportgroup-21', name: 'iSCSI-A', dvs: 'dvs1', active: ['lag1'], policy: 'loadbalance_ip' });
const failover = esxcliSet(goodHost(1, hashed));

testRule(rule, {
  valid: [
    { name: 'the originating port', input: exportOf(goodHost(1)) },
    { name: 'the originating port, from esxcli', input: exportOf(...esxcliSet(goodHost(1))) },
    {
      name: 'an explicit order',
      exception: 'other-policy',
      input: exportOf(goodHost(1, { vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { policy: 'failover_explicit' } } } } })),
    },
    {
      name: 'IP hash for management and VMs only',
      exception: 'other-traffic',
      input: exportOf(goodHost(1, { vswitches: { vSwitch0: { teaming: { policy: 'loadbalance_ip' } } } })),
    },
    {
      name: 'IP hash under a LAG',
      exception: 'lag-hash',
      outcome: 'notApplicable',
      input: exportOf(lagHost, dvs({ name: 'dvs1', lags: { lag1: {} } }), lagGroup),
    },
    {
      name: 'iSCSI without targets',
      outcome: 'none',
      input: exportOf(goodHost(1, { ...hashed, adapters: { vmhba64: { sendTargets: [] } }, luns: undefined, vmfs: undefined })),
    },
  ],
  invalid: [
    {
      name: 'a bound adapter with one active uplink',
      input: exportOf(goodHost(1, hashed)),
      findings: [{ subject: 'esx01.lab/vmk1', level: 'error', message: bound, pointer: policyOf(2) }],
    },
    {
      name: 'a bound adapter that inherits it from the switch',
      input: exportOf(
        goodHost(1, {
          vswitches: {
            vSwitch1: { teaming: { policy: 'loadbalance_ip' }, portGroups: { 'iSCSI-B': { policy: 'loadbalance_srcid' } } },
          },
        }),
      ),
      findings: [{ subject: 'esx01.lab/vmk1', level: 'error', message: bound, pointer: policyOf(2) }],
    },
    {
      name: 'a bound adapter in esxcli',
      input: exportOf(...failover),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'error',
          message: bound,
          pointer: `/entries/${failover.findIndex(({ command }) => command.endsWith('-p iSCSI-A'))}/output/LoadBalancing`,
        },
      ],
    },
    {
      name: 'a bound adapter on a distributed switch',
      input: exportOf(dvsHost(1), dvs({ name: 'dvs1' }), ...hashedDvs),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'error',
          message: bound,
          pointer: `/entries/${host(dvsHost(1)).length + 1}/properties/config/defaultPortConfig/uplinkTeamingPolicy/policy/value`,
        },
      ],
    },
    {
      name: 'an unbound adapter, even with one active uplink',
      input: exportOf(twoSubnetHost(1, hashed)),
      findings: [{ subject: 'esx01.lab/vmk1', level: 'warning', message: unbound, pointer: policyOf(2) }],
    },
    {
      name: 'the only adapter in the subnet, bindings not exported',
      input: exportOf(goodHost(1, { ...hashed, vmks: { vmk2: undefined }, adapters: { vmhba64: { bound: undefined } } })),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'warning',
          message: `${unbound} Whether the adapter is bound is not known: with port binding this is an error.`,
          pointer: policyOf(2),
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'the effective teaming was not exported',
      input: exportOf(without(twoSubnetHost(1), 'config.network.portgroup.2.computedPolicy')),
      missing: [{ subject: 'esx01.lab/vmk1', fact: 'load balancing policy of port group iSCSI-A' }],
    },
    {
      name: 'two adapters in one subnet, bindings not exported',
      input: exportOf(goodHost(1, { ...hashed, adapters: { vmhba64: { bound: undefined } } })),
      missing: [{ subject: 'esx01.lab/vmk1', fact: 'port bindings of vmhba64' }],
    },
    {
      name: 'IP hash on a distributed switch whose uplinks were not exported, unbound',
      input: exportOf(
        without(
          dvsHost(1, { vmks: { vmk2: undefined }, adapters: { vmhba64: { bound: [] } } }),
          'config.network.proxySwitch.0.spec',
        ),
        ...hashedDvs,
      ),
      missing: [{ subject: 'esx01.lab/vmk1', fact: 'uplink names of dvs1' }],
    },
  ],
});
