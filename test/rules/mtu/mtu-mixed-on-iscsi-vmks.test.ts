import { testRule } from 'vlint/testing';
import rule from '../../../rules/mtu/mtu-mixed-on-iscsi-vmks.ts';
import { dvsHost, edit, esxcliSet, exportOf, goodHost, presetDvs, twoSubnetHost } from '../../build/index.ts';
import { facts } from './facts.ts';

const SHARED = 'They share a subnet, so a part of the sessions sends frames that the other part does not.';
const ONE_ARRAY = 'The paths to one array then behave differently.';
const TWO_ARRAYS = 'They reach different targets in different subnets, so it may be meant.';
const finding = (level: 'error' | 'warning' | 'note', sizes: string, then: string, index: number, adapter = 'vmhba64') => ({
  subject: `esx01.lab/${adapter}`,
  level,
  message: `The iSCSI ports of ${adapter} differ in MTU: ${sizes}. ${then}`,
  pointer: `/entries/0/properties/config/network/vnic/${index}/spec/mtu`,
});
const small = { vmks: { vmk2: { mtu: 1500 } } };
const [first, second] = ['naa.6000d31000a1b2000000000000000001', 'naa.6000d31000a1b2000000000000000002'] as const;
/** Each fabric has an array of its own. */
const twoArrays = twoSubnetHost(1, {
  ...small,
  luns: { [first]: { paths: ['10.0.1.201'] }, [second]: { paths: ['10.0.2.201'] } },
});
const heartbeat = goodHost(1, {
  vswitches: { vSwitch1: { portGroups: { 'iSCSI-heartbeat': { vlan: 101 } } } },
  vmks: { vmk4: { portGroup: 'iSCSI-heartbeat', ip: '10.0.1.5/24', mtu: 1500 } },
  luns: { [first]: { vendor: 'EQLOGIC' }, [second]: { vendor: 'EQLOGIC' } },
});

testRule(rule, {
  valid: [
    { name: 'jumbo frames on both ports', input: exportOf(goodHost(1)) },
    {
      name: 'standard frames on both ports',
      input: exportOf(goodHost(1, { vmks: { vmk1: { mtu: 1500 }, vmk2: { mtu: 1500 } } })),
    },
    { name: 'another MTU on the management adapter', input: exportOf(goodHost(1, { vmks: { vmk0: { mtu: 1400 } } })) },
    { name: 'two fabrics', input: exportOf(twoSubnetHost(1)) },
    { name: 'a distributed switch', input: exportOf(dvsHost(1), presetDvs()) },
    { name: 'the heartbeat of an EqualLogic group', exception: 'heartbeat', input: exportOf(heartbeat) },
    { name: 'esxcli', input: exportOf(esxcliSet(goodHost(1))) },
    {
      name: 'a single port',
      input: exportOf(twoSubnetHost(1, { vmks: { vmk2: undefined }, adapters: { vmhba64: { sendTargets: ['10.0.1.201'] } } })),
    },
    {
      name: 'an adapter without targets',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1, { ...small, luns: undefined, adapters: { vmhba64: { sendTargets: [], bound: [] } } })),
    },
    {
      name: 'an independent adapter',
      outcome: 'notApplicable',
      input: exportOf(
        goodHost(1, {
          ...small,
          luns: undefined,
          adapters: { vmhba64: { kind: 'independent', bound: undefined, ip: '10.0.1.31/24' } },
        }),
      ),
    },
  ],
  invalid: [
    {
      name: 'bound ports in one subnet',
      input: exportOf(goodHost(1, small)),
      findings: [finding('error', 'vmk1 9000, vmk2 1500', SHARED, 2)],
    },
    {
      name: 'two of three agree: the third is the odd one, whatever its size',
      input: exportOf(
        goodHost(1, {
          vswitches: {
            vSwitch1: { uplinks: ['vmnic2', 'vmnic3', 'vmnic4'], portGroups: { 'iSCSI-C': { vlan: 101, active: ['vmnic4'] } } },
          },
          vmks: { vmk1: { mtu: 1500 }, vmk3: { portGroup: 'iSCSI-C', ip: '10.0.1.151/24', mtu: 1500 } },
          adapters: { vmhba64: { bound: ['vmk1', 'vmk2', 'vmk3'] } },
        }),
      ),
      findings: [finding('error', 'vmk1 1500, vmk2 9000, vmk3 1500', SHARED, 2)],
    },
    {
      name: 'one array behind two fabrics',
      input: exportOf(twoSubnetHost(1, small)),
      findings: [finding('warning', 'vmk1 9000, vmk2 1500', ONE_ARRAY, 2)],
    },
    {
      name: 'two arrays in two subnets',
      exception: 'different-arrays',
      input: exportOf(twoArrays),
      findings: [finding('note', 'vmk1 9000, vmk2 1500', TWO_ARRAYS, 2)],
    },
    {
      name: 'facts.yaml says that it is one array',
      input: exportOf(twoArrays),
      facts: facts('arrays', 'name: alpha, targets: [10.0.1.201, 10.0.2.201], spindles: 24'),
      findings: [finding('warning', 'vmk1 9000, vmk2 1500', ONE_ARRAY, 2)],
    },
    {
      name: 'facts.yaml says that there are two arrays',
      input: exportOf(twoSubnetHost(1, small)),
      facts: facts('arrays', 'name: alpha, targets: [10.0.1.201]', 'name: beta, targets: [10.0.2.201]'),
      findings: [finding('note', 'vmk1 9000, vmk2 1500', TWO_ARRAYS, 2)],
    },
    {
      name: 'a distributed switch with mixed ports',
      input: exportOf(dvsHost(1, small), presetDvs()),
      findings: [finding('error', 'vmk1 9000, vmk2 1500', SHARED, 2)],
    },
    {
      name: 'mixed ports by esxcli',
      input: exportOf(esxcliSet(goodHost(1, small))),
      findings: [
        {
          ...finding('error', 'vmk1 9000, vmk2 1500', SHARED, 2),
          pointer: `/entries/${esxcliSet(goodHost(1)).findIndex((entry) => entry.command === 'network ip interface list')}/output/2/MTU`,
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'bindings not exported',
      input: exportOf(goodHost(1, { ...small, adapters: { vmhba64: { bound: undefined } } })),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'port bindings of vmhba64' }],
    },
    {
      name: 'the MTU of one port is missing',
      input: exportOf(edit(goodHost(1), 'config.network.vnic.2.spec.mtu', 0)),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'MTU of vmk2' }],
    },
  ],
});
