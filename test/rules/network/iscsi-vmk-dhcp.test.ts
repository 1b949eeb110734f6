import { testRule } from 'vlint/testing';
import rule from '../../../rules/network/iscsi-vmk-dhcp.ts';
import { dvsHost, esxcliSet, exportOf, goodHost, presetDvs, twoSubnetHost, without } from '../../build/index.ts';

const dhcp = { vmks: { vmk1: { dhcp: true } } };
const dhcpOf = (index: number) => `/entries/0/properties/config/network/vnic/${index}/spec/ip/dhcp`;
const message = 'vmk1 (10.0.1.11) carries iSCSI of vmhba64 and takes its address from DHCP.';
const outputs = esxcliSet(goodHost(1, dhcp));
const bootHost = goodHost(1, {
  vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': undefined, iScsiBootPG: { vlan: 101, active: ['vmnic2'] } } } },
  vmks: { vmk1: { portGroup: 'iScsiBootPG', dhcp: true } },
});

testRule(rule, {
  valid: [
    { name: 'fixed addresses', input: exportOf(goodHost(1)) },
    { name: 'fixed addresses, from esxcli', input: exportOf(...esxcliSet(goodHost(1))) },
    {
      name: 'DHCP for management only',
      exception: 'other-adapter',
      input: exportOf(goodHost(1, { vmks: { vmk0: { dhcp: true } } })),
    },
    {
      name: 'reserved addresses',
      exception: 'on-purpose',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1, dhcp)),
      facts:
        'allow:\n  - { rule: iscsi-vmk-dhcp, object: vmk1, reason: reserved addresses, who: storage team, when: 2025-11-01, until: 2026-12-31 }\n',
    },
  ],
  invalid: [
    {
      name: 'a bound adapter',
      input: exportOf(goodHost(1, dhcp), goodHost(2)),
      findings: [{ subject: 'esx01.lab/vmk1', level: 'note', message, pointer: dhcpOf(1) }],
    },
    {
      name: 'an unbound adapter',
      input: exportOf(twoSubnetHost(1, dhcp)),
      findings: [{ subject: 'esx01.lab/vmk1', level: 'note', message, pointer: dhcpOf(1) }],
    },
    {
      name: 'on a distributed switch',
      input: exportOf(dvsHost(1, dhcp), presetDvs()),
      findings: [{ subject: 'esx01.lab/vmk1', level: 'note', message, pointer: dhcpOf(1) }],
    },
    {
      name: 'in esxcli',
      input: exportOf(...outputs),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'note',
          message,
          pointer: `/entries/${outputs.findIndex(({ command }) => command === 'network ip interface ipv4 get')}/output/1/AddressType`,
        },
      ],
    },
    {
      name: 'the adapter that the host boots over',
      exception: 'boot-adapter',
      input: exportOf(bootHost),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'note',
          message: `${message} It is on iScsiBootPG: a host that boots from iSCSI may do so on purpose.`,
          pointer: dhcpOf(1),
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'the setting was not exported',
      input: exportOf(without(goodHost(1), 'config.network.vnic.1.spec.ip.dhcp')),
      missing: [{ subject: 'esx01.lab/vmk1', fact: 'DHCP setting of vmk1' }],
    },
    {
      name: 'bindings not exported, one of two adapters of the subnet',
      input: exportOf(goodHost(1, { ...dhcp, adapters: { vmhba64: { bound: undefined } } })),
      missing: [{ subject: 'esx01.lab/vmk1', fact: 'port bindings of vmhba64' }],
    },
  ],
});
