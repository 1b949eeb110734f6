import type { Json } from '../../build/index.ts';
import { vm } from '../../build/index.ts';

export const vouched = 'who: Ops, when: 2025-12-01, until: 2026-12-31';

/** Index of a device class among the devices of a VM with one controller, one disk and a NIC. */
function indexOf(className: string): number {
  const { hardware } = vm({ name: 'any', nics: [{}] }).properties.config as { hardware: { device: readonly Json[] } };
  return hardware.device.findIndex((device) => (device as { _typeName?: string })._typeName === className);
}

const FIRST_NIC = indexOf('VirtualVmxnet3');
const FIRST_DISK = indexOf('VirtualDisk');

/** Pointer of a NIC of a VM with one controller and one disk. */
export const nicAt = (index = 0, entry = 0) => `/entries/${entry}/properties/config/hardware/device/${FIRST_NIC + index}`;
/** Pointer of a disk of a VM with `controllers` controllers. */
export const diskAt = (index = 0, entry = 0, controllers = 1) =>
  `/entries/${entry}/properties/config/hardware/device/${FIRST_DISK + index + controllers - 1}`;
/** The same as a dotted path in the properties. */
export const dotted = (pointer: string) => pointer.replace(/^\/entries\/\d+\/properties\//, '').replaceAll('/', '.');
