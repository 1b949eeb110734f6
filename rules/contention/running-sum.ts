import type { Fact, Host, Unknown, Vm } from 'vlint';

/** A sum over the powered-on VMs of a host, as far as it is told. */
export interface RunningSum {
  readonly total: number;
  /** How many VMs are in it. */
  readonly vms: number;
  /** What may hide a further part of it. */
  readonly missing: Unknown | undefined;
}

/** Templates are never powered on; VMs that are off or suspended take nothing. */
export function sumOfRunning(host: Host, partOf: (vm: Vm) => Fact<number>): RunningSum {
  const { vms } = host;
  if (!vms.known) return { total: 0, vms: 0, missing: vms };
  let total = 0;
  let count = 0;
  let missing: Unknown | undefined;
  for (const vm of vms.value) {
    const { poweredOn } = vm;
    if (poweredOn.known && !poweredOn.value) continue;
    const part = partOf(vm);
    if (!poweredOn.known) missing ??= poweredOn;
    else if (!part.known) missing ??= part;
    else {
      total += part.value;
      count += 1;
    }
  }
  return { total, vms: count, missing };
}

/** "12 VMs", "1 VM" */
export function vmCount(vms: number): string {
  return vms === 1 ? '1 VM' : `${vms} VMs`;
}

/** Two digits after the point at most. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The values that a threshold of this kind may have, for an option's schema. */
export const RATIO = { type: 'number', exclusiveMinimum: 0 } as const;
