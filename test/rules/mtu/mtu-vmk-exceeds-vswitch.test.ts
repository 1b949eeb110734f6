import { testRule } from 'vlint/testing';
import rule from '../../../rules/mtu/mtu-vmk-exceeds-vswitch.ts';
import { dvs, dvsHost, edit, esxcli, esxcliSet, exportOf, goodHost, presetDvs, without } from '../../build/index.ts';

const finding = (name: string, pointer: string, vswitch = 'vSwitch1', carries = 1500) => ({
  subject: `esx01.lab/${name}`,
  level: 'error' as const,
  message: `${name} sends frames of 9000 bytes into ${vswitch}, which carries ${carries}. Larger frames are dropped there.`,
  pointer,
});
const vnic = (index: number) => `/entries/0/properties/config/network/vnic/${index}/spec/mtu`;
const dvs1500 = { proxySwitches: { dvs1: { mtu: 1500 } } };
/** Where `network ip interface list` stands among the outputs of esxcliSet. */
const interfaces = esxcliSet(goodHost(1)).findIndex((entry) => entry.command === 'network ip interface list');

testRule(rule, {
  valid: [
    { name: 'jumbo frames on both', input: exportOf(goodHost(1)) },
    {
      name: 'a small adapter on a large switch',
      exception: 'equal-or-smaller',
      input: exportOf(goodHost(1, { vmks: { vmk1: { mtu: 1500 } } })),
    },
    { name: 'a switch that carries a little more', input: exportOf(goodHost(1, { vswitches: { vSwitch1: { mtu: 9190 } } })) },
    { name: 'jumbo frames on a distributed switch', input: exportOf(presetDvs(), dvsHost(1)) },
    {
      name: 'the MTU of the distributed switch from its own object',
      input: exportOf(without(dvsHost(1), 'config.network.proxySwitch.0.mtu'), presetDvs()),
    },
    { name: 'jumbo frames on both by esxcli', input: exportOf(esxcliSet(goodHost(1))) },
    { name: 'only spec.mtu of the switch', input: exportOf(edit(goodHost(1), 'config.network.vswitch.1.mtu', 0)) },
  ],
  invalid: [
    {
      name: 'jumbo adapters on a switch that was left at its default',
      input: exportOf(goodHost(1, { vswitches: { vSwitch1: { mtu: 1500 } } })),
      findings: [finding('vmk1', vnic(1)), finding('vmk2', vnic(2))],
    },
    {
      name: 'of esxcli nothing but the adapters and the switches',
      input: exportOf(
        ['network ip interface list', 'network vswitch standard list'].map((command) =>
          esxcli(goodHost(1, { vswitches: { vSwitch1: { mtu: 1500 } } }), command),
        ),
      ),
      findings: [finding('vmk1', '/entries/0/output/1/MTU'), finding('vmk2', '/entries/0/output/2/MTU')],
    },
    {
      name: 'one adapter raised by one byte too many',
      input: exportOf(goodHost(1, { vswitches: { vSwitch1: { mtu: 8999 } }, vmks: { vmk2: { mtu: 8999 } } })),
      findings: [finding('vmk1', vnic(1), 'vSwitch1', 8999)],
    },
    {
      name: 'an adapter that is no iSCSI port',
      input: exportOf(goodHost(1, { vmks: { vmk0: { mtu: 9000 } } })),
      findings: [finding('vmk0', vnic(0), 'vSwitch0')],
    },
    {
      name: 'a distributed switch',
      input: exportOf(dvsHost(1, dvs1500), dvs({ name: 'dvs1', maxMtu: 1500 }), presetDvs().slice(1)),
      findings: [finding('vmk1', vnic(1), 'dvs1'), finding('vmk2', vnic(2), 'dvs1')],
    },
    {
      name: 'a switch name with blanks',
      input: exportOf({
        name: 'esx01.lab',
        vswitches: { 'iSCSI switch': { uplinks: ['vmnic2'], portGroups: { iSCSI: {} } } },
        vmks: { vmk1: { portGroup: 'iSCSI', ip: '10.0.1.11/24', mtu: 9000 } },
      }),
      findings: [finding('vmk1', vnic(0), 'iSCSI switch')],
    },
    {
      name: 'the same by esxcli',
      input: exportOf(esxcliSet(goodHost(1, { vswitches: { vSwitch1: { mtu: 1500 } } }))),
      findings: [finding('vmk1', `/entries/${interfaces}/output/1/MTU`), finding('vmk2', `/entries/${interfaces}/output/2/MTU`)],
    },
    {
      name: 'a distributed switch by esxcli',
      input: exportOf(esxcliSet(dvsHost(1, dvs1500))),
      findings: [
        finding('vmk1', `/entries/${interfaces}/output/1/MTU`, 'dvs1'),
        finding('vmk2', `/entries/${interfaces}/output/2/MTU`, 'dvs1'),
      ],
    },
  ],
  unknown: [
    {
      name: 'the switch MTU was not exported',
      input: exportOf(without(edit(goodHost(1), 'config.network.vswitch.1.mtu', 0), 'config.network.vswitch.1.spec.mtu')),
      missing: ['vmk1', 'vmk2'].map((name) => ({ subject: `esx01.lab/${name}`, fact: 'virtual switch MTU of vSwitch1' })),
    },
    {
      name: 'an adapter without an MTU',
      input: exportOf(edit(goodHost(1), 'config.network.vnic.1.spec.mtu', 0)),
      missing: [{ subject: 'esx01.lab/vmk1', fact: 'MTU of vmk1' }],
    },
    {
      name: 'an opaque network',
      exception: 'opaque-network',
      input: exportOf({ name: 'esx01.lab', vmks: { vmk10: { opaque: 'ls-1', ip: '10.0.1.11/24', mtu: 9000 } } }),
      missing: [{ subject: 'esx01.lab/vmk10', fact: 'switch of an opaque network of ls-1 of vmk10' }],
    },
    {
      name: 'an opaque network by esxcli',
      input: exportOf(esxcliSet({ name: 'esx01.lab', vmks: { vmk10: { opaque: 'ls-1', ip: '10.0.1.11/24', mtu: 1600 } } })),
      missing: [{ subject: 'esx01.lab/vmk10', fact: 'switch of an opaque network of ls-1 of vmk10' }],
    },
    {
      name: 'a distributed switch of which nothing tells the MTU',
      input: exportOf(without(dvsHost(1), 'config.network.proxySwitch.0.mtu'), presetDvs().slice(1)),
      missing: ['vmk1', 'vmk2'].map((name) => ({ subject: `esx01.lab/${name}`, fact: 'virtual switch MTU of dvs1' })),
    },
  ],
});
