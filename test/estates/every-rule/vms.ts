import { type Entry, type VmDescription, vm } from '../../build/index.ts';
import { clusterLuns } from './hosts.ts';

const windows = { guestId: 'windows9Server64Guest', guestName: 'Microsoft Windows Server 2016 (64-bit)' } as const;

/** A node with every fault that a node of a Windows cluster can have; the patch says where the shared disk hangs. */
function badNode(name: string, host: string, device: string, patch: Partial<VmDescription> = {}): Entry {
  return vm({
    name,
    host,
    ...windows,
    hw: 'vmx-10',
    controllers: { scsi0: { kind: 'lsisas', sharedBus: 'physicalSharing' } },
    disks: ['scsi0:0', { at: 'scsi0:1', size: 512, rdm: { device, mode: 'physicalMode' } }],
    nics: [{ type: 'e1000', portGroup: 'VM Network' }],
    snapshot: true,
    ft: 'running',
    ...patch,
  });
}

/** A pair that shares a VMDK across hosts, thin, on iSCSI. */
function vmdkNode(name: string, host: string): Entry {
  return vm({
    name,
    host,
    ...windows,
    controllers: { scsi0: 'pvscsi', scsi1: { kind: 'pvscsi', sharedBus: 'physicalSharing' } },
    disks: ['scsi0:0', { at: 'scsi1:0', size: 100, file: '[ds1] vmdk01/quorum.vmdk', thin: true, eager: false }],
  });
}

/** The same LUN in two VMs, and the bus is not shared as it must be. */
function unsharedNode(name: string, host: string): Entry {
  return vm({
    name,
    host,
    ...windows,
    controllers: { scsi0: 'pvscsi', scsi1: 'lsisas' },
    disks: [
      'scsi0:0',
      { at: 'scsi1:0', size: 512, rdm: { device: 'naa.6000d31000a1b2000000000000000002', mode: 'physicalMode' } },
    ],
  });
}

export const vms: readonly Entry[] = [
  vm({ name: 'web01', host: 'shared-with-vms.example', nics: ['Servers'] }),
  vm({
    name: 'db01',
    host: 'fixed.example',
    controllers: { scsi0: 'lsisas' },
    disks: ['scsi0:0', 'scsi0:1', 'scsi0:2', 'scsi0:3', 'scsi0:4', 'scsi0:5'],
  }),
  vm({ name: 'legacy01', host: 'fixed.example', controllers: { scsi0: 'buslogic' }, disks: ['scsi0:0', 'scsi0:1'], ...windows }),
  badNode('old01', 'wsfc-old-a.example', clusterLuns.old),
  badNode('old02', 'wsfc-old-b.example', clusterLuns.old, {
    disks: ['scsi0:0', { at: 'scsi0:2', size: 512, rdm: { device: clusterLuns.old, mode: 'physicalMode' } }],
  }),
  ...[1, 2, 3, 4, 5].map((n) => badNode(`mixed0${n}`, 'wsfc-a.example', clusterLuns.mixed)),
  badNode('mixed06', 'wsfc-b.example', clusterLuns.mixed),
  badNode('hpp01', 'wsfc-hpp.example', clusterLuns.hpp),
  badNode('hpp02', 'wsfc-hpp.example', clusterLuns.hpp),
  vmdkNode('vmdk01', 'cluster-mtu-a.example'),
  vmdkNode('vmdk02', 'cluster-mtu-b.example'),
  unsharedNode('bus01', 'duplicate-a.example'),
  unsharedNode('bus02', 'duplicate-b.example'),
];
