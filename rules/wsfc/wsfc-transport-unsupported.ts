import { before, defineRule, Device, type Known, nodeNames, notApplicable, orGap, problem, type Transport, type Unknown, unknown, VmController, weighed, wsfcUse } from 'vlint';
import { says } from '../ledger.ts';
import { sharedDisksOnNfs } from './nfs-disks.ts';

export default defineRule({
  id: 'wsfc-transport-unsupported',
  family: 'wsfc',
  title: "A Windows cluster's shared disks must lie on storage that ESXi supports for clusters",
  rationale:
    'Before ESXi 5.5 the SCSI reservations that a Windows cluster relies on are not supported over iSCSI, and on NFS they never are: after a ' +
    'failover two nodes may write to the same disk.',
  severity: 'error',
  sources: [
    says('S28', 'ESXi 5.0: clustering on iSCSI, FCoE and NFS disks is not supported.'),
    says('S35', 'ESXi 5.1: MSCS with shared disks over native iSCSI is not supported; an initiator in the guest is.'),
    says('S29', 'ESXi 5.5 adds clusters over iSCSI.'),
    says('S31', 'ESXi 6.7 supports clusters over iSCSI.'),
    says('S59', 'ESXi 6.7: clustering on NFS disks is not supported.'),
    says('S60', 'Initiators inside the guest need no qualification.'),
  ],
  exceptions: {
    'from-5-5': 'ESXi 5.5 and later support raw devices of a cluster over iSCSI.',
    'in-guest': "The cluster's nodes use iSCSI initiators of their own: they map no raw device.",
    'not-clustered': 'The device is no raw device mapping of a Windows cluster.',
    'multi-writer': 'The disk is a multi-writer disk, which is no Windows cluster.',
    'not-iscsi': 'The raw device is reached over Fibre Channel.',
    'not-nfs': 'The shared virtual disk lies on VMFS.',
    'one-vm': 'The virtual disk on NFS belongs to one VM alone.',
  },
  fix: {
    manual: [
      'Upgrade to ESXi 5.5 or later, present the disks over Fibre Channel, or let the guests use iSCSI initiators of their own.',
      'Move shared virtual disks from NFS to storage that is supported for the cluster.',
    ],
  },
  each: (inventory) => [...inventory.devices, ...inventory.vmControllers],
  *check(subject) {
    if (subject instanceof Device) yield* checkDevice(subject);
    else if (subject instanceof VmController) yield* checkController(subject);
  },
});
