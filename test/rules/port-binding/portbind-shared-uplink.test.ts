import { testRule } from 'vlint/testing';
import rule from '../../../rules/port-binding/portbind-shared-uplink.ts';
import { dvpg, dvs, dvsHost, esxcliSet, exportOf, goodHost, host, presetDvs, presetLuns, without } from '../../build/index.ts';

const both = goodHost(1, { vswitches: { vSwitch1: { portGroups: { 'iSCSI-B': { active: ['vmnic2'] } } } } });
const [lun, otherLun] = presetLuns;
const equallogic = {
  luns: { [lun]: { vendor: 'EQLOGIC', model: '100E-00' }, [otherLun]: { vendor: 'EQLOGIC', model: '100E-00' } },
};
/** vmk1 and vmk2 on vmnic2, vmk3 on vmnic3: n+1 adapters on n NICs. */
const third = {
  vswitches: { vSwitch1: { portGroups: { 'iSCSI-B': { active: ['vmnic2'] }, 'iSCSI-C': { vlan: 101, active: ['vmnic3'] } } } },
  vmks: { vmk3: { portGroup: 'iSCSI-C', ip: '10.0.1.151/24', mtu: 9000 } },
  adapters: { vmhba64: { bound: ['vmk1', 'vmk2', 'vmk3'] } },
};
const activeOf = (index: number) =>
  `/entries/0/properties/config/network/portgroup/${index}/computedPolicy/nicTeaming/nicOrder/activeNic`;
const finding = (vmk: string, others: string, level: 'error' | 'warning', pointer: string) => ({
  subject: `esx01.lab/${vmk}`,
  level,
  message:
    `${vmk} and ${others} are bound to vmhba64 and use the same physical NIC vmnic2. ` +
    (level === 'error' ? 'All bound adapters depend on this one NIC.' : 'They are not independent paths.'),
  pointer,
});

