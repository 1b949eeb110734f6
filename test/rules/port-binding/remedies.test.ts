import { describe, expect, it } from 'vitest';
import multiSubnet from '../../../rules/port-binding/portbind-multi-subnet.ts';
import noncompliant from '../../../rules/port-binding/portbind-noncompliant.ts';
import oneActiveUplink from '../../../rules/port-binding/portbind-one-active-uplink.ts';
import sharedUplink from '../../../rules/port-binding/portbind-shared-uplink.ts';
import standbyUplink from '../../../rules/port-binding/portbind-standby-uplink.ts';
import targetUnreachable from '../../../rules/port-binding/portbind-target-unreachable.ts';
import withLag from '../../../rules/port-binding/portbind-with-lag.ts';
import { judge } from '../../../src/engine/judge.ts';
import type { AnyRule } from '../../../src/engine/rule.ts';
import type { Remedy } from '../../../src/findings/report.ts';
import { Estate } from '../../../src/model/estate.ts';
import { emptySite } from '../../../src/model/site.ts';
import { Ingest } from '../../../src/readers/ingest.ts';
import { memoryInput } from '../../../src/readers/memory-input.ts';
import { dvpg, dvs, dvsHost, edit, esxcliSet, exportOf, goodHost, type NativeExport, twoSubnetHost } from '../../build/index.ts';

/** The remedies of a rule's findings by subject. */
function remedies(rule: AnyRule, input: NativeExport): Record<string, Remedy> {
  const ingest = new Ingest();
  ingest.addInput('export.json', memoryInput(new TextEncoder().encode(JSON.stringify(input))));
  const found: Record<string, Remedy> = {};
  judge(
    new Estate(ingest.entries, emptySite),
    { rules: [{ rule, level: undefined, options: rule.options?.defaults }], profile: 'recommended', site: emptySite },
    {
      judgement: ({ subject, problem }) => {
        if (problem) found[subject.name] = problem.remedy;
      },
      crash: ({ error }) => {
        throw error;
      },
      keepAll: false,
      count: () => undefined,
    },
  );
  return found;
}

const failover = (group: string, nic: string) => [
  `esxcli network vswitch standard portgroup policy failover set -p ${group} -a ${nic} -s ""`,
];
const nicTeaming = (group: string, active: string, unused: string) => [
  `Get-VirtualPortGroup -VMHost 'esx01.lab' -Name '${group}' | Get-NicTeamingPolicy | Set-NicTeamingPolicy -MakeNicActive ${active} -MakeNicUnused ${unused}`,
];

