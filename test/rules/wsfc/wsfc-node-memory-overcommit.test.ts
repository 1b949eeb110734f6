import { testRule } from 'vlint/testing';
import rule from '../../../rules/wsfc/wsfc-node-memory-overcommit.ts';
import { exportOf, vm, without } from '../../build/index.ts';
import { allows, bare, barePair, isNode, lonely, lunUuid, member, members } from './shared.ts';

const finding = (name: string, entry: number) => ({
  subject: name,
  level: 'note' as const,
  message: `The memory of the cluster node ${name} is not reserved as a whole.`,
  pointer: `/entries/${entry}/properties/config/memoryReservationLockedToMax`,
});

testRule(rule, {
  valid: [
    { name: 'all memory reserved', input: exportOf(members({ memoryReservationLocked: true }), barePair()) },
    { name: 'an ordinary VM', exception: 'not-a-node', outcome: 'notApplicable', input: exportOf(lonely, bare(1)) },
    {
      name: 'multi-writer disks are no Windows cluster',
      outcome: 'notApplicable',
      input: exportOf(members({ disk: { sharing: 'sharingMultiWriter' } }), barePair()),
    },
    {
      name: 'hosts that never run short, by the word of facts.yaml',
      exception: 'enough',
      outcome: 'notApplicable',
      input: exportOf(
        member('sql01', 1, { memoryReservationLocked: false }),
        member('sql02', 2, { memoryReservationLocked: true }),
        barePair(),
      ),
      facts: allows('wsfc-node-memory-overcommit', 'sql01'),
    },
  ],
  invalid: [
    { name: 'both nodes', input: exportOf(members(), barePair()), findings: [finding('sql01', 0), finding('sql02', 1)] },
    {
      name: 'one of two nodes',
      input: exportOf(member('sql01', 1, { memoryReservationLocked: true }), member('sql02', 2), barePair()),
      findings: [finding('sql02', 1)],
    },
    {
      name: 'a cluster in a box whose host is not in the export',
      input: exportOf(
        ['sql01', 'sql02'].map((name) => member(name, 1, { bus: 'virtualSharing', disk: { file: '[ds1] sql01/q.vmdk' } })),
      ),
      findings: [finding('sql01', 0), finding('sql02', 1)],
    },
    {
      name: 'a node by the word of facts.yaml',
      input: exportOf(vm({ name: 'sql01', host: 'esx01.lab' }), bare(1)),
      facts: isNode,
      findings: [finding('sql01', 0)],
    },
  ],
  unknown: [
    {
      name: 'the reservation is not told',
      input: exportOf(without(members(), 'config.memoryReservationLockedToMax'), barePair()),
      missing: ['sql01', 'sql02'].map((name) => ({ subject: name, fact: `memory reservation of ${name}` })),
    },
    {
      name: 'one node alone',
      input: exportOf(member('sql01', 1), bare(1)),
      missing: [{ subject: 'sql01', fact: `other nodes of a cluster of ${lunUuid}` }],
    },
    {
      name: 'the bus sharing of the other VM is not told',
      input: exportOf(member('sql01', 1), without(member('sql02', 2), 'config.hardware.device.10.sharedBus'), barePair()),
      missing: [
        { subject: 'sql01', fact: 'bus sharing of Hard disk 2 of sql02' },
        { subject: 'sql02', fact: 'bus sharing of SCSI controller 1' },
      ],
    },
  ],
});
