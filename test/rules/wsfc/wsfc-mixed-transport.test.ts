import { testRule } from 'vlint/testing';
import rule from '../../../rules/wsfc/wsfc-mixed-transport.ts';
import { exportOf, without } from '../../build/index.ts';
import { quorum } from './cluster.ts';
import { bare, member, members } from './shared.ts';

const software = { adapters: { vmhba64: { kind: 'software', sendTargets: ['10.0.1.201'] } }, luns: { [quorum]: {} } } as const;
const hardware = {
  adapters: { vmhba40: { kind: 'independent', ip: '10.0.1.90/24', sendTargets: ['10.0.1.201'] } },
  luns: { [quorum]: { paths: [{ adapter: 'vmhba40', target: '10.0.1.201' }] } },
} as const;
const fibre = { adapters: { vmhba2: { kind: 'fc' } }, luns: { [quorum]: { paths: [{ adapter: 'vmhba2' }] } } } as const;
const bothKinds = {
  adapters: { ...software.adapters, ...fibre.adapters },
  luns: { [quorum]: { paths: [{ adapter: 'vmhba64', target: '10.0.1.201' }, { adapter: 'vmhba2' }] } },
} as const;
const finding = (n: number, own: string, rest: string, pointer = 'transport/iScsiName') => ({
  subject: `esx0${n}.lab/${quorum}`,
  level: 'error' as const,
  message: `esx0${n}.lab reaches ${quorum}, which sql01 and sql02 share as a cluster disk, over ${own}, ${rest}. Nodes with Fibre Channel and nodes with iSCSI must not be mixed.`,
  pointer: `/entries/${n - 1}/properties/config/storageDevice/multipathInfo/lun/0/path/0/${pointer}`,
});

testRule(rule, {
  valid: [
    { name: 'software iSCSI everywhere', input: exportOf(bare(1, software), bare(2, software), members()) },
    {
      name: 'software and hardware iSCSI',
      exception: 'both-iscsi',
      input: exportOf(bare(1, software), bare(2, hardware), members()),
    },
    { name: 'Fibre Channel everywhere', input: exportOf(bare(1, fibre), bare(2, fibre), members()) },
    {
      name: 'Fibre Channel on a host without a node',
      exception: 'no-node-here',
      outcome: 'notApplicable',
      input: exportOf(bare(1, software), bare(2, software), bare(3, fibre), members()),
    },
    {
      name: 'a device that two VMs map without sharing',
      exception: 'not-clustered',
      outcome: 'notApplicable',
      input: exportOf(bare(1, software), bare(2, fibre), members({ bus: 'noSharing' })),
    },
  ],
  invalid: [
    {
      name: 'iSCSI here and Fibre Channel there',
      input: exportOf(bare(1, software), bare(2, fibre), members()),
      findings: [
        finding(1, 'iSCSI', 'the host of sql02 over Fibre Channel'),
        finding(2, 'Fibre Channel', 'the host of sql01 over iSCSI', 'transport'),
      ],
    },
    {
      name: 'both kinds at once on one host, by which the other is mixed too',
      input: exportOf(bare(1, bothKinds), bare(2, fibre), members()),
      findings: [
        finding(1, 'iSCSI and Fibre Channel', 'the host of sql01 over iSCSI and Fibre Channel'),
        finding(2, 'Fibre Channel', 'the host of sql01 over iSCSI and Fibre Channel', 'transport'),
      ],
    },
  ],
  unknown: [
    {
      name: 'the paths of one host are not told',
      input: exportOf(bare(1, software), without(bare(2, fibre), 'config.storageDevice.multipathInfo'), members()),
      missing: [
        { subject: `esx01.lab/${quorum}`, fact: `paths of ${quorum}` },
        { subject: `esx02.lab/${quorum}`, fact: `paths of ${quorum}` },
      ],
    },
    {
      name: 'one host is not in the export',
      input: exportOf(bare(1, software), members()),
      missing: [{ subject: `esx01.lab/${quorum}`, fact: `path transports of ${quorum} on the host of sql02` }],
    },
    {
      name: 'one node alone',
      input: exportOf(bare(1, software), member('sql01', 1)),
      missing: [{ subject: `esx01.lab/${quorum}`, fact: `other nodes of a cluster of ${quorum}` }],
    },
  ],
});
