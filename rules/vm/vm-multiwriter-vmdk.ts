import { defineRule, isOnIscsi, NfsMount, problem, type VmDisk, weighed } from 'vlint';
import { says, unsourced } from '../ledger.ts';

export default defineRule<VmDisk>({
  id: 'vm-multiwriter-vmdk',
  family: 'vm',
  title: 'A virtual disk that several VMs may write to should be known as such',
  rationale:
    'With the multi-writer flag ESXi no longer locks the file for one VM. Oracle RAC and the like need that and order their writes themselves; with ' +
    'any other file system the second VM that mounts the disk destroys it. A Windows cluster does not use it.',
  severity: 'note',
  sources: [
    says('S50', 'VirtualDisk backing: sharing is sharingNone or sharingMultiWriter.'),
    unsourced(
      'That a disk with the flag on iSCSI storage is worth a note: neither name nor guest of a VM tells that it orders its writes.',
    ),
  ],
  exceptions: {
    'one-writer': 'The disk does not have the flag.',
    'raw-device': 'The disk is a raw device mapping: there is no virtual disk file that two VMs write to.',
    'other-storage': 'The disk lies on NFS, or on VMFS that is not on iSCSI.',
    'on-purpose': 'The VM runs software that is made for it (Oracle RAC); facts.yaml allows the VM.',
  },
  fix: {
    powercli: ['Get-HardDisk -VM $vm -Name $disk | Set-HardDisk -Sharing None -Confirm:$false'],
    manual: ['Power the VM off first. Allow the VM in facts.yaml if its software is made for several writers.'],
  },
  each: (inventory) => inventory.vmDisks,
  glance: ({ sharing }) => (sharing.known && sharing.value !== 'sharingMultiWriter' ? 'pass' : undefined),
  *check(disk) {
    const { sharing, rdm, vm, name } = disk;
    if (sharing.known && sharing.value !== 'sharingMultiWriter') return;
    if (rdm.known && rdm.value !== null) return;
    const { volume, file } = disk;
    if (volume.known && volume.value instanceof NfsMount) return;
    const iscsi = volume.known && !(volume.value instanceof NfsMount) ? isOnIscsi(volume.value) : undefined;
    if (iscsi?.known && !iscsi.value) return;
    if (!sharing.known) return yield sharing;
    if (!rdm.known) return yield rdm;
    if (!volume.known) return yield volume;
    if (iscsi?.known === false) return yield iscsi;
    yield problem(
      sharing,
      `${name} of ${vm.name} may be written to by several VMs (sharingMultiWriter) and lies on the iSCSI datastore ${volume.value.name}.`,
      {
        manual: [
          `Allow ${vm.name} in facts.yaml if its software is made for several writers, as Oracle RAC is; otherwise power it off and set the sharing of ${name} to none.`,
        ],
      },
      { related: weighed('The file of the disk', file) },
    );
  },
});
