import { testRule } from 'vlint/testing';
import { dvsHost, exportOf, goodHost, presetDvs, without } from '../build/index.ts';
import rules from './house-rules.mjs';

const [vlan, names] = rules;

/** A host whose port groups for iSCSI are in this VLAN. */
const inVlan = (id: number, n = 1) =>
  goodHost(n, { vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { vlan: id }, 'iSCSI-B': { vlan: id } } } } });
const vlanOf = (portGroup: number) => `/entries/0/properties/config/network/portgroup/${portGroup}/spec/vlanId`;
const findings = (level: 'error' | 'warning' | 'note', place: string, range = '1000 to 1999') =>
  ['vmk1', 'vmk2'].map((vmk, at) => ({
    subject: `esx01.lab/${vmk}`,
    level,
    message: `${vmk} carries iSCSI ${place}; the house keeps ${range} for storage.`,
    pointer: vlanOf(at + 2),
  }));

testRule(vlan, {
  valid: [
    { name: 'a VLAN of the range', input: exportOf(inVlan(1101)) },
    { name: 'a VLAN of another range', input: exportOf(inVlan(201)), options: { first: 200, last: 299 } },
    { name: 'a VLAN of the lab', exception: 'lab-range', profile: 'lab', outcome: 'notApplicable', input: exportOf(inVlan(7)) },
  ],
  invalid: [
    { name: 'a VLAN outside', input: exportOf(inVlan(201)), findings: findings('warning', 'in VLAN 201') },
    {
      name: 'a VLAN outside, in a lab',
      profile: 'lab',
      input: exportOf(inVlan(201)),
      findings: findings('note', 'in VLAN 201'),
    },
    { name: 'no VLAN', exception: 'untagged', input: exportOf(inVlan(0)), findings: findings('error', 'without a VLAN') },
  ],
  unknown: [
    {
      name: 'bindings that were not exported',
      input: exportOf(goodHost(1, { adapters: { vmhba64: { bound: undefined } } })),
      missing: [
        { subject: 'esx01.lab/vmk0', fact: 'port bindings of vmhba64' },
        { subject: 'esx01.lab/vmk1', fact: 'port bindings of vmhba64' },
        { subject: 'esx01.lab/vmk2', fact: 'port bindings of vmhba64' },
      ],
    },
  ],
});

testRule(names, {
  valid: [
    { name: 'names of the house', input: exportOf(goodHost(1)) },
    {
      name: 'a distributed switch',
      exception: 'distributed',
      outcome: 'notApplicable',
      input: exportOf(dvsHost(1), ...presetDvs()),
    },
  ],
  invalid: [
    {
      name: 'a name of its own',
      input: exportOf(
        goodHost(1, {
          vswitches: { vSwitch1: { portGroups: { 'iSCSI-B': undefined, Storage: { active: ['vmnic3'] } } } },
          vmks: { vmk2: { portGroup: 'Storage' } },
        }),
      ),
      findings: [
        {
          subject: 'esx01.lab',
          level: 'note',
          message: 'esx01.lab calls the port group of vmk2 "Storage".',
          pointer: '/entries/0/properties/config/network/portgroup/3/spec/vswitchName',
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'storage that was not exported',
      input: exportOf(without(goodHost(1), 'config.storageDevice')),
      missing: [{ subject: 'esx01.lab', fact: 'iSCSI adapters of esx01.lab' }],
    },
  ],
});
