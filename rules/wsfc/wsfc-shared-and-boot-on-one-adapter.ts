import {
  clusterDisks,
  clusterNode,
  type DiskSource,
  defineRule,
  type Known,
  listed,
  notApplicable,
  problem,
  psWord,
  type Unknown,
  unknown,
  type VmController,
  weighed,
} from 'vlint';
import { says } from '../ledger.ts';
import { noNode } from './node.ts';

const notShared = notApplicable('its bus is not shared');

export default defineRule({
  id: 'wsfc-shared-and-boot-on-one-adapter',
  family: 'wsfc',
  title: "The shared disks of a Windows cluster should not hang on a controller with the node's own disks",
  rationale:
    'A controller with a shared bus hands reservations and bus resets on to all nodes. They then strike the system disk as well, and the ' +
    'controller cannot be changed without touching the disk that the node boots from.',
  severity: 'warning',
  sources: [says('S33', 'Setup for Failover Clustering: clustered disks need a separate virtual adapter.')],
  exceptions: {
    'own-controller': 'Only shared disks hang on the controller, or its bus is not shared.',
    diskless: 'The disk is the only one of the node: it boots from a raw device.',
    'multi-writer': 'The other disk is a multi-writer disk.',
    'not-a-node': 'The VM is no node of a Windows cluster.',
  },
  fix: {
    powercli: ['Get-HardDisk -VM NODE | Select-Object Name, Filename, @{n="Controller";e={$_.ExtensionData.ControllerKey}}'],
    manual: ['Power off the node and move its own disks to a controller without bus sharing, the system disk to SCSI 0:0.'],
  },
  each: (inventory) => inventory.vmControllers,
  glance: ({ sharing }) => (sharing.known && sharing.value === 'noSharing' ? notShared : undefined),
  *check(controller) {
    const { vm, sharing, disks, key } = controller;
    if (sharing.known && sharing.value === 'noSharing') return yield notShared;
    const node = clusterNode(vm);
    if (node.known && !node.value) return yield noNode;
    if (!disks.known) return yield disks;
    if (disks.value.length === 0) return;
    if (!vm.disks.known) return yield vm.disks;
    if (vm.disks.value.length === 1) return;

    const { found, missing } = clusterDisks(vm);
    const shared = new Set(found.filter((item) => item.controller.key === key).map((item) => item.disk.key));
    const rest = disks.value.filter((disk) => !shared.has(disk.key) && disk.sharing?.value !== 'sharingMultiWriter');
    if (rest.length === 0) return;
    if (!node.known) return yield node;
    if (!sharing.known) return yield sharing;
    const judged = rest.map((disk) => ({ disk, own: isOwn(controller, disk) }));
    const own = judged.filter((item) => item.own === true).map(({ disk }) => disk);
    if (own.length > 0) return yield fault(controller, sharing, own);
    const untold = judged.map((item) => item.own).find((answer) => typeof answer === 'object') ?? missing;
    if (untold) yield untold;
  },
});

/** Whether a disk is the VM's own: an ordinary file that no other VM has. Raw devices are left to the rules about them. */
function isOwn({ vm }: VmController, { label, rdm, file, sharing }: DiskSource): boolean | Unknown {
  if (rdm === undefined || rdm.value !== null || file === undefined) return false;
  const { vms, all } = vm.estate.sharedFileUses(file.value);
  if (vms.some((use) => use.vmIdentity !== vm.identity)) return false;
  if (sharing === undefined) return unknown('multi-writer flag', `${label} of ${vm.name}`, 'govc device.info -json -vm VM');
  return all.known || all;
}

function fault({ vm, name }: VmController, sharing: Known<string>, own: readonly DiskSource[]) {
  const labels = listed(own.map((disk) => disk.label));
  return problem(
    sharing,
    `${name} of the cluster node ${vm.name} has the bus sharing ${sharing.value} and carries ${labels}, which no other VM has. Shared disks need a controller of their own.`,
    {
      powercli: [
        `Get-HardDisk -VM ${psWord(vm.name)} | Select-Object Name, Filename, @{n='Controller';e={$_.ExtensionData.ControllerKey}}`,
      ],
      manual: [`Power off ${vm.name} and move ${labels} to a controller without bus sharing, the system disk to SCSI 0:0.`],
    },
    { related: own.flatMap(({ label, file }) => weighed(`${label} hangs there`, file)) },
  );
}
