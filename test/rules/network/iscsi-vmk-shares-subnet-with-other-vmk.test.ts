import { testRule } from 'vlint/testing';
import rule from '../../../rules/network/iscsi-vmk-shares-subnet-with-other-vmk.ts';
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
const SUFFERS = (name: string) =>
  `The sessions of the bound ports keep to their ports; it is ${name} that suffers, whose traffic may leave through an iSCSI port.`;

/** A third adapter in the iSCSI subnet of a host with two bound ports. */
const stray = (vmk: object, host: object = {}) =>
  goodHost(1, {
    ...host,
    vswitches: { vSwitch1: { portGroups: { other: { vlan: 101 } } } },
    vmks: { vmk3: { portGroup: 'other', ip: '10.0.1.60/24', ...vmk } },
  });
const equalLogic = (vendor: string) => ({
  luns: { [presetLuns[0]]: { vendor, model: '100E-00' }, [presetLuns[1]]: { vendor, model: '100E-00' } },
});
/** Case 1: the heartbeat has the lowest address and both uplinks active. */
const heartbeat = (vendor: string) =>
  goodHost(46, {
    ...equalLogic(vendor),
    vswitches: { vSwitch1: { portGroups: { 'iSCSI-heartbeat': { vlan: 101 } } } },
    vmks: { vmk4: { portGroup: 'iSCSI-heartbeat', ip: '10.0.1.55/24', mtu: 9000 } },
  });
/** Management and a storage adapter in one subnet, nothing bound. */
const unbound = {
  name: 'esx02.lab',
  vswitches: { vSwitch0: { uplinks: ['vmnic0', 'vmnic1'], portGroups: { 'Management Network': {}, iSCSI: {} } } },
  vmks: {
    vmk0: { portGroup: 'Management Network', ip: '10.0.1.5/24', tags: ['management'] },
    vmk1: { portGroup: 'iSCSI', ip: '10.0.1.11/24' },
  },
  adapters: { vmhba64: { sendTargets: ['10.0.1.201'], bound: [] as string[] } },
};
const WAY_OUT = 'Nothing is bound to vmhba64, so iSCSI leaves through the lowest VMkernel adapter of 10.0.1.0/24, vmk0.';

/** Verdicts on the third adapter and on the two ports beside it. */
const beside = (level: 'error' | 'warning', own: string, others: string) => [
  {
    subject: 'esx01.lab/vmk1',
    level,
    message: `vmk1 (10.0.1.11) shares the subnet 10.0.1.0/24 with vmk3${others}. ${SUFFERS('vmk3')}`,
    pointer: address(1),
  },
  {
    subject: 'esx01.lab/vmk2',
    level,
    message: `vmk2 (10.0.1.101) shares the subnet 10.0.1.0/24 with vmk3${others}. ${SUFFERS('vmk3')}`,
    pointer: address(2),
  },
  {
    subject: 'esx01.lab/vmk3',
    level,
    message: `vmk3 (10.0.1.60${own}) shares the subnet 10.0.1.0/24 with vmk1 and vmk2. ${SUFFERS('vmk3')}`,
    pointer: address(3),
  },
];