testRule(rule, {
  valid: [
    { name: 'a NIC each', input: exportOf(goodHost(1)) },
    { name: 'a NIC each, from esxcli', input: exportOf(...esxcliSet(goodHost(1))) },
    { name: 'a NIC each on a distributed switch', input: exportOf(dvsHost(1), ...presetDvs()) },
    {
      name: 'EqualLogic with three adapters on two NICs',
      exception: 'equallogic-mem',
      input: exportOf(goodHost(1, { ...third, ...equallogic })),
    },
    {
      name: 'two adapters of different iSCSI adapters on one NIC',
      exception: 'different-adapters',
      input: exportOf({
        ...both,
        adapters: {
          vmhba64: { kind: 'software', sendTargets: ['10.0.1.201'], bound: ['vmk1'] },
          vmhba33: { kind: 'dependent', pnic: 'vmnic2', sendTargets: ['10.0.1.202'], bound: ['vmk2'] },
        },
      }),
    },
    {
      name: 'adapters with a NIC each, bound to two iSCSI adapters',
      input: exportOf(
        goodHost(1, {
          adapters: { vmhba33: { kind: 'dependent', pnic: 'vmnic2', sendTargets: ['10.0.1.202'], bound: ['vmk1', 'vmk2'] } },
        }),
      ),
    },
    {
      name: 'default teaming on both, which is another fault',
      outcome: 'notApplicable',
      input: exportOf(
        goodHost(1, {
          vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { active: undefined }, 'iSCSI-B': { active: undefined } } } },
        }),
      ),
    },
    { name: 'a single bound adapter', input: exportOf(goodHost(1, { adapters: { vmhba64: { bound: ['vmk1'] } } })) },
    {
      name: 'unbound adapters on one NIC',
      outcome: 'none',
      input: exportOf({ ...both, adapters: { vmhba64: { kind: 'software', sendTargets: ['10.0.1.201'], bound: [] } } }),
    },
  ],
  invalid: [
    {
      name: 'both bound adapters on one NIC',
      input: exportOf(both),
      findings: [finding('vmk1', 'vmk2', 'error', activeOf(2)), finding('vmk2', 'vmk1', 'error', activeOf(3))],
    },
    {
      name: 'EqualLogic with both bound adapters on one NIC: no layout without redundancy',
      input: exportOf({ ...both, ...equallogic }),
      findings: [finding('vmk1', 'vmk2', 'error', activeOf(2)), finding('vmk2', 'vmk1', 'error', activeOf(3))],
    },
    {
      name: 'both bound adapters in one port group',
      input: exportOf(goodHost(1, { vmks: { vmk2: { portGroup: 'iSCSI-A' } } })),
      findings: [finding('vmk1', 'vmk2', 'error', activeOf(2)), finding('vmk2', 'vmk1', 'error', activeOf(2))],
    },
    {
      name: 'three adapters on two NICs of another array',
      exception: 'more-than-nics',
      input: exportOf(goodHost(1, third)),
      findings: [finding('vmk1', 'vmk2', 'warning', activeOf(2)), finding('vmk2', 'vmk1', 'warning', activeOf(3))],
    },
    {
      name: 'EqualLogic with four adapters on two NICs: two too many',
      input: exportOf(
        goodHost(1, {
          ...equallogic,
          vswitches: {
            vSwitch1: {
              portGroups: {
                'iSCSI-B': { active: ['vmnic2'] },
                'iSCSI-C': { vlan: 101, active: ['vmnic2'] },
                'iSCSI-D': { vlan: 101, active: ['vmnic3'] },
              },
            },
          },
          vmks: {
            vmk3: { portGroup: 'iSCSI-C', ip: '10.0.1.151/24', mtu: 9000 },
            vmk4: { portGroup: 'iSCSI-D', ip: '10.0.1.152/24', mtu: 9000 },
          },
          adapters: { vmhba64: { bound: ['vmk1', 'vmk2', 'vmk3', 'vmk4'] } },
        }),
      ),
      findings: [
        finding('vmk1', 'vmk2 and vmk3', 'warning', activeOf(2)),
        finding('vmk2', 'vmk1 and vmk3', 'warning', activeOf(3)),
        finding('vmk3', 'vmk1 and vmk2', 'warning', activeOf(4)),
      ],
    },
    {
      name: 'both on one uplink of a distributed switch',
      input: exportOf(
        dvsHost(1),
        dvs({ name: 'dvs1' }),
        dvpg({ key: 'dvportgroup-21', name: 'iSCSI-A', dvs: 'dvs1', active: ['Uplink 1'] }),
        dvpg({ key: 'dvportgroup-22', name: 'iSCSI-B', dvs: 'dvs1', active: ['Uplink 1'] }),
      ),
      findings: [1, 2].map((n) =>
        finding(
          `vmk${n}`,
          `vmk${3 - n}`,
          'error',
          `/entries/${host(dvsHost(1)).length + n}/properties/config/defaultPortConfig/uplinkTeamingPolicy/uplinkPortOrder/activeUplinkPort`,
        ),
      ),
    },
  ],
  unknown: [
    {
      name: 'the teaming of one port group was not exported',
      input: exportOf(without(goodHost(1), 'config.network.portgroup.3.computedPolicy')),
      missing: ['vmk1', 'vmk2'].map((vmk) => ({ subject: `esx01.lab/${vmk}`, fact: 'active uplinks of port group iSCSI-B' })),
    },
    {
      name: 'three adapters on two NICs, array unknown',
      input: exportOf(
        without(without(goodHost(1, third), 'config.storageDevice.scsiLun.0.vendor'), 'config.storageDevice.scsiLun.1.vendor'),
      ),
      missing: ['vmk1', 'vmk2'].map((vmk) => ({ subject: `esx01.lab/${vmk}`, fact: `vendor string of ${lun}` })),
    },
    {
      name: 'bindings were not exported',
      input: exportOf({ ...both, adapters: { vmhba64: { kind: 'software', sendTargets: ['10.0.1.201'] } } }),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'port bindings of vmhba64' }],
    },
  ],
});
