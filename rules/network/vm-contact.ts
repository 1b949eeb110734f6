import type { Fact, PortGroup, Unknown, VirtualSwitch, VmkernelAdapter, VmNetwork } from 'vlint';
import { mapFact, nicsOf, portGroupOf, switchOf } from 'vlint';
import { holds, isTrunk, isUntagged, vlanOf } from './vlans.ts';

/**
 * How VMs of a port group meet the network of an iSCSI port: in its VLAN on one switch, in a trunk with all VLANs of that switch, in a
 * VLAN of the same number on another switch, or untagged on another switch whose physical ports have the same native VLAN.
 */
export type Contact = 'same-switch' | 'trunk' | 'other-switch' | 'native-vlan';

/** Null where they do not meet; unknown where it cannot be told. */
export function contactOf({ group, vswitch }: VmNetwork, vmk: VmkernelAdapter): Contact | null | Unknown {
  const { vlan } = group;
  if (!vlan.known) return vlan;
  const trunk = isTrunk(group, vlan.value);
  const iscsi = vlanOf(vmk);
  if (!trunk) {
    if (!iscsi.known) return iscsi;
    const id = isUntagged(iscsi.value) ? 0 : Number(iscsi.value);
    if (!holds(vlan.value, id)) return null;
  }
  const port = switchOf(vmk);
  if (!vswitch.known) return vswitch;
  if (!port.known) return port;
  if (isSameSwitch(vswitch.value, port.value)) return trunk ? 'trunk' : 'same-switch';
  if (trunk || !iscsi.known) return null;
  const apart = hasNoUplink(vswitch.value, port.value);
  if (!apart.known) return apart;
  if (apart.value) return null;
  if (!isUntagged(iscsi.value)) return 'other-switch';
  return typeof vlan.value === 'number' ? nativeContact(group, vswitch.value, vmk, port.value) : null;
}

export function isSameSwitch(a: VirtualSwitch, b: VirtualSwitch): boolean {
  return a.name === b.name && a.distributed === b.distributed;
}

/** A switch without uplinks leads nowhere: it shares no network with another. */
function hasNoUplink(a: VirtualSwitch, b: VirtualSwitch): Fact<boolean> {
  const both = [a.uplinks, b.uplinks];
  const none = both.find((uplinks) => uplinks.known && uplinks.value.length === 0);
  return mapFact(none ?? both.find((uplinks) => !uplinks.known) ?? a.uplinks, () => none !== undefined);
}

/** Untagged frames are in whatever VLAN the physical port puts them: only CDP or LLDP tells which. */
function nativeContact(
  group: PortGroup,
  vswitch: VirtualSwitch,
  vmk: VmkernelAdapter,
  port: VirtualSwitch,
): Contact | null | Unknown {
  const iscsiGroup = portGroupOf(vmk);
  if (!iscsiGroup.known) return iscsiGroup;
  const ours = nativeVlans(group, vswitch);
  const theirs = nativeVlans(iscsiGroup.value, port);
  if (ours.ids.some((id) => theirs.ids.includes(id))) return 'native-vlan';
  return ours.missing ?? theirs.missing ?? null;
}

function nativeVlans(
  group: PortGroup,
  vswitch: VirtualSwitch,
): { readonly ids: readonly number[]; readonly missing: Unknown | undefined } {
  const nics = usedNics(group, vswitch);
  if (!nics.known) return { ids: [], missing: nics };
  const vlans = nics.value.map((name) => {
    const nic = group.host.pnic(name);
    return nic.known ? nic.value.nativeVlan : nic;
  });
  return {
    ids: vlans.flatMap((vlan) => (vlan.known ? [vlan.value] : [])),
    missing: vlans.find((vlan): vlan is Unknown => !vlan.known),
  };
}

/** Physical NICs over which a port group sends or may come to send. */
export function usedNics(group: PortGroup, vswitch: VirtualSwitch): Fact<readonly string[]> {
  const active = nicsOf(group, vswitch, group.active);
  const standby = nicsOf(group, vswitch, group.standby);
  if (!active.known) return active;
  return mapFact(standby, (names) => [...active.value, ...names]);
}
