import { iscsiDevices } from './devices.ts';
import { type Gap, orGap } from './gap.ts';
import type { Host } from './host.ts';
import { boundPorts, type IscsiPort, iscsiPorts } from './iscsi-ports.ts';
import type { PhysicalNic, PortGroup, VirtualSwitch, VmkernelAdapter } from './network.ts';
import type { Device, IscsiAdapter } from './storage.ts';
import type { Vm, VmController } from './vm.ts';

type Subjects<E> = readonly (E | Gap)[];

/**
 * What a rule may choose its subjects from: one host with the VMs on it, or VMs whose host was not exported. Lists that were not
 * exported give a gap in the place of their members.
 */
export class Inventory {
  readonly host: Host | undefined;
  /** VMs whose host is not among the inputs; empty while a host is at hand. */
  readonly strays: readonly Vm[];
  private readonly memo = new Map<string, Subjects<unknown>>();

  constructor(host: Host | undefined, strays: readonly Vm[] = []) {
    this.host = host;
    this.strays = strays;
  }

  get hosts(): readonly Host[] {
    return this.host ? [this.host] : [];
  }

  /** VMkernel adapters that carry iSCSI or may carry it. */
  get iscsiPorts(): Subjects<IscsiPort> {
    return this.ofHost('iscsiPorts', iscsiPorts);
  }

  /** VMkernel adapters bound to an iSCSI adapter; a gap for an adapter whose bindings were not exported. */
  get boundPorts(): Subjects<IscsiPort> {
    return this.ofHost('boundPorts', boundPorts);
  }

  /** Disks all of whose paths are iSCSI. */
  get iscsiDevices(): Subjects<Device> {
    return this.ofHost('iscsiDevices', iscsiDevices);
  }

  get devices(): Subjects<Device> {
    return this.ofHost('devices', (host) => orGap(host.devices, host));
  }
  get vmks(): Subjects<VmkernelAdapter> {
    return this.ofHost('vmks', (host) => orGap(host.vmks, host));
  }
  get portGroups(): Subjects<PortGroup> {
    return this.ofHost('portGroups', (host) => orGap(host.portGroups, host));
  }
  get switches(): Subjects<VirtualSwitch> {
    return this.ofHost('switches', (host) => orGap(host.switches, host));
  }
  get pnics(): Subjects<PhysicalNic> {
    return this.ofHost('pnics', (host) => orGap(host.pnics, host));
  }
  get iscsiAdapters(): Subjects<IscsiAdapter> {
    return this.ofHost('iscsiAdapters', (host) => orGap(host.iscsiAdapters, host));
  }

  get vms(): Subjects<Vm> {
    return this.host ? this.ofHost('vms', (host) => orGap(host.vms, host)) : this.strays;
  }

  get vmControllers(): Subjects<VmController> {
    const found = this.memo.get('vmControllers') as Subjects<VmController> | undefined;
    if (found) return found;
    const made = this.vms.flatMap((vm): Subjects<VmController> => ('controllers' in vm ? orGap(vm.controllers, vm) : [vm]));
    this.memo.set('vmControllers', made);
    return made;
  }

  private ofHost<E>(name: string, list: (host: Host) => Subjects<E>): Subjects<E> {
    if (this.host === undefined) return [];
    const found = this.memo.get(name) as Subjects<E> | undefined;
    if (found) return found;
    const made = list(this.host);
    this.memo.set(name, made);
    return made;
  }
}
