import { idOf, lunUuidOf, macOf, switchUuidOf, uuidOf } from './identity.ts';
import type { JsonObject } from './json.ts';
import { filled, members, moRef } from './json.ts';
import type {
  ControllerDescription,
  ControllerKind,
  DiskDescription,
  VmDescription,
  VmNicDescription,
} from './vm-description.ts';

/** Class and summary by kind, as vCenter words them: dumps without `_typeName` tell the class by the summary alone. */
const controllers: Readonly<Record<ControllerKind, { type: string; summary: string }>> = {
  pvscsi: { type: 'ParaVirtualSCSIController', summary: 'VMware paravirtual SCSI' },
  lsisas: { type: 'VirtualLsiLogicSASController', summary: 'LSI Logic SAS' },
  lsilogic: { type: 'VirtualLsiLogicController', summary: 'LSI Logic' },
  buslogic: { type: 'VirtualBusLogicController', summary: 'BusLogic' },
  ahci: { type: 'VirtualAHCIController', summary: 'AHCI' },
  nvme: { type: 'VirtualNVMEController', summary: 'NVME Controller' },
};

/** First key of each bus and of its devices, and devices to a bus, as vCenter numbers them. */
const buses: Readonly<Record<string, { label: string; key: number; devices: number; width: number }>> = {
  ide: { label: 'IDE', key: 200, devices: 3000, width: 2 },
  scsi: { label: 'SCSI controller', key: 1000, devices: 2000, width: 16 },
  sata: { label: 'SATA controller', key: 15_000, devices: 16_000, width: 30 },
  nvme: { label: 'NVME controller', key: 31_000, devices: 32_000, width: 15 },
};

const nicTypes: Readonly<Record<string, string>> = {
  vmxnet3: 'VirtualVmxnet3',
  e1000: 'VirtualE1000',
  e1000e: 'VirtualE1000e',
  pcnet32: 'VirtualPCNet32',
  sriov: 'VirtualSriovEthernetCard',
};

/** `config.hardware.device[]`. @throws RangeError when a disk or drive hangs on a controller that is not described. */
export function devices(vm: VmDescription, home: string): readonly JsonObject[] {
  const described = Object.entries(vm.controllers ?? { scsi0: 'pvscsi' as const });
  const disks = (vm.disks ?? ['scsi0:0']).map((disk) => (typeof disk === 'string' ? { at: disk } : disk));
  const names = new Set([...described.map(([name]) => name), 'ide0', 'ide1']);
  for (const at of [...disks.map((disk) => disk.at), ...(vm.cdroms ?? [])]) {
    if (!names.has(placeOf(at).controller)) throw new RangeError(`${vm.name}: ${at} is on a controller that is not described`);
  }
  const children = (name: string) =>
    [...disks.map((disk) => placeOf(disk.at)), ...(vm.cdroms ?? []).map(placeOf)]
      .filter((place) => place.controller === name)
      .map((place) => place.key);
  const nics = (vm.nics ?? []).map((nic) => (typeof nic === 'string' ? { portGroup: nic } : nic));
  return [
    ...fixedDevices(
      children,
      nics.map((_, index) => 4000 + index),
    ),
    ...described.map(([name, item]) => controller(name, typeof item === 'string' ? { kind: item } : item, children(name))),
    ...(vm.cdroms ?? []).map((at, index) => cdrom(at, index)),
    ...disks.map((disk, index) => virtualDisk(vm, disk, index, home)),
    ...nics.map((nic, index) => ethernetCard(vm, nic, index)),
  ];
}

/** "scsi1:0" -> its controller's key, its own key and its unit number. */
function placeOf(at: string): { controller: string; controllerKey: number; key: number; unit: number } {
  const match = /^([a-z]+)(\d+):(\d+)$/.exec(at);
  const bus = buses[match?.[1] ?? ''];
  if (!match || !bus) throw new RangeError(`"${at}" is not a place such as scsi0:0`);
  const [number, unit] = [Number(match[2]), Number(match[3])];
  return {
    controller: `${match[1]}${number}`,
    controllerKey: bus.key + number,
    key: bus.devices + bus.width * number + unit,
    unit,
  };
}

function fixedDevices(children: (name: string) => readonly number[], nics: readonly number[]): JsonObject[] {
  const info = (label: string) => ({ label, summary: label });
  return [
    {
      _typeName: 'VirtualPCIController',
      key: 100,
      deviceInfo: info('PCI controller 0'),
      busNumber: 0,
      device: [500, 12_000, ...nics],
    },
    ...['ide0', 'ide1'].map((name, bus) =>
      members({
        _typeName: 'VirtualIDEController',
        key: 200 + bus,
        deviceInfo: info(`IDE ${bus}`),
        busNumber: bus,
        device: filled(children(name)),
      }),
    ),
    { _typeName: 'VirtualPS2Controller', key: 300, deviceInfo: info('PS2 controller 0'), busNumber: 0, device: [600, 700] },
    { _typeName: 'VirtualSIOController', key: 400, deviceInfo: info('SIO controller 0'), busNumber: 0 },
    { _typeName: 'VirtualKeyboard', key: 600, deviceInfo: info('Keyboard'), controllerKey: 300, unitNumber: 0 },
    { _typeName: 'VirtualPointingDevice', key: 700, deviceInfo: info('Pointing device'), controllerKey: 300, unitNumber: 1 },
    {
      _typeName: 'VirtualMachineVideoCard',
      key: 500,
      deviceInfo: info('Video card'),
      controllerKey: 100,
      unitNumber: 0,
      videoRamSizeInKB: 4096,
    },
    {
      _typeName: 'VirtualMachineVMCIDevice',
      key: 12_000,
      deviceInfo: info('VMCI device'),
      controllerKey: 100,
      unitNumber: 17,
      id: -1,
    },
  ];
}