testRule(rule, {
  valid: [
    { name: 'two ports of one subnet, both bound', exception: 'both-bound', input: exportOf(goodHost(1)) },
    { name: 'two subnets, unbound', input: exportOf(twoSubnetHost(1)) },
    { name: 'bound on a distributed switch', input: exportOf(dvsHost(1), presetDvs()) },
    {
      name: 'bound to two adapters',
      input: exportOf(
        goodHost(1, {
          adapters: {
            vmhba33: { kind: 'dependent', pnic: 'vmnic2', sendTargets: ['10.0.1.201'], bound: ['vmk1'] },
            vmhba34: { kind: 'dependent', pnic: 'vmnic3', sendTargets: ['10.0.1.201'], bound: ['vmk2'] },
            vmhba64: undefined,
          },
        }),
      ),
    },
    {
      name: 'two storage adapters in one subnet and nothing bound',
      exception: 'untagged-and-nothing-bound',
      input: exportOf(goodHost(1, { adapters: { vmhba64: { bound: [] } } })),
    },
    {
      name: 'vMotion with its own stack',
      exception: 'other-stack',
      input: exportOf(stray({ tags: ['vmotion'], netstack: 'vmotion' })),
    },
    { name: 'the heartbeat of EqualLogic', exception: 'equallogic-heartbeat', input: exportOf(heartbeat('EQLOGIC')) },
    {
      name: 'an adapter without an address',
      input: exportOf(stray({ ip: '0.0.0.0/0', tags: ['vmotion'] })),
    },
    {
      name: 'the same first bytes, but another mask',
      input: exportOf(stray({ ip: '10.0.1.60/16', tags: ['vmotion'] })),
    },
    {
      name: 'vMotion twice in a subnet of its own',
      input: exportOf(
        goodHost(1, {
          vswitches: { vSwitch0: { portGroups: { 'vMotion-1': { vlan: 30 }, 'vMotion-2': { vlan: 30 } } } },
          vmks: {
            vmk3: { portGroup: 'vMotion-1', ip: '10.0.30.11/24', tags: ['vmotion'] },
            vmk4: { portGroup: 'vMotion-2', ip: '10.0.30.12/24', tags: ['vmotion'] },
          },
        }),
      ),
    },
    {
      name: 'the boot adapter (iBFT) has a subnet of its own',
      input: exportOf(
        goodHost(1, {
          vswitches: { iScsiBootvSwitch: { uplinks: ['vmnic4'], portGroups: { iScsiBootPG: {} } } },
          vmks: { vmk3: { portGroup: 'iScsiBootPG', ip: '10.0.9.11/24', dhcp: true } },
        }),
      ),
    },
    {
      name: 'facts.yaml allows the other adapter and the ports beside it',
      outcome: 'notApplicable',
      facts:
        'allow:\n  - { rule: iscsi-vmk-shares-subnet-with-other-vmk, object: vmk3, reason: moves in June, who: Net Team, when: 2025-12-01, until: 2026-06-30 }\n',
      input: exportOf(stray({ tags: ['vmotion'] })),
    },
    { name: 'no iSCSI in use', outcome: 'none', input: exportOf({ ...unbound, adapters: { vmhba64: { bound: [] } } }) },
  ],
  invalid: [
    {
      name: 'vMotion beside bound ports',
      input: exportOf(stray({ tags: ['vmotion'] })),
      findings: beside('error', ', vMotion', ' (vMotion)'),
    },
    { name: 'an adapter without a service beside bound ports', input: exportOf(stray({})), findings: beside('warning', '', '') },
    {
      name: 'before ESXi 5.5 there is one stack only',
      input: exportOf(stray({ tags: ['vmotion'], netstack: 'vmotion' }, { version: '5.1.0', build: '799733' })),
      findings: beside('error', ', vMotion', ' (vMotion)'),
    },
    {
      name: 'like a heartbeat, but the array is another',
      input: exportOf(heartbeat('EXAMPLE')),
      findings: [
        {
          subject: 'esx46.lab/vmk1',
          level: 'warning',
          message: `vmk1 (10.0.1.56) shares the subnet 10.0.1.0/24 with vmk4. ${SUFFERS('vmk4')}`,
          pointer: address(1),
        },
        {
          subject: 'esx46.lab/vmk2',
          level: 'warning',
          message: `vmk2 (10.0.1.146) shares the subnet 10.0.1.0/24 with vmk4. ${SUFFERS('vmk4')}`,
          pointer: address(2),
        },
        {
          subject: 'esx46.lab/vmk4',
          level: 'warning',
          message: `vmk4 (10.0.1.55) shares the subnet 10.0.1.0/24 with vmk1 and vmk2. ${SUFFERS('vmk4')}`,
          pointer: address(3),
        },
      ],
    },
    {
      name: 'beside an EqualLogic array, but neither the lowest number nor the lowest address',
      input: exportOf(stray({}, equalLogic('EQLOGIC'))),
      findings: beside('warning', '', ''),
    },
    {
      name: 'management and an unbound storage adapter',
      input: exportOf(unbound),
      findings: [
        {
          subject: 'esx02.lab/vmk0',
          level: 'error',
          message: `vmk0 (10.0.1.5, management) shares the subnet 10.0.1.0/24 with vmk1. ${WAY_OUT}`,
          pointer: address(0),
        },
        {
          subject: 'esx02.lab/vmk1',
          level: 'error',
          message: `vmk1 (10.0.1.11) shares the subnet 10.0.1.0/24 with vmk0 (management). ${WAY_OUT}`,
          pointer: address(1),
        },
      ],
    },
    {
      name: 'on a distributed switch',
      input: exportOf(
        dvsHost(1, { vmks: { vmk3: { dvpg: 'dvportgroup-21', ip: '10.0.1.60/24', tags: ['management'] } } }),
        presetDvs(),
      ),
      findings: beside('error', ', management', ' (management)'),
    },
    {
      name: 'esxcli only',
      input: exportOf(
        [esxcli(stray({}), 'network ip interface ipv4 get')],
        esxcliSet(stray({})).filter((entry) => entry.command !== 'network ip interface ipv4 get'),
        ['vmk0', 'vmk1', 'vmk2', 'vmk3'].map((name) =>
          esxcli(stray({ tags: ['vmotion'] }), `network ip interface tag get -i ${name}`),
        ),
      ),
      findings: beside('error', ', vMotion', ' (vMotion)').map((finding, index) => ({
        ...finding,
        pointer: `/entries/0/output/${index + 1}/IPv4Address`,
      })),
    },
  ],
  unknown: [
    {
      name: 'bindings not exported',
      input: exportOf(goodHost(1, { adapters: { vmhba64: { bound: undefined } } })),
      missing: ['vmk1', 'vmk2'].map((name) => ({ subject: `esx01.lab/${name}`, fact: 'port bindings of vmhba64' })),
    },
    {
      name: 'services not exported: it may be the heartbeat or not',
      input: exportOf(without(heartbeat('EQLOGIC'), 'config.virtualNicManagerInfo')),
      missing: ['vmk1', 'vmk2', 'vmk4'].map((name) => ({ subject: `esx46.lab/${name}`, fact: 'service tags of vmk4' })),
    },
    {
      name: 'vendors not exported: it may be the heartbeat or not',
      input: exportOf(
        without(without(heartbeat('EQLOGIC'), 'config.storageDevice.scsiLun.0.vendor'), 'config.storageDevice.scsiLun.1.vendor'),
      ),
      missing: ['vmk1', 'vmk2', 'vmk4'].map((name) => ({
        subject: `esx46.lab/${name}`,
        fact: `vendor string of ${presetLuns[0]}`,
      })),
    },
    {
      name: 'the stack of the other adapter not exported',
      input: exportOf(without(stray({ tags: ['vmotion'] }), 'config.network.vnic.3.spec.netStackInstanceKey')),
      missing: ['vmk1', 'vmk2', 'vmk3'].map((name) => ({ subject: `esx01.lab/${name}`, fact: 'TCP/IP stack of vmk3' })),
    },
  ],
});
