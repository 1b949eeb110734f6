import { testRule } from 'vlint/testing';
import rule from '../../../rules/mtu/mtu-vmk-exceeds-vswitch.ts';
import { edit, exportOf, goodHost, without } from '../../build/index.ts';

testRule(rule, {
  valid: [
    { name: 'jumbo frames on both', input: exportOf(goodHost(1)) },
    { name: 'a small adapter on a large switch', exception: 'equal-or-smaller', input: exportOf(goodHost(1, { vmks: { vmk1: { mtu: 1500 } } })) },
  ],
  invalid: [
    {
      name: 'jumbo adapters on a switch that was left at its default',
      input: exportOf(goodHost(1, { vswitches: { vSwitch1: { mtu: 1500 } } })),
      findings: ['vmk1', 'vmk2'].map((name, index) => ({
        subject: `esx01.lab/${name}`,
        level: 'error' as const,
        message: `${name} sends frames of 9000 bytes into vSwitch1, which carries 1500. Larger frames are dropped there.`,
        pointer: `/entries/0/properties/config/network/vnic/${index + 1}/spec/mtu`,
      })),
    },
  ],
  unknown: [
    {
      name: 'the switch MTU was not exported',
      input: exportOf(without(edit(goodHost(1), 'config.network.vswitch.1.mtu', 0), 'config.network.vswitch.1.spec.mtu')),
      missing: ['vmk1', 'vmk2'].map((name) => ({ subject: `esx01.lab/${name}`, fact: 'virtual switch MTU of vSwitch1' })),
    },
  ],
});
