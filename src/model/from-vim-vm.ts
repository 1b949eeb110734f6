import type { Maybe, Node } from './node.ts';
import { referenceOf } from './reference.ts';
import type { BusSharing, ControllerKind, ControllerSource, DiskSource, RawDeviceMapping, VmNicSource, VmSource } from './vm.ts';

/** What a VirtualMachine dump (any producer, canonical spelling) knows. */
export function vimVm(properties: Node): VmSource {
  const config = properties.get('config');
  const devices = config.at('hardware', 'device');
  return {
    name: vmName(properties),
    identity: vmIdentity(properties),
    get uuid() {
      return config.get('instanceUuid').string() ?? config.get('uuid').string();
    },
    get hostRef() {
      return (
        referenceOf(properties.at('runtime', 'host')).known() ?? referenceOf(properties.at('summary', 'runtime', 'host')).known()
      );
    },
    get hardwareVersion() {
      return config.get('version').string();
    },
    get guestId() {
      return config.get('guestId').string();
    },
    get guestName() {
      return config.get('guestFullName').string();
    },
    get poweredOn() {
      const state = properties.at('runtime', 'powerState');
      const value = state.string();
      return value && state.known(value.value === 'poweredOn');
    },
    get template() {
      return config.get('template').boolean();
    },
    get hasSnapshots() {
      const snapshot = properties.get('snapshot');
      if (snapshot.present) return snapshot.known(true);
      // A VM without snapshots has no snapshot property; only a dump of the whole object (which lists files) says so.
      return properties.get('layoutEx').present ? snapshot.known(false) : undefined;
    },
    get faultTolerant() {
      const state = properties.at('runtime', 'faultToleranceState');
      const value = state.string();
      return value && state.known(value.value !== 'notConfigured');
    },
    get controllers() {
      const list = devices.list();
      return list && whole(devices, list.value.map(controller));
    },
    get disks() {
      const list = devices.list();
      return list && whole(devices, list.value.map(disk));
    },
    get memoryMiB() {
      return config.at('hardware', 'memoryMB').number();
    },
    get toolsStatus() {
      return properties.at('guest', 'toolsVersionStatus2').string();
    },
    get cpus() {
      return config.at('hardware', 'numCPU').number();
    },
    get firmware() {
      return config.get('firmware').string();
    },
    get memoryLocked() {
      return config.get('memoryReservationLockedToMax').boolean();
    },
    get bootDisk() {
      return bootDisk(config.get('bootOptions'), devices);
    },
    get nics() {
      const list = devices.list();
      return (
        list && devices.known(list.value.map((item) => nic(item, config.get('bootOptions'))).filter((item) => item !== undefined))
      );
    },
  };
}

function vmIdentity(properties: Node): string {
  return vmUuid(properties) ?? vmName(properties);
}

/** The UUID that vCenter gives, else the BIOS's. */
export function vmUuid(properties: Node): string | undefined {
  const uuid = properties.at('config', 'instanceUuid').value ?? properties.at('config', 'uuid').value;
  return typeof uuid === 'string' && uuid !== '' ? uuid : undefined;
}

export function vmName(properties: Node): string {
  const name = properties.get('name').value ?? properties.at('config', 'name').value;
  return typeof name === 'string' && name !== '' ? name : 'unnamed VM';
}

/** Class names of VIM and how govc's and vCenter's labels and summaries (which have no class) tell the same. */
const CONTROLLERS: readonly (readonly [RegExp, ControllerKind])[] = [
  [/ParaVirtualSCSIController|paravirtual SCSI|^pvscsi/i, 'pvscsi'],
  [/VirtualLsiLogicSASController|LSI Logic SAS|^lsilogic-?sas/i, 'lsisas'],
  [/VirtualLsiLogicController|LSI Logic|^lsilogic/i, 'lsilogic'],
  [/VirtualBusLogicController|BusLogic/i, 'buslogic'],
  [/VirtualAHCIController|AHCI|^SATA/i, 'ahci'],
  [/VirtualNVMEController|^NVME/i, 'nvme'],
  [/VirtualIDEController|^IDE/i, 'ide'],
];

function deviceClass(node: Node): string {
  const type = node.raw(classMember(node));
  return typeof type === 'string' ? type.slice(type.lastIndexOf('.') + 1) : '';
}

/** Where the class is told: VI JSON, pyVmomi and `govc device.info` have a name of their own for it. */
function classMember(node: Node): string {
  if (node.raw('_typeName') !== undefined) return '_typeName';
  if (node.raw('_vimtype') !== undefined) return '_vimtype';
  return node.raw('type') === undefined ? '_typeName' : 'type';
}

/** What a client prints of a device: "SCSI controller 0", "VMware paravirtual SCSI". */
function printed(node: Node, what: 'label' | 'summary'): string {
  const text = node.get('deviceInfo').raw(what);
  return typeof text === 'string' ? text : '';
}

/** A list of devices; unknown when one of them lacks its key, since nothing can be told of what hangs where then. */
function whole<S>(list: Node, found: readonly (S | null | undefined)[]): Maybe<readonly S[]> {
  const devices = found.filter((item) => item !== undefined);
  return devices.includes(null) ? undefined : list.known(devices.filter((item) => item !== null));
}

/** The key of the first disk of an explicit boot order; null when the firmware's own order holds. */
function bootDisk(options: Node, devices: Node): Maybe<number | null> {
  const order = options.get('bootOrder');
  // NICs stand in the boot order too.
  const disks = new Set(
    devices
      .items()
      .filter(isDisk)
      .map((device) => device.get('key').value),
  );
  const first = order.items().find((item) => disks.has(item.get('deviceKey').value));
  if (first) return first.get('deviceKey').number();
  return options.present ? order.orAbsent<number | null>(undefined, null) : options.orAbsent<number | null>(undefined, null);
}

