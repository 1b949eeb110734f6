import { testRule } from 'vlint/testing';
import rule from '../../../rules/mtu/mtu-nonstandard.ts';
import { dvsHost, edit, esxcliSet, exportOf, goodHost, presetDvs, twoSubnetHost } from '../../build/index.ts';

const withMtu = (mtu: number) => exportOf(goodHost(1, { vmks: { vmk1: { mtu } } }));
const finding = (level: 'error' | 'warning' | 'note', message: string) => ({
  subject: 'esx01.lab/vmk1',
  level,
  message,
  pointer: '/entries/0/properties/config/network/vnic/1/spec/mtu',
});
const between = (mtu: number) =>
  finding(
    'note',
    `vmk1 has an MTU of ${mtu}, which is neither 1500 nor 9000. Confirm that the switches and the array want it so.`,
  );

testRule(rule, {
  valid: [
    {
      name: 'bindings not exported, but every adapter has a usual MTU',
      input: exportOf(goodHost(1, { adapters: { vmhba64: { bound: undefined } } })),
    },
    { name: 'jumbo frames', exception: 'standard', input: exportOf(goodHost(1)) },
    { name: 'standard frames', input: withMtu(1500) },
    { name: 'a distributed switch', input: exportOf(dvsHost(1), presetDvs()) },
    { name: 'esxcli', input: exportOf(esxcliSet(twoSubnetHost(1))) },
    { name: 'an odd MTU on an adapter without iSCSI', input: exportOf(goodHost(1, { vmks: { vmk0: { mtu: 1400 } } })) },
    {
      name: 'a host without iSCSI',
      outcome: 'none',
      input: exportOf(goodHost(1, { adapters: undefined, luns: undefined, vmks: { vmk1: { mtu: 4000 } } })),
    },
  ],
  invalid: [
    { name: 'room for encapsulation', exception: 'encapsulation', input: withMtu(1600), findings: [between(1600)] },
    { name: 'an older switch', input: withMtu(8900), findings: [between(8900)] },
    { name: 'a little less than standard', input: withMtu(1492), findings: [between(1492)] },
    { name: 'the minimum of IPv6', input: withMtu(1280), findings: [between(1280)] },
    {
      name: 'less than the minimum of IPv6',
      input: withMtu(1279),
      findings: [finding('warning', 'vmk1 has an MTU of 1279. That is less than the 1280 bytes that IPv6 demands.')],
    },
    {
      name: 'the MTU of the physical switch',
      input: withMtu(9216),
      findings: [finding('error', 'vmk1 has an MTU of 9216. ESXi supports 9000 bytes at most.')],
    },
  ],
  unknown: [
    {
      name: 'no MTU',
      input: exportOf(edit(goodHost(1), 'config.network.vnic.1.spec.mtu', 0)),
      missing: [{ subject: 'esx01.lab/vmk1', fact: 'MTU of vmk1' }],
    },
    {
      name: 'bindings not exported: an adapter with an odd MTU may be the one that carries iSCSI',
      input: exportOf(goodHost(1, { vmks: { vmk0: { mtu: 4000 } }, adapters: { vmhba64: { bound: undefined } } })),
      missing: [{ subject: 'esx01.lab/vmk0', fact: 'port bindings of vmhba64' }],
    },
  ],
});
