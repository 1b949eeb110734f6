import { testRule } from 'vlint/testing';
import rule from '../../../rules/mtu/mtu-pnic-below-vmk.ts';
import type { HostDescription, Patch } from '../../build/index.ts';
import { dvsHost, esxcli, esxcliOutput, esxcliSet, exportOf, goodHost, presetDvs } from '../../build/index.ts';

/** A VIM dump and the list of NICs, which alone tells their MTU. */
const withNics = (patch: Patch<HostDescription> = {}) =>
  exportOf(goodHost(1, patch), esxcli(goodHost(1, patch), 'network nic list'));
const refused = 'vSwitch1 is set to 9000 bytes: the driver of the NIC has not followed.';
const finding = (vmk: string, nics: string, why: string, index: number) => ({
  subject: `esx01.lab/${vmk}`,
  level: 'error' as const,
  message: `${vmk} sends frames of 9000 bytes over ${nics}.${why === '' ? '' : ` ${why}`}`,
  pointer: `/entries/0/properties/config/network/vnic/${index}/spec/mtu`,
});
const frames = (size: number) =>
  esxcliOutput('esx01.lab', 'iscsi physicalnetworkportal list', [
    { Adapter: 'vmhba64', Vmnic: 'vmnic2', MaxFrameSize: size },
    { Adapter: 'vmhba64', Vmnic: 'vmnic3', MaxFrameSize: 9000 },
  ]);
const interfaces = esxcliSet(goodHost(1)).findIndex((entry) => entry.command === 'network ip interface list');
const unknownNics = [
  { subject: 'esx01.lab/vmk1', fact: 'physical NIC MTU of vmnic2' },
  { subject: 'esx01.lab/vmk2', fact: 'physical NIC MTU of vmnic3' },
];

testRule(rule, {
  valid: [
    { name: 'NICs that follow their switch', exception: 'large-enough', input: withNics() },
    {
      name: 'standard frames',
      input: withNics({ vswitches: { vSwitch1: { mtu: 1500 } }, vmks: { vmk1: { mtu: 1500 }, vmk2: { mtu: 1500 } } }),
    },
    { name: 'a NIC that carries more', input: withNics({ pnics: { vmnic2: { mtu: 9190 } } }) },
    { name: 'Max Frame Size alone', input: exportOf(goodHost(1), frames(9000)) },
    { name: 'NICs that follow their switch, by esxcli alone', input: exportOf(esxcliSet(goodHost(1))) },
    {
      name: 'a distributed switch by esxcli: all its uplinks are large enough, whichever is active',
      input: exportOf(esxcliSet(dvsHost(1))),
    },
    {
      name: 'a small NIC without iSCSI',
      input: withNics({ pnics: { vmnic0: { mtu: 1500 } }, vswitches: { vSwitch0: { mtu: 9000 } } }),
    },
  ],
  invalid: [
    {
      name: 'a driver that refused',
      input: withNics({ pnics: { vmnic2: { mtu: 1500 } } }),
      findings: [finding('vmk1', 'vmnic2, which carries 1500', refused, 1)],
    },
    {
      name: 'both NICs, by Max Frame Size',
      input: exportOf(
        goodHost(1, { vswitches: { vSwitch1: { portGroups: { 'iSCSI-B': { active: ['vmnic2'] } } } } }),
        frames(1514),
      ),
      findings: [
        finding('vmk1', 'vmnic2, which carries 1514', refused, 1),
        finding('vmk2', 'vmnic2, which carries 1514', refused, 2),
      ],
    },
    {
      name: 'the switch is at 1500 as well',
      input: withNics({ vswitches: { vSwitch1: { mtu: 1500 } } }),
      findings: [
        finding('vmk1', 'vmnic2, which carries 1500', 'vSwitch1 carries only 1500 bytes, and the NIC follows it.', 1),
        finding('vmk2', 'vmnic3, which carries 1500', 'vSwitch1 carries only 1500 bytes, and the NIC follows it.', 2),
      ],
    },
    {
      name: 'one byte',
      input: withNics({ pnics: { vmnic3: { mtu: 8999 } } }),
      findings: [finding('vmk2', 'vmnic3, which carries 8999', refused, 2)],
    },
    {
      name: 'two small uplinks of one adapter',
      input: withNics({
        pnics: { vmnic2: { mtu: 1500 }, vmnic3: { mtu: 4000 } },
        vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { active: ['vmnic2', 'vmnic3'] } } } },
      }),
      findings: [
        finding('vmk1', 'vmnic2, which carries 1500 and vmnic3, which carries 4000', refused, 1),
        finding('vmk2', 'vmnic3, which carries 4000', refused, 2),
      ],
    },
    {
      name: 'a distributed switch',
      input: exportOf(
        dvsHost(1, { pnics: { vmnic3: { mtu: 1500 } } }),
        presetDvs(),
        esxcli(dvsHost(1, { pnics: { vmnic3: { mtu: 1500 } } }), 'network nic list'),
      ),
      findings: [
        finding('vmk2', 'vmnic3, which carries 1500', 'dvs1 is set to 9000 bytes: the driver of the NIC has not followed.', 2),
      ],
    },
    {
      name: 'esxcli alone',
      input: exportOf(esxcliSet(goodHost(1, { pnics: { vmnic2: { mtu: 1500 } } }))),
      findings: [
        { ...finding('vmk1', 'vmnic2, which carries 1500', refused, 1), pointer: `/entries/${interfaces}/output/1/MTU` },
      ],
    },
  ],
  unknown: [
    { name: 'a VIM dump alone', exception: 'not-exported', input: exportOf(goodHost(1)), missing: unknownNics },
    { name: 'the same on a distributed switch', input: exportOf(dvsHost(1), presetDvs()), missing: unknownNics },
    {
      name: 'a distributed switch by esxcli with one small uplink: which is active was not exported',
      input: exportOf(
        esxcliSet(
          dvsHost(1, {
            pnics: { vmnic1: { mtu: 1500 }, vmnic3: { mtu: 1500 } },
            vmks: { vmk1: { pnic: 'vmnic2' }, vmk2: { pnic: 'vmnic2' } },
          }),
        ),
      ),
      missing: ['vmk1', 'vmk2'].map((name) => ({
        subject: `esx01.lab/${name}`,
        fact: `distributed port group of (no key) of ${name}`,
      })),
    },
  ],
});
