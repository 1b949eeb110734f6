import {
  cluster,
  type Entry,
  edit,
  entriesOf,
  goodHost,
  type HostDescription,
  type Patch,
  type VmDescription,
  vm,
} from '../../build/index.ts';

const windows = { guestId: 'windows2019srv_64Guest', guestName: 'Microsoft Windows Server 2019 (64-bit)' } as const;
const lun = 'naa.6000d31000a1b2000000000000000081';
let address = 60;

/** A host of the estate's second site, which has a cluster, a subnet and a VLAN of its own. */
function host(name: string, patch: Patch<HostDescription> = {}): HostDescription {
  address += 1;
  return goodHost(address, {
    name: `${name}.example`,
    cluster: 'Cluster apart',
    luns: { [lun]: { size: 512, perenniallyReserved: true } },
    ...patch,
  });
}

/** A node as it should be but for what the patch says. */
function node(name: string, on: HostDescription, patch: Partial<VmDescription> = {}): Entry {
  return vm({
    name,
    host: on,
    ...windows,
    memoryReservationLocked: true,
    controllers: { scsi0: 'pvscsi', scsi1: { kind: 'pvscsi', sharedBus: 'physicalSharing' } },
    disks: ['scsi0:0', { at: 'scsi1:0', size: 512, rdm: { device: lun } }],
    nics: ['VM Network'],
    ...patch,
  });
}

const patchA = host('wsfc-patch-a');
const patchB = host('wsfc-patch-b', { build: '24414501' });

/** Says that the VM has no snapshot: only a dump of the whole object does. */
function withoutSnapshots(entry: Entry): Entry[] {
  return edit(entry, 'layoutEx', { timestamp: '2026-11-01T10:00:00Z' });
}

/** A cluster that is as it should be, but for the patches of its hosts and a snapshot of one node. */
export const entries: readonly Entry[] = [
  cluster({ name: 'Cluster apart', hosts: [patchA, patchB], apart: { wsfc: ['patch01', 'patch02'] } }),
  ...[patchA, patchB].flatMap((item) => entriesOf(item)),
  node('patch01', patchA, { snapshot: true }),
  ...withoutSnapshots(node('patch02', patchB)),
];
