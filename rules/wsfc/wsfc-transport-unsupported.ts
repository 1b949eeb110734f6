import {
  before,
  type Check,
  Device,
  defineRule,
  nodeNames,
  notApplicable,
  problem,
  transportsOf,
  type VmController,
  weighed,
  wsfcUse,
} from 'vlint';
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
  glance: (subject) => (subject instanceof Device ? undefined : certainlyNoNfs(subject)),
  *check(subject) {
    if (subject instanceof Device) yield* checkDevice(subject);
    else yield* checkController(subject);
  },
});

function* checkDevice(device: Device): Check {
  const { host, name, paths } = device;
  const early = before(host, '5.5');
  if (early.known && !early.value) return yield notApplicable('ESXi 5.5 and later support raw devices of a cluster over iSCSI');
  const transports = transportsOf(device);
  const iscsi = (paths.known ? paths.value : []).map((path) => path.transport).find((transport) => transport?.value === 'iscsi');
  if (transports.known && iscsi === undefined) return yield notApplicable('no path of the device is iSCSI');
  const use = wsfcUse(device);
  if (use.known && use.value === null) return yield notApplicable('no Windows cluster maps it as a raw device');
  for (const fact of [early, use]) if (!fact.known) return yield fact;
  if (iscsi === undefined && !transports.known) return yield transports;
  if (iscsi === undefined || !use.known || use.value === null) return;
  yield problem(
    iscsi,
    `${name}, which ${nodeNames(use.value)} share as a cluster disk, is reached over iSCSI. ESXi ${host.version.known ? host.version.value : ''} does not support that.`,
    {
      manual: [
        'Upgrade the hosts to ESXi 5.5 or later, present the device over Fibre Channel, or let the guests use iSCSI initiators of their own.',
      ],
    },
    { related: use.value.nodes.flatMap((node) => weighed(`${node.vm} maps it as a raw device`, node.evidence)) },
  );
}

const noNfs = notApplicable('no virtual disk on NFS is shared');

function certainlyNoNfs({ sharing }: VmController): typeof noNfs | undefined {
  return sharing.known && sharing.value === 'noSharing' ? noNfs : undefined;
}

function* checkController(controller: VmController): Check {
  const { sharing, disks, name, vm } = controller;
  const nothing = certainlyNoNfs(controller);
  if (nothing) return yield nothing;
  if (!disks.known) return yield disks;
  const { found, missing } = sharedDisksOnNfs(controller, disks.value);
  const [first] = found;
  if (first === undefined && missing.length === 0) return yield noNfs;
  if (!sharing.known) return yield sharing;
  yield* missing;
  if (first === undefined) return;
  const list = found
    .map(({ file, others }) => (others.length === 0 ? file.value : `${file.value} (with ${others.join(' and ')})`))
    .join(', ');
  yield problem(
    first.file,
    `${name} of ${vm.name} shares ${list} on NFS. Clusters with disks on NFS are not supported.`,
    {
      manual: [
        `Move the shared ${found.length === 1 ? 'disk' : 'disks'} of ${vm.name} to block storage as raw devices, or let the guests use iSCSI initiators of their own.`,
      ],
    },
    { related: weighed(`bus sharing of ${name}: ${sharing.value}`, sharing) },
  );
}
