import { unknown } from './entity.ts';
import type { StoredObject } from './estate.ts';
import type { DiskUse, IscsiPeer, RdmUse } from './estate-view.ts';
import { type Fact, type Known, type Origin, settled, type Unknown } from './fact.ts';
import { reportedVm } from './from-report-vm.ts';
import { isDisk, vimVm, vmUuid } from './from-vim-vm.ts';
import type { Host } from './host.ts';
import { iscsiPeerOf } from './iscsi-peer.ts';
import type { Node } from './node.ts';
import { referenceOf } from './reference.ts';
import type { ControllerSource, DiskSource, VmSource } from './vm.ts';
import { loadOf, noteLoad, type VmLoad } from './vm-load.ts';

/** What stays in memory of a VM while others are at hand. */
export interface VmDigest {
  readonly entry: StoredObject;
  /** What a lesser source knows of the same VM. */
  readonly also?: StoredObject;
  /** The UUID that vCenter gives, else the BIOS's. */
  readonly uuid: string | undefined;
  /** Reference of the host that runs it, or its name. */
  readonly hostId: string | undefined;
  readonly rdms: readonly (readonly [string, NotedUse<RdmUse>])[];
  /** Files of disks on controllers that share their bus, or may do so. */
  readonly sharedFiles: readonly (readonly [string, NotedUse<DiskUse>])[];
  /** What may hide a raw device mapping or a shared disk. */
  readonly hidden: Unknown | undefined;
  readonly load: VmLoad;
  /** Only a document plans it: it is never counted among the VMs that there are. */
  readonly planned?: boolean;
}

/** A use of a disk before the VM's host is looked up: `placed` is the reference of that host. */
export type NotedUse<U extends DiskUse> = Omit<U, 'host' | 'place'> & { readonly placed: Fact<string> };

export function digestVm(entry: StoredObject, properties: Node): VmDigest {
  if (entry.type === 'ReportedVm') {
    const vm = reportedVm(properties);
    return digestOf(entry, vm, vm.uuid?.value, vm.hostRef?.value, loadOf(vm));
  }
  const uuid = vmUuid(properties);
  const hostId = referenceOf(properties.at('runtime', 'host')).id ?? referenceOf(properties.at('summary', 'runtime', 'host')).id;
  if (properties.raw('plannedBy') !== undefined)
    return { ...digestOf(entry, vimVm(properties), uuid, hostId, noteLoad(properties)), planned: true };
  if (hasOnlyPlainDisks(properties))
    return { entry, uuid, hostId, rdms: NONE, sharedFiles: NONE, hidden: undefined, load: noteLoad(properties) };
  return digestOf(entry, vimVm(properties), uuid, hostId, noteLoad(properties));
}

function digestOf(
  entry: StoredObject,
  vm: VmSource,
  uuid: string | undefined,
  hostId: string | undefined,
  load: VmLoad,
): VmDigest {
  const { name } = vm;
  const disks = vm.disks?.value;
  const seen: SeenVm = { vm, name, ref: entry.id, controllers: vm.controllers?.value ?? [] };
  return {
    entry,
    uuid,
    hostId,
    rdms: (disks ?? []).flatMap((disk) => rdmOf(seen, disk)),
    sharedFiles: (disks ?? []).flatMap((disk) => sharedFileOf(seen, disk)),
    hidden: disks === undefined ? unknown('virtual disks', name, VM_COLLECT) : hiddenBy(disks, name),
    load,
  };
}

const NONE = [] as const;

/** Where a VM stands in the inputs. */
export function originOf({ entry }: VmDigest): Origin {
  return { kind: 'json', entry: entry.ref, path: [] };
}

/**
 * Whether every disk is plainly a file on a controller that shares its bus with nobody: true of nearly all VMs, and told without making
 * a fact. False when in doubt.
 */
