import {
  type CheckContext,
  clusterNode,
  defineRule,
  devicesUnder,
  type Host,
  NfsMount,
  notApplicable,
  type Unknown,
  unknown,
  type Vm,
  VmDisk,
} from 'vlint';
import { says } from '../ledger.ts';

/** Seconds that a node of a Windows cluster must wait for a disk at least. */
const CLUSTER_TIMEOUT = 60;
const WHERE = {
  windows: 'TimeOutValue under HKLM\\SYSTEM\\CurrentControlSet\\Services\\Disk in the guest',
  linux: 'cat /sys/block/sd*/device/timeout in the guest',
  any: 'the disk timeout in the guest',
} as const;

export default defineRule<Vm>({
  id: 'scsi-guest-timeout',
  family: 'vm',
  title: 'The disk timeout in the guest should be the one that its cluster or its array asks for',
  rationale:
    'While paths fail over or an array changes controllers, disks do not answer for some seconds. A guest that waits less than that sees an I/O error: ' +
    'a Windows cluster fails over, a Linux file system turns read-only. The timeout is a setting in the guest, which no export holds.',
  severity: 'note',
  undecidable: true,
  sources: [
    says('S26', 'The disk timeout of the nodes of a Windows cluster is 60 seconds or more.'),
    says('S17b', 'ONTAP: the disk timeout of guests is 60 seconds.'),
  ],
  exceptions: {
    'nobody-asks':
      'The VM is no Windows node of a cluster, and none of its disks lies on an array whose vendor asks for a timeout in the guest.',
  },
  fix: {
    manual: [
      'Windows: set TimeOutValue under HKLM\\SYSTEM\\CurrentControlSet\\Services\\Disk to 60 or more. Linux: set the timeout of each disk under /sys/block, by a udev rule.',
    ],
  },
  each: (inventory) => inventory.vms,
  *check(vm, _options, context) {
    const { guestId, name } = vm;
    const asked: string[] = [];
    const missing: Unknown[] = [];
    const node = clusterNode(vm);
    if (!node.known) missing.push(node);
    else if (node.value && !guestId.known) missing.push(guestId);
    else if (node.value && guestId.known && guestId.value.startsWith('win'))
      asked.push(`at least ${CLUSTER_TIMEOUT} seconds, as a node of a Windows cluster needs`);
    const array = timeoutOfArrays(vm, context);
    if (array !== undefined && 'known' in array) missing.push(array);
    else if (array !== undefined) asked.push(`${array.seconds} seconds, as ${array.vendor} asks for`);
    if (asked.length === 0) {
      if (missing.length > 0) yield* missing;
      else yield notApplicable('neither a Windows cluster nor its array asks for a timeout in the guest');
      return;
    }
    const place = !guestId.known ? 'any' : guestId.value.startsWith('win') ? 'windows' : 'linux';
    yield unknown('disk timeout in the guest', name, `${WHERE[place]}: ${asked.join('; ')}`, 'only the guest knows');
  },
});

const VM_COLLECT = 'govc collect -json -type m / name config guest runtime';

interface ArrayTimeout {
  readonly vendor: string;
  readonly seconds: number;
}

/** The timeout that the vendor of an array behind the VM's disks asks for; nothing when none does. */
function timeoutOfArrays(vm: Vm, context: CheckContext): ArrayTimeout | Unknown | undefined {
  const { disks, host } = vm;
  if (host === undefined)
    return unknown('host of a VM', vm.name, VM_COLLECT, 'no input tells it, or the host is not in the export');
  const seen = timeoutsOn(host, context);
  if ('known' in seen) return seen;
  if (seen.byDevice.size === 0 && seen.missing === undefined) return undefined;
  if (!disks.known) return disks;
  let missing: Unknown | undefined;
  for (const source of disks.value) {
    const disk = new VmDisk(vm, source);
    const { rdm } = disk;
    if (!rdm.known) missing ??= rdm;
    else if (rdm.value !== null) {
      const found = seen.byUuid.get(rdm.value.lunUuid.toLowerCase());
      if (found) return found;
      missing ??= seen.missing;
      continue;
    }
    const { volume } = disk;
    if (!volume.known) missing ??= volume;
    if (!volume.known || volume.value instanceof NfsMount) continue;
    const devices = devicesUnder(volume.value);
    if (!devices.known) missing ??= devices;
    for (const device of devices.known ? devices.value : []) {
      const found = seen.byDevice.get(device.name);
      if (found) return found;
      if (!context.vendors.of(device).known) missing ??= seen.missing;
    }
  }
  return missing;
}

interface Timeouts {
  readonly byDevice: ReadonlyMap<string, ArrayTimeout>;
  readonly byUuid: ReadonlyMap<string, ArrayTimeout>;
  /** A device does not tell what it is. */
  readonly missing: Unknown | undefined;
}

/** Devices of a host whose vendor asks for a timeout in guests. */
function timeoutsOn(host: Host, { vendors }: CheckContext): Timeouts | Unknown {
  return host.remember('guest timeouts by device', () => {
    const { devices } = host;
    if (!devices.known) return devices;
    const byDevice = new Map<string, ArrayTimeout>();
    const byUuid = new Map<string, ArrayTimeout>();
    let missing: Unknown | undefined;
    for (const device of devices.value) {
      if (device.disk.known && !device.disk.value) continue;
      const array = vendors.of(device);
      if (!array.known) missing ??= array;
      else if (array.value?.guestTimeout) {
        const timeout = { vendor: array.value.name, seconds: array.value.guestTimeout.seconds };
        byDevice.set(device.name, timeout);
        if (device.uuid.known) byUuid.set(device.uuid.value.toLowerCase(), timeout);
        else missing ??= device.uuid;
      }
    }
    return { byDevice, byUuid, missing };
  });
}
