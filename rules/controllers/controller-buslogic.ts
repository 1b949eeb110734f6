import { defineRule, type Fact, mapFact, problem, psWord, type VmController, weighed } from 'vlint';
import { says, unsourced } from '../ledger.ts';

/** MiB of memory above which the adapter is out of place whatever the guest. */
const MEMORY_LIMIT = 2048;
/** Guests whose own default it was: Windows NT 4 and 2000, and Linux up to kernel 2.4 and its contemporaries. */
const OLD =
  /^(winNT|win2000|win(31|95|98|Me)Guest|dosGuest|os2|netware|redhatGuest|rhel[234]|suse|slesGuest|sles64Guest|mandrake|mandriva|turboLinux|other24x|nld9|sjds|debian[45]|openServer|unixWare|solaris[67])/;
const BITS_64 = /64/;

export default defineRule<VmController>({
  id: 'controller-buslogic',
  family: 'controllers',
  title: 'No disk of a 64-bit or large VM should hang on a BusLogic controller',
  rationale:
    'BusLogic is the oldest adapter that ESXi emulates. Guests have long ceased to bring a driver for it, it costs the most CPU for each I/O, and ' +
    'it was never meant for 64-bit guests or for much memory.',
  severity: 'warning',
  sources: [
    says('S57', 'Older guest operating systems default to the BusLogic adapter; on Windows it needs a driver of its own.'),
    unsourced('That BusLogic is wrong for 64-bit guests and for VMs with more than 2 GB of memory.'),
  ],
  exceptions: {
    'old-guest': 'The guest is Windows NT 4 or 2000, an old Linux or another of their time, which defaults to BusLogic.',
    'small-32-bit': 'The guest is a 32-bit one with 2 GB of memory or less.',
    'no-disk': 'No disk hangs on the controller.',
  },
  fix: {
    powercli: ['Get-ScsiController -VM $vm -Name $name | Set-ScsiController -Type VirtualLsiLogicSAS'],
    manual: [
      'Install the driver of the new adapter in the guest first, then power the VM off: changing the boot controller can stop the VM from booting.',
    ],
  },
  each: (inventory) => inventory.vmControllers,
  glance: ({ kind }) => (kind.known && kind.value !== 'buslogic' ? 'pass' : undefined),
  *check(controller) {
    const { kind, disks, vm, name } = controller;
    if (kind.known && kind.value !== 'buslogic') return;
    if (disks.known && disks.value.length === 0) return;
    const { guestId, memoryMiB } = vm;
    if (guestId.known && OLD.test(guestId.value)) return;
    const large = mapFact(memoryMiB, (size) => size > MEMORY_LIMIT);
    const wide: Fact<boolean> = mapFact(guestId, (id) => BITS_64.test(id));
    if (wide.known && !wide.value && large.known && !large.value) return;
    if (!kind.known) return yield kind;
    if (!disks.known) return yield disks;
    if (!guestId.known) return yield guestId;
    if (!BITS_64.test(guestId.value) && !large.known) return yield large;
    const why = BITS_64.test(guestId.value)
      ? `the 64-bit guest ${guestId.value}`
      : `a VM with ${memoryMiB.known ? memoryMiB.value : 0} MiB of memory`;
    yield problem(
      kind,
      `${name} of ${vm.name} is a BusLogic adapter in ${why}.`,
      {
        powercli: [
          `Get-ScsiController -VM ${psWord(vm.name)} -Name ${psWord(name)} | Set-ScsiController -Type VirtualLsiLogicSAS`,
        ],
        manual: [
          `Install the driver of the new adapter in the guest of ${vm.name} first and power it off: changing the boot controller can stop it from booting.`,
        ],
      },
      {
        related: [...weighed(`The guest is ${guestId.value}`, guestId), ...weighed('The memory of the VM', memoryMiB)],
      },
    );
  },
});
