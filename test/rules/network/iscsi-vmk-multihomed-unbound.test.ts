import { testRule } from 'vlint/testing';
import rule from '../../../rules/network/iscsi-vmk-multihomed-unbound.ts';
import {
  dvsHost,
  esxcli,
  esxcliSet,
  exportOf,
  goodHost,
  presetDvs,
  presetLuns,
  twoSubnetHost,
  without,
} from '../../build/index.ts';

const address = (vnic: number) => `/entries/0/properties/config/network/vnic/${vnic}/spec/ip/ipAddress`;
const unbound = (patch: Parameters<typeof goodHost>[1] = {}) => goodHost(1, { ...patch, adapters: { vmhba64: { bound: [] } } });
/** Case 5: default teaming, as the port groups come. */
const plain = unbound({
  vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { active: undefined }, 'iSCSI-B': { active: undefined } } } },
});

const message = (name: string, ip: string, others: string, lowest = 'vmk1', adapter = 'vmhba64') =>
  `${name} (${ip}) shares the iSCSI subnet 10.0.1.0/24 with ${others}, and none of them is bound. ` +
  `Nothing is bound to ${adapter}, so iSCSI leaves through the lowest VMkernel adapter of 10.0.1.0/24, ${lowest}. The others carry nothing, and there is no failover.`;
const both = (lowest = 'vmk1') => [
  {
    subject: 'esx01.lab/vmk1',
    level: 'error' as const,
    message: message('vmk1', '10.0.1.11', 'vmk2', lowest),
    pointer: address(1),
  },
  {
    subject: 'esx01.lab/vmk2',
    level: 'error' as const,
    message: message('vmk2', '10.0.1.101', 'vmk1', lowest),
    pointer: address(2),
  },
];
const third = {
  vswitches: { vSwitch1: { portGroups: { 'iSCSI-C': { vlan: 101 } } } },
  vmks: { vmk3: { portGroup: 'iSCSI-C', ip: '10.0.1.151/24' } },
};

