import {
  type Device,
  devicesUnder,
  type Fact,
  type Host,
  mapFact,
  type Unknown,
  type VendorArray,
  type VendorTable,
  type VmfsVolume,
} from 'vlint';
import { sharedDisks, untold } from './lookup.ts';

/** A device and the kind of array that it comes from. */
export interface DeviceOfArray {
  readonly device: Device;
  readonly array: VendorArray;
}

/** The first shared disk of the host whose array has a say; `null` for none. */
export function arrayBehind(
  host: Host,
  vendors: VendorTable,
  hasSay: (array: VendorArray) => boolean,
): Fact<DeviceOfArray | null> {
  // Where no array has a say, no device needs to be known.
  if (!vendors.arrays.some(hasSay)) return mapFact(host.devices, () => null);
  return firstOf(sharedDisks(host), vendors, hasSay, untold);
}

/** The same among the devices under a volume. */
export function arrayUnder(
  volume: VmfsVolume,
  vendors: VendorTable,
  hasSay: (array: VendorArray) => boolean,
): Fact<DeviceOfArray | null> {
  return firstOf(devicesUnder(volume), vendors, hasSay, () => undefined);
}

/** `doubt` gives what is missing to tell whether a device is meant at all. */
function firstOf(
  devices: Fact<readonly Device[]>,
  vendors: VendorTable,
  hasSay: (array: VendorArray) => boolean,
  doubt: (device: Device) => Unknown | undefined,
): Fact<DeviceOfArray | null> {
  if (!devices.known) return devices;
  let missing: Unknown | undefined;
  for (const device of devices.value) {
    const array = vendors.of(device);
    if (!array.known) missing ??= array;
    else if (array.value !== undefined && hasSay(array.value)) {
      const found = { device, array: array.value };
      const unsure = doubt(device);
      if (unsure === undefined) return mapFact(array, () => found);
      missing ??= unsure;
    }
  }
  return missing ?? mapFact(devices, () => null);
}