describe('one uplink for each bound adapter', () => {
  it('gives adapters that share all uplinks different ones', () => {
    const input = exportOf(
      goodHost(1, {
        vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { active: undefined }, 'iSCSI-B': { active: undefined } } } },
      }),
    );
    expect(remedies(oneActiveUplink, input)).toEqual({
      vmk1: { esxcli: failover('iSCSI-A', 'vmnic2'), powercli: nicTeaming('iSCSI-A', 'vmnic2', 'vmnic3') },
      vmk2: { esxcli: failover('iSCSI-B', 'vmnic3'), powercli: nicTeaming('iSCSI-B', 'vmnic3', 'vmnic2') },
    });
  });

  it('leaves the uplink that another adapter has to itself, and quotes names with blanks', () => {
    const input = exportOf(
      goodHost(1, {
        vswitches: {
          vSwitch1: { portGroups: { 'iSCSI-A': { active: ['vmnic3'] }, 'iSCSI-B': undefined, 'iSCSI B': { vlan: 101 } } },
        },
        vmks: { vmk2: { portGroup: 'iSCSI B' } },
      }),
    );
    expect(remedies(oneActiveUplink, input)).toEqual({
      vmk2: { esxcli: failover("'iSCSI B'", 'vmnic2'), powercli: nicTeaming('iSCSI B', 'vmnic2', 'vmnic3') },
    });
  });

  it('keeps the active uplink and drops the standby one', () => {
    const input = exportOf(
      goodHost(1, { vswitches: { vSwitch1: { portGroups: { 'iSCSI-B': { active: ['vmnic3'], standby: ['vmnic2'] } } } } }),
    );
    expect(remedies(standbyUplink, input)).toEqual({
      vmk2: { esxcli: failover('iSCSI-B', 'vmnic3'), powercli: nicTeaming('iSCSI-B', 'vmnic3', 'vmnic2') },
    });
  });

  it('names uplinks on a distributed switch', () => {
    const input = exportOf(
      dvsHost(1),
      dvs({ name: 'dvs1' }),
      dvpg({ key: 'dvportgroup-21', name: 'iSCSI A', dvs: 'dvs1' }),
      dvpg({ key: 'dvportgroup-22', name: 'iSCSI-B', dvs: 'dvs1', active: ['Uplink 2'] }),
    );
    expect(remedies(oneActiveUplink, input)).toEqual({
      vmk1: {
        powercli: [
          "Get-VDPortgroup -Name 'iSCSI A' | Get-VDUplinkTeamingPolicy | Set-VDUplinkTeamingPolicy -ActiveUplinkPort 'Uplink 1' -UnusedUplinkPort 'Uplink 2'",
        ],
      },
    });
  });

  it('asks for a port group each where two adapters share one', () => {
    const input = exportOf(goodHost(1, { vmks: { vmk2: { portGroup: 'iSCSI-A' } } }));
    const manual = ['Give each of vmk1 and vmk2 a port group of its own, with one active uplink there and all others unused.'];
    expect(remedies(sharedUplink, input)).toEqual({ vmk1: { manual }, vmk2: { manual } });
  });

  it('moves one and the same of two adapters that share a NIC', () => {
    const input = exportOf(goodHost(1, { vswitches: { vSwitch1: { portGroups: { 'iSCSI-B': { active: ['vmnic2'] } } } } }));
    const remedy = { esxcli: failover('iSCSI-B', 'vmnic3'), powercli: nicTeaming('iSCSI-B', 'vmnic3', 'vmnic2') };
    expect(remedies(sharedUplink, input)).toEqual({ vmk1: remedy, vmk2: remedy });
  });

  it('asks for another NIC where none is free', () => {
    const input = exportOf(
      goodHost(1, { vswitches: { vSwitch1: { uplinks: ['vmnic2'], portGroups: { 'iSCSI-B': { active: ['vmnic2'] } } } } }),
    );
    const manual = [
      'Link another physical NIC to vSwitch1 and make it the only active uplink of port group iSCSI-B, with all others unused.',
    ];
    expect(remedies(sharedUplink, input)).toEqual({ vmk1: { manual }, vmk2: { manual } });
  });

  it('takes no NIC out of a link aggregation group', () => {
    const input = exportOf(
      dvsHost(1, {
        proxySwitches: {
          dvs1: { uplinks: { 'Uplink 1': undefined, 'Uplink 2': undefined }, lags: { lag1: ['vmnic2', 'vmnic3'] } },
        },
        vmks: { vmk2: undefined },
        adapters: { vmhba64: { bound: ['vmk1'] } },
      }),
      dvpg({ key: 'dvportgroup-21', name: 'iSCSI-A', dvs: 'dvs1', active: ['lag1'] }),
    );
    expect(remedies(withLag, input)).toEqual({
      vmk1: {
        manual: [
          'Link another physical NIC to dvs1 and make it the only active uplink of port group iSCSI-A, with all others unused.',
          'Or remove the binding: esxcli iscsi networkportal remove -A vmhba64 -n vmk1 -f 1.',
        ],
      },
    });
  });
});

describe('bindings and targets', () => {
  it('removes all bindings of an adapter in two subnets', () => {
    const input = exportOf(twoSubnetHost(1, { adapters: { vmhba64: { bound: ['vmk1', 'vmk2'] } } }));
    expect(remedies(multiSubnet, input).vmk1?.esxcli).toEqual([
      'esxcli iscsi networkportal remove -A vmhba64 -n vmk1 -f 1',
      'esxcli iscsi networkportal remove -A vmhba64 -n vmk2 -f 1',
      'esxcli storage core adapter rescan -A vmhba64',
    ]);
  });

  it('renews a binding and repeats the advice of the host', () => {
    const set = esxcliSet(
      goodHost(1, { adapters: { vmhba64: { binding: { vmk1: { reasons: ['IscsiFaultVnicHasMultipleUplinks'] } } } } }),
    );
    const remedy = remedies(noncompliant, exportOf(edit(set, '0.NonCompliantRemedy', 'Use one uplink only'))).vmk1;
    expect(remedy?.manual?.[0]).toBe('The host advises: Use one uplink only.');
    expect(remedy?.esxcli).toEqual([
      'esxcli iscsi networkportal remove -A vmhba64 -n vmk1 -f 1',
      'esxcli iscsi networkportal add -A vmhba64 -n vmk1',
    ]);
  });

  it('removes the discovery of a portal out of reach, and static targets by their name', () => {
    const input = exportOf(
      goodHost(1, {
        adapters: {
          vmhba64: {
            sendTargets: ['10.0.1.201', '10.0.9.1'],
            staticTargets: [{ address: '10.0.8.1', iqn: 'iqn.2010-06.com.example:b' }],
          },
        },
      }),
    );
    expect(remedies(targetUnreachable, input).vmk1?.esxcli).toEqual([
      'esxcli iscsi adapter discovery sendtarget remove -A vmhba64 -a 10.0.9.1:3260',
      'esxcli iscsi adapter discovery statictarget remove -A vmhba64 -a 10.0.8.1:3260 -n iqn.2010-06.com.example:b',
    ]);
  });
});
