import { edit, goodHost, native, without } from '../build/index.ts';

const small = goodHost(1, { vswitches: { vSwitch1: { mtu: 1500 } } });

/** The rule that these estates are about. */
export const RULE = 'mtu-vmk-exceeds-vswitch';
export const only = ['--rule', RULE] as const;

/** Nothing wrong under RULE; two faults of level error; nothing but undecided. */
export const clean = native(goodHost(2));
export const faulty = native(small);
export const undecided = native(
  without(edit(goodHost(3), 'config.network.vswitch.1.mtu', 0), 'config.network.vswitch.1.spec.mtu'),
);

/** Many hosts with the same faults: a report of more than a pipe's buffer. */
export const large = native(
  Array.from({ length: 60 }, (_, index) => goodHost(index + 1, { vswitches: { vSwitch1: { mtu: 1500 } } })),
  { oneLine: true },
);
