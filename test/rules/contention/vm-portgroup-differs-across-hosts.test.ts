import { testRule } from 'vlint/testing';
import rule from '../../../rules/contention/vm-portgroup-differs-across-hosts.ts';
import { dvsHost, exportOf, goodHost, presetDvs, vm, without } from '../../build/index.ts';

const vlan = (n: number, id: number, more: object = {}) =>
  goodHost(n, { vswitches: { vSwitch0: { portGroups: { 'VM Network': { vlan: id } } } }, ...more });
const bare = (n: number) =>
  goodHost(n, {
    vswitches: {
      vSwitch0: { portGroups: { 'VM Network': undefined } },
      vSwitch9: { uplinks: [], portGroups: { 'VM Network': { vlan: 20 } } },
    },
  });
const guest = (n = 1, more: object = {}) => vm({ name: 'app01', host: `esx0${n}.lab`, nics: ['VM Network'], ...more });
const found = (own: string, others: string, entry: number, n = 1) => ({
  subject: 'app01',
  level: 'warning' as const,
  message: `app01 is in VM Network, which has ${own} on esx0${n}.lab while ${others}. After a move there it loses its network.`,
  pointer: `/entries/${entry}/properties/config/hardware/device/11/backing/deviceName`,
});

testRule(rule, {
  valid: [
    { name: 'the same everywhere', input: exportOf(goodHost(1), goodHost(2), guest()) },
    { name: 'no other host', input: exportOf(goodHost(1), guest()) },
    { name: 'another cluster', input: exportOf(goodHost(1), vlan(2, 30, { cluster: 'C2' }), guest()) },
    {
      name: 'hosts outside any cluster',
      exception: 'no-cluster',
      input: exportOf(vlan(1, 20, { cluster: undefined }), vlan(2, 30, { cluster: undefined }), guest()),
    },
    {
      name: 'a distributed port group',
      exception: 'distributed',
      input: exportOf(presetDvs(), dvsHost(1), dvsHost(2), guest(1, { nics: [{ dvpg: 'dvportgroup-21', dvs: 'dvs1' }] })),
    },
    {
      name: 'a template',
      exception: 'template',
      input: exportOf(goodHost(1), vlan(2, 30), guest(1, { template: true, power: 'poweredOff' })),
    },
    {
      name: 'pinned to its host',
      exception: 'pinned',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1), vlan(2, 30), guest()),
      facts:
        'allow:\n  - rule: vm-portgroup-differs-across-hosts\n    object: app01\n    reason: pinned\n    who: me\n    when: 2025-12-30\n    until: 2026-06-30',
    },
    { name: 'no NIC', input: exportOf(goodHost(1), vlan(2, 30), guest(1, { nics: [] })) },
    { name: 'its own switch has no uplink either', input: exportOf(bare(1), bare(2), guest()) },
  ],
  invalid: [
    {
      name: 'another VLAN',
      input: exportOf(goodHost(1), vlan(2, 30), guest()),
      findings: [found('VLAN 20', 'esx02.lab has VLAN 30', 6)],
    },
    {
      name: 'no VLAN on the other',
      input: exportOf(goodHost(1), vlan(2, 0), guest()),
      findings: [found('VLAN 20', 'esx02.lab has no VLAN', 6)],
    },
    {
      name: 'no uplink on the other',
      input: exportOf(goodHost(1), bare(2), guest()),
      findings: [found('uplinks', 'esx02.lab has no uplink', 6)],
    },
    {
      name: 'a crowd',
      input: exportOf(
        vlan(1, 30),
        [2, 3, 4, 5].map((n) => goodHost(n)),
        guest(),
      ),
      findings: [found('VLAN 30', '4 of 5 hosts have VLAN 20', 15)],
    },
  ],
  unknown: [
    {
      name: 'the VLAN of the other host is not told',
      input: exportOf(goodHost(1), without(goodHost(2), 'config.network.portgroup.1.spec.vlanId'), guest()),
      missing: [{ subject: 'app01', fact: 'VLAN of VM Network' }],
    },
    {
      name: 'the port groups of the other host were not exported',
      input: exportOf(goodHost(1), without(goodHost(2), 'config.network'), guest()),
      missing: [{ subject: 'app01', fact: 'port groups of esx02.lab' }],
    },
    {
      name: 'the network of the NIC is not told',
      input: exportOf(goodHost(1), vlan(2, 30), without(guest(), 'config.hardware.device.11.backing.deviceName')),
      missing: [{ subject: 'app01', fact: 'network of a VM NIC of Network adapter 1 of app01' }],
    },
  ],
});
