import { testRule } from 'vlint/testing';
import rule from '../../../rules/wsfc/wsfc-snapshot-or-ft.ts';
import { edit, exportOf, type Part, vm, without } from '../../build/index.ts';
import { bare, barePair, isNode, lunUuid, type MemberDescription, member } from './shared.ts';

const none = (entry: Part) => edit(entry, 'layoutEx', { timestamp: '2026-11-01T10:00:00Z' });
const file = { file: '[ds1] sql01/q.vmdk' };
const two = (first: MemberDescription, second: MemberDescription = {}) => [
  first.snapshot ? member('sql01', 1, first) : none(member('sql01', 1, first)),
  second.snapshot ? member('sql02', 2, second) : none(member('sql02', 2, second)),
];
const ft = (name: string, entry: number) => ({
  subject: name,
  level: 'error' as const,
  message: `Fault Tolerance is configured for the cluster node ${name}. It is not supported there.`,
  pointer: `/entries/${entry}/properties/runtime/faultToleranceState`,
});
const outOfStep = 'Its shared disks take no part in it, but going back to it takes the node out of step with its partners.';
const snapshot = (level: 'warning' | 'note', what = outOfStep) => ({
  subject: 'sql01',
  level,
  message: `The cluster node sql01 has a snapshot. ${what}`,
  pointer: '/entries/0/properties/snapshot',
});

testRule(rule, {
  valid: [
    { name: 'nodes without either', exception: 'neither', input: exportOf(two({}), barePair()) },
    {
      name: 'an ordinary VM with both',
      exception: 'not-a-node',
      outcome: 'notApplicable',
      input: exportOf(vm({ name: 'web01', host: 'esx01.lab', snapshot: true, ft: 'running' }), bare(1)),
    },
    {
      name: 'multi-writer disks are no Windows cluster',
      outcome: 'notApplicable',
      input: exportOf(
        two({ snapshot: true, disk: { sharing: 'sharingMultiWriter' } }, { disk: { sharing: 'sharingMultiWriter' } }),
        barePair(),
      ),
    },
  ],
  invalid: [
    { name: 'Fault Tolerance', input: exportOf(two({ ft: 'running' }), barePair()), findings: [ft('sql01', 0)] },
    {
      name: 'Fault Tolerance that is disabled but configured, beside a snapshot',
      input: exportOf(two({}, { ft: 'disabled', snapshot: true }), barePair()),
      findings: [ft('sql02', 1)],
    },
    {
      name: 'a snapshot beside a raw device',
      input: exportOf(two({ snapshot: true }), barePair()),
      findings: [snapshot('note')],
    },
    {
      name: 'a snapshot of a shared virtual disk',
      input: exportOf(two({ snapshot: true, disk: file }, { disk: file }), barePair()),
      findings: [snapshot('warning', 'Hard disk 2, which it shares, takes part in it.')],
    },
    {
      name: 'a snapshot beside a shared virtual disk that is independent',
      input: exportOf(
        two(
          { snapshot: true, disk: { ...file, mode: 'independent_persistent' } },
          { disk: { ...file, mode: 'independent_persistent' } },
        ),
        barePair(),
      ),
      findings: [snapshot('note')],
    },
    {
      name: 'a snapshot of two virtual-mode devices in a box',
      input: exportOf(
        ['sql01', 'sql02'].map((name) =>
          member(name, 1, {
            snapshot: name === 'sql01',
            bus: 'virtualSharing',
            disks: [
              'scsi0:0',
              { at: 'scsi1:0', rdm: { device: 'naa.6000d31000a1b2000000000000000002', mode: 'virtualMode' } },
              { at: 'scsi1:1', rdm: { device: 'naa.6000d31000a1b2000000000000000003', mode: 'virtualMode' } },
            ],
          }),
        ),
        bare(1),
      ),
      findings: [snapshot('warning', 'Hard disk 2 and Hard disk 3, which it shares, take part in it.')],
    },
    {
      name: 'a snapshot of a node by the word of facts.yaml',
      input: exportOf(vm({ name: 'sql01', host: 'esx01.lab', snapshot: true }), bare(1)),
      facts: isNode,
      findings: [snapshot('note')],
    },
  ],
  unknown: [
    {
      name: 'no dump tells that there are no snapshots',
      input: exportOf(member('sql01', 1), none(member('sql02', 2)), barePair()),
      missing: [{ subject: 'sql01', fact: 'snapshots of sql01' }],
    },
    {
      name: 'the state of Fault Tolerance is not told',
      input: exportOf(without(none(member('sql01', 1)), 'runtime.faultToleranceState'), none(member('sql02', 2)), barePair()),
      missing: [{ subject: 'sql01', fact: 'fault tolerance of sql01' }],
    },
    {
      name: 'one node alone with a snapshot',
      input: exportOf(member('sql01', 1, { snapshot: true }), bare(1)),
      missing: [{ subject: 'sql01', fact: `other nodes of a cluster of ${lunUuid}` }],
    },
  ],
});
