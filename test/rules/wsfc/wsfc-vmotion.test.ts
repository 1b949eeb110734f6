import { testRule } from 'vlint/testing';
import rule from '../../../rules/wsfc/wsfc-vmotion.ts';
import { cluster, edit, exportOf, idOf, without } from '../../build/index.ts';
import { bare, drs, lonely, lunUuid, member, members, v51, v65, v67 } from './shared.ts';

const moving = (n: number, patch: object = {}, speed: number | null = 10_000) =>
  bare(n, {
    pnics: { vmnic0: { speed } },
    vswitches: { vSwitch0: { uplinks: ['vmnic0'], portGroups: { vMotion: {} } } },
    vmks: { vmk1: { portGroup: 'vMotion', ip: `10.9.0.${n}/24`, tags: ['vmotion'] } },
    ...patch,
  });
const two = (patch: object = {}, speed?: number) => [moving(1, patch, speed), moving(2, patch, speed)];
const kept = drs({ apart: true });
const inABox = (bus: 'virtualSharing' | 'physicalSharing' = 'virtualSharing') =>
  ['sql01', 'sql02'].map((name) => member(name, 1, { bus, disk: { file: '[ds1] sql01/q.vmdk' } }));
const notKept = (name: string, others: string, entry: number) => ({
  subject: name,
  level: 'warning' as const,
  message: `No DRS rule of C1 keeps the cluster nodes ${name}${others} on different hosts.`,
  pointer: `/entries/${entry}/properties/runtime/host/value`,
});
const note = (name: string, message: string, pointer: string) => ({ subject: name, level: 'note' as const, message, pointer });
const speed = (n: number) =>
  note(
    `sql0${n}`,
    `DRS may move the cluster node sql0${n}, but vMotion of esx0${n}.lab uses vmnic0 at 1000 Mb/s. Nodes need a vMotion network of 10 Gb/s.`,
    `/entries/${n + 1}/properties/config/network/pnic/0/linkSpeed/speedMb`,
  );
const early = (n: number) =>
  note(
    `sql0${n}`,
    `DRS may move the cluster node sql0${n}. ESXi before 6.0 does not support vMotion of such nodes.`,
    '/entries/4/properties/configurationEx/drsConfig/enabled',
  );

testRule(rule, {
  valid: [
    { name: 'kept apart, with a fast network', exception: 'kept-apart', input: exportOf(members(), two(), kept) },
    { name: 'a host without vMotion', input: exportOf(members(), bare(1, { vmks: {} }), bare(2, { vmks: {} }), kept) },
    {
      name: 'DRS is off',
      exception: 'no-drs',
      outcome: 'notApplicable',
      input: exportOf(members(), two(), edit(drs(), 'configurationEx.drsConfig.enabled', false)),
    },
    {
      name: 'nodes in different clusters',
      input: exportOf(members(), moving(1), moving(2, { cluster: 'C2' }), drs(), cluster({ name: 'C2', hosts: ['esx02.lab'] })),
    },
    { name: 'a cluster in a box on ESXi 8.0', input: exportOf(inABox(), moving(1), drs()) },
    { name: 'a cluster in a box on ESXi 6.5', input: exportOf(inABox(), moving(1, v65), drs()) },
    { name: 'an ordinary VM', exception: 'not-a-node', outcome: 'notApplicable', input: exportOf(lonely, moving(1), drs()) },
  ],
  invalid: [
    {
      name: 'no rule',
      input: exportOf(members(), two(), drs()),
      findings: [notKept('sql01', ' and sql02', 0), notKept('sql02', ' and sql01', 1)],
    },
    {
      name: 'a rule that is off',
      input: exportOf(members(), two(), edit(kept, 'configurationEx.rule.0.enabled', false)),
      findings: [notKept('sql01', ' and sql02', 0), notKept('sql02', ' and sql01', 1)],
    },
    {
      name: 'a rule that keeps them together',
      input: exportOf(members(), two(), edit(kept, 'configurationEx.rule.0._typeName', 'ClusterAffinityRuleSpec')),
      findings: [notKept('sql01', ' and sql02', 0), notKept('sql02', ' and sql01', 1)],
    },
    {
      name: 'a rule for two of three nodes',
      input: exportOf(members(), two(), kept, member('sql03', 2)),
      findings: [notKept('sql01', ' and sql03', 0), notKept('sql02', ' and sql03', 1), notKept('sql03', ', sql01 and sql02', 5)],
    },
    { name: 'a slow network for vMotion', input: exportOf(members(), two({}, 1000), kept), findings: [speed(1), speed(2)] },
    { name: 'ESXi 5.1', input: exportOf(members(), two(v51), kept), findings: [early(1), early(2)] },
    {
      name: 'a cluster in a box on ESXi 6.7',
      input: exportOf(inABox(), moving(1, v67), drs()),
      findings: ['sql01', 'sql02'].map((name, entry) =>
        note(
          name,
          `${name} is a node of a cluster on a single host, and DRS may move it. ESXi 6.7 does not support vMotion of such nodes.`,
          `/entries/${entry}/properties/config/hardware/device/12/backing/fileName`,
        ),
      ),
    },
  ],
  unknown: [
    {
      name: 'the cluster is not in the export',
      input: exportOf(members(), two()),
      missing: ['sql01', 'sql02'].map((name) => ({ subject: name, fact: `cluster settings of ${idOf('domain', 'C1')}` })),
    },
    {
      name: 'the rules do not tell their kind',
      input: exportOf(members(), two(), without(kept, 'configurationEx.rule.0._typeName')),
      missing: ['sql01', 'sql02'].map((name) => ({ subject: name, fact: 'kind of DRS rule of wsfc of C1' })),
    },
    {
      name: 'one node alone',
      input: exportOf(member('sql01', 1), moving(1), drs()),
      missing: [{ subject: 'sql01', fact: `other nodes of a cluster of ${lunUuid}` }],
    },
  ],
});