function controller(name: string, item: ControllerDescription, device: readonly number[]): JsonObject {
  const { controllerKey } = placeOf(`${name}:0`);
  const bus = buses[name.replace(/\d+$/, '')];
  const busNumber = Number(/\d+$/.exec(name)?.[0] ?? 0);
  const scsi = name.startsWith('scsi');
  const { type, summary } = controllers[item.kind];
  return members({
    _typeName: type,
    key: controllerKey,
    deviceInfo: { label: `${bus?.label} ${busNumber}`, summary },
    controllerKey: 100,
    unitNumber: 3 + busNumber,
    busNumber,
    device: filled(device),
    hotAddRemove: scsi ? true : undefined,
    sharedBus: scsi || item.sharedBus !== undefined ? (item.sharedBus ?? 'noSharing') : undefined,
    scsiCtlrUnitNumber: scsi ? 7 : undefined,
  });
}

function virtualDisk(vm: VmDescription, disk: DiskDescription, index: number, home: string): JsonObject {
  const place = placeOf(disk.at);
  const kib = (disk.size ?? 40) * 1_048_576;
  const fileName = disk.file ?? `[${home}] ${vm.name}/${vm.name}${index === 0 ? '' : `_${index}`}.vmdk`;
  const store = /^\[(.*?)\]/.exec(fileName)?.[1] ?? home;
  return {
    _typeName: 'VirtualDisk',
    key: place.key,
    deviceInfo: { label: `Hard disk ${index + 1}`, summary: `${kib.toLocaleString('en-US')} KB` },
    backing: disk.rdm
      ? rdmBacking(disk, fileName, store)
      : members({
          _typeName: 'VirtualDiskFlatVer2BackingInfo',
          fileName,
          datastore: moRef('Datastore', idOf('datastore', store)),
          diskMode: disk.mode ?? 'persistent',
          split: false,
          writeThrough: false,
          thinProvisioned: disk.thin ?? false,
          eagerlyScrub: disk.eager,
          uuid: uuidOf(fileName),
          sharing: disk.sharing ?? 'sharingNone',
        }),
    controllerKey: place.controllerKey,
    unitNumber: place.unit,
    capacityInKB: kib,
    capacityInBytes: kib * 1024,
  };
}

function rdmBacking(disk: DiskDescription, fileName: string, store: string): JsonObject {
  const rdm = disk.rdm ?? {};
  const lunUuid = rdm.lunUuid ?? (rdm.device === undefined ? undefined : lunUuidOf(rdm.device));
  return members({
    _typeName: 'VirtualDiskRawDiskMappingVer1BackingInfo',
    fileName,
    datastore: moRef('Datastore', idOf('datastore', store)),
    lunUuid,
    deviceName: lunUuid === undefined ? undefined : `vml.${lunUuid}`,
    compatibilityMode: rdm.mode ?? 'physicalMode',
    diskMode: disk.mode ?? (rdm.mode === 'virtualMode' ? 'persistent' : 'independent_persistent'),
    uuid: uuidOf(fileName),
    sharing: disk.sharing ?? 'sharingNone',
  });
}

function cdrom(at: string, index: number): JsonObject {
  const place = placeOf(at);
  return {
    _typeName: 'VirtualCdrom',
    key: place.key,
    deviceInfo: { label: `CD/DVD drive ${index + 1}`, summary: 'Remote device' },
    backing: { _typeName: 'VirtualCdromRemotePassthroughBackingInfo', deviceName: '', useAutoDetect: false, exclusive: false },
    connectable: { startConnected: false, allowGuestControl: true, connected: false },
    controllerKey: place.controllerKey,
    unitNumber: place.unit,
  };
}

function ethernetCard(vm: VmDescription, nic: VmNicDescription, index: number): JsonObject {
  return {
    _typeName: nicTypes[nic.type ?? 'vmxnet3'] ?? 'VirtualVmxnet3',
    key: 4000 + index,
    deviceInfo: {
      label: `Network adapter ${index + 1}`,
      summary: nic.dvpg === undefined ? (nic.portGroup ?? '') : `DVSwitch: ${nic.dvs ?? ''}`,
    },
    backing: nicBacking(nic),
    connectable: {
      startConnected: nic.startConnected ?? true,
      allowGuestControl: true,
      connected: nic.connected ?? true,
      status: 'ok',
    },
    controllerKey: 100,
    unitNumber: 7 + index,
    addressType: 'assigned',
    macAddress: macOf(`${vm.name}/${index}`),
    wakeOnLanEnabled: true,
  };
}

function nicBacking(nic: VmNicDescription): JsonObject {
  if (nic.dvpg !== undefined) {
    const port = members({
      switchUuid: nic.dvs === undefined ? undefined : switchUuidOf(nic.dvs),
      portgroupKey: nic.dvpg,
      portKey: '12',
    });
    return { _typeName: 'VirtualEthernetCardDistributedVirtualPortBackingInfo', port };
  }
  const name = nic.portGroup ?? 'VM Network';
  return {
    _typeName: 'VirtualEthernetCardNetworkBackingInfo',
    deviceName: name,
    network: moRef('Network', idOf('network', name)),
  };
}
