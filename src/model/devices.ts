import type { Fact, Unknown } from './fact.ts';
import { Gap } from './gap.ts';
import type { Host } from './host.ts';
import type { Transport } from './source.ts';
import type { Device } from './storage.ts';

/** Transports of a device's paths; unknown when a path does not tell. */
export function transportsOf(device: Device): Fact<ReadonlySet<Transport>> {
  return device.transports;
}

/** Disks of a host all of whose paths are iSCSI, with gaps where that cannot be told. Local disks and CD-ROMs are none. */
export function iscsiDevices(host: Host): readonly (Device | Gap)[] {
  return host.remember('iSCSI devices', () => findDevices(host));
}

/** The devices that are certain, with a gap where there may be others. */
export function devicesOf(host: Host): readonly (Device | Gap)[] {
  const { devices } = host;
  return devices.known ? devices.value : [...host.certainDevices, new Gap(host, devices)];
}

function findDevices(host: Host): readonly (Device | Gap)[] {
  return devicesOf(host)
    .filter((device) => {
      if (device instanceof Gap) return true;
      if (device.disk.known && !device.disk.value) return false;
      if (device.local.known && device.local.value) return false;
      if (device.certainPaths.some(({ transport }) => transport !== undefined && transport.value !== 'iscsi')) return false;
      const transports = transportsOf(device);
      // Another vendor's multipathing has it, and nobody tells its paths: no rule of ESXi's own multipathing is about it.
      if (!transports.known && device.native.known && !device.native.value) return false;
      return (
        !transports.known || (transports.value.size > 0 && [...transports.value].every((transport) => transport === 'iscsi'))
      );
    })
    .map((device) => {
      if (device instanceof Gap) return device;
      const transports = transportsOf(device);
      return transports.known ? device : new Gap(device, transports);
    });
}

/** Whether an array with this SCSI vendor string is seen by the host: true as soon as one device says so. */
export function seesVendor(host: Host, vendor: string): Fact<boolean> {
  const { devices, certainDevices } = host;
  let missing: Unknown | undefined;
  for (const device of certainDevices) {
    const name = device.vendor;
    if (!name.known) missing ??= name;
    else if (name.value.toUpperCase() === vendor) return { known: true, value: true, origin: name.origin };
  }
  if (!devices.known) return devices;
  return missing ?? { known: true, value: false, origin: devices.origin };
}
