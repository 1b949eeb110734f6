import { unknown } from './entity.ts';
import { type Fact, mapFact } from './fact.ts';
import type { Host } from './host.ts';
import type { PhysicalNic, PortGroup, VirtualSwitch, VmkernelAdapter } from './network.ts';

/** The port group that a VMkernel adapter is attached to, standard or distributed. */
export function portGroupOf(vmk: VmkernelAdapter): Fact<PortGroup> {
  const { portGroupName, host, opaqueNetwork } = vmk;
  if (opaqueNetwork.known) {
    return unknown(
      'switch of an opaque network',
      `${opaqueNetwork.value} of ${vmk.name}`,
      'the MTU and the uplinks of the network from NSX',
      'not in any export of ESXi',
    );
  }
  if (!portGroupName.known) return portGroupName;
  if (portGroupName.value !== null) return host.portGroupNamed(portGroupName.value, portGroupName);
  const { dvPort } = vmk;
  if (!dvPort.known) return dvPort;
  const key = dvPort.value?.portgroupKey;
  const found = key === undefined ? undefined : host.around.distributedPortGroup(host, key);
  if (found === undefined) {
    return unknown(
      'distributed port group',
      `${key ?? '(no key)'} of ${vmk.name}`,
      'govc collect -json -type g / name config',
      'referred to, but not in the export',
    );
  }
  return { known: true, value: found, origin: dvPort.origin };
}

/** The virtual switch that a VMkernel adapter is attached to. */
export function switchOf(vmk: VmkernelAdapter): Fact<VirtualSwitch> {
  const { host, dvPort } = vmk;
  if (dvPort.known && dvPort.value !== null) return distributedSwitch(host, dvPort.value.switchUuid);
  const group = portGroupOf(vmk);
  if (!group.known) return group;
  const name = group.value.switchName;
  return name.known ? host.switchNamed(name.value, name) : name;
}

/** The distributed switch with this uuid, as the host uses it. */
export function distributedSwitch(host: Host, uuid: string): Fact<VirtualSwitch> {
  const { switches } = host;
  if (!switches.known) return switches;
  const found = switches.value.find((item) => item.uuid !== undefined && sameUuid(item.uuid, uuid));
  if (found === undefined) {
    return unknown(
      'distributed switch',
      `${uuid} on ${host.name}`,
      'esxcli network vswitch dvs vmware list',
      'referred to, but not in the export',
    );
  }
  return { known: true, value: found, origin: switches.origin };
}

/** "50 2a .. -.." and "502a..-.." are the same switch. */
export function sameUuid(a: string, b: string): boolean {
  const plain = (uuid: string) => uuid.replace(/[^0-9a-f]/gi, '').toLowerCase();
  return plain(a) === plain(b);
}

/** Uplinks of a port group as physical NICs of the host: names are resolved on a distributed switch, a LAG gives all its members. */
export function nicsOf(group: PortGroup, vswitch: VirtualSwitch, uplinks: Fact<readonly string[]>): Fact<readonly string[]> {
  if (!group.distributed || !uplinks.known) return uplinks;
  const { lags, uplinkNics } = vswitch;
  if (!lags.known) return lags;
  if (!uplinkNics.known) return uplinkNics;
  return mapFact(uplinks, (names) =>
    names.flatMap((name) => {
      const nic = uplinkNics.value.get(name);
      return lags.value.get(name) ?? (nic === undefined ? [] : [nic]);
    }),
  );
}

/** Physical NICs over which a VMkernel adapter sends. */
export function activeNics(vmk: VmkernelAdapter): Fact<readonly string[]> {
  return team(vmk, (group) => group.active);
}

/** Physical NICs that take over when all active ones fail. */
export function standbyNics(vmk: VmkernelAdapter): Fact<readonly string[]> {
  return team(vmk, (group) => group.standby);
}

function team(vmk: VmkernelAdapter, uplinks: (group: PortGroup) => Fact<readonly string[]>): Fact<readonly string[]> {
  const group = portGroupOf(vmk);
  if (!group.known) return group;
  const names = uplinks(group.value);
  if (!group.value.distributed) return names;
  const vswitch = switchOf(vmk);
  return vswitch.known ? nicsOf(group.value, vswitch.value, names) : vswitch;
}

/** The link aggregation group among the active uplinks of a port group; null for none. Standard switches have no LAG of their own. */
export function activeLag(vmk: VmkernelAdapter): Fact<string | null> {
  const group = portGroupOf(vmk);
  if (!group.known) return group;
  const { active } = group.value;
  if (!active.known) return active;
  if (!group.value.distributed) return mapFact(active, () => null);
  const vswitch = switchOf(vmk);
  const { dvPort } = vmk;
  // The switch itself names all its groups; a host those with a NIC of its own.
  const declared = vmk.host.around.estate.lagNames(dvPort.known ? dvPort.value?.switchUuid : undefined);
  const groups = vswitch.known ? vswitch.value.lags : vswitch;
  const isLag = (name: string) => (groups.known && groups.value.has(name)) || (declared.known && declared.value.includes(name));
  const named = active.value.find(isLag);
  if (named !== undefined) return mapFact(active, () => named);
  if (!vswitch.known) return vswitch;
  const { lags, uplinkNics } = vswitch.value;
  if (!lags.known) return lags;
  if (declared.known) return mapFact(active, () => null);
  if (!uplinkNics.known) return uplinkNics;
  // A name that stands for no NIC of this host is an empty uplink, or a group without members here: the switch itself knows.
  const empty = active.value.filter((name) => !uplinkNics.value.has(name));
  return empty.length === 0 ? mapFact(active, () => null) : declared;
}

/** The physical NICs of a list that the export describes; the first one that it does not describe is unknown. */
export function describeNics(vmk: VmkernelAdapter, names: Fact<readonly string[]>): Fact<readonly PhysicalNic[]> {
  if (!names.known) return names;
  const nics: PhysicalNic[] = [];
  for (const name of names.value) {
    const nic = vmk.host.pnic(name);
    if (!nic.known) return nic;
    nics.push(nic.value);
  }
  return { known: true, value: nics, origin: names.origin };
}
