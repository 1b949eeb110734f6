import {
  Gap,
  type Inventory,
  type IscsiPort,
  type PathSource,
  switchOf,
  type Unknown,
  unknown,
  type VirtualSwitch,
  type VmkernelAdapter,
} from 'vlint';
import { carriesIscsi } from './group-uses.ts';
import type { SwitchLoad } from './switch-load.ts';

/**
 * Whether iSCSI itself makes up for the single NIC of a switch: its devices have paths over another switch as well, as in the design of
 * two fabrics with a switch, a NIC and a subnet each.
 */
export function hasSecondFabric(vswitch: VirtualSwitch, { vmks }: SwitchLoad, inventory: Inventory): boolean | Unknown {
  if (!mayLeaveElsewhere(vswitch, vmks)) return false;
  const roles = vmks.map((vmk) => carriesIscsi(vmk, inventory));
  if (roles.every((role) => role.known && !role.value)) return false;
  const here: IscsiPort[] = [];
  const elsewhere: IscsiPort[] = [];
  let missing: Unknown | undefined;
  for (const port of inventory.iscsiPorts) {
    if (port instanceof Gap) {
      missing ??= port.missing;
      continue;
    }
    const own = switchOf(port.vmk);
    if (!own.known) missing ??= own;
    else (own.value.name === vswitch.name ? here : elsewhere).push(port);
  }
  if (here.length === 0 || elsewhere.length === 0) return missing ?? false;
  const fromHere = reachOf(here);
  const fromElsewhere = reachOf(elsewhere);
  let untold: Unknown | undefined;
  for (const device of inventory.iscsiDevices) {
    if (device instanceof Gap) {
      untold ??= device.missing;
      continue;
    }
    const { paths } = device;
    if (!paths.known) {
      untold ??= paths;
      continue;
    }
    const mine = isServed(paths.value, fromHere);
    if (mine === false) continue;
    const theirs = isServed(paths.value, fromElsewhere);
    if (theirs === true) continue;
    if (mine === true && theirs === false) return missing ?? false;
    untold ??= mine === true ? (theirs === false ? undefined : theirs) : mine;
  }
  return untold ?? true;
}

/** Whether an adapter is, or may be, on another switch: without one there is no second fabric, whatever carries iSCSI. */
function mayLeaveElsewhere({ host, name }: VirtualSwitch, here: readonly VmkernelAdapter[]): boolean {
  const { vmks } = host;
  if (!vmks.known) return true;
  return vmks.value.some((vmk) => {
    if (here.includes(vmk)) return false;
    const place = switchOf(vmk);
    return !place.known || place.value.name !== name;
  });
}

type Reach = (portal: string) => boolean | Unknown;

/** Whether one of the ports reaches a portal. Thousands of paths lead to a few portals. */
function reachOf(ports: readonly IscsiPort[]): Reach {
  const known = new Map<string, boolean | Unknown>();
  const find = (address: string) => {
    let missing: Unknown | undefined;
    for (const { vmk } of ports) {
      const reaches = vmk.reaches(address);
      if (!reaches.known) missing ??= reaches;
      else if (reaches.value) return true;
    }
    return missing ?? false;
  };
  return (portal) => {
    const found = known.get(portal);
    if (found !== undefined) return found;
    const made = find(portal.split(':')[0] ?? portal);
    known.set(portal, made);
    return made;
  };
}

/** Whether one of the paths leads to a portal within reach. */
function isServed(paths: readonly PathSource[], reach: Reach): boolean | Unknown {
  let missing: Unknown | undefined;
  for (const { name, addresses } of paths) {
    if (addresses === undefined) {
      missing ??= unknown('portals of a path', name, 'esxcli storage core path list');
      continue;
    }
    for (const portal of addresses.value) {
      const reached = reach(portal);
      if (reached === true) return true;
      if (reached !== false) missing ??= reached;
    }
  }
  return missing ?? false;
}
