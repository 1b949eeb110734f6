import { unknown } from './entity.ts';
import { type Fact, mapFact } from './fact.ts';
import type { Host } from './host.ts';
import type { VirtualSwitch } from './network.ts';
import { distributedSwitch } from './teaming.ts';
import type { VmNicSource } from './vm.ts';
import { VmPart } from './vm-part.ts';

/** A virtual NIC of a VM. */
export class VmNic extends VmPart<VmNicSource> {
  protected get subjectKind() {
    return 'vm-nic' as const;
  }

  protected get supplies() {
    return NIC_SUPPLIES;
  }

  /** Class: VirtualVmxnet3, VirtualE1000, VirtualE1000e, VirtualSriovEthernetCard, ... */
  get kind(): Fact<string> {
    return this.pick('kind');
  }
  /** Name of a standard network; null on a distributed or opaque one. */
  get network(): Fact<string | null> {
    return this.pick('network');
  }
  /** Key of a distributed port group; null on a standard or opaque network. */
  get portgroupKey(): Fact<string | null> {
    return this.pick('portgroupKey');
  }
  /** Uuid of the distributed switch; known only on one. */
  get switchUuid(): Fact<string> {
    return this.pick('switchUuid');
  }
  get connected(): Fact<boolean> {
    return this.pick('connected');
  }
  get startConnected(): Fact<boolean> {
    return this.pick('startConnected');
  }
  /** Whether an explicit boot order names it; false when the firmware's own order holds. */
  get bootsFrom(): Fact<boolean> {
    return this.pick('bootsFrom');
  }

  /** The virtual switch that it is attached to, as its VM's host has it; null on an opaque network. */
  get vswitch(): Fact<VirtualSwitch | null> {
    const { host, network, portgroupKey, switchUuid } = this;
    if (!network.known) return network;
    if (network.value === null && portgroupKey.known && portgroupKey.value === null) return mapFact(network, () => null);
    if (host === undefined)
      return unknown('host of a VM', this.vm.name, VM_COLLECT, 'no input tells it, or the host is not in the export');
    if (network.value !== null) return switchOfNetwork(host, network.value);
    if (!switchUuid.known) return switchUuid;
    const { value: uuid } = switchUuid;
    return host.remember(`distributed switch ${uuid}`, () => distributedSwitch(host, uuid));
  }
}

/** Hundreds of NICs are in a few networks. */
function switchOfNetwork(host: Host, name: string): Fact<VirtualSwitch> {
  return host.remember(`switch of network ${name}`, () => {
    const group = host.portGroupNamed(name);
    if (!group.known) return group;
    const { switchName } = group.value;
    return switchName.known ? host.switchNamed(switchName.value, switchName) : switchName;
  });
}

const VM_COLLECT = 'govc collect -json -type m / name config guest runtime';
const NIC_SUPPLIES = {
  kind: { group: 'type of virtual NIC', provide: 'govc device.info -json -vm VM' },
  network: { group: 'network of a VM NIC', provide: VM_COLLECT },
  portgroupKey: { group: 'network of a VM NIC', provide: VM_COLLECT },
  switchUuid: { group: 'distributed switch of a VM NIC', provide: VM_COLLECT },
  connected: { group: 'connection of a VM NIC', provide: VM_COLLECT },
  startConnected: { group: 'connection of a VM NIC at power on', provide: VM_COLLECT },
  bootsFrom: { group: 'boot order', provide: VM_COLLECT },
} as const;
