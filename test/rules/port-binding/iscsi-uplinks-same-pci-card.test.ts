import { testRule } from 'vlint/testing';
import rule from '../../../rules/port-binding/iscsi-uplinks-same-pci-card.ts';
import { dvsHost, esxcliSet, exportOf, goodHost, presetDvs, twoSubnetHost, without } from '../../build/index.ts';

const oneCard = { pnics: { vmnic2: { pci: '0000:0b:00.00' }, vmnic3: { pci: '0000:0b:00.01' } } };
const pciOf = (index: number) => `/entries/0/properties/config/network/pnic/${index}/pci`;
const message = (rest = '') => `All iSCSI uplinks of esx01.lab, vmnic2 and vmnic3, are ports of one card (0000:0b:00).${rest}`;
const outputs = esxcliSet(goodHost(1, oneCard));
const spare = { pnics: { ...oneCard.pnics, vmnic4: { pci: '0000:5e:00.0' } } };

testRule(rule, {
  valid: [
    { name: 'two cards', input: exportOf(goodHost(1)) },
    { name: 'two cards, from esxcli', input: exportOf(...esxcliSet(goodHost(1))) },
    {
      name: 'neighbouring slots',
      exception: 'other-slot',
      input: exportOf(goodHost(1, { pnics: { vmnic2: { pci: '0000:0b:00.0' }, vmnic3: { pci: '0000:0c:00.0' } } })),
    },
    {
      name: 'one uplink',
      exception: 'one-uplink',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1, { vmks: { vmk2: undefined }, adapters: { vmhba64: { bound: ['vmk1'] } } })),
    },
    {
      name: 'a hardware adapter beside them',
      exception: 'hardware-adapter',
      outcome: 'notApplicable',
      input: exportOf(
        goodHost(1, {
          ...oneCard,
          luns: undefined,
          vmfs: undefined,
          adapters: { vmhba40: { kind: 'independent', ip: '10.0.1.90/24', sendTargets: ['10.0.1.201'] } },
        }),
      ),
    },
    {
      name: 'one card without iSCSI',
      outcome: 'none',
      input: exportOf(goodHost(1, { ...oneCard, adapters: { vmhba64: undefined }, luns: undefined, vmfs: undefined })),
    },
    {
      name: 'three uplinks on two cards, one address not exported',
      input: exportOf(
        without(
          goodHost(1, {
            vswitches: {
              vSwitch1: { uplinks: ['vmnic2', 'vmnic3', 'vmnic4'], portGroups: { 'iSCSI-C': { vlan: 101, active: ['vmnic4'] } } },
            },
            vmks: { vmk3: { portGroup: 'iSCSI-C', ip: '10.0.1.211/24', mtu: 9000 } },
            adapters: { vmhba64: { bound: ['vmk1', 'vmk2', 'vmk3'] } },
          }),
          'config.network.pnic.4.pci',
        ),
      ),
    },
  ],
  invalid: [
    {
      name: 'a dual-port card, bound',
      exception: 'only-card',
      input: exportOf(goodHost(1, oneCard), goodHost(2)),
      findings: [{ subject: 'esx01.lab', level: 'note', message: message(), pointer: pciOf(2) }],
    },
    {
      name: 'a dual-port card, unbound',
      input: exportOf(twoSubnetHost(1, oneCard)),
      findings: [{ subject: 'esx01.lab', level: 'note', message: message(), pointer: pciOf(2) }],
    },
    {
      name: 'a dual-port card on a distributed switch',
      input: exportOf(dvsHost(1, oneCard), presetDvs()),
      findings: [{ subject: 'esx01.lab', level: 'note', message: message(), pointer: pciOf(2) }],
    },
    {
      name: 'a dual-port card in esxcli',
      input: exportOf(...outputs),
      findings: [
        {
          subject: 'esx01.lab',
          level: 'note',
          message: message(),
          pointer: `/entries/${outputs.findIndex(({ command }) => command === 'network nic list')}/output/2/PCIDevice`,
        },
      ],
    },
    {
      name: 'a free port of another card',
      input: exportOf(goodHost(1, spare)),
      findings: [
        {
          subject: 'esx01.lab',
          level: 'warning',
          message: message(' vmnic4 on another card has link and is free.'),
          pointer: pciOf(2),
        },
      ],
    },
    {
      name: 'a port of another card without link',
      input: exportOf(goodHost(1, { pnics: { ...spare.pnics, vmnic4: { pci: '0000:5e:00.0', speed: null } } })),
      findings: [{ subject: 'esx01.lab', level: 'note', message: message(), pointer: pciOf(2) }],
    },
    {
      name: 'active and standby on one card',
      input: exportOf(
        twoSubnetHost(1, {
          ...oneCard,
          vswitches: {
            vSwitch1: { uplinks: ['vmnic2', 'vmnic3'], portGroups: { 'iSCSI-A': { active: ['vmnic2'], standby: ['vmnic3'] } } },
            vSwitch2: undefined,
          },
          vmks: { vmk2: undefined },
          adapters: { vmhba64: { sendTargets: ['10.0.1.201'] } },
        }),
      ),
      findings: [{ subject: 'esx01.lab', level: 'note', message: message(), pointer: pciOf(2) }],
    },
  ],
  unknown: [
    {
      name: 'an address was not exported',
      input: exportOf(without(goodHost(1), 'config.network.pnic.3.pci')),
      missing: [{ subject: 'esx01.lab', fact: 'PCI address of vmnic3' }],
    },
    {
      name: 'bindings not exported',
      input: exportOf(goodHost(1, { ...oneCard, adapters: { vmhba64: { bound: undefined } } })),
      missing: [{ subject: 'esx01.lab', fact: 'port bindings of vmhba64' }],
    },
    {
      name: 'teaming of one port group not exported',
      input: exportOf(without(goodHost(1, oneCard), 'config.network.portgroup.2.computedPolicy')),
      missing: [{ subject: 'esx01.lab', fact: 'active uplinks of port group iSCSI-A' }],
    },
  ],
});
