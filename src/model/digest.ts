import { unknown } from './entity.ts';
import type { StoredObject } from './estate.ts';
import type { IscsiPeer, RdmUse, SharedFileUse } from './estate-view.ts';
import { type Fact, type Known, type Origin, settled, type Unknown } from './fact.ts';
import { isDisk, vimVm, vmName } from './from-vim-vm.ts';
import type { Host } from './host.ts';
import { iscsiPeerOf } from './iscsi-peer.ts';
import type { Node } from './node.ts';
import { referenceOf } from './reference.ts';
import type { ControllerSource, DiskSource, VmSource } from './vm.ts';

/** What stays in memory of a VM while others are at hand. */
export interface VmDigest {
  readonly entry: StoredObject;
  /** Reference of the host that runs it. */
  readonly hostId: string | undefined;
  readonly rdms: readonly (readonly [string, Omit<RdmUse, 'host'>])[];
  /** Files of disks on controllers that share their bus, or may do so. */
  readonly sharedFiles: readonly (readonly [string, SharedFileUse])[];
  /** What may hide a raw device mapping or a shared disk. */
  readonly hidden: Unknown | undefined;
}

export function digestVm(entry: StoredObject, properties: Node): VmDigest {
  const hostId = referenceOf(properties.at('runtime', 'host')).id ?? referenceOf(properties.at('summary', 'runtime', 'host')).id;
  if (hasOnlyPlainDisks(properties)) return { entry, hostId, rdms: NONE, sharedFiles: NONE, hidden: undefined };
  const vm = vimVm(properties);
  const name = vmName(properties);
  const disks = vm.disks?.value;
  const controllers = vm.controllers?.value ?? [];
  return {
    entry,
    hostId,
    rdms: (disks ?? []).flatMap((disk) => rdmOf(vm, name, disk, controllers)),
    sharedFiles: (disks ?? []).flatMap((disk) => sharedFileOf(vm, name, disk, controllers)),
    hidden: disks === undefined ? unknown('virtual disks', name, VM_COLLECT) : hiddenBy(disks, name),
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

function rdmOf(vm: VmSource, name: string, disk: DiskSource, controllers: readonly ControllerSource[]): VmDigest['rdms'] {
  const rdm = disk.rdm?.value;
  if (!rdm) return [];
  const told = <T>(value: Known<T> | undefined, group: string): Fact<T> =>
    settled(value ?? unknown(group, `${disk.label} of ${name}`, VM_COLLECT));
  const controller = controllerOf(controllers, disk);
  return [
    [
      rdm.lunUuid,
      {
        vm: name,
        vmIdentity: vm.identity,
        physicalMode:
          rdm.mode === ''
            ? told<boolean>(undefined, 'compatibility mode')
            : { ...rdm.evidence, value: rdm.mode === 'physicalMode' },
        sharing: told(controller?.sharing, 'bus sharing'),
        multiWriter: multiWriter(disk, name),
        guestId: settled(vm.guestId ?? unknown('guest operating system', name, VM_COLLECT)),
        evidence: settled(rdm.evidence),
      },
    ],
  ];
}

function sharedFileOf(
  vm: VmSource,
  name: string,
  disk: DiskSource,
  controllers: readonly ControllerSource[],
): VmDigest['sharedFiles'] {
  const file = disk.file?.value;
  if (file === undefined || disk.rdm?.value || controllerOf(controllers, disk)?.sharing?.value === 'noSharing') return [];
  return [[file, { vm: name, vmIdentity: vm.identity, multiWriter: multiWriter(disk, name) }]];
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
