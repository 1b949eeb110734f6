import type { CheckContext, Fact, PhysicalNic, PortGroup, Unknown, VirtualSwitch, VmkernelAdapter } from 'vlint';
import { activeNics, distributedVmNetworks, mapFact, portGroupOf, standardVmNetworks, switchOf, VmNetwork } from 'vlint';
import { counted } from './attached.ts';
import type { Carried } from './candidates.ts';
import { listed } from './names.ts';
import { serviceName } from './service-names.ts';
import { isSameSwitch, usedNics } from './vm-contact.ts';

/** A port group whose traffic goes over the uplink, too. */
export interface Sharer {
  readonly group: PortGroup;
  /** "vmk0 (management)", "VMs in "VM Network" (sql01)". */
  readonly what: string;
}

/** The switch that a physical NIC is an uplink of; null for a NIC that none uses. */
export function switchWith(nic: PhysicalNic): Fact<VirtualSwitch | null> {
  const { switches } = nic.host;
  if (!switches.known) return switches;
  const found = switches.value.find(({ uplinks }) => uplinks.known && uplinks.value.includes(nic.name));
  const missing = switches.value.map(({ uplinks }) => uplinks).find((uplinks) => !uplinks.known);
  return found === undefined && missing && !missing.known ? missing : mapFact(switches, () => found ?? null);
}

/** Whether a VMkernel adapter has the NIC as an active uplink. */
export function sendsOver(vmk: VmkernelAdapter, nic: PhysicalNic, vswitch: VirtualSwitch): Fact<boolean> {
  const own = switchOf(vmk);
  if (own.known && !isSameSwitch(own.value, vswitch)) return mapFact(own, () => false);
  return mapFact(activeNics(vmk), (names) => names.includes(nic.name));
}

/** Network I/O Control; a standard switch has none. */
export function ioControl(vswitch: VirtualSwitch): Fact<boolean> {
  if (!vswitch.distributed) return mapFact(vswitch.host.switches, () => false);
  return vswitch.host.around.estate.resourceManagement(vswitch.uuid);
}

/** Who else may send over the NIC: VMkernel adapters with a service, and VMs. */
export function sharersOf(nic: PhysicalNic, vswitch: VirtualSwitch, { ports, suspects }: Carried, context: CheckContext) {
  const sharers: Sharer[] = [];
  const missing: Unknown[] = [];
  const note = (found: Sharer | null | Unknown) => {
    if (found === null) return;
    if ('known' in found) missing.push(found);
    else sharers.push(found);
  };
  const { vmks } = nic.host;
  if (!vmks.known) missing.push(vmks);
  for (const vmk of vmks.known ? vmks.value : []) {
    // An adapter shares the NIC with iSCSI ports other than itself.
    const [suspect] = suspects.filter((other) => other.vmk !== vmk);
    const beside = ports.some((port) => port.vmk !== vmk);
    if (context.allowed(vmk.name) !== undefined || (!beside && suspect === undefined)) continue;
    const found = tagged(vmk, nic, vswitch);
    note(found === null || beside || suspect === undefined ? found : suspect.missing);
  }
  for (const network of vswitch.distributed ? distributedVmNetworks(nic.host, vswitch.uuid) : standardVmNetworks(nic.host)) {
    note(network instanceof VmNetwork ? withVms(network, nic, vswitch, context) : network.missing);
  }
  return { sharers, missing };
}

function tagged(vmk: VmkernelAdapter, nic: PhysicalNic, vswitch: VirtualSwitch): Sharer | null | Unknown {
  const { tags } = vmk;
  if (tags.known && tags.value.length === 0) return null;
  const own = switchOf(vmk);
  if (!own.known) return own;
  const group = portGroupOf(vmk);
  if (!isSameSwitch(own.value, vswitch)) return null;
  if (!group.known) return group;
  const uses = usedNics(group.value, vswitch);
  if (!uses.known) return uses;
  if (!uses.value.includes(nic.name)) return null;
  if (!tags.known) return tags;
  return { group: group.value, what: `${vmk.name} (${listed(tags.value.map((tag) => serviceName(tag.value).spoken))})` };
}

function withVms(
  { group, vswitch: own, ports }: VmNetwork,
  nic: PhysicalNic,
  vswitch: VirtualSwitch,
  context: CheckContext,
): Sharer | null | Unknown {
  if (context.allowed(group.name) !== undefined) return null;
  const vms = counted(ports.found, context);
  if (vms.length === 0 && ports.all.known) return null;
  if (!own.known) return own;
  if (!isSameSwitch(own.value, vswitch)) return null;
  const uses = usedNics(group, vswitch);
  if (!uses.known) return uses;
  if (!uses.value.includes(nic.name)) return null;
  if (vms.length === 0) return ports.all.known ? null : ports.all;
  return { group, what: `VMs in "${group.name}" (${listed(vms.map(({ vm }) => vm.name))})` };
}
