import { testRule } from 'vlint/testing';
import rule from '../../../rules/wsfc/wsfc-transport-unsupported.ts';
import { exportOf, goodHost, vm, without } from '../../build/index.ts';
import { clusterLun, node, nodes, quorum } from './cluster.ts';

const v50 = { version: '5.0.0', build: '469512' };
const v51 = { version: '5.1.0', build: '799733' };
const v55 = { version: '5.5.0', build: '1331820' };
const host = (version: object, lun: object = {}) => goodHost(1, { ...version, ...clusterLun({ ...lun }) });
const overIscsi = (version: string) => ({
  subject: `esx01.lab/${quorum}`,
  level: 'error' as const,
  message: `${quorum}, which sql01 and sql02 share as a cluster disk, is reached over iSCSI. ESXi ${version} does not support that.`,
  pointer: '/entries/0/properties/config/storageDevice/multipathInfo/lun/1/path/0/transport/iScsiName',
});

const nfsHost = (n: number) => goodHost(n, { nfs: { nfs1: { server: '192.0.2.50' } } });
const shared = { at: 'scsi1:0', file: '[nfs1] sql01/quorum.vmdk' };
const onNfs = (
  name: string,
  host: string,
  disk: object = {},
  sharedBus: 'noSharing' | 'virtualSharing' | 'physicalSharing' = 'virtualSharing',
) =>
  vm({
    name,
    host,
    controllers: { scsi0: 'lsisas', scsi1: { kind: 'lsisas', sharedBus } },
    disks: ['scsi0:0', { ...shared, ...disk }],
  });
const nfsFinding = (name: string, other: string, entry: number) => ({
  subject: `${name}/SCSI controller 1`,
  level: 'error' as const,
  message: `SCSI controller 1 of ${name} shares [nfs1] sql01/quorum.vmdk (with ${other}) on NFS. Clusters with disks on NFS are not supported.`,
  pointer: `/entries/${entry}/properties/config/hardware/device/12/backing/fileName`,
});

