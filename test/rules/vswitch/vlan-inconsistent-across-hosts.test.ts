import { testRule } from 'vlint/testing';
import rule from '../../../rules/vswitch/vlan-inconsistent-across-hosts.ts';
import { dvsHost, esxcli, exportOf, goodHost, presetDvs, without } from '../../build/index.ts';

const vlan = (n: number, id: number, more: object = {}) =>
  goodHost(n, { vswitches: { vSwitch0: { portGroups: { 'VM Network': { vlan: id } } } }, ...more });
const found = (n: number, own: string, others: string) => ({
  subject: `esx0${n}.lab/VM Network`,
  level: 'warning' as const,
  message: `VM Network has ${own} on esx0${n}.lab while ${others}.`,
  pointer: `/entries/${3 * (n - 1)}/properties/config/network/portgroup/1/spec/vlanId`,
});
const commands = ['system hostname get', 'network vswitch standard list', 'network vswitch standard portgroup list'];

testRule(rule, {
  valid: [
    { name: 'the same on two hosts', input: exportOf(goodHost(1), goodHost(2)) },
    { name: 'one host', exception: 'one-host', input: exportOf(goodHost(1)) },
    { name: 'two clusters', input: exportOf(vlan(1, 20), vlan(2, 30, { cluster: 'C2' })) },
    {
      name: 'by site',
      exception: 'by-site',
      outcome: 'notApplicable',
      input: exportOf(vlan(1, 20), vlan(2, 20), vlan(3, 30)),
      facts:
        'allow:\n  - rule: vlan-inconsistent-across-hosts\n    object: VM Network\n    reason: other site\n    who: me\n    when: 2025-12-30\n    until: 2026-06-30',
    },
    {
      name: 'distributed port groups',
      exception: 'distributed',
      input: exportOf(presetDvs(), dvsHost(1), dvsHost(2)),
    },
  ],
  invalid: [
    {
      name: 'one of three',
      exception: 'majority',
      input: exportOf(vlan(1, 20), vlan(2, 20), vlan(3, 30)),
      findings: [found(3, 'VLAN 30', 'esx01.lab and esx02.lab have VLAN 20')],
    },
    {
      name: 'a tie',
      input: exportOf(vlan(1, 20), vlan(2, 0)),
      findings: [found(1, 'VLAN 20', 'esx02.lab has no VLAN'), found(2, 'no VLAN', 'esx01.lab has VLAN 20')],
    },
    {
      name: 'all VLANs',
      input: exportOf(vlan(1, 20), vlan(2, 20), vlan(3, 4095)),
      findings: [found(3, 'all VLANs', 'esx01.lab and esx02.lab have VLAN 20')],
    },
  ],
  unknown: [
    {
      name: 'the VLAN of the other host is not told',
      input: exportOf(goodHost(1), without(goodHost(2), 'config.network.portgroup.1.spec.vlanId')),
      missing: [1, 2].map((n) => ({ subject: `esx0${n}.lab/VM Network`, fact: 'VLAN of VM Network' })),
    },
    {
      name: 'esxcli does not tell the cluster of the other host',
      input: exportOf(
        goodHost(1),
        commands.map((command) => esxcli(vlan(2, 30), command)),
      ),
      missing: [
        { subject: 'esx01.lab/VM Network', fact: 'cluster of esx02.lab' },
        { subject: 'esx02.lab/VM Network', fact: 'cluster of esx02.lab' },
      ],
    },
  ],
});
