import { before, type DiskSource, type Fact, type Host, mapFact, type Release, unknown, type Vm } from 'vlint';

/** The hardware version of a VM as a number. */
export function hardwareOf(vm: Vm): Fact<number> {
  const { hardwareVersion } = vm;
  if (!hardwareVersion.known) return hardwareVersion;
  const number = /^vmx-(\d+)$/.exec(hardwareVersion.value)?.[1];
  if (number === undefined)
    return unknown('virtual hardware version', vm.name, 'govc collect -json -type m / name config', 'the value is not valid');
  return mapFact(hardwareVersion, () => Number(number));
}

/** Whether the VM runs on ESXi before `release`; a VM of hardware version `since` cannot. */
function runsBefore(vm: Vm, release: Release, since: number): Fact<boolean> {
  const hardware = hardwareOf(vm);
  if (!hardware.known || hardware.value >= since) return mapFact(hardware, () => false);
  return vm.host === undefined
    ? unknown('ESXi version', `the host of ${vm.name}`, 'esxcli system version get')
    : before(vm.host, release);
}

/** Guests without a driver, or of which nothing is told. */
const UNTOLD = /^(other(Guest|Guest64)$|dos|os2|netware|win(31|95|98|Me|NT|2000))/;
/** Windows 2003 and 2008 and Red Hat 5: all that vSphere 4 names. */
const VSPHERE_4 = /^(winNet|winLonghorn|windows7Server|rhel5)/;

/** Whether the guest is one that PVSCSI is not supported for. */
export function unsupportedGuest(vm: Vm): Fact<boolean> {
  const { guestId } = vm;
  if (!guestId.known) return guestId;
  if (UNTOLD.test(guestId.value))
    return unknown(
      'PVSCSI support',
      `guest ${guestId.value} of ${vm.name}`,
      'a guest operating system that names one',
      'no source tells',
    );
  if (VSPHERE_4.test(guestId.value)) return mapFact(guestId, () => false);
  return runsBefore(vm, '5.0', 8);
}

/** Whether fault tolerance, which came to PVSCSI with 6.0 only, protects the VM on an older host. */
export function faultTolerantBefore6(vm: Vm): Fact<boolean> {
  const old = runsBefore(vm, '6.0', 11);
  return old.known && !old.value ? old : both(vm.faultTolerant, old);
}

/** Whether all of the disks lie on storage of the host itself, which vSphere 4 wants no PVSCSI for. */
export function directAttachedBefore5(vm: Vm, disks: readonly DiskSource[]): Fact<boolean> {
  const old = runsBefore(vm, '5.0', 8);
  if (!old.known || !old.value) return old;
  let answer: Fact<boolean> = old;
  for (const disk of disks) answer = both(isLocal(vm.host, disk), answer);
  return answer;
}

function isLocal(host: Host | undefined, disk: DiskSource): Fact<boolean> {
  const name = /^\[([^\]]+)\]/.exec(disk.file?.value ?? '')?.[1];
  const missing = unknown('datastore', `${disk.label}`, 'esxcli storage vmfs extent list');
  if (host === undefined || name === undefined) return missing;
  const { volumes, devices } = host;
  if (!volumes.known) return volumes;
  if (!devices.known) return devices;
  const extents = volumes.value.find((volume) => volume.name === name)?.extents ?? missing;
  if (!extents.known) return extents;
  return devices.value.find((device) => extents.value.includes(device.name))?.local ?? missing;
}

/** One certain no decides. */
function both(a: Fact<boolean>, b: Fact<boolean>): Fact<boolean> {
  if (a.known && !a.value) return a;
  if (b.known && !b.value) return b;
  return a.known ? b : a;
}
