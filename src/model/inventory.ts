import { devicesOf, iscsiDevices } from './devices.ts';
import { mapFact } from './fact.ts';
import { type Gap, orGap } from './gap.ts';
import type { Host } from './host.ts';
import { boundPorts, type IscsiPort, iscsiPorts } from './iscsi-ports.ts';
import type { PhysicalNic, PortGroup, VirtualSwitch, VmkernelAdapter } from './network.ts';
import type { Device, IscsiAdapter, VmfsVolume } from './storage.ts';
import type { Vm, VmController } from './vm.ts';
import { VmDisk } from './vm-disk.ts';
import { VmNic } from './vm-nic.ts';

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
    return this.ofHost('devices', devicesOf);
  }
  /** VMFS volumes that the host has mounted. */
  get volumes(): Subjects<VmfsVolume> {
    return this.ofHost('volumes', (host) => orGap(host.volumes, host));
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
    return this.ofVms('vmControllers', (vm) => orGap(vm.controllers, vm));
  }
  get vmNics(): Subjects<VmNic> {
    return this.ofVms('vmNics', (vm) => {
      const nics = mapFact(vm.nics, (list) => list.map((source) => new VmNic(vm, source)));
      return orGap(nics, vm);
    });
  }
  get vmDisks(): Subjects<VmDisk> {
    return this.ofVms('vmDisks', (vm) => {
      const disks = mapFact(vm.disks, (list) => list.map((source) => new VmDisk(vm, source)));
      return orGap(disks, vm);
    });
  }

  private ofVms<E>(name: string, list: (vm: Vm) => Subjects<E>): Subjects<E> {
    const found = this.memo.get(name) as Subjects<E> | undefined;
    if (found) return found;
    const made = this.vms.flatMap((vm): Subjects<E> => ('controllers' in vm ? list(vm) : [vm]));
    this.memo.set(name, made);
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
