import { type Device, type Host, type Unknown, unknown, type VendorArray, type VendorTable } from 'vlint';

/** What of an array's targets is known from the paths to it. */
export interface ArrayTargets {
  readonly iqns: Set<string>;
  /** Addresses of its portals. */
  readonly addresses: Set<string>;
}

/** The arrays behind the iSCSI adapters of a host whose vendors ask for parameters of the initiator. */
export interface ArraysBehind {
  readonly byAdapter: ReadonlyMap<string, ReadonlyMap<VendorArray, ArrayTargets>>;
  /** The first thing that keeps another array, or another target of one, out of the list. */
  readonly missing: Unknown | undefined;
}

/** Looked for once, since every device and path is asked. */
export function arraysBehind(host: Host, vendors: VendorTable): ArraysBehind {
  return host.remember('arrays that ask for initiator parameters', () => find(host, vendors));
}

function find(host: Host, vendors: VendorTable): ArraysBehind {
  const { devices } = host;
  const byAdapter = new Map<string, Map<VendorArray, ArrayTargets>>();
  if (!devices.known) return { byAdapter, missing: devices };
  let missing: Unknown | undefined;
  for (const device of devices.value) {
    if (device.local.known && device.local.value) continue;
    const array = vendors.of(device);
    if (array.known && array.value?.delayedAck === undefined && array.value?.loginTimeout === undefined) continue;
    const untold = array.known && array.value ? note(device, array.value, byAdapter) : array.known ? undefined : array;
    missing ??= untold;
  }
  return { byAdapter, missing };
}

/** Notes the targets of a device's paths; what is missing of them. */
function note(device: Device, array: VendorArray, byAdapter: Map<string, Map<VendorArray, ArrayTargets>>): Unknown | undefined {
  const { paths, name } = device;
  if (!paths.known) return paths;
  let missing: Unknown | undefined;
  for (const path of paths.value) {
    const { adapter, targetIqn, addresses } = path;
    if (adapter === undefined) missing ??= unknown('adapters of paths', name, 'esxcli storage core path list');
    else {
      const arrays = byAdapter.get(adapter.value) ?? new Map<VendorArray, ArrayTargets>();
      byAdapter.set(adapter.value, arrays);
      const targets = arrays.get(array) ?? { iqns: new Set(), addresses: new Set() };
      arrays.set(array, targets);
      if (targetIqn) targets.iqns.add(targetIqn.value);
      for (const address of addresses?.value ?? []) targets.addresses.add(hostPart(address));
      if (targetIqn === undefined && !addresses?.value.length)
        missing ??= unknown('targets of paths', name, 'esxcli storage core path list');
    }
  }
  return missing;
}

/** "10.0.1.201:3260" -> "10.0.1.201" */
function hostPart(portal: string): string {
  const end = portal.lastIndexOf(':');
  return end === -1 || portal.indexOf(':') !== end ? portal : portal.slice(0, end);
}
