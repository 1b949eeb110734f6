import { unknown } from './entity.ts';
import { type Fact, mapFact, type Unknown } from './fact.ts';
import type { Host } from './host.ts';
import type { Device, VmfsVolume } from './storage.ts';

/** The devices under a VMFS volume, as its host sees them. */
export function devicesUnder(volume: VmfsVolume): Fact<readonly Device[]> {
  const { host, name, extents } = volume;
  return host.remember(`devices under ${name}`, () => {
    if (!extents.known) return extents;
    const byName = devicesByName(host);
    const found: Device[] = [];
    for (const extent of extents.value) {
      const device = byName.get(extent);
      if (device === undefined) {
        if (!host.devices.known) return host.devices;
        const provide = 'esxcli storage core device list';
        return unknown('storage device', `${extent} on ${host.name}`, provide, 'referred to, but not in the export');
      }
      found.push(device);
    }
    return mapFact(extents, () => found);
  });
}

/** Whether a VMFS volume has an extent all of whose paths are iSCSI. */
export function isOnIscsi(volume: VmfsVolume): Fact<boolean> {
  const devices = devicesUnder(volume);
  if (!devices.known) return devices;
  let missing: Unknown | undefined;
  for (const { transports } of devices.value) {
    if (!transports.known) missing ??= transports;
    else if (transports.value.size > 0 && [...transports.value].every((transport) => transport === 'iscsi'))
      return mapFact(transports, () => true);
  }
  return missing ?? mapFact(devices, () => false);
}

function devicesByName(host: Host): ReadonlyMap<string, Device> {
  return host.remember('devices of volumes by name', () => new Map(host.certainDevices.map((device) => [device.name, device])));
}
