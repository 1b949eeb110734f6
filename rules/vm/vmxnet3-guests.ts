import { type Fact, mapFact, unknown, type Vm } from 'vlint';

/** Guests that bring a driver for VMXNET3, or get one with VMware Tools: Windows from Vista and 2008 on, Linux from kernel 2.6.32 on. */
const WITH_DRIVER =
  /^(winVista|winLonghorn|windows([789]|1\d|20)|rhel([6-9]|1\d)|centos([6-9]|1\d)|oracleLinux([6-9]|1\d)|rockylinux|almalinux|amazonlinux|sles1[1-9]|opensuse|ubuntu|debian([6-9]|1\d)|fedora|vmwarePhoton|other[3-9]xLinux)/;
/** Guests of which nothing is told. */
const UNTOLD = /^other(Guest|Linux|26x|_)/;

/** Whether the guest of a VM has a driver for VMXNET3; what is in doubt has none. */
export function knowsVmxnet3({ guestId, name }: Vm): Fact<boolean> {
  if (!guestId.known) return guestId;
  if (UNTOLD.test(guestId.value))
    return unknown(
      'VMXNET3 support',
      `guest ${guestId.value} of ${name}`,
      'a guest operating system that names one',
      'no source tells',
    );
  return mapFact(guestId, (id) => WITH_DRIVER.test(id));
}