/** The kind of a disk controller by its class, label or summary. */
export function kindOfController(name: string): ControllerKind | undefined {
  return CONTROLLERS.find(([pattern]) => pattern.test(name))?.[1];
}

/** A disk controller: it has a bus number and is no PCI, USB or input controller. Without a class its kind may stay unknown. */
function controller(node: Node): ControllerSource | null | undefined {
  if (node.raw('busNumber') === undefined) return undefined;
  const className = deviceClass(node);
  const label = printed(node, 'label') || className;
  const isScsi = node.raw('sharedBus') !== undefined || node.raw('scsiCtlrUnitNumber') !== undefined;
  const told =
    className === '' ? (kindOfController(printed(node, 'summary')) ?? kindOfController(label)) : kindOfController(className);
  if (!told && !isScsi) return undefined;
  const key = node.get('key').number();
  if (key === undefined) return null;
  return {
    key: key.value,
    label: label === '' ? `controller ${key.value}` : label,
    get bus() {
      return node.get('busNumber').number();
    },
    get kind() {
      if (!told) return undefined;
      const evidence = className === '' ? node.at('deviceInfo', 'summary') : node.get(classMember(node));
      return (evidence.present ? evidence : node.get('key')).known(told);
    },
    get sharing() {
      const sharing = node.get('sharedBus').string();
      // Only SCSI controllers (and NVMe from 8.0U2) have the property; SATA and IDE cannot share.
      if (sharing === undefined && !isScsi && told !== 'nvme') return node.get('key').known<BusSharing>('noSharing');
      return sharing as Maybe<BusSharing>;
    },
  };
}

/** Virtual disks, raw device mappings among them; no CD-ROM. */
export function isDisk(node: Node): boolean {
  const className = deviceClass(node);
  return (
    className === 'VirtualDisk' ||
    (className === '' && (node.raw('capacityInKB') !== undefined || node.get('backing').raw('diskMode') !== undefined))
  );
}

function disk(node: Node): DiskSource | null | undefined {
  if (!isDisk(node)) return undefined;
  const backing = node.get('backing');
  const key = node.get('key').number();
  if (key === undefined) return null;
  return {
    key: key.value,
    label: printed(node, 'label') || `disk ${key.value}`,
    get controllerKey() {
      return node.get('controllerKey').number();
    },
    get unit() {
      return node.get('unitNumber').number();
    },
    get file() {
      return backing.get('fileName').string();
    },
    get datastore() {
      return referenceOf(backing.get('datastore')).known();
    },
    get rdm(): Maybe<RawDeviceMapping | null> {
      const lunUuid = backing.get('lunUuid').string();
      const mode = backing.get('compatibilityMode').string();
      if (lunUuid === undefined)
        return mode === undefined && backing.present
          ? backing.get('lunUuid').orAbsent<RawDeviceMapping | null>(undefined, null)
          : undefined;
      return backing
        .get('lunUuid')
        .known<RawDeviceMapping | null>({ mode: mode?.value ?? '', lunUuid: lunUuid.value, evidence: lunUuid });
    },
    get sharing() {
      return backing.get('sharing').string() ?? backing.get('sharing').orAbsent(undefined, 'sharingNone');
    },
    get eagerlyScrub() {
      return backing.get('eagerlyScrub').boolean();
    },
    get thin() {
      return backing.get('thinProvisioned').boolean();
    },
    get mode() {
      return backing.get('diskMode').string();
    },
  };
}

function nic(node: Node, bootOptions: Node): VmNicSource | undefined {
  // The key tells NICs apart and no more: it is no fact that a rule weighs.
  const told = node.raw('key');
  const key = typeof told === 'number' ? told : -1 - Number(node.key);
  if (node.raw('macAddress') === undefined && !/Ethernet|Vmxnet|E1000|PCNet32/i.test(deviceClass(node))) return undefined;
  const backing = node.get('backing');
  const port = backing.get('port');
  return {
    key,
    label: printed(node, 'label') || `NIC ${key}`,
    get network() {
      const name = backing.get('deviceName').string();
      const elsewhere = port.present ? port : backing.get('opaqueNetworkId');
      return name ?? (elsewhere.present ? elsewhere.known<string | null>(null) : undefined);
    },
    get portgroupKey() {
      const own = port.get('portgroupKey').string();
      const elsewhere = backing.get('deviceName').present ? backing.get('deviceName') : backing.get('opaqueNetworkId');
      return own ?? (elsewhere.present ? elsewhere.known<string | null>(null) : undefined);
    },
    get switchUuid() {
      return port.get('switchUuid').string();
    },
    get connected() {
      return node.at('connectable', 'connected').boolean();
    },
    get startConnected() {
      return node.at('connectable', 'startConnected').boolean();
    },
    get bootsFrom() {
      const order = bootOptions.get('bootOrder');
      const entry = order.items().find((item) => item.raw('deviceKey') === key);
      if (entry !== undefined) return entry.get('deviceKey').known(true);
      if (order.present) return order.known(false);
      return bootOptions.present ? order.orAbsent(undefined, false) : bootOptions.orAbsent(undefined, false);
    },
    get kind() {
      const className = deviceClass(node);
      return className === '' ? undefined : node.get(classMember(node)).known(className);
    },
  };
}
