import { testRule } from 'vlint/testing';
import rule from '../../../rules/port-binding/iscsi-uplink-link-down.ts';
import { dvsHost, esxcliSet, exportOf, goodHost, presetDvs, twoSubnetHost, without } from '../../build/index.ts';

/** Without a link the member is not there: its place is the NIC's. */
const speedOf = (index: number) => `/entries/0/properties/config/network/pnic/${index}`;
const down = (nic: string) => ({ pnics: { [nic]: { speed: null } } });
const message = (nic: string, vmk: string, rest = 'Other iSCSI uplinks of the host have link.') =>
  `${nic} has no link and is an active uplink of ${vmk}, which carries iSCSI. ${rest}`;
const last = 'No other iSCSI uplink of the host has link.';
const allow =
  'allow:\n  - { rule: iscsi-uplink-link-down, object: vmnic3, reason: recabling, who: storage team, when: 2025-11-01, until: 2026-12-31 }\n';
const standbyHost = twoSubnetHost(1, {
  pnics: { vmnic3: { speed: null } },
  vswitches: {
    vSwitch1: { uplinks: ['vmnic2', 'vmnic3'], portGroups: { 'iSCSI-A': { active: ['vmnic2'], standby: ['vmnic3'] } } },
    vSwitch2: undefined,
  },
  vmks: { vmk2: undefined },
  adapters: { vmhba64: { sendTargets: ['10.0.1.201'] } },
});
const outputs = esxcliSet(goodHost(1, down('vmnic3')));

testRule(rule, {
  valid: [
    { name: 'all links up', input: exportOf(goodHost(1)) },
    { name: 'all links up, from esxcli', input: exportOf(...esxcliSet(goodHost(1))) },
    { name: 'a NIC of management is down', input: exportOf(goodHost(1, down('vmnic1'))) },
    {
      name: 'a NIC that no iSCSI port group uses is down',
      exception: 'unused',
      input: exportOf(
        goodHost(1, { pnics: { vmnic4: { speed: null } }, vswitches: { vSwitch1: { uplinks: ['vmnic2', 'vmnic3', 'vmnic4'] } } }),
      ),
    },
    { name: 'a standby uplink is down', input: exportOf(standbyHost) },
    {
      name: 'recabling',
      exception: 'planned',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1, down('vmnic3'))),
      facts: allow,
    },
    {
      name: 'bindings not exported, all links up',
      input: exportOf(goodHost(1, { adapters: { vmhba64: { bound: undefined } } })),
    },
  ],
  invalid: [
    {
      name: 'one of two',
      input: exportOf(goodHost(1, down('vmnic3')), goodHost(2)),
      findings: [{ subject: 'esx01.lab/vmnic3', level: 'warning', message: message('vmnic3', 'vmk2'), pointer: speedOf(3) }],
    },
    {
      name: 'one of two, unbound',
      input: exportOf(twoSubnetHost(1, down('vmnic3'))),
      findings: [{ subject: 'esx01.lab/vmnic3', level: 'warning', message: message('vmnic3', 'vmk2'), pointer: speedOf(3) }],
    },
    {
      name: 'one of two on a distributed switch',
      input: exportOf(dvsHost(1, down('vmnic2')), presetDvs()),
      findings: [{ subject: 'esx01.lab/vmnic2', level: 'warning', message: message('vmnic2', 'vmk1'), pointer: speedOf(2) }],
    },
    {
      name: 'one of two, in esxcli',
      input: exportOf(...outputs),
      findings: [
        {
          subject: 'esx01.lab/vmnic3',
          level: 'warning',
          message: message('vmnic3', 'vmk2'),
          pointer: `/entries/${outputs.findIndex(({ command }) => command === 'network nic list')}/output/3/LinkStatus`,
        },
      ],
    },
    {
      name: 'both',
      input: exportOf(goodHost(1, { pnics: { vmnic2: { speed: null }, vmnic3: { speed: null } } })),
      findings: [
        { subject: 'esx01.lab/vmnic2', level: 'error', message: message('vmnic2', 'vmk1', last), pointer: speedOf(2) },
        { subject: 'esx01.lab/vmnic3', level: 'error', message: message('vmnic3', 'vmk2', last), pointer: speedOf(3) },
      ],
    },
    {
      name: 'the only one',
      input: exportOf(
        goodHost(1, {
          pnics: { vmnic2: { speed: null } },
          vmks: { vmk2: undefined },
          adapters: { vmhba64: { bound: ['vmk1'] } },
        }),
      ),
      findings: [{ subject: 'esx01.lab/vmnic2', level: 'error', message: message('vmnic2', 'vmk1', last), pointer: speedOf(2) }],
    },
    {
      name: 'one, the other not exported',
      input: exportOf(without(goodHost(1, down('vmnic2')), 'config.network.pnic.3')),
      findings: [
        {
          subject: 'esx01.lab/vmnic2',
          level: 'warning',
          message: message('vmnic2', 'vmk1', 'Whether another iSCSI uplink has link is not known: without one this is an error.'),
          pointer: speedOf(2),
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'NICs not exported',
      input: exportOf(without(goodHost(1), 'config.network.pnic')),
      missing: [
        { subject: 'esx01.lab/vmnic2', fact: 'physical NIC of vmnic2 on esx01.lab' },
        { subject: 'esx01.lab/vmnic3', fact: 'physical NIC of vmnic3 on esx01.lab' },
      ],
    },
    {
      name: 'bindings not exported, one link down',
      input: exportOf(goodHost(1, { ...down('vmnic3'), adapters: { vmhba64: { bound: undefined } } })),
      missing: [{ subject: 'esx01.lab/vmnic3', fact: 'port bindings of vmhba64' }],
    },
    {
      name: 'teaming not exported',
      input: exportOf(without(goodHost(1), 'config.network.portgroup.2.computedPolicy')),
      missing: [{ subject: 'esx01.lab/vmk1', fact: 'active uplinks of port group iSCSI-A' }],
    },
  ],
});
