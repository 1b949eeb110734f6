import { testRule } from 'vlint/testing';
import rule from '../../../rules/wsfc/wsfc-bus-sharing-mode.ts';
import { exportOf, type PropertiesEntry, vm, without } from '../../build/index.ts';
import { quorum } from './cluster.ts';
import { bare, barePair, lonely, lunUuid, type MemberDescription, member, members, v65, v67 } from './shared.ts';

const file = { file: '[ds1] sql01/q.vmdk' };
const virtualRdm = { rdm: { device: quorum, mode: 'virtualMode' } } as const;
const inABox = (description: MemberDescription) => ['sql01', 'sql02'].map((name) => member(name, 1, description));
const finding = (name: string, other: string, entry: number, has: string, wants: string, what = 'Hard disk 2', device = 10) => ({
  subject: `${name}/SCSI controller 1`,
  level: 'error' as const,
  message: `SCSI controller 1 of ${name} has the bus sharing ${has}, but ${what} on it is a disk of ${other} too. A disk shared like that needs ${wants}.`,
  pointer: `/entries/${entry}/properties/config/hardware/device/${device}/sharedBus`,
});
/** As a hand-written export may have it. */
const withoutBus = (node: PropertiesEntry) =>
  without(without(node, 'config.hardware.device.10.sharedBus'), 'config.hardware.device.10.scsiCtlrUnitNumber');
const both = (has: string, wants: string) => [finding('sql01', 'sql02', 0, has, wants), finding('sql02', 'sql01', 1, has, wants)];

testRule(rule, {
  valid: [
    { name: 'physical sharing of a raw device across hosts', exception: 'right-mode', input: exportOf(members(), barePair()) },
    {
      name: 'virtual sharing of a virtual disk on one host',
      input: exportOf(inABox({ bus: 'virtualSharing', disk: file }), bare(1)),
    },
    {
      name: 'virtual sharing of a virtual-mode device on one host',
      input: exportOf(inABox({ bus: 'virtualSharing', disk: virtualRdm }), bare(1)),
    },
    {
      name: 'a multi-writer raw device',
      exception: 'multi-writer',
      outcome: 'notApplicable',
      input: exportOf(members({ bus: 'noSharing', disk: { sharing: 'sharingMultiWriter' } }), barePair()),
    },
    {
      name: 'a raw device of one VM',
      exception: 'one-vm',
      outcome: 'notApplicable',
      input: exportOf(member('sql01', 1, { bus: 'noSharing' }), lonely, bare(1)),
    },
    {
      name: 'a template of the node without the raw device',
      exception: 'detached',
      outcome: 'notApplicable',
      input: exportOf(
        member('sql01', 1, { bus: 'noSharing' }),
        vm({ name: 'sql-template', host: 'esx01.lab', template: true }),
        bare(1),
      ),
    },
    {
      name: 'Windows Server 2003 across hosts that met on one',
      exception: 'windows-2003',
      input: exportOf(inABox({ guestId: 'winNetEnterpriseGuest', disk: virtualRdm }), bare(1, v65)),
    },
    {
      name: 'a clustered virtual disk whose nodes met on one host',
      exception: 'clustered-vmdk',
      input: exportOf(inABox({ disk: file }), bare(1)),
    },
    { name: 'a virtual disk with physical sharing across hosts', input: exportOf(members({ disk: file }), barePair(v67)) },
    {
      name: 'nodes on one host with a physical-mode device and virtual sharing',
      input: exportOf(inABox({ bus: 'virtualSharing' }), bare(1)),
    },
  ],
  invalid: [
    {
      name: 'a raw device across hosts without sharing',
      input: exportOf(members({ bus: 'noSharing' }), barePair()),
      findings: both('noSharing', 'physicalSharing'),
    },
    {
      name: 'the same without the hosts',
      input: exportOf(members({ bus: 'noSharing' })),
      findings: both('noSharing', 'physicalSharing'),
    },
    {
      name: 'a raw device across hosts with virtual sharing',
      input: exportOf(members({ bus: 'virtualSharing' }), barePair(v67)),
      findings: both('virtualSharing', 'physicalSharing'),
    },
    {
      name: 'one of two nodes',
      input: exportOf(member('sql01', 1), member('sql02', 2, { bus: 'noSharing' }), barePair()),
      findings: [finding('sql02', 'sql01', 1, 'noSharing', 'physicalSharing')],
    },
    {
      name: 'a physical-mode device on one host without sharing',
      input: exportOf(inABox({ bus: 'noSharing' }), bare(1)),
      findings: both('noSharing', 'physicalSharing'),
    },
    {
      name: 'a virtual-mode device on one host with physical sharing',
      input: exportOf(inABox({ disk: virtualRdm }), bare(1)),
      findings: both('physicalSharing', 'virtualSharing'),
    },
    {
      name: 'a virtual-mode device without sharing',
      input: exportOf(inABox({ bus: 'noSharing', disk: virtualRdm }), bare(1)),
      findings: both('noSharing', 'virtualSharing'),
    },
    {
      name: 'a virtual disk on one host of ESXi 6.7 with physical sharing',
      input: exportOf(inABox({ disk: file }), bare(1, v67)),
      findings: both('physicalSharing', 'virtualSharing'),
    },
  ],
  unknown: [
    {
      name: 'another VM does not tell its disks',
      input: exportOf(
        member('sql01', 1, { bus: 'noSharing' }),
        without(vm({ name: 'sql02', host: 'esx02.lab' }), 'config.hardware'),
        barePair(),
      ),
      missing: [
        { subject: 'sql01/SCSI controller 1', fact: 'virtual disks of sql02' },
        { subject: 'sql02', fact: 'virtual hardware of sql02' },
      ],
    },
    {
      name: 'a raw device on a shared bus, and no other node',
      input: exportOf(member('sql01', 1, { bus: 'virtualSharing' }), lonely, bare(1)),
      missing: [{ subject: 'sql01/SCSI controller 1', fact: `other nodes of a cluster of ${lunUuid}` }],
    },
    {
      name: 'a bus of which nothing is told, with a raw device on it',
      input: exportOf(members().map(withoutBus), barePair()),
      missing: ['sql01', 'sql02'].map((name) => ({
        subject: `${name}/SCSI controller 1`,
        fact: 'bus sharing of SCSI controller 1',
      })),
    },
    {
      name: 'the bus sharing of one node is not told',
      input: exportOf(member('sql01', 1), without(member('sql02', 2), 'config.hardware.device.10.sharedBus'), barePair()),
      missing: [{ subject: 'sql02/SCSI controller 1', fact: 'bus sharing of SCSI controller 1' }],
    },
    {
      name: 'where the nodes run is not told',
      input: exportOf(without(members({ bus: 'virtualSharing' }), 'runtime.host')),
      missing: ['sql01', 'sql02'].map((name) => ({ subject: `${name}/SCSI controller 1`, fact: `host of ${name}` })),
    },
    {
      name: 'the mode of the mapping is not told',
      input: exportOf(
        without(members({ bus: 'virtualSharing' }), 'config.hardware.device.12.backing.compatibilityMode'),
        barePair(),
      ),
      missing: ['sql01', 'sql02'].map((name) => ({
        subject: `${name}/SCSI controller 1`,
        fact: `compatibility mode of Hard disk 2 of ${name}`,
      })),
    },
  ],
});