testRule(rule, {
  valid: [
    { name: 'bound ports', input: exportOf(goodHost(1)) },
    {
      name: 'bound ports of an adapter of unknown kind',
      input: exportOf(without(goodHost(1), 'config.storageDevice.hostBusAdapter.0.isSoftwareBased')),
    },
    { name: 'bound ports on a distributed switch', input: exportOf(dvsHost(1), presetDvs()) },
    { name: 'a subnet for each adapter', exception: 'different-subnets', input: exportOf(twoSubnetHost(1)) },
    {
      name: 'E-Series with two subnets, as NetApp wants it',
      input: exportOf(
        twoSubnetHost(1, {
          luns: Object.fromEntries(
            presetLuns.map((name) => [
              name,
              {
                vendor: 'NETAPP',
                model: 'INF-01-00',
                psp: 'VMW_PSP_MRU',
                paths: ['10.0.1.201', { target: '10.0.2.201', state: 'nonOptimized' as const }],
              },
            ]),
          ),
        }),
      ),
    },
    {
      name: 'independent hardware beside two adapters of one subnet',
      exception: 'independent-hardware',
      outcome: 'none',
      input: exportOf(
        goodHost(1, {
          adapters: { vmhba64: undefined, vmhba33: { kind: 'independent', ip: '10.0.1.31/24', sendTargets: ['10.0.1.201'] } },
        }),
      ),
    },
    {
      name: 'dependent hardware must be bound in any case: other rules say so',
      outcome: 'none',
      input: exportOf(
        goodHost(1, {
          adapters: {
            vmhba64: undefined,
            vmhba33: { kind: 'dependent', pnic: 'vmnic2', sendTargets: ['10.0.1.201'], bound: [] },
          },
        }),
      ),
    },
    {
      name: 'a service on the other adapter',
      exception: 'service-tagged',
      input: exportOf(unbound({ vmks: { vmk2: { tags: ['management'] } } })),
    },
    {
      name: 'the heartbeat of EqualLogic beside bound ports',
      exception: 'equallogic-heartbeat',
      input: exportOf(
        goodHost(46, {
          vswitches: { vSwitch1: { portGroups: { 'iSCSI-heartbeat': { vlan: 101 } } } },
          vmks: { vmk4: { portGroup: 'iSCSI-heartbeat', ip: '10.0.1.55/24', mtu: 9000 } },
          luns: {
            [presetLuns[0]]: { vendor: 'EQLOGIC', model: '100E-00' },
            [presetLuns[1]]: { vendor: 'EQLOGIC', model: '100E-00' },
          },
        }),
      ),
    },
    {
      name: 'a boot adapter (iBFT) and two bound adapters in another subnet',
      input: exportOf(
        goodHost(1, {
          vswitches: { iScsiBootvSwitch: { uplinks: ['vmnic4'], portGroups: { iScsiBootPG: {} } } },
          vmks: { vmk3: { portGroup: 'iScsiBootPG', ip: '10.0.9.11/24', dhcp: true } },
        }),
      ),
    },
    {
      name: 'the second adapter in another stack',
      input: exportOf(unbound({ vmks: { vmk2: { netstack: 'storage' } } })),
    },
    {
      name: 'bindings not exported, but only one storage adapter in the subnet',
      input: exportOf(twoSubnetHost(1, { adapters: { vmhba64: { bound: undefined } } })),
    },
    { name: 'one adapter alone', input: exportOf(unbound({ vmks: { vmk2: undefined } })) },
    {
      name: 'software iSCSI without targets',
      outcome: 'none',
      input: exportOf(goodHost(1, { luns: undefined, vmfs: undefined, adapters: { vmhba64: { sendTargets: [], bound: [] } } })),
    },
  ],
  invalid: [
    { name: 'two adapters with default teaming, nothing bound', input: exportOf(plain), findings: both() },
    { name: 'two pinned adapters, nothing bound', input: exportOf(unbound()), findings: both() },
    {
      name: 'three adapters',
      input: exportOf(unbound(third)),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'error',
          message: message('vmk1', '10.0.1.11', 'vmk2 and vmk3'),
          pointer: address(1),
        },
        {
          subject: 'esx01.lab/vmk2',
          level: 'error',
          message: message('vmk2', '10.0.1.101', 'vmk1 and vmk3'),
          pointer: address(2),
        },
        {
          subject: 'esx01.lab/vmk3',
          level: 'error',
          message: message('vmk3', '10.0.1.151', 'vmk1 and vmk2'),
          pointer: address(3),
        },
      ],
    },
    {
      name: 'management in the same subnet takes it all',
      input: exportOf(unbound({ vmks: { vmk0: { ip: '10.0.1.5/24' } } })),
      findings: both('vmk0'),
    },
    {
      name: 'two switches with an uplink each do not help',
      input: exportOf(twoSubnetHost(1, { vmks: { vmk2: { ip: '10.0.1.101/24' } } })),
      findings: both(),
    },
    {
      name: 'on a distributed switch',
      input: exportOf(dvsHost(1, { adapters: { vmhba64: { bound: [] } } }), presetDvs()),
      findings: both(),
    },
    {
      name: 'E-Series in one subnet',
      input: exportOf(unbound({ luns: { [presetLuns[0]]: { vendor: 'NETAPP', model: 'INF-01-00' } } })),
      findings: both(),
    },
    {
      name: 'esxcli only',
      input: exportOf(
        [esxcli(unbound(), 'network ip interface ipv4 get')],
        esxcliSet(unbound()).filter((entry) => entry.command !== 'network ip interface ipv4 get'),
        ['vmk0', 'vmk1', 'vmk2'].map((name) => esxcli(unbound(), `network ip interface tag get -i ${name}`)),
      ),
      findings: both().map((finding, index) => ({ ...finding, pointer: `/entries/0/output/${index + 1}/IPv4Address` })),
    },
  ],
  unknown: [
    {
      name: 'bindings not exported',
      exception: 'bindings-not-exported',
      input: exportOf(goodHost(1, { adapters: { vmhba64: { bound: undefined } } })),
      missing: ['vmk1', 'vmk2'].map((name) => ({ subject: `esx01.lab/${name}`, fact: 'port bindings of vmhba64' })),
    },
    {
      name: 'the address of the second adapter not exported',
      input: exportOf(without(unbound(), 'config.network.vnic.2.spec.ip.ipAddress')),
      missing: ['vmk1', 'vmk2'].map((name) => ({ subject: `esx01.lab/${name}`, fact: 'IPv4 address of vmk2' })),
    },
    {
      name: 'services not exported',
      input: exportOf(without(unbound(), 'config.virtualNicManagerInfo')),
      missing: [
        { subject: 'esx01.lab/vmk1', fact: 'service tags of vmk2' },
        { subject: 'esx01.lab/vmk2', fact: 'service tags of vmk1' },
      ],
    },
    {
      name: 'a target by a name that nothing resolves',
      input: exportOf(
        goodHost(1, { luns: undefined, vmfs: undefined, adapters: { vmhba64: { sendTargets: ['array.example'], bound: [] } } }),
      ),
      missing: ['vmk1', 'vmk2'].map((name) => ({
        subject: `esx01.lab/${name}`,
        fact: `address of a target of array.example (seen from ${name})`,
      })),
    },
  ],
});
