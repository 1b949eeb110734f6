import mtuVmkExceedsVswitch from './mtu/mtu-vmk-exceeds-vswitch.ts';

/** Every rule, by family and name. */
export const rules = [
  mtuVmkExceedsVswitch,
] as const;
