import { testRule } from 'vlint/testing';
import rule from '../../../rules/vswitch/nic-teaming-mixed-policy.ts';
import type { HostDescription, PortGroupDescription } from '../../build/index.ts';
import { dvpg, dvsHost, edit, esxcliSet, exportOf, goodHost, presetDvs, vm, without } from '../../build/index.ts';

/** One unbound iSCSI adapter over both NICs. */
const teamed = (group: PortGroupDescription, teaming = {}): HostDescription =>
  goodHost(1, {
    vswitches: {
      vSwitch1: {
        teaming,
        portGroups: { 'iSCSI-A': { vlan: 101, active: ['vmnic2', 'vmnic3'], ...group }, 'iSCSI-B': undefined },
      },
    },
    vmks: { vmk2: undefined },
    adapters: { vmhba64: { sendTargets: ['10.0.1.201'], bound: [] } },
  });
const quiet = { notify: false } as const;
const message = (names: string, group = 'iSCSI-A') =>
  `Port group ${group} has a teaming of its own with 2 active uplinks, ${names}, and does not notify the physical switches. It carries iSCSI for vmk1.`;
const finding = (pointer: string, names = 'vmnic2 and vmnic3') => ({
  subject: 'esx01.lab/iSCSI-A',
  level: 'note' as const,
  message: message(names),
  pointer,
});
/** Port groups: Management Network, VM Network, iSCSI-A. */
const NOTIFY = '/entries/0/properties/config/network/portgroup/2/computedPolicy/nicTeaming/notifySwitches';
const COMMAND = esxcliSet(goodHost(1)).findIndex(({ command }) => command.endsWith('policy failover get -p iSCSI-A'));
const pair = { key: 'dvportgroup-21', name: 'iSCSI-A', dvs: 'dvs1', vlan: 101, active: ['Uplink 1', 'Uplink 2'] } as const;
const onDvs = dvsHost(1, { vmks: { vmk2: undefined }, adapters: { vmhba64: { sendTargets: ['10.0.1.201'], bound: [] } } });
const [dvs1] = presetDvs();
const web = vm({ name: 'web01', host: 'esx01.lab', nics: ['VM Network'] });

testRule(rule, {
  valid: [
    { name: 'switches are notified', input: exportOf(teamed({})) },
    {
      name: 'one active uplink',
      exception: 'single-active',
      input: exportOf(goodHost(1, { vswitches: { vSwitch1: { teaming: quiet } } })),
    },
    {
      name: 'all teaming inherited',
      exception: 'inherited',
      input: exportOf(
        goodHost(1, {
          vswitches: { vSwitch1: { teaming: quiet, portGroups: { 'iSCSI-A': { active: undefined }, 'iSCSI-B': undefined } } },
          vmks: { vmk2: undefined },
          adapters: { vmhba64: { bound: [] } },
        }),
      ),
    },
    {
      name: 'a VM network',
      exception: 'not-iscsi',
      input: exportOf(
        goodHost(1, { vswitches: { vSwitch0: { portGroups: { 'VM Network': quiet, 'Management Network': quiet } } } }),
      ),
    },
    { name: 'a distributed port group that notifies', input: exportOf(dvpg(pair), onDvs, dvs1 ?? [], web) },
  ],
  invalid: [
    { name: 'overridden with the order', input: exportOf(teamed(quiet)), findings: [finding(NOTIFY)] },
    { name: 'inherited beside an order of its own', input: exportOf(teamed({}, quiet)), findings: [finding(NOTIFY)] },
    {
      name: 'a distributed port group',
      input: exportOf(dvpg({ ...pair, ...quiet }), onDvs, dvs1 ?? [], web),
      findings: [
        finding(
          '/entries/0/properties/config/defaultPortConfig/uplinkTeamingPolicy/notifySwitches/value',
          'Uplink 1 and Uplink 2',
        ),
      ],
    },
    {
      name: 'by esxcli',
      input: exportOf(esxcliSet(teamed(quiet))),
      findings: [finding(`/entries/${COMMAND}/output/NotifySwitches`)],
    },
  ],
  unknown: [
    {
      name: 'the setting is not told',
      input: exportOf(without(teamed(quiet), 'config.network.portgroup.2.computedPolicy.nicTeaming.notifySwitches')),
      missing: [{ subject: 'esx01.lab/iSCSI-A', fact: 'notify switches setting of port group iSCSI-A' }],
    },
    {
      name: 'what the port group sets itself is not told',
      input: exportOf(without(teamed(quiet), 'config.network.portgroup.2.spec.policy')),
      missing: [{ subject: 'esx01.lab/iSCSI-A', fact: 'teaming overrides of port group iSCSI-A' }],
    },
    {
      name: 'targets were not exported',
      input: exportOf(edit(without(teamed(quiet), 'config.storageDevice'), 'name', 'esx01.lab')),
      missing: [{ subject: 'esx01.lab/iSCSI-A', fact: 'iSCSI targets of vmhba64' }],
    },
  ],
});
