import { testRule } from 'vlint/testing';
import rule from '../../../rules/wsfc/wsfc-clustered-vmdk-on-iscsi.ts';
import { datastore, exportOf, presetLuns, without } from '../../build/index.ts';
import { bare, lonely, lunUuid, member, members, v67, v70 } from './shared.ts';

const [data] = presetLuns;
const file = { file: '[ds1] sql01/q.vmdk' };
const iscsi = (n: number, lun: object = {}, patch: object = {}) =>
  bare(n, { adapters: { vmhba64: { kind: 'software', sendTargets: ['10.0.1.201'] } }, luns: { [data]: lun }, ...patch });
const fibre = (n: number, lun: object = {}) =>
  bare(n, { adapters: { vmhba2: { kind: 'fc' } }, luns: { [data]: { paths: [{ adapter: 'vmhba2' }], ...lun } } });
const shared = (name: string, other: string, entry: number) => ({
  subject: name,
  level: 'error' as const,
  message: `${name} shares [ds1] sql01/q.vmdk (on ${data}) over iSCSI with ${other} on another host. Clustered virtual disks need Fibre Channel.`,
  pointer: `/entries/${entry}/properties/config/hardware/device/12/backing/fileName`,
});
const both = [shared('sql01', 'sql02', 0), shared('sql02', 'sql01', 1)];
const flagged = (pointer: string, host = 'esx01.lab') => ({
  subject: `${host}/ds1`,
  level: 'error' as const,
  message: `The datastore ds1 is meant for clustered virtual disks, but ${data} under it is reached over iSCSI. Clustered virtual disks need Fibre Channel.`,
  pointer,
});
const mark = '/properties/config/storageDevice/scsiLun/0/clusteredVmdkSupported';

testRule(rule, {
  valid: [
    { name: 'raw devices', exception: 'raw-device', outcome: 'notApplicable', input: exportOf(members(), iscsi(1), iscsi(2)) },
    {
      name: 'Fibre Channel',
      exception: 'fibre-channel',
      input: exportOf(members({ disk: file }), fibre(1, { clusteredVmdkSupported: true }), fibre(2)),
    },
    {
      name: 'both nodes on one host',
      exception: 'one-host',
      input: exportOf(
        ['sql01', 'sql02'].map((name) => member(name, 1, { disk: file })),
        iscsi(1),
      ),
    },
    {
      name: 'a cluster in a box',
      outcome: 'notApplicable',
      input: exportOf(
        ['sql01', 'sql02'].map((name) => member(name, 1, { bus: 'virtualSharing', disk: file })),
        iscsi(1),
      ),
    },
    {
      name: 'a datastore that is not marked',
      exception: 'not-flagged',
      outcome: 'notApplicable',
      input: exportOf(iscsi(1), lonely),
    },
    { name: 'a datastore of ESXi 6.7', outcome: 'notApplicable', input: exportOf(iscsi(1, {}, v67), lonely) },
    {
      name: 'VMFS5',
      outcome: 'notApplicable',
      input: exportOf(iscsi(1, { clusteredVmdkSupported: true }, { vmfs: { ds1: { extents: [data], major: 5 } } }), lonely),
    },
    { name: 'an ordinary VM', exception: 'not-a-node', outcome: 'notApplicable', input: exportOf(fibre(1), lonely) },
  ],
  invalid: [
    { name: 'nodes on two hosts', input: exportOf(members({ disk: file }), iscsi(1), iscsi(2)), findings: both },
    {
      name: 'the same on ESXi 6.7',
      input: exportOf(members({ disk: file }), iscsi(1, {}, v67), iscsi(2, {}, v67)),
      findings: both,
    },
    {
      name: 'a marked device on ESXi 7.0',
      input: exportOf(iscsi(1, { clusteredVmdkSupported: true }, v70), lonely),
      findings: [flagged(`/entries/0${mark}`)],
    },
    {
      name: 'a marked datastore whose device does not tell',
      input: exportOf(
        iscsi(1, { clusteredVmdkSupported: null }),
        lonely,
        datastore({ name: 'ds1', extents: [data], clusteredVmdk: true, hosts: ['esx01.lab'] }),
      ),
      findings: [flagged('/entries/2/properties/capability/clusteredVmdkSupported')],
    },
    {
      name: 'nodes on a marked device',
      input: exportOf(members({ disk: file }), iscsi(1, { clusteredVmdkSupported: true }), iscsi(2)),
      findings: [flagged(`/entries/2${mark}`), ...both],
    },
  ],
  unknown: [
    {
      name: 'neither device nor datastore tell whether they are marked',
      input: exportOf(iscsi(1, { clusteredVmdkSupported: null }), lonely),
      missing: [{ subject: 'esx01.lab/ds1', fact: `clustered VMDK support of ${data}` }],
    },
    {
      name: 'the devices are not told',
      input: exportOf(
        members({ disk: file }),
        without(iscsi(1), 'config.storageDevice'),
        without(iscsi(2), 'config.storageDevice'),
      ),
      missing: [1, 2].flatMap((n) => [
        { subject: `esx0${n}.lab/ds1`, fact: `storage devices of esx0${n}.lab` },
        { subject: `sql0${n}`, fact: `storage devices of esx0${n}.lab` },
      ]),
    },
    {
      name: 'one node alone',
      input: exportOf(member('sql01', 1), fibre(1)),
      missing: [{ subject: 'sql01', fact: `other nodes of a cluster of ${lunUuid}` }],
    },
  ],
});
