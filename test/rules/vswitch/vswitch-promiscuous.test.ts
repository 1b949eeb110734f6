import { testRule } from 'vlint/testing';
import rule from '../../../rules/vswitch/vswitch-promiscuous.ts';
import type { HostDescription } from '../../build/index.ts';
import { dvpg, dvsHost, edit, esxcli, esxcliSet, exportOf, goodHost, presetDvs, vm, without } from '../../build/index.ts';

/** Port groups of goodHost: Management Network, VM Network, iSCSI-A, iSCSI-B. */
const group = (index: number, entry = 0) =>
  `/entries/${entry}/properties/config/network/portgroup/${index}/computedPolicy/security/allowPromiscuous`;
const open = { promiscuous: true } as const;
const vmNetwork = (patch: Parameters<typeof goodHost>[1] = {}): HostDescription =>
  goodHost(1, { vswitches: { vSwitch0: { portGroups: { 'VM Network': open } } }, ...patch });
const iscsi = goodHost(1, { vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': open } } } });
const management = goodHost(1, { vswitches: { vSwitch0: { portGroups: { 'Management Network': open } } } });
const finding = (name: string, inside: string, pointer: string) => ({
  subject: `esx01.lab/${name}`,
  level: 'warning' as const,
  message: `Port group ${name} accepts promiscuous mode.${inside}`,
  pointer,
});
const on = (portGroup: string, name = 'web01') => vm({ name, host: 'esx01.lab', nics: [portGroup] });
const vouched = 'who: Sec, when: 2025-12-01, until: 2026-12-31';
const allow = (object: string) => `allow:\n  - { rule: vswitch-promiscuous, object: ${object}, reason: Listens, ${vouched} }\n`;
const servers = (patch = {}) => dvpg({ key: 'dvportgroup-30', name: 'Servers', dvs: 'dvs1', vlan: 20, ...patch });
const onServers = vm({ name: 'web01', host: 'esx01.lab', nics: [{ dvpg: 'dvportgroup-30', dvs: 'dvs1' }] });

testRule(rule, {
  valid: [
    { name: 'rejected everywhere', input: exportOf(goodHost(1), on('VM Network')) },
    {
      name: 'the port group is allowed',
      exception: 'listener',
      outcome: 'notApplicable',
      input: exportOf(vmNetwork(), on('VM Network')),
      facts: allow('VM Network'),
    },
    { name: 'a VM in it is allowed', input: exportOf(vmNetwork(), on('VM Network', 'ids01')), facts: allow("'ids*'") },
    { name: 'management only', exception: 'other-vmkernel', input: exportOf(management, on('VM Network')) },
    { name: 'rejected on a distributed switch', input: exportOf(dvsHost(1), presetDvs(), servers(), onServers) },
    { name: 'rejected by esxcli', input: exportOf(esxcliSet(goodHost(1)), on('VM Network')) },
    {
      name: 'a distributed port group that nothing of the host is in',
      input: exportOf(dvsHost(1), presetDvs(), servers(open), on('VM Network')),
    },
  ],
  invalid: [
    {
      name: 'a VM network with a VM',
      input: exportOf(vmNetwork(), on('VM Network')),
      findings: [finding('VM Network', ' web01 is in it.', group(1))],
    },
    {
      name: 'a VM network that is empty, and no VM exported',
      input: exportOf(vmNetwork()),
      findings: [finding('VM Network', '', group(1))],
    },
    {
      name: 'an iSCSI port group',
      input: exportOf(iscsi, on('VM Network')),
      findings: [finding('iSCSI-A', ' vmk1 is in it.', group(2))],
    },
    {
      name: 'a VM in the port group of the management adapter',
      input: exportOf(management, on('Management Network')),
      findings: [finding('Management Network', ' web01 and vmk0 are in it.', group(0))],
    },
    {
      name: 'inherited from the switch',
      input: exportOf(goodHost(1, { vswitches: { vSwitch0: { security: open } } }), on('VM Network')),
      findings: [finding('VM Network', ' web01 is in it.', group(1))],
    },
    {
      name: 'another VM is allowed',
      input: exportOf(vmNetwork(), on('VM Network')),
      facts: allow('ids01'),
      findings: [finding('VM Network', ' web01 is in it.', group(1))],
    },
    {
      name: 'a distributed port group with a VM',
      input: exportOf(servers(open), dvsHost(1), presetDvs(), onServers),
      findings: [
        finding(
          'Servers',
          ' web01 is in it.',
          '/entries/0/properties/config/defaultPortConfig/securityPolicy/allowPromiscuous/value',
        ),
      ],
    },
    {
      name: 'a distributed iSCSI port group',
      input: exportOf(
        dvpg({ key: 'dvportgroup-21', name: 'iSCSI-A', dvs: 'dvs1', vlan: 101, active: ['Uplink 1'], ...open }),
        dvsHost(1),
        presetDvs().slice(0, 1),
        presetDvs().slice(2),
        on('VM Network'),
      ),
      findings: [
        finding(
          'iSCSI-A',
          ' vmk1 is in it.',
          '/entries/0/properties/config/defaultPortConfig/securityPolicy/allowPromiscuous/value',
        ),
      ],
    },
    {
      name: 'by esxcli',
      input: exportOf(
        esxcli(iscsi, 'network vswitch standard portgroup policy security get -p iSCSI-A'),
        esxcliSet(iscsi),
        on('VM Network'),
      ),
      findings: [finding('iSCSI-A', ' vmk1 is in it.', '/entries/0/output/AllowPromiscuous')],
    },
  ],
  unknown: [
    {
      name: 'the security policy was not exported',
      input: exportOf(without(goodHost(1), 'config.network.portgroup.1.computedPolicy.security'), on('VM Network')),
      missing: [{ subject: 'esx01.lab/VM Network', fact: 'promiscuous mode of port group VM Network' }],
    },
    {
      name: 'no VM was exported, and a management port group accepts it',
      input: exportOf(management),
      missing: [{ subject: 'esx01.lab/Management Network', fact: 'virtual machines of esx01.lab' }],
    },
    {
      name: 'a distributed port group that was not exported',
      input: exportOf(dvsHost(1), presetDvs(), onServers),
      missing: [{ subject: 'esx01.lab/dvportgroup-30', fact: 'distributed port group of dvportgroup-30 on esx01.lab' }],
    },
    {
      name: 'a VM does not tell its network, and VMs are allowed',
      input: exportOf(edit(vmNetwork(), 'name', 'esx01.lab'), without(on('VM Network', 'ids01'), 'config.hardware')),
      facts: allow('ids01'),
      missing: [{ subject: 'esx01.lab/VM Network', fact: 'virtual NICs of ids01' }],
    },
  ],
});
