import { testRule } from 'vlint/testing';
import rule from '../../../rules/port-binding/iscsi-single-uplink.ts';
import {
  dvsHost,
  esxcliSet,
  exportOf,
  goodHost,
  type HostDescription,
  presetDvs,
  twoSubnetHost,
  without,
} from '../../build/index.ts';

const one = goodHost(1, { vmks: { vmk2: undefined }, adapters: { vmhba64: { bound: ['vmk1'] } } });
const unboundTeam = goodHost(1, {
  vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { active: undefined }, 'iSCSI-B': undefined } } },
  vmks: { vmk2: undefined },
  adapters: { vmhba64: { bound: [] } },
});
const hardware = (count: number): HostDescription => ({
  name: 'esx01.lab',
  version: '8.0.3',
  adapters: Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `vmhba${2 + index}`,
      { kind: 'independent' as const, ip: `10.0.1.${31 + index}/24`, sendTargets: ['10.0.1.201'] },
    ]),
  ),
});
const activeOf = (index: number) =>
  `/entries/0/properties/config/network/portgroup/${index}/computedPolicy/nicTeaming/nicOrder/activeNic`;
const single = 'The iSCSI traffic of esx01.lab has the single physical NIC vmnic2. Nothing takes over when it fails.';
const halfDown = 'Of the physical NICs that carry iSCSI on esx01.lab only vmnic2 has link: vmnic3 is down.';
const allowed = `allow:
  - rule: iscsi-single-uplink
    host: esx01.lab
    reason: one NIC in all
    who: Ann
    when: 2025-12-01
    until: 2026-12-01
`;

