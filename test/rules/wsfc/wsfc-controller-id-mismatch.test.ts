import { testRule } from 'vlint/testing';
import rule from '../../../rules/wsfc/wsfc-controller-id-mismatch.ts';
import { exportOf, without } from '../../build/index.ts';
import { quorum } from './cluster.ts';
import { bare, barePair, lonely, lunUuid, member, members } from './shared.ts';

const at = (place: string, kind: 'lsisas' | 'pvscsi' = 'lsisas') => ({
  controllers: { scsi0: 'lsisas', [place.split(':')[0] ?? '']: { kind, sharedBus: 'physicalSharing' } } as const,
  disks: ['scsi0:0', { at: place, rdm: { device: quorum } }],
});
const message = (name: string, own: string, others: string) =>
  `Hard disk 2 of ${name} is at ${own}, and in ${others}. The nodes of a cluster need a shared disk at the same place.`;
const unit = (
  name: string,
  entry: number,
  own: string,
  others: string,
  level: 'warning' | 'note' = 'warning',
  member = 'device/12/unitNumber',
) => ({
  subject: name,
  level,
  message: message(name, own, others),
  pointer: `/entries/${entry}/properties/config/hardware/${member}`,
});

testRule(rule, {
  valid: [
    { name: 'the same place in both', exception: 'alike', input: exportOf(members(), barePair()) },
    {
      name: 'the same place, the type of controller differs',
      input: exportOf(member('sql01', 1), member('sql02', 2, at('scsi1:0', 'pvscsi')), barePair()),
    },
    {
      name: 'multi-writer disks at different places',
      outcome: 'notApplicable',
      input: exportOf(
        member('sql01', 1, { disk: { sharing: 'sharingMultiWriter' } }),
        member('sql02', 2, { disk: { at: 'scsi1:3', sharing: 'sharingMultiWriter' } }),
        barePair(),
      ),
    },
    { name: 'an ordinary VM', exception: 'not-a-node', outcome: 'notApplicable', input: exportOf(lonely, bare(1)) },
  ],
  invalid: [
    {
      name: 'another unit',
      input: exportOf(member('sql01', 1), member('sql02', 2, at('scsi1:2')), barePair()),
      findings: [unit('sql01', 0, '1:0', 'sql02 at 1:2'), unit('sql02', 1, '1:2', 'sql01 at 1:0')],
    },
    {
      name: 'another controller',
      input: exportOf(member('sql01', 1), member('sql02', 2, at('scsi2:0')), barePair()),
      findings: [
        unit('sql01', 0, '1:0', 'sql02 at 2:0', 'warning', 'device/10/busNumber'),
        unit('sql02', 1, '2:0', 'sql01 at 1:0', 'warning', 'device/10/busNumber'),
      ],
    },
    {
      name: 'one of three, and the hosts are not in the export',
      input: exportOf(member('sql01', 1), member('sql02', 2), member('sql03', 3, at('scsi1:5'))),
      findings: [
        unit('sql01', 0, '1:0', 'sql03 at 1:5'),
        unit('sql02', 1, '1:0', 'sql03 at 1:5'),
        unit('sql03', 2, '1:5', 'sql01 at 1:0 and sql02 at 1:0'),
      ],
    },
    {
      name: 'controllers of different types',
      input: exportOf(member('sql01', 1), member('sql02', 2, at('scsi1:2', 'pvscsi')), barePair()),
      findings: [unit('sql01', 0, '1:0', 'sql02 at 1:2', 'note'), unit('sql02', 1, '1:2', 'sql01 at 1:0', 'note')],
    },
    {
      name: 'a virtual disk in a box',
      input: exportOf(
        ['1:0', '1:1'].map((place, index) =>
          member(`sql0${index + 1}`, 1, { bus: 'virtualSharing', disk: { at: `scsi${place}`, file: '[ds1] sql01/q.vmdk' } }),
        ),
        bare(1),
      ),
      findings: [unit('sql01', 0, '1:0', 'sql02 at 1:1'), unit('sql02', 1, '1:1', 'sql01 at 1:0')],
    },
  ],
  unknown: [
    {
      name: 'the unit of one node is not told',
      input: exportOf(member('sql01', 1), without(member('sql02', 2), 'config.hardware.device.12.unitNumber'), barePair()),
      missing: ['sql01', 'sql02'].map((name) => ({ subject: name, fact: 'unit number of Hard disk 2 of sql02' })),
    },
    {
      name: 'one node alone',
      input: exportOf(member('sql01', 1), bare(1)),
      missing: [{ subject: 'sql01', fact: `other nodes of a cluster of ${lunUuid}` }],
    },
  ],
});
