import type { Fact, PortGroup, Vlan, VmkernelAdapter } from 'vlint';
import { portGroupOf } from 'vlint';

/** On a standard switch: frames of every VLAN, with their tags, to the guest. */
const ALL_TO_GUEST = 4095;

/** The VLAN of the port group of a VMkernel adapter. */
export function vlanOf(vmk: VmkernelAdapter): Fact<Vlan> {
  const group = portGroupOf(vmk);
  return group.known ? group.value.vlan : group;
}

/** Whether a port group hands all VLANs to the guest: 4095 on a standard switch, a range from end to end on a distributed one. */
export function isTrunk(group: PortGroup, vlan: Vlan): boolean {
  if (typeof vlan === 'number') return !group.distributed && vlan === ALL_TO_GUEST;
  return vlan.some(({ start, end }) => start <= 1 && end >= 4094);
}

/** Whether a VMkernel adapter's frames leave the host without a tag. The adapter itself tags nothing, even in a trunk. */
export function isUntagged(vlan: Vlan): boolean {
  return typeof vlan !== 'number' || vlan === 0 || vlan === ALL_TO_GUEST;
}

/** Whether a VLAN is what a port group has, or in one of its ranges. */
export function holds(vlan: Vlan, id: number): boolean {
  return typeof vlan === 'number' ? vlan === id : vlan.some(({ start, end }) => start <= id && id <= end);
}