testRule(rule, {
  valid: [
    { name: 'ESXi 5.5 over iSCSI', exception: 'from-5-5', outcome: 'notApplicable', input: exportOf(host(v55), nodes()) },
    { name: 'ESXi 8.0 with a raw device over iSCSI', outcome: 'notApplicable', input: exportOf(host({}), nodes()) },
    {
      name: 'Fibre Channel on ESXi 5.1',
      exception: 'not-iscsi',
      outcome: 'notApplicable',
      input: exportOf(
        goodHost(1, {
          ...v51,
          adapters: { vmhba2: { kind: 'fc' } },
          luns: { [quorum]: { paths: [{ adapter: 'vmhba2' }, { adapter: 'vmhba2', channel: 1 }] } },
          vmfs: { ds2: undefined },
        }),
        nodes(),
      ),
    },
    {
      name: 'initiators in the guests on ESXi 5.1',
      exception: 'in-guest',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1, v51), vm({ name: 'sql01', host: 'esx01.lab', guestId: 'windows8Server64Guest' })),
    },
    {
      name: 'a LUN that only one VM maps without sharing',
      exception: 'not-clustered',
      outcome: 'notApplicable',
      input: exportOf(host(v51), node('sql01', { sharedBus: 'noSharing' })),
    },
    {
      name: 'a multi-writer raw device',
      exception: 'multi-writer',
      outcome: 'notApplicable',
      input: exportOf(host(v51), nodes({ disk: { sharing: 'sharingMultiWriter' } })),
    },
    {
      name: 'a multi-writer disk on NFS',
      outcome: 'notApplicable',
      input: exportOf(
        nfsHost(1),
        nfsHost(2),
        onNfs('sql01', 'esx01.lab', { sharing: 'sharingMultiWriter' }),
        onNfs('sql02', 'esx02.lab', { sharing: 'sharingMultiWriter' }),
      ),
    },
    {
      name: 'a shared disk on VMFS',
      exception: 'not-nfs',
      outcome: 'notApplicable',
      input: exportOf(
        nfsHost(1),
        nfsHost(2),
        ...['sql01', 'sql02'].map((name, index) => onNfs(name, `esx0${index + 1}.lab`, { file: '[ds1] sql01/quorum.vmdk' })),
      ),
    },
    {
      name: 'a disk on NFS that one VM has',
      exception: 'one-vm',
      outcome: 'notApplicable',
      input: exportOf(nfsHost(1), onNfs('sql01', 'esx01.lab')),
    },
    {
      name: 'a disk on NFS and a bus that is not shared',
      outcome: 'notApplicable',
      input: exportOf(nfsHost(1), onNfs('sql01', 'esx01.lab', {}, 'noSharing')),
    },
  ],
  invalid: [
    { name: 'ESXi 5.0', input: exportOf(host(v50), nodes()), findings: [overIscsi('5.0.0')] },
    {
      name: 'ESXi 5.1 with a VNX',
      input: exportOf(host(v51, { vendor: 'DGC', model: 'VRAID', satp: 'VMW_SATP_ALUA_CX' }), nodes()),
      findings: [overIscsi('5.1.0')],
    },
    {
      name: 'a virtual disk on NFS that two VMs share',
      input: exportOf(nfsHost(1), nfsHost(2), onNfs('sql01', 'esx01.lab'), onNfs('sql02', 'esx02.lab')),
      findings: [nfsFinding('sql01', 'sql02', 6), nfsFinding('sql02', 'sql01', 7)],
    },
    {
      name: 'the same with physical sharing on ESXi 6.7',
      input: exportOf(
        goodHost(1, { version: '6.7.0', build: '14320388', nfs: { nfs1: { server: '192.0.2.50' } } }),
        onNfs('sql01', 'esx01.lab', {}, 'physicalSharing'),
        onNfs('sql02', 'esx01.lab', {}, 'physicalSharing'),
      ),
      findings: [nfsFinding('sql01', 'sql02', 3), nfsFinding('sql02', 'sql01', 4)],
    },
    {
      name: 'a node by the word of facts.yaml',
      input: exportOf(nfsHost(1), onNfs('sql01', 'esx01.lab')),
      facts: 'vms:\n  - name: sql01\n    role: wsfc-node\n    who: me\n    when: 2025-12-01\n    until: 2026-12-31',
      findings: [
        {
          ...nfsFinding('sql01', '', 3),
          message:
            'SCSI controller 1 of sql01 shares [nfs1] sql01/quorum.vmdk on NFS. Clusters with disks on NFS are not supported.',
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'no VM in the export',
      input: exportOf(host(v51)),
      missing: [
        { subject: 'esx01.lab', fact: 'virtual machines of esx01.lab' },
        { subject: `esx01.lab/${quorum}`, fact: 'virtual machines' },
      ],
    },
    {
      name: 'the version is not known',
      input: exportOf(without(host(v51), 'config.product'), nodes()),
      missing: [{ subject: `esx01.lab/${quorum}`, fact: 'ESXi version of esx01.lab' }],
    },
    {
      name: 'the datastores of the host were not exported',
      input: exportOf(without(nfsHost(1), 'config.fileSystemVolume'), onNfs('sql01', 'esx01.lab'), onNfs('sql02', 'esx01.lab')),
      missing: ['sql01', 'sql02'].map((name) => ({ subject: `${name}/SCSI controller 1`, fact: 'type of datastore of nfs1' })),
    },
    {
      name: 'the host of the VMs is not in the export',
      input: exportOf(onNfs('sql01', 'esx01.lab'), onNfs('sql02', 'esx01.lab')),
      missing: ['sql01', 'sql02'].map((name) => ({
        subject: `${name}/SCSI controller 1`,
        fact: 'VMs that share a disk of [nfs1] sql01/quorum.vmdk',
      })),
    },
  ],
});
