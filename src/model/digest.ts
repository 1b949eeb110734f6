import { iscsiDevices } from './devices.ts';
import type { StoredObject } from './estate.ts';
import type { IscsiPeer, RdmUse } from './estate-view.ts';
import type { Known, Origin } from './fact.ts';
import { unknown } from './entity.ts';
import { vimVm, vmName } from './from-vim-vm.ts';
import type { Host } from './host.ts';
import { IscsiPort, iscsiPorts } from './iscsi-ports.ts';
import type { Node } from './node.ts';
import { Device } from './storage.ts';

/** What stays in memory of a VM while others are at hand. */
export interface VmDigest {
  readonly entry: StoredObject;
  readonly origin: Origin;
  /** Ordinal of the host that runs it, when that host is in the inputs. */
  readonly hostRecord: number | undefined;
  readonly rdms: readonly (readonly [string, Omit<RdmUse, 'host'>])[];
}

export function digestVm(entry: StoredObject, properties: Node, recordOf: (hostId: string) => number | undefined): VmDigest {
  const host = properties.at('runtime', 'host');
  const hostId = host.get('value').value ?? properties.at('summary', 'runtime', 'host', 'value').value;
  return {
    entry,
    origin: { kind: 'json', entry: entry.ref, path: properties.path() },
    hostRecord: typeof hostId === 'string' ? recordOf(hostId) : undefined,
    rdms: rdmsOf(properties),
  };
}

function rdmsOf(properties: Node): VmDigest['rdms'] {
  const vm = vimVm(properties);
  const uses: (readonly [string, Omit<RdmUse, 'host'>])[] = [];
  for (const disk of vm.disks?.value ?? []) {
    const rdm = disk.rdm?.value;
    if (!rdm) continue;
    const name = vmName(properties);
    const controller = vm.controllers?.value.find((item) => item.key === disk.controllerKey?.value);
    uses.push([rdm.lunUuid, {
      vm: name,
      vmIdentity: vm.uuid?.value ?? name,
      physicalMode: rdm.mode === 'physicalMode',
      sharing: controller?.sharing ?? unknown('bus sharing', `${disk.label} of ${name}`, 'govc collect -json -type m / name config guest runtime'),
      multiWriter: disk.sharing?.value === 'sharingMultiWriter',
      guestId: vm.guestId ?? unknown('guest operating system', name, 'govc collect -json -type m / name config guest runtime'),
      evidence: rdm.evidence,
    }]);
  }
  return uses;
}

/** What stays in memory of a host while others are at hand. */
export interface HostDigest {
  readonly host: string;
  readonly cluster: string | null;
  readonly policies: readonly (readonly [string, Known<string>])[];
  readonly peer: IscsiPeer | undefined;
}

export function digestHost(host: Host): HostDigest {
  const cluster = host.cluster.known ? host.cluster.value : null;
  const devices = iscsiDevices(host).filter((device) => device instanceof Device);
  return {
    host: host.name,
    cluster,
    policies: devices.flatMap((device) => (device.psp.known ? [[device.name, device.psp] as const] : [])),
    peer: peerOf(host, devices),
  };
}

function peerOf(host: Host, devices: readonly Device[]): IscsiPeer | undefined {
  const mtus = iscsiPorts(host).flatMap((port) => (port instanceof IscsiPort && port.vmk.mtu.known ? [port.vmk.mtu] : []));
  const [example] = mtus;
  if (example === undefined) return undefined;
  return {
    host: host.name,
    inMaintenance: host.inMaintenance.known && host.inMaintenance.value,
    devices: new Set(devices.map((device) => device.name)),
    mtus: [...new Set(mtus.map((mtu) => mtu.value))].sort((a, b) => a - b).join(', '),
    example,
  };
}
