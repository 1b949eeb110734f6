import { testRule } from 'vlint/testing';
import rule from '../../../rules/vswitch/vswitch-forged-transmits.ts';
import type { HostDescription, SecurityDescription } from '../../build/index.ts';
import { dvpg, dvsHost, esxcliSet, exportOf, goodHost, presetDvs, vm, without } from '../../build/index.ts';

const security = (index: number, member: string) =>
  `/entries/0/properties/config/network/portgroup/${index}/computedPolicy/security/${member}`;
const lax = (settings: SecurityDescription): HostDescription =>
  goodHost(1, { vswitches: { vSwitch0: { portGroups: { 'VM Network': settings } } } });
const forged = { forgedTransmits: true } as const;
const changes = { macChanges: true } as const;
const finding = (what: string, member: string, level: 'note' | 'warning' = 'note') => ({
  subject: 'esx01.lab/VM Network',
  level,
  message: `Port group VM Network accepts ${what}.`,
  pointer: security(1, member),
});
const on = (portGroup: string, name = 'web01') => vm({ name, host: 'esx01.lab', nics: [portGroup] });
const vouched = 'who: Sec, when: 2025-12-01, until: 2026-12-31';
const allow = (object: string) =>
  `allow:\n  - { rule: vswitch-forged-transmits, object: ${object}, reason: Nested, ${vouched} }\n`;
const told = esxcliSet(goodHost(1)).findIndex(({ command }) => /security get -p "VM Network"/.test(command));
const BOTH = finding('forged transmits and MAC address changes', 'forgedTransmits');

testRule(rule, {
  valid: [
    { name: 'both rejected', input: exportOf(goodHost(1)) },
    { name: 'both rejected by esxcli', input: exportOf(esxcliSet(goodHost(1))) },
    {
      name: 'the port group is allowed',
      exception: 'lends-addresses',
      outcome: 'notApplicable',
      input: exportOf(lax(forged)),
      facts: allow('VM Network'),
    },
    { name: 'a VM in it is allowed', input: exportOf(lax(forged), on('VM Network', 'nested01')), facts: allow("'nested*'") },
    {
      name: 'a distributed port group',
      exception: 'distributed',
      input: exportOf(
        dvsHost(1),
        presetDvs(),
        dvpg({ key: 'dvportgroup-30', name: 'Servers', dvs: 'dvs1', ...forged }),
        vm({ name: 'web01', host: 'esx01.lab', nics: [{ dvpg: 'dvportgroup-30', dvs: 'dvs1' }] }),
      ),
    },
  ],
  invalid: [
    { name: 'forged transmits', input: exportOf(lax(forged)), findings: [finding('forged transmits', 'forgedTransmits')] },
    { name: 'MAC address changes', input: exportOf(lax(changes)), findings: [finding('MAC address changes', 'macChanges')] },
    { name: 'both', input: exportOf(lax({ ...forged, ...changes })), findings: [BOTH] },
    {
      name: 'both under the strict profile',
      profile: 'strict',
      input: exportOf(lax({ ...forged, ...changes })),
      findings: [{ ...BOTH, level: 'warning' }],
    },
    {
      name: 'forged transmits under the STIG profile',
      profile: 'stig',
      input: exportOf(lax(forged)),
      findings: [finding('forged transmits', 'forgedTransmits', 'warning')],
    },
    {
      name: 'the defaults of an old switch, in all of its port groups',
      input: exportOf(goodHost(1, { vswitches: { vSwitch1: { security: { ...forged, ...changes } } } }), on('VM Network')),
      findings: [2, 3].map((index) => ({
        ...BOTH,
        subject: `esx01.lab/iSCSI-${index === 2 ? 'A' : 'B'}`,
        message: `Port group iSCSI-${index === 2 ? 'A' : 'B'} accepts forged transmits and MAC address changes.`,
        pointer: security(index, 'forgedTransmits'),
      })),
    },
    {
      name: 'another VM is allowed',
      input: exportOf(lax(forged), on('VM Network')),
      facts: allow('nested01'),
      findings: [finding('forged transmits', 'forgedTransmits')],
    },
    {
      name: 'by esxcli',
      input: exportOf(esxcliSet(lax(changes))),
      findings: [{ ...finding('MAC address changes', 'macChanges'), pointer: `/entries/${told}/output/AllowMACAddressChange` }],
    },
  ],
  unknown: [
    {
      name: 'the security policy was not exported',
      input: exportOf(without(goodHost(1), 'config.network.portgroup.1.computedPolicy.security')),
      missing: [
        { subject: 'esx01.lab/VM Network', fact: 'MAC address changes of port group VM Network' },
        { subject: 'esx01.lab/VM Network', fact: 'forged transmits of port group VM Network' },
      ],
    },
    {
      name: 'no network was exported',
      input: exportOf(without(goodHost(1), 'config.network')),
      missing: [{ subject: 'esx01.lab', fact: 'port groups of esx01.lab' }],
    },
    {
      name: 'which VMs are in it is not known, and VMs are allowed',
      input: exportOf(lax(forged)),
      facts: allow('nested01'),
      missing: [{ subject: 'esx01.lab/VM Network', fact: 'virtual machines of esx01.lab' }],
    },
  ],
});