function hasOnlyPlainDisks(properties: Node): boolean {
  const devices = properties.at('config', 'hardware', 'device');
  if (!Array.isArray(devices.value) || properties.doc.memory !== undefined) return false;
  const items = devices.items();
  const unshared = new Set(items.filter((item) => item.raw('sharedBus') === 'noSharing').map((item) => item.raw('key')));
  return items.filter(isDisk).every((item) => {
    const backing = item.get('backing');
    return (
      typeof backing.raw('fileName') === 'string' &&
      backing.raw('lunUuid') === undefined &&
      backing.raw('compatibilityMode') === undefined &&
      typeof item.raw('key') === 'number' &&
      unshared.has(item.raw('controllerKey'))
    );
  });
}

const VM_COLLECT = 'govc collect -json -type m / name config guest runtime';

function hiddenBy(disks: readonly DiskSource[], vm: string): Unknown | undefined {
  const disk = disks.find((item) => item.rdm === undefined || (item.rdm.value === null && item.file === undefined));
  return disk && unknown('kind of disk', `${disk.label} of ${vm}`, VM_COLLECT);
}

/** A VM whose disks are noted. */
interface SeenVm {
  readonly vm: VmSource;
  readonly name: string;
  readonly ref: string;
  readonly controllers: readonly ControllerSource[];
}

function rdmOf(seen: SeenVm, disk: DiskSource): VmDigest['rdms'] {
  const rdm = disk.rdm?.value;
  if (!rdm) return [];
  const physicalMode: Fact<boolean> =
    rdm.mode === ''
      ? unknown('compatibility mode', `${disk.label} of ${seen.name}`, VM_COLLECT)
      : settled({ ...rdm.evidence, value: rdm.mode === 'physicalMode' });
  return [[rdm.lunUuid, { ...useOf(seen, disk, rdm.evidence), physicalMode }]];
}

function sharedFileOf(seen: SeenVm, disk: DiskSource): VmDigest['sharedFiles'] {
  const { file } = disk;
  if (file === undefined || disk.rdm?.value || controllerOf(seen.controllers, disk)?.sharing?.value === 'noSharing') return [];
  return [[file.value, useOf(seen, disk, file)]];
}

function useOf({ vm, name, ref, controllers }: SeenVm, disk: DiskSource, evidence: Known<string>): NotedUse<DiskUse> {
  const controller = controllerOf(controllers, disk);
  const told = <T>(value: Known<T> | undefined, group: string, of = `${disk.label} of ${name}`): Fact<T> =>
    settled(value ?? unknown(group, of, VM_COLLECT));
  return {
    vm: name,
    ref,
    vmIdentity: vm.identity,
    placed: told(vm.hostRef, 'host', name),
    sharing: told(controller?.sharing, 'bus sharing'),
    multiWriter: multiWriter(disk, name),
    controllerKind: told(controller?.kind, 'type of disk controller'),
    bus: told(controller?.bus, 'bus number'),
    unit: told(disk.unit, 'unit number'),
    guestId: told(vm.guestId, 'guest operating system', name),
    evidence: settled(evidence),
  };
}

function controllerOf(controllers: readonly ControllerSource[], disk: DiskSource): ControllerSource | undefined {
  const key = disk.controllerKey?.value;
  return controllers.find((item) => item.key === key);
}

function multiWriter(disk: DiskSource, vm: string): Fact<boolean> {
  const { sharing } = disk;
  return sharing
    ? settled({ ...sharing, value: sharing.value === 'sharingMultiWriter' })
    : unknown('multi-writer flag', `${disk.label} of ${vm}`, VM_COLLECT);
}

/** By what a host is recognised in other inputs. */
export interface HostHead {
  readonly name: string | undefined;
  /** Hardware UUID. */
  readonly uuid: string | undefined;
}

export function hostHead(properties: Node): HostHead {
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return { name: text(properties.raw('name')), uuid: text(properties.at('hardware', 'systemInfo').raw('uuid')) };
}

/** What stays in memory of a host while others are at hand. */
export interface HostDigest {
  readonly host: string;
  readonly cluster: string | null;
  /** References of its VMs. */
  readonly vmRefs: Fact<readonly string[]>;
  readonly peer: IscsiPeer | undefined;
}

export function digestHost(host: Host): HostDigest {
  const cluster = host.cluster.known ? host.cluster.value : null;
  return {
    host: host.name,
    cluster,
    vmRefs: settled(host.vmRefs),
    peer: iscsiPeerOf(host),
  };
}
