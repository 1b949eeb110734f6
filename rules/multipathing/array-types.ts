import { type Comparison, transportsOf } from 'vlint';

/** The storage array type plug-in (SATP) of each device that is, or may be, an iSCSI disk. */
export const arrayTypes: Comparison = {
  name: 'array-types',
  within: 'estate',
  answers({ devices }) {
    if (!devices.known) return devices;
    const answers = devices.value.flatMap((device) => {
      if ((device.disk.known && !device.disk.value) || (device.local.known && device.local.value)) return [];
      const transports = transportsOf(device);
      if (!transports.known) return [[device.name, transports] as const];
      return transports.value.has('iscsi') ? [[device.name, device.satp] as const] : [];
    });
    return { known: true, value: answers, origin: devices.origin };
  },
};
