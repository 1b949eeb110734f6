import type { Device } from '../model/storage.ts';
import { wsfcUse } from '../model/wsfc.ts';
import { type Cause, causeOf } from './rule.ts';

/**
 * The flag that a Windows cluster's disk lacks on a host: scans stall on the reservation of the active node, and path rules see paths and
 * states that are no fault of their own. Nothing when the flag is set or not known, or no cluster uses the device.
 */
export function reservedCause(device: Device): Cause | undefined {
  const { host, name, perenniallyReserved: flag } = device;
  if (!flag.known || flag.value) return undefined;
  const use = wsfcUse(device);
  if (!use.known || use.value === null) return undefined;
  return causeOf(
    device,
    'perennially reserved flag',
    `${name} is the disk of a cluster and is not perennially reserved on ${host.name}.`,
    flag,
  );
}
