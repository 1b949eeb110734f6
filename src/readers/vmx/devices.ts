import type { Span } from '../translated.ts';
import { type Bus, controllerKey, controllerLabel, diskKey, nicKey } from '../virtual-devices.ts';
import type { Told, VmBuilder } from '../virtual-machine.ts';
import type { Setting, Settings } from './settings.ts';

/** Classes of the API by `virtualDev`. Where a file leaves it out, the guest decides: then it is unknown. */
const SCSI_CLASSES: ReadonlyMap<string, string> = new Map([
  ['pvscsi', 'ParaVirtualSCSIController'],
  ['lsilogic', 'VirtualLsiLogicController'],
  ['lsisas1068', 'VirtualLsiLogicSASController'],
  ['buslogic', 'VirtualBusLogicController'],
]);
const OTHER_CLASSES: Readonly<Record<Exclude<Bus, 'scsi'>, string>> = {
  ide: 'VirtualIDEController',
  sata: 'VirtualAHCIController',
  nvme: 'VirtualNVMEController',
};
const SHARING: ReadonlyMap<string, string> = new Map([
  ['none', 'noSharing'],
  ['virtual', 'virtualSharing'],
  ['physical', 'physicalSharing'],
]);
const NIC_CLASSES: ReadonlyMap<string, string> = new Map([
  ['vmxnet3', 'VirtualVmxnet3'],
  ['e1000', 'VirtualE1000'],
  ['e1000e', 'VirtualE1000e'],
  ['vlance', 'VirtualPCNet32'],
]);

/** `scsi0`, `scsi0:1`, `sata0`, `ethernet0` ... as devices of the API. */
export function addDevices(vm: VmBuilder, settings: Settings, vmName: string): void {
  const disks = settings.devices(/^(?:scsi|sata|nvme|ide)\d+:\d+$/);
  const named = settings.devices(/^(?:scsi|sata|nvme|ide)\d+$/);
  // An IDE controller is always there and is named by what hangs on it alone.
  for (const name of new Set([...named, ...disks.map((disk) => disk.replace(/:.*/, ''))])) addController(vm, settings, name);
  let number = 0;
  for (const name of disks) if (addDisk(vm, settings, name, vmName, number + 1)) number += 1;
  settings.devices(/^ethernet\d+$/).forEach((name, index) => {
    addNic(vm, settings, name, index);
  });
}

function addController(vm: VmBuilder, settings: Settings, name: string): void {
  const [, bus, number] = parts(name);
  const own = settings.evidence(name);
  const device = settings.get(`${name}.virtualDev`);
  const shared = settings.get(`${name}.sharedBus`);
  const told = (value: unknown, span = own): Told => ({ value, span });
  const className =
    bus === 'scsi' ? (device === undefined ? undefined : SCSI_CLASSES.get(device.value.toLowerCase())) : OTHER_CLASSES[bus];
  const sharing = shared === undefined ? (bus === 'scsi' ? 'noSharing' : undefined) : SHARING.get(shared.value.toLowerCase());
  vm.device(own, {
    _typeName: className === undefined ? undefined : told(className, device?.span),
    key: told(controllerKey(bus, number)),
    deviceInfo: told(vm.object({ label: told(controllerLabel(bus, number)) })),
    busNumber: told(number),
    sharedBus: sharing === undefined ? undefined : told(sharing, shared?.span),
    // Tells a SCSI controller whose class and sharing are unknown.
    scsiCtlrUnitNumber: bus === 'scsi' ? told(7) : undefined,
  });
}

/** Whether the device is a disk. */
function addDisk(vm: VmBuilder, settings: Settings, name: string, vmName: string, ordinal: number): boolean {
  const [, bus, number, unit] = parts(name);
  const type = settings.get(`${name}.deviceType`)?.value.toLowerCase();
  const file = settings.get(`${name}.fileName`);
  const isDisk = type === undefined ? /\.vmdk$/i.test(file?.value ?? '') : /harddisk$|^disk$/.test(type);
  if (!isDisk) return false;
  const own = file?.span ?? settings.evidence(name);
  const sharing = settings.get(`${name}.sharing`);
  const mode = settings.get(`${name}.mode`);
  const told = (value: unknown, span: Span = own): Told => ({ value, span });
  vm.device(
    own,
    {
      _typeName: told('VirtualDisk'),
      key: told(diskKey(bus, number, unit)),
      deviceInfo: told(vm.object({ label: told(`Hard disk ${ordinal}`) })),
      controllerKey: told(controllerKey(bus, number)),
      unitNumber: told(unit),
    },
    {
      // The file may be the descriptor of a raw device mapping.
      isWhole: false,
      members: {
        fileName: file && told(isAbsolute(file.value) ? file.value : `${vmName}/${file.value}`),
        // Without the setting nobody else may write.
        sharing: told(sharing?.value.toLowerCase() === 'multi-writer' ? 'sharingMultiWriter' : 'sharingNone', sharing?.span),
        diskMode: told(mode?.value.toLowerCase().replace('-', '_') ?? 'persistent', mode?.span),
      },
    },
  );
  return true;
}

function addNic(vm: VmBuilder, settings: Settings, name: string, index: number): void {
  const own = settings.evidence(name);
  const told = (value: unknown, span = own): Told => ({ value, span });
  const of = (setting: Setting | undefined): Told | undefined => setting && told(setting.value, setting.span);
  const get = (key: string) => settings.get(`${name}.${key}`);
  const device = get('virtualDev');
  const className = device && NIC_CLASSES.get(device.value.toLowerCase());
  const switchId = get('dvs.switchId');
  const start = get('startConnected');
  vm.device(
    own,
    {
      _typeName: className === undefined ? undefined : told(className, device?.span),
      key: told(nicKey(index)),
      deviceInfo: told(vm.object({ label: told(`Network adapter ${index + 1}`) })),
      // A NIC without any address yet is a NIC nevertheless.
      macAddress: of(get('address')) ?? of(get('generatedAddress')) ?? told('not yet generated'),
      // Connected at power-on unless the file says otherwise; whether it is now, the file does not tell.
      connectable: told(
        vm.object({ startConnected: told(settings.flag(`${name}.startConnected`) ?? true, start?.span) }),
        start?.span,
      ),
    },
    {
      isWhole: true,
      members: {
        deviceName: switchId === undefined ? of(get('networkName')) : undefined,
        port: switchId && told(vm.object({ switchUuid: of(switchId), portgroupKey: of(get('dvs.portgroupId')) }), switchId.span),
      },
    },
  );
}

/** A path on the host, or one that names its datastore. */
function isAbsolute(file: string): boolean {
  return file.startsWith('/') || file.startsWith('[');
}

/** "scsi1:12": bus, number of the controller, unit. */
function parts(name: string): [string, Bus, number, number] {
  const [, bus = 'scsi', number = '0', unit = '0'] = /^([a-z]+)(\d+)(?::(\d+))?$/.exec(name) ?? [];
  return [name, bus as Bus, Number(number), Number(unit)];
}
