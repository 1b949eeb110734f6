import { testRule } from 'vlint/testing';
import rule from '../../../rules/vswitch/uplink-driver-duplicate-team.ts';
import type { HostDescription } from '../../build/index.ts';
import { dvpg, dvsHost, esxcliSet, exportOf, goodHost, presetDvs, vm, without } from '../../build/index.ts';

type Patch = Parameters<typeof goodHost>[1];
/** vmnic0 of the management switch runs at 1 Gb/s, vmnic1 at 10. */
const uneven = (patch: Patch = {}): HostDescription => goodHost(1, { pnics: { vmnic1: { speed: 10_000 } }, ...patch });
const groups = (patch: Record<string, unknown>) =>
  ({ vSwitch0: { portGroups: { 'Management Network': patch, 'VM Network': patch } } }) as NonNullable<Patch>['vswitches'];
const speed = (index: number) => `/entries/0/properties/config/network/pnic/${index}/linkSpeed/speedMb`;
const finding = (
  names: string,
  { name = 'vSwitch0', team = 'vmnic0 (1000 Mb/s) and vmnic1 (10000 Mb/s)', pointer = speed(0) } = {},
) => ({
  subject: `esx01.lab/${name}`,
  level: 'note' as const,
  message: `${name} of esx01.lab balances ${names} over NICs of different speed: ${team}.`,
  pointer,
});
const teamed = dvpg({ key: 'dvportgroup-30', name: 'Servers', dvs: 'dvs1', policy: 'loadbalance_loadbased' });
const onServers = vm({ name: 'web01', host: 'esx01.lab', nics: [{ dvpg: 'dvportgroup-30', dvs: 'dvs1' }] });
const slow = dvsHost(1, { pnics: { vmnic2: { speed: 25_000 } } });
const NICS = esxcliSet(goodHost(1)).findIndex(({ command }) => command === 'network nic list');

testRule(rule, {
  valid: [
    { name: 'one speed', input: exportOf(goodHost(1)) },
    {
      name: 'storage NICs faster than those of management, on another switch',
      input: exportOf(goodHost(1, { pnics: { vmnic2: { speed: 25_000 }, vmnic3: { speed: 25_000 } } })),
    },
    {
      name: 'the link of the other NIC is down',
      exception: 'link-down',
      input: exportOf(uneven({ pnics: { vmnic1: { speed: null } } })),
    },
    {
      name: 'an explicit failover order',
      exception: 'failover-only',
      input: exportOf(uneven({ vswitches: groups({ policy: 'failover_explicit' }) })),
    },
    {
      name: 'the slow NIC stands by',
      input: exportOf(uneven({ vswitches: groups({ active: ['vmnic1'], standby: ['vmnic0'] }) })),
    },
    {
      name: 'each iSCSI port group has a NIC of its own',
      input: exportOf(goodHost(1, { pnics: { vmnic2: { speed: 25_000 } } })),
    },
    { name: 'a pinned distributed port group', input: exportOf(slow, presetDvs(), vm({ name: 'web01', host: 'esx01.lab' })) },
  ],
  invalid: [
    { name: 'two speeds', input: exportOf(uneven()), findings: [finding('Management Network and VM Network')] },
    {
      name: 'one port group only',
      input: exportOf(
        uneven({
          vswitches: { vSwitch0: { portGroups: { 'Management Network': { active: ['vmnic1'], standby: ['vmnic0'] } } } },
        }),
      ),
      findings: [finding('VM Network')],
    },
    {
      name: 'by IP hash',
      input: exportOf(uneven({ vswitches: groups({ policy: 'loadbalance_ip' }) })),
      findings: [finding('Management Network and VM Network')],
    },
    {
      name: 'three NICs',
      input: exportOf(
        goodHost(1, {
          pnics: { vmnic0: { speed: 10_000 }, vmnic1: { speed: 10_000 }, vmnic4: { speed: 1000 } },
          vswitches: { vSwitch0: { uplinks: ['vmnic0', 'vmnic1', 'vmnic4'] } },
        }),
      ),
      findings: [
        finding('Management Network and VM Network', {
          team: 'vmnic0 (10000 Mb/s), vmnic1 (10000 Mb/s) and vmnic4 (1000 Mb/s)',
          pointer: speed(4),
        }),
      ],
    },
    {
      name: 'a distributed port group',
      input: exportOf(slow, presetDvs(), teamed, onServers),
      findings: [finding('Servers', { name: 'dvs1', team: 'vmnic2 (25000 Mb/s) and vmnic3 (10000 Mb/s)', pointer: speed(3) })],
    },
    {
      name: 'by esxcli',
      input: exportOf(esxcliSet(uneven())),
      findings: [finding('Management Network and VM Network', { pointer: `/entries/${NICS}/output/0/Speed` })],
    },
  ],
  unknown: [
    {
      name: 'teaming was not exported',
      input: exportOf(
        without(
          uneven({ vswitches: { vSwitch0: { portGroups: { 'VM Network': undefined } } } }),
          'config.network.portgroup.0.computedPolicy',
        ),
      ),
      missing: [{ subject: 'esx01.lab/vSwitch0', fact: 'load balancing policy of port group Management Network' }],
    },
    {
      name: 'a NIC was not exported',
      input: exportOf(without(goodHost(1), 'config.network.pnic.0')),
      missing: [{ subject: 'esx01.lab/vSwitch0', fact: 'physical NIC of vmnic0 on esx01.lab' }],
    },
    {
      name: 'distributed port groups of VMs that were not exported',
      input: exportOf(slow, presetDvs()),
      missing: [{ subject: 'esx01.lab/dvs1', fact: 'virtual machines of esx01.lab' }],
    },
  ],
});
