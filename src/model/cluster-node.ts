import { unknown } from './entity.ts';
import type { DiskUse } from './estate-view.ts';
import { type Fact, type Known, mapFact, type Unknown } from './fact.ts';
import type { VmRole } from './site.ts';
import { before } from './version.ts';
import type { DiskSource, RawDeviceMapping, Vm, VmController } from './vm.ts';

/** A disk that a VM has as the node of a Windows cluster, on a controller that shares its bus. */
export interface ClusterDisk {
  readonly disk: DiskSource;
  readonly controller: VmController;
  /** `null` for the file of a virtual disk. */
  readonly rdm: RawDeviceMapping | null;
  /** What names it: the LUN's UUID or the file. */
  readonly evidence: Known<string>;
  /** The VM's own use of the disk. */
  readonly own: DiskUse;
  /** One use of each of the other nodes; none where only facts.yaml says that the VM is a node. */
  readonly others: readonly DiskUse[];
  /** What may hide a further node. */
  readonly hidden: Unknown | undefined;
}

/** The cluster disks of a VM that are certain, and what hides whether there are others. */
export interface ClusterDisks {
  readonly found: readonly ClusterDisk[];
  readonly missing: Unknown | undefined;
}

/**
 * Whether a VM is a node of a Windows cluster: it shares a disk with another VM over a shared bus (multi-writer disks aside), or
 * facts.yaml gives it the role wsfc-node.
 */
export function clusterNode(vm: Vm): Fact<boolean> {
  return vm.remember('cluster node', () => isNode(vm));
}

function isNode(vm: Vm): Fact<boolean> {
  const role = nodeRole(vm);
  if (role) return mapFact(role, () => true);
  const { found, missing } = clusterDisks(vm);
  const [first] = found;
  if (first) return mapFact(first.evidence, () => true);
  return missing ?? mapFact(vm.controllers, () => false);
}

/** The disks that a VM has as the node of a Windows cluster. */
export function clusterDisks(vm: Vm): ClusterDisks {
  return vm.remember('cluster disks', () => findDisks(vm));
}

/** Every VM with the disk, this one first. */
export function nodesOf({ own, others }: ClusterDisk): readonly DiskUse[] {
  return [own, ...others];
}

function findDisks({ controllers }: Vm): ClusterDisks {
  if (!controllers.known) return { found: [], missing: controllers };
  const found: ClusterDisk[] = [];
  let missing: Unknown | undefined;
  for (const controller of controllers.value) {
    // True of nearly all controllers: no disk of theirs need be looked at.
    if (cannotShare(controller)) continue;
    const { disks } = controller;
    if (!disks.known) missing ??= disks;
    for (const disk of disks.known ? disks.value : []) {
      const judged = judge(controller, disk);
      if (judged === undefined) continue;
      if ('known' in judged) missing ??= judged;
      else found.push(judged);
    }
  }
  return { found, missing };
}

/** An NVMe controller has no bus sharing before 8.0U2, so that an export cannot tell it. */
function cannotShare({ sharing, kind, host }: VmController): boolean {
  if (sharing.known) return sharing.value === 'noSharing';
  if (host === undefined || !kind.known || kind.value !== 'nvme') return false;
  const early = before(host, '8.0U2');
  return early.known && early.value;
}

/** Undefined for a disk of the VM's own. */
function judge(controller: VmController, disk: DiskSource): ClusterDisk | Unknown | undefined {
  const { vm, sharing } = controller;
  const of = `${disk.label} of ${vm.name}`;
  if (disk.sharing?.value === 'sharingMultiWriter') return undefined;
  if (disk.rdm === undefined) return unknown('kind of disk', of, VM_COLLECT);
  const rdm = disk.rdm.value;
  const evidence = rdm ? rdm.evidence : disk.file;
  if (evidence === undefined) return unknown('file of a disk', of, VM_COLLECT);
  const { uses, all } = usesOf(vm, rdm, evidence.value);
  const own = uses.find((use) => use.vmIdentity === vm.identity);
  if (own === undefined) return undefined;

  const elsewhere = oneOfEachVm(uses.filter((use) => use.vmIdentity !== vm.identity));
  const others = elsewhere.filter((use) => shares(use) === true);
  const possible = elsewhere.find((use) => shares(use) === undefined);
  const hidden = (possible && missingOf(possible)) ?? (all.known ? undefined : all);
  if (others.length > 0 || nodeRole(vm)) {
    if (!sharing.known) return sharing;
    return own.multiWriter.known ? { disk, controller, rdm, evidence, own, others, hidden } : own.multiWriter;
  }
  if (hidden) return hidden;
  const mayBePhysical = rdm !== null && rdm.mode !== 'virtualMode' && !(sharing.known && sharing.value === 'virtualSharing');
  return mayBePhysical ? otherNodes(vm.name, evidence.value) : undefined;
}

function usesOf(
  { estate }: Vm,
  rdm: RawDeviceMapping | null,
  name: string,
): { readonly uses: readonly DiskUse[]; readonly all: Fact<true> } {
  if (rdm) {
    const { found, all } = estate.lunUses(rdm.lunUuid);
    return { uses: found, all };
  }
  const { vms, all } = estate.sharedFileUses(name);
  return { uses: vms, all };
}

/** Whether the VM shares the disk; undefined when a missing fact decides. */
function shares({ sharing, multiWriter }: DiskUse): boolean | undefined {
  if (sharing.known && sharing.value === 'noSharing') return false;
  if (multiWriter.known && multiWriter.value) return false;
  return sharing.known && multiWriter.known ? true : undefined;
}

function missingOf({ sharing, multiWriter }: DiskUse): Unknown | undefined {
  return [sharing, multiWriter].find((fact) => !fact.known);
}

function nodeRole({ site, name }: Vm): Known<VmRole> | undefined {
  return site.vm(name).roles.find(({ value }) => value === 'wsfc-node');
}

export function oneOfEachVm<U extends DiskUse>(uses: readonly U[]): readonly U[] {
  return [...new Map(uses.map((use) => [use.vmIdentity, use])).values()];
}

/** One VM alone does not share: another node is in no input, or is a physical machine. */
function otherNodes(vm: string, disk: string): Unknown {
  return unknown(
    'other nodes of a cluster',
    disk,
    `${VM_COLLECT}, or the role wsfc-node in facts.yaml`,
    `only ${vm} of those that map it is in the export`,
  );
}

const VM_COLLECT = 'govc collect -json -type m / name config guest runtime';
