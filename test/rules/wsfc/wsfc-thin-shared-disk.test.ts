import { testRule } from 'vlint/testing';
import rule from '../../../rules/wsfc/wsfc-thin-shared-disk.ts';
import { edit, esxcliOutput, exportOf, without } from '../../build/index.ts';
import { bare, barePair, lonely, lunUuid, member, members } from './shared.ts';

const file = { file: '[ds1] sql01/q.vmdk' };
const thin = { ...file, thin: true, eager: false };
const volume = (type: string) =>
  [bare(1), bare(2)].map((host) => edit(host, 'config.fileSystemVolume.mountInfo.0.volume', { type, name: 'ds1' }));
const finding = (name: string, entry: number, flag = 'eagerlyScrub', files = 'Hard disk 2 ([ds1] sql01/q.vmdk)', one = true) => ({
  subject: name,
  level: 'warning' as const,
  message: `${files}, which ${name} shares with other nodes, ${one ? 'is' : 'are'} not eagerly zeroed.`,
  pointer: `/entries/${entry}/properties/config/hardware/device/12/backing/${flag}`,
});
const both = (flag?: string) => [finding('sql01', 0, flag), finding('sql02', 1, flag)];

testRule(rule, {
  valid: [
    {
      name: 'eagerly zeroed',
      exception: 'eager-zeroed',
      input: exportOf(members({ disk: { ...file, eager: true } }), barePair()),
    },
    { name: 'a raw device', exception: 'raw-device', outcome: 'notApplicable', input: exportOf(members(), barePair()) },
    { name: 'thin on a vVol', exception: 'vvol', input: exportOf(members({ disk: thin }), volume('VVOL')) },
    { name: 'thin on vSAN', input: exportOf(members({ disk: thin }), volume('vsan')) },
    { name: 'an ordinary VM', exception: 'not-a-node', outcome: 'notApplicable', input: exportOf(lonely, bare(1)) },
    {
      name: 'a thin disk that is no shared one',
      outcome: 'notApplicable',
      input: exportOf(members({ bus: 'noSharing', disk: thin }), barePair()),
    },
  ],
  invalid: [
    { name: 'thin', input: exportOf(members({ disk: thin }), barePair()), findings: both() },
    { name: 'thick, zeroed lazily', input: exportOf(members({ disk: { ...file, eager: false } }), barePair()), findings: both() },
    {
      name: 'thin, and nothing else is told',
      input: exportOf(members({ disk: { ...file, thin: true } }), barePair()),
      findings: both('thinProvisioned'),
    },
    {
      name: 'two disks of a cluster in a box',
      input: exportOf(
        ['sql01', 'sql02'].map((name) =>
          member(name, 1, {
            bus: 'virtualSharing',
            disks: ['scsi0:0', { at: 'scsi1:0', ...thin }, { at: 'scsi1:1', ...thin, file: "[ds1] sql 01/it's.vmdk" }],
          }),
        ),
        bare(1),
      ),
      findings: ['sql01', 'sql02'].map((name, entry) =>
        finding(name, entry, 'eagerlyScrub', "Hard disk 2 ([ds1] sql01/q.vmdk) and Hard disk 3 ([ds1] sql 01/it's.vmdk)", false),
      ),
    },
    {
      name: 'the type of the datastore is told by esxcli',
      input: exportOf(
        members({ disk: thin }),
        without([bare(1), bare(2)], 'config.fileSystemVolume'),
        ['esx01.lab', 'esx02.lab'].map((host) =>
          esxcliOutput(host, 'storage filesystem list', [{ VolumeName: 'ds1', Mounted: true, Type: 'VMFS-6', UUID: 'a' }]),
        ),
      ),
      findings: both(),
    },
  ],
  unknown: [
    {
      name: 'whether it is zeroed is not told',
      input: exportOf(members({ disk: file }), barePair()),
      missing: ['sql01', 'sql02'].map((name) => ({ subject: name, fact: `eager zeroing of Hard disk 2 of ${name}` })),
    },
    {
      name: 'the datastores are not told',
      input: exportOf(members({ disk: thin }), without([bare(1), bare(2)], 'config.fileSystemVolume')),
      missing: ['sql01', 'sql02'].map((name) => ({ subject: name, fact: 'type of datastore of ds1' })),
    },
    {
      name: 'one node alone',
      input: exportOf(member('sql01', 1), bare(1)),
      missing: [{ subject: 'sql01', fact: `other nodes of a cluster of ${lunUuid}` }],
    },
  ],
});