testRule(rule, {
  valid: [
    { name: 'two bound adapters, a NIC each', input: exportOf(goodHost(1)) },
    { name: 'two bound adapters in esxcli', input: exportOf(...esxcliSet(goodHost(1))) },
    { name: 'two unbound adapters in two subnets', input: exportOf(twoSubnetHost(1)) },
    { name: 'a distributed switch', input: exportOf(dvsHost(1), ...presetDvs()) },
    { name: 'an unbound adapter with two active uplinks', input: exportOf(unboundTeam) },
    {
      name: 'an unbound adapter with a standby uplink',
      input: exportOf(
        goodHost(1, {
          vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { active: ['vmnic2'], standby: ['vmnic3'] } } } },
          vmks: { vmk2: undefined },
          adapters: { vmhba64: { bound: [] } },
        }),
      ),
    },
    { name: 'two ports of independent adapters', exception: 'independent-hardware', input: exportOf(hardware(2)) },
    {
      name: 'two dependent adapters with a NIC each',
      input: exportOf(
        goodHost(1, {
          adapters: {
            vmhba64: undefined,
            vmhba33: { kind: 'dependent', pnic: 'vmnic2', sendTargets: ['10.0.1.201'], bound: ['vmk1'] },
            vmhba34: { kind: 'dependent', pnic: 'vmnic3', sendTargets: ['10.0.1.202'], bound: ['vmk2'] },
          },
        }),
      ),
    },
    {
      name: 'a lab with one portal',
      exception: 'lab-with-one-portal',
      profile: 'lab',
      outcome: 'notApplicable',
      input: exportOf(
        goodHost(1, { vmks: { vmk2: undefined }, adapters: { vmhba64: { sendTargets: ['10.0.1.201'], bound: ['vmk1'] } } }),
      ),
    },
    {
      name: 'software iSCSI without targets',
      outcome: 'none',
      input: exportOf(goodHost(1, { adapters: { vmhba64: { sendTargets: [] } }, luns: undefined, vmfs: undefined })),
    },
    { name: 'one NIC that the site allows', outcome: 'notApplicable', facts: allowed, input: exportOf(one) },
  ],
  invalid: [
    {
      name: 'one bound adapter, although the other NIC is idle',
      input: exportOf(one),
      findings: [{ subject: 'esx01.lab', level: 'error', message: single, pointer: activeOf(2) }],
    },
    {
      name: 'a lab with two portals',
      profile: 'lab',
      input: exportOf(one),
      findings: [{ subject: 'esx01.lab', level: 'error', message: single, pointer: activeOf(2) }],
    },
    {
      name: 'one unbound adapter on a switch with one NIC',
      input: exportOf(twoSubnetHost(1, { vmks: { vmk2: undefined }, adapters: { vmhba64: { sendTargets: ['10.0.1.201'] } } })),
      findings: [{ subject: 'esx01.lab', level: 'error', message: single, pointer: activeOf(2) }],
    },
    {
      name: 'two bound adapters on one NIC',
      input: exportOf(goodHost(1, { vswitches: { vSwitch1: { portGroups: { 'iSCSI-B': { active: ['vmnic2'] } } } } })),
      findings: [{ subject: 'esx01.lab', level: 'error', message: single, pointer: activeOf(2) }],
    },
    {
      name: 'a bound adapter whose second uplink is standby',
      input: exportOf(
        goodHost(1, {
          vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { active: ['vmnic2'], standby: ['vmnic3'] } } } },
          vmks: { vmk2: undefined },
          adapters: { vmhba64: { bound: ['vmk1'] } },
        }),
      ),
      findings: [{ subject: 'esx01.lab', level: 'error', message: single, pointer: activeOf(2) }],
    },
    {
      name: 'one bound adapter in maintenance mode',
      exception: 'maintenance',
      input: exportOf({ ...one, maintenance: true }),
      findings: [
        { subject: 'esx01.lab', level: 'note', message: `${single} The host is in maintenance mode.`, pointer: activeOf(2) },
      ],
    },
    {
      name: 'one independent adapter',
      input: exportOf(hardware(1)),
      findings: [
        {
          subject: 'esx01.lab',
          level: 'error',
          message: 'The iSCSI traffic of esx01.lab has the single adapter port vmhba2. Nothing takes over when it fails.',
          pointer: '/entries/0/properties/config/storageDevice/hostBusAdapter/0/networkBindingSupport',
        },
      ],
    },
    {
      name: 'one of two NICs is down',
      exception: 'second-link-down',
      input: exportOf(goodHost(1, { pnics: { vmnic3: { speed: null } } })),
      findings: [
        { subject: 'esx01.lab', level: 'warning', message: halfDown, pointer: '/entries/0/properties/config/network/pnic/3' },
      ],
    },
    {
      name: 'both NICs are down',
      input: exportOf(goodHost(1, { pnics: { vmnic2: { speed: null }, vmnic3: { speed: null } } })),
      findings: [
        {
          subject: 'esx01.lab',
          level: 'warning',
          message: 'Of the physical NICs that carry iSCSI on esx01.lab none has link: vmnic2 and vmnic3 are down.',
          pointer: '/entries/0/properties/config/network/pnic/2',
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'bindings were not exported',
      input: exportOf(goodHost(1, { adapters: { vmhba64: { bound: undefined } } })),
      missing: [{ subject: 'esx01.lab', fact: 'port bindings of vmhba64' }],
    },
    {
      name: 'a team whose second uplink is standby, bindings not exported',
      input: exportOf(
        goodHost(1, {
          vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { active: ['vmnic2'], standby: ['vmnic3'] } } } },
          vmks: { vmk0: undefined, vmk2: undefined },
          adapters: { vmhba64: { bound: undefined } },
        }),
      ),
      missing: [{ subject: 'esx01.lab', fact: 'port bindings of vmhba64' }],
    },
    {
      name: 'the teaming of one port group was not exported',
      input: exportOf(without(goodHost(1), 'config.network.portgroup.3.computedPolicy')),
      missing: [{ subject: 'esx01.lab', fact: 'active uplinks of port group iSCSI-B' }],
    },
    {
      name: 'the NICs were not exported',
      input: exportOf(without(goodHost(1), 'config.network.pnic.3')),
      missing: [{ subject: 'esx01.lab', fact: 'physical NIC of vmnic3 on esx01.lab' }],
    },
    {
      name: 'a target behind a router, unbound',
      input: exportOf(goodHost(1, { adapters: { vmhba64: { sendTargets: ['10.0.9.201'], bound: [] } } })),
      missing: [{ subject: 'esx01.lab', fact: 'VMkernel adapters of the iSCSI sessions of vmhba64' }],
    },
    {
      name: 'the iSCSI adapters were not exported',
      input: exportOf(without(goodHost(1), 'config.storageDevice')),
      missing: [{ subject: 'esx01.lab', fact: 'iSCSI adapters of esx01.lab' }],
    },
  ],
});
