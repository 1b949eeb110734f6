import { testRule } from 'vlint/testing';
import rule from '../../../rules/wsfc/wsfc-shared-and-boot-on-one-adapter.ts';
import { exportOf, vm, without } from '../../build/index.ts';
import { quorum } from './cluster.ts';
import { bare, barePair, isNode, lonely, lunUuid, member, members } from './shared.ts';

const raw = { at: 'scsi0:1', rdm: { device: quorum } };
const oneBus = { controllers: { scsi0: { kind: 'lsisas', sharedBus: 'physicalSharing' } }, disks: ['scsi0:0', raw] } as const;
const finding = (name: string, entry: number, labels = 'Hard disk 1', sharing = 'physicalSharing') => ({
  subject: `${name}/SCSI controller 0`,
  level: 'warning' as const,
  message: `SCSI controller 0 of the cluster node ${name} has the bus sharing ${sharing} and carries ${labels}, which no other VM has. Shared disks need a controller of their own.`,
  pointer: `/entries/${entry}/properties/config/hardware/device/9/sharedBus`,
});

testRule(rule, {
  valid: [
    { name: 'a controller of their own', exception: 'own-controller', input: exportOf(members(), barePair()) },
    {
      name: 'a node that boots from the raw device',
      exception: 'diskless',
      input: exportOf(members({ ...oneBus, disks: [raw] }), barePair()),
    },
    {
      name: 'a multi-writer disk beside the shared one',
      exception: 'multi-writer',
      input: exportOf(
        members({
          disks: ['scsi0:0', { at: 'scsi1:0', rdm: { device: quorum } }, { at: 'scsi1:1', sharing: 'sharingMultiWriter' }],
        }),
        barePair(),
      ),
    },
    { name: 'an ordinary VM', outcome: 'notApplicable', input: exportOf(lonely, bare(1)) },
    {
      name: 'a VM alone on a bus that is shared',
      exception: 'not-a-node',
      outcome: 'notApplicable',
      input: exportOf(
        vm({
          name: 'web01',
          host: 'esx01.lab',
          controllers: { scsi0: { kind: 'pvscsi', sharedBus: 'virtualSharing' } },
          disks: ['scsi0:0', 'scsi0:1'],
        }),
        bare(1),
      ),
    },
  ],
  invalid: [
    {
      name: 'one controller for all',
      input: exportOf(members(oneBus), barePair()),
      findings: [finding('sql01', 0), finding('sql02', 1)],
    },
    {
      name: 'one of two nodes, with two disks of its own',
      input: exportOf(
        member('sql01', 1, { ...oneBus, disks: ['scsi0:0', { at: 'scsi0:2', size: 10 }, raw] }),
        member('sql02', 2),
        barePair(),
      ),
      findings: [finding('sql01', 0, 'Hard disk 1 and Hard disk 2')],
    },
    {
      name: 'a cluster in a box on a host that is not in the export',
      input: exportOf(
        ['sql01', 'sql02'].map((name) =>
          member(name, 1, {
            controllers: { scsi0: { kind: 'pvscsi', sharedBus: 'virtualSharing' } },
            disks: ['scsi0:0', { at: 'scsi0:1', file: '[ds1] sql01/q.vmdk' }],
          }),
        ),
      ),
      findings: [finding('sql01', 0, 'Hard disk 1', 'virtualSharing'), finding('sql02', 1, 'Hard disk 1', 'virtualSharing')],
    },
    {
      name: 'the system disk on a shared bus of its own',
      input: exportOf(
        members({
          controllers: {
            scsi0: { kind: 'lsisas', sharedBus: 'physicalSharing' },
            scsi1: { kind: 'lsisas', sharedBus: 'physicalSharing' },
          },
        }),
        barePair(),
      ),
      findings: [finding('sql01', 0), finding('sql02', 1)],
    },
  ],
  unknown: [
    {
      name: 'the file of the other disk is not told',
      input: exportOf(
        without(member('sql01', 1, oneBus), 'config.hardware.device.10.backing.fileName'),
        member('sql02', 2),
        barePair(),
      ),
      missing: [{ subject: 'sql01/SCSI controller 0', fact: 'file of a disk of Hard disk 1 of sql01' }],
    },
    {
      name: 'one node alone',
      input: exportOf(member('sql01', 1, oneBus), bare(1)),
      missing: [{ subject: 'sql01/SCSI controller 0', fact: `other nodes of a cluster of ${lunUuid}` }],
    },
    {
      name: 'a node by the word of facts.yaml that does not tell its bus',
      input: exportOf(
        without(vm({ name: 'sql01', host: 'esx01.lab', disks: ['scsi0:0', 'scsi0:1'] }), 'config.hardware.device.9.sharedBus'),
        bare(1),
      ),
      facts: isNode,
      missing: [{ subject: 'sql01/SCSI controller 0', fact: 'bus sharing of SCSI controller 0' }],
    },
  ],
});
