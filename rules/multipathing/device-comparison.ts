import {
  type Ballot,
  type Comparison,
  crowd,
  type Device,
  type Fact,
  type Standing,
  transportsOf,
  type Weighed,
  weighed,
} from 'vlint';

/** Compares what the hosts of the estate say of each device that is, or may be, an iSCSI disk. */
export function deviceComparison(name: string, told: (device: Device) => Fact<string>): Comparison {
  return {
    name,
    within: 'estate',
    answers({ devices }) {
      if (!devices.known) return devices;
      const answers = devices.value.flatMap((device) => {
        if ((device.disk.known && !device.disk.value) || (device.local.known && device.local.value)) return [];
        const transports = transportsOf(device);
        if (!transports.known) return [[device.name, transports] as const];
        return transports.value.has('iscsi') ? [[device.name, told(device)] as const] : [];
      });
      return { known: true, value: answers, origin: devices.origin };
    },
  };
}

/** The path selection policy of each device. */
export const pathPolicies = deviceComparison('path-policies', ({ psp }) => psp);

/** The storage array type plug-in (SATP) of each device. */
export const arrayTypes = deviceComparison('array-types', ({ satp }) => satp);

/** Whether no other host has the device or may have it. */
export function isAlone({ tallies, untold }: Ballot, host: string): boolean {
  return untold.length === 0 && tallies.every(({ hosts }) => hosts.every((item) => item === host));
}

export type Outlier = Extract<Standing, { kind: 'outlier' }>;

/** "esx01 and esx02 use VMW_PSP_RR, esx04 uses VMW_PSP_MRU" */
export function whatOthersUse({ rivals, hosts }: Outlier): string {
  return rivals
    .map((rival) => `${crowd(rival.hosts, hosts)} ${rival.hosts.length === 1 ? 'uses' : 'use'} ${rival.value}`)
    .join(', ');
}

/** Evidence of what the others use, on the first host of each kind. */
export function evidenceOfOthers({ rivals }: Outlier): Weighed[] {
  return rivals.flatMap((rival) => weighed(`${rival.hosts[0]} uses ${rival.value}`, rival.example));
}
