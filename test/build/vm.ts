import { hostId } from './cluster.ts';
import type { PropertiesEntry } from './entry.ts';
import { idOf, uuidOf } from './identity.ts';
import type { JsonObject } from './json.ts';
import { filled, isObject, members, moRef } from './json.ts';
import type { VmDescription } from './vm-description.ts';
import { devices } from './vm-devices.ts';

/**
 * The entry of a virtual machine: by default powered on, Linux, hardware version 19, one disk on a paravirtual controller,
 * VMware Tools current, no NIC.
 * @throws RangeError when a disk hangs on a controller that is not described.
 */
export function vm(description: VmDescription): PropertiesEntry {
  const { name } = description;
  const home = description.datastore ?? 'ds1';
  const id = description.id ?? idOf('vm', name);
  const device = devices(description, home);
  return {
    source: 'vim',
    object: { type: 'VirtualMachine', value: id },
    properties: members({
      name,
      config: config(description, home, device),
      runtime: runtime(description),
      guest: guest(description),
      datastore: filled(datastores(device)),
      snapshot: description.snapshot === true ? snapshot(id) : undefined,
    }),
  };
}

function config(vm: VmDescription, home: string, device: readonly JsonObject[]): JsonObject {
  return members({
    name: vm.name,
    guestFullName: vm.guestName ?? 'Red Hat Enterprise Linux 8 (64-bit)',
    version: vm.hw ?? 'vmx-19',
    uuid: vm.uuid ?? uuidOf(`bios/${vm.name}`),
    instanceUuid: uuidOf(`instance/${vm.name}`),
    template: vm.template ?? false,
    guestId: vm.guestId ?? 'rhel8_64Guest',
    files: { vmPathName: `[${home}] ${vm.name}/${vm.name}.vmx` },
    hardware: {
      numCPU: vm.cpus ?? 2,
      numCoresPerSocket: 1,
      memoryMB: vm.memoryMB ?? 4096,
      device,
    },
    memoryReservationLockedToMax: vm.memoryReservationLocked ?? false,
    firmware: vm.firmware ?? 'efi',
    ftInfo: vm.ft === undefined ? undefined : { _typeName: 'FaultTolerancePrimaryConfigInfo', role: 1 },
  });
}

function runtime(vm: VmDescription): JsonObject {
  return members({
    host: vm.host === undefined ? undefined : moRef('HostSystem', hostId(vm.host)),
    connectionState: 'connected',
    powerState: vm.power ?? 'poweredOn',
    faultToleranceState: vm.ft ?? 'notConfigured',
    consolidationNeeded: false,
  });
}

function guest(vm: VmDescription): JsonObject {
  const running = (vm.power ?? 'poweredOn') === 'poweredOn' && vm.tools !== 'guestToolsNotInstalled';
  return members({
    toolsVersionStatus2: vm.tools === null ? undefined : (vm.tools ?? 'guestToolsCurrent'),
    toolsRunningStatus: running ? 'guestToolsRunning' : 'guestToolsNotRunning',
    guestFamily: (vm.guestId ?? 'rhel8_64Guest').startsWith('win') ? 'windowsGuest' : 'linuxGuest',
    guestState: running ? 'running' : 'notRunning',
  });
}

function datastores(device: readonly JsonObject[]): JsonObject[] {
  const ids = new Set<string>();
  for (const { backing } of device) {
    const store = isObject(backing) ? backing.datastore : undefined;
    const value = isObject(store) ? store.value : undefined;
    if (typeof value === 'string') ids.add(value);
  }
  return [...ids].map((value) => moRef('Datastore', value));
}

function snapshot(vmId: string): JsonObject {
  const current = moRef('VirtualMachineSnapshot', `snapshot-${vmId.replace(/^vm-/, '')}`);
  const tree = {
    snapshot: current,
    vm: moRef('VirtualMachine', vmId),
    name: 'before the update',
    description: '',
    id: 1,
    createTime: '2026-11-01T10:00:00Z',
    state: 'poweredOn',
    quiesced: false,
  };
  return { currentSnapshot: current, rootSnapshotList: [tree] };
}
