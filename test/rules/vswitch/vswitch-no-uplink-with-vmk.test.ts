import { testRule } from 'vlint/testing';
import rule from '../../../rules/vswitch/vswitch-no-uplink-with-vmk.ts';
import { dvsHost, esxcliSet, exportOf, goodHost, presetDvs, without } from '../../build/index.ts';

type Patch = Parameters<typeof goodHost>[1];
/** A switch without NICs, with the VMkernel adapters of these addresses. */
const stranded = (ips: readonly (string | undefined)[], patch: Patch = {}) =>
  goodHost(1, {
    vswitches: { vSwitch9: { portGroups: { Inside: {} } } },
    vmks: Object.fromEntries(
      ips.map((ip, index) => [`vmk${8 + index}`, { portGroup: 'Inside', ...(ip === undefined ? {} : { ip }) }]),
    ),
    ...patch,
  });
const vswitch = (index: number) => `/entries/0/properties/config/network/vswitch/${index}`;
const finding = (vmks: string, pointer: string, name = 'vSwitch9') => ({
  subject: `esx01.lab/${name}`,
  level: 'warning' as const,
  message: `${name} of esx01.lab has no physical NIC, but ${vmks} on it.`,
  pointer,
});
const vouched = 'who: Ops, when: 2025-12-01, until: 2026-12-31';
const LIST = esxcliSet(goodHost(1)).findIndex(({ command }) => command === 'network vswitch standard list');

testRule(rule, {
  valid: [
    { name: 'NICs everywhere', input: exportOf(goodHost(1)) },
    { name: 'a switch without NICs for VMs', input: exportOf(stranded([])) },
    {
      name: 'the bridge to the management processor',
      exception: 'management-processor',
      input: exportOf(stranded(['169.254.0.2/24'])),
    },
    {
      name: 'a storage VM on the host itself',
      exception: 'local',
      outcome: 'notApplicable',
      input: exportOf(stranded(['192.168.99.1/24'])),
      facts: `allow:\n  - { rule: vswitch-no-uplink-with-vmk, object: vSwitch9, reason: Storage VM, ${vouched} }\n`,
    },
    { name: 'a distributed switch with NICs', input: exportOf(dvsHost(1), presetDvs()) },
    { name: 'an opaque network', input: exportOf(goodHost(1, { vmks: { vmk10: { opaque: 'ls-1', ip: '10.8.0.1/24' } } })) },
  ],
  invalid: [
    { name: 'one adapter', input: exportOf(stranded(['10.0.7.1/24'])), findings: [finding('vmk8 is', vswitch(2))] },
    {
      name: 'two adapters',
      input: exportOf(stranded(['10.0.7.1/24', '10.0.7.2/24'])),
      findings: [finding('vmk8 and vmk9 are', vswitch(2))],
    },
    {
      name: 'one of them for the management processor',
      input: exportOf(stranded(['169.254.0.2/24', '10.0.7.2/24'])),
      findings: [finding('vmk9 is', vswitch(2))],
    },
    {
      name: 'iSCSI on a distributed switch that lost its NICs',
      input: exportOf(
        dvsHost(1, { proxySwitches: { dvs1: { uplinks: { 'Uplink 1': undefined, 'Uplink 2': undefined } } } }),
        presetDvs(),
      ),
      findings: [finding('vmk1 and vmk2 are', '/entries/0/properties/config/network/proxySwitch/0', 'dvs1')],
    },
    {
      name: 'by esxcli',
      input: exportOf(esxcliSet(stranded(['10.0.7.1/24']))),
      findings: [finding('vmk8 is', `/entries/${LIST}/output/2/Uplinks`)],
    },
  ],
  unknown: [
    {
      name: 'an adapter without an address',
      input: exportOf(stranded([undefined])),
      missing: [{ subject: 'esx01.lab/vSwitch9', fact: 'IPv4 address of vmk8' }],
    },
    {
      name: 'no network was exported',
      input: exportOf(without(goodHost(1), 'config.network')),
      missing: [{ subject: 'esx01.lab', fact: 'virtual switches of esx01.lab' }],
    },
  ],
});
