import { testRule } from 'vlint/testing';
import rule from '../../../rules/network/iscsi-vmk-duplicate-ip.ts';
import { dvsHost, exportOf, goodHost, host, presetDvs, twoSubnetHost, without } from '../../build/index.ts';

const same = { vmks: { vmk1: { ip: '10.0.1.66/24' } } };
const addressOf = (entry: number, vmk = 1) => `/entries/${entry}/properties/config/network/vnic/${vmk}/spec/ip/ipAddress`;
const message = (own: string, other: string, rest = '') => `${own} has the address 10.0.1.66, and so has ${other}.${rest}`;
const first = goodHost(1, same);
const second = host(first).length;
const pair = (level: 'error' | 'warning', rest = '') => [
  { subject: 'esx01.lab/vmk1', level, message: message('vmk1 of esx01.lab', 'vmk1 of esx02.lab', rest), pointer: addressOf(0) },
  {
    subject: 'esx02.lab/vmk1',
    level,
    message: message('vmk1 of esx02.lab', 'vmk1 of esx01.lab', rest),
    pointer: addressOf(second),
  },
];
const otherVlan = { vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { vlan: 201 }, 'iSCSI-B': { vlan: 201 } } } } };
const vouched = 'who: network team, when: 2025-11-01, until: 2026-12-31';

testRule(rule, {
  valid: [
    { name: 'addresses of their own', input: exportOf(goodHost(1), goodHost(2)) },
    { name: 'one host', input: exportOf(goodHost(1)) },
    {
      name: 'the same address in another VLAN',
      exception: 'other-vlan',
      input: exportOf(first, goodHost(2, { ...same, ...otherVlan })),
    },
    {
      name: 'no address',
      exception: 'placeholder',
      outcome: 'notApplicable',
      input: exportOf(
        goodHost(1, { vmks: { vmk1: { ip: '169.254.1.1/16' } } }),
        goodHost(2, { vmks: { vmk1: { ip: '169.254.1.1/16' } } }),
      ),
    },
    {
      name: 'subnets of two sites',
      exception: 'site-local',
      outcome: 'notApplicable',
      input: exportOf(first, goodHost(2, { ...same, cluster: 'C2' })),
      facts: `allow:\n  - { rule: iscsi-vmk-duplicate-ip, object: vmk1, reason: two sites, ${vouched} }\n`,
    },
    {
      name: 'the same address on adapters that carry no iSCSI',
      input: exportOf(
        goodHost(1, { vmks: { vmk0: { ip: '192.168.10.66/24' } } }),
        goodHost(2, { vmks: { vmk0: { ip: '192.168.10.66/24' } } }),
      ),
    },
  ],
  invalid: [
    { name: 'two hosts of a cluster', input: exportOf(first, goodHost(2, same), goodHost(3)), findings: pair('error') },
    {
      name: 'two hosts of a cluster, unbound',
      input: exportOf(twoSubnetHost(1, same), twoSubnetHost(2, same)),
      findings: pair('error').map((finding, index) => ({
        ...finding,
        pointer: addressOf(index * host(twoSubnetHost(1, same)).length),
      })),
    },
    {
      name: 'two hosts on a distributed switch',
      input: exportOf(dvsHost(1, same), dvsHost(2, same), presetDvs()),
      findings: pair('error'),
    },
    {
      name: 'two clusters',
      input: exportOf(first, goodHost(2, { ...same, cluster: 'C2' })),
      findings: pair('warning', ' They are not in one cluster.'),
    },
    {
      name: 'the cluster of one not exported',
      input: exportOf(without(first, 'parent'), goodHost(2, same)),
      findings: pair('warning', ' Whether they are in one cluster is not known: there this is an error.'),
    },
    {
      name: 'no cluster exported at all',
      input: exportOf(without(first, 'parent'), without(goodHost(2, same), 'parent')),
      findings: pair('error'),
    },
    {
      name: 'two adapters of one host',
      input: exportOf(goodHost(1, { vmks: { vmk1: { ip: '10.0.1.66/24' }, vmk2: { ip: '10.0.1.66/24' } } })),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'error',
          message: message('vmk1 of esx01.lab', 'vmk2 of esx01.lab'),
          pointer: addressOf(0),
        },
        {
          subject: 'esx01.lab/vmk2',
          level: 'error',
          message: message('vmk2 of esx01.lab', 'vmk1 of esx01.lab'),
          pointer: addressOf(0, 2),
        },
      ],
    },
    {
      name: 'vMotion of another host has it, untagged',
      input: exportOf(
        first,
        goodHost(2, {
          vswitches: { vSwitch0: { portGroups: { vMotion: { vlan: 0 } } } },
          vmks: { vmk3: { portGroup: 'vMotion', ip: '10.0.1.66/24', tags: ['vmotion'] } },
        }),
      ),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'error',
          message: message('vmk1 of esx01.lab', 'vmk3 of esx02.lab'),
          pointer: addressOf(0),
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'the adapters of another host were not exported',
      input: exportOf(
        goodHost(1),
        without(goodHost(2, { adapters: { vmhba64: undefined }, luns: undefined, vmfs: undefined }), 'config.network'),
      ),
      missing: [
        { subject: 'esx01.lab/vmk1', fact: 'VMkernel adapters of esx02.lab' },
        { subject: 'esx01.lab/vmk2', fact: 'VMkernel adapters of esx02.lab' },
      ],
    },
    {
      name: 'the VLAN of one was not exported',
      input: exportOf(without(first, 'config.network.portgroup.2.spec.vlanId'), goodHost(2, same)),
      missing: [
        { subject: 'esx01.lab/vmk1', fact: 'VLAN of iSCSI-A' },
        { subject: 'esx02.lab/vmk1', fact: 'VLAN of iSCSI-A' },
      ],
    },
  ],
});
