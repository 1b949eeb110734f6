import { type Fact, settled, type Unknown } from './fact.ts';
import type { Host } from './host.ts';
import { lunKeysOf } from './lun-key.ts';
import type { Transport } from './source.ts';

/** What is kept of every host, because rules ask it of the hosts of a cluster's other nodes. */
export interface HostNote {
  readonly name: string;
  /** Reference or name of the cluster; null outside any. */
  readonly cluster: Fact<string | null>;
  /** "7.0.3" */
  readonly version: Fact<string>;
  readonly build: Fact<number>;
  readonly inMaintenance: Fact<boolean>;
  /** Transports of the devices that VMs map as raw devices, by LUN key. */
  readonly transports: ReadonlyMap<string, Fact<ReadonlySet<Transport>>>;
  /** Why the host may see further ones. */
  readonly moreDevices: Unknown | undefined;
}

/** `mapped`: the keys of the LUNs that VMs map as raw devices. */
export function noteHost(host: Host, mapped: ReadonlyMap<string, unknown>): HostNote {
  const { devices } = host;
  const transports = new Map<string, Fact<ReadonlySet<Transport>>>();
  let moreDevices: Unknown | undefined = devices.known ? undefined : devices;
  for (const device of devices.known && mapped.size > 0 ? devices.value : []) {
    const { name, uuid } = device;
    // No device but a NAA one is told by its name.
    if (!uuid.known && !name.startsWith('naa.')) moreDevices ??= uuid;
    for (const key of lunKeysOf(name, uuid.known ? uuid.value : undefined)) {
      if (mapped.has(key)) transports.set(key, settled(device.transports));
    }
  }
  return {
    name: host.name,
    cluster: settled(host.cluster),
    version: settled(host.version),
    build: settled(host.build),
    inMaintenance: settled(host.inMaintenance),
    transports,
    moreDevices,
  };
}
