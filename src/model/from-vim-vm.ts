import type { Maybe, Node } from './node.ts';
import { referenceOf } from './reference.ts';
import type { BusSharing, ControllerKind, ControllerSource, DiskSource, RawDeviceMapping, VmNicSource, VmSource } from './vm.ts';

/** What a VirtualMachine dump (any producer, canonical spelling) knows. */
export function vimVm(properties: Node): VmSource {
  return new VimVm(properties);
}

/** A class, since an estate has tens of thousands of them: an object literal would make all its getters anew for each. */
class VimVm implements VmSource {
  readonly name: string;
  readonly identity: string;
  private readonly properties: Node;
  private readonly config: Node;
  private readonly devices: Node;
  private listed: readonly Node[] | undefined;

  constructor(properties: Node) {
    this.name = vmName(properties);
    this.identity = vmIdentity(properties);
    this.properties = properties;
    this.config = properties.get('config');
    this.devices = this.config.at('hardware', 'device');
  }

  /** Undefined where the list of devices is not known. */
  private deviceNodes(): readonly Node[] | undefined {
    this.listed ??= this.devices.list()?.value;
    return this.listed;
  }

  get uuid() {
    return this.config.get('instanceUuid').string() ?? this.config.get('uuid').string();
  }
  get hostRef() {
    const { properties } = this;
    return (
      referenceOf(properties.at('runtime', 'host')).known() ?? referenceOf(properties.at('summary', 'runtime', 'host')).known()
    );
  }
  get hardwareVersion() {
    return this.config.get('version').string();
  }
  get guestId() {
    return this.config.get('guestId').string();
  }
  get guestName() {
    return this.config.get('guestFullName').string();
  }
  get poweredOn() {
    const state = this.properties.at('runtime', 'powerState');
    const value = state.string();
    return value && state.known(value.value === 'poweredOn');
  }
  get template() {
    return this.config.get('template').boolean();
  }
  get hasSnapshots() {
    const snapshot = this.properties.get('snapshot');
    if (snapshot.present) return snapshot.known(true);
    // A VM without snapshots has no snapshot property; only a dump of the whole object (which lists files) says so.
    return this.properties.get('layoutEx').present ? snapshot.known(false) : undefined;
  }
  get faultTolerant() {
    const state = this.properties.at('runtime', 'faultToleranceState');
    const value = state.string();
    return value && state.known(value.value !== 'notConfigured');
  }
  get controllers() {
    const nodes = this.deviceNodes();
    return (
      nodes &&
      whole(
        this.devices,
        nodes.map((node) => controller(node, nodes)),
      )
    );
  }
  get disks() {
    const nodes = this.deviceNodes();
    return nodes && whole(this.devices, nodes.map(disk));
  }
  get memoryMiB() {
    return this.config.at('hardware', 'memoryMB').number();
  }
  get toolsStatus() {
    return this.properties.at('guest', 'toolsVersionStatus2').string();
  }
  get cpus() {
    return this.config.at('hardware', 'numCPU').number();
  }
  get firmware() {
    return this.config.get('firmware').string();
  }
  get memoryLocked() {
    return this.config.get('memoryReservationLockedToMax').boolean();
  }
  get bootDisk() {
    return bootDisk(this.config.get('bootOptions'), this.devices);
  }
  get nics() {
    const nodes = this.deviceNodes();
    if (nodes === undefined) return undefined;
    const options = this.config.get('bootOptions');
    return this.devices.known(nodes.map((item) => nic(item, options)).filter((item) => item !== undefined));
  }
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
function controller(node: Node, devices: readonly Node[]): ControllerSource | null | undefined {
  if (node.raw('busNumber') === undefined) return undefined;
  const className = deviceClass(node);
  const label = printed(node, 'label') || className;
  const isScsi = node.raw('sharedBus') !== undefined || node.raw('scsiCtlrUnitNumber') !== undefined;
  const told =
    className === '' ? (kindOfController(printed(node, 'summary')) ?? kindOfController(label)) : kindOfController(className);
  if (!told && !isScsi) return undefined;
  const key = node.get('key').number();
  if (key === undefined) return null;
  // A SCSI controller that leaves the bus sharing out: with a raw device on it, that may be the shared disk of a cluster.
  const mayShare = isScsi || (told !== 'ahci' && told !== 'ide' && carriesRaw(devices, key.value));
  return new VimController(node, key.value, label === '' ? `controller ${key.value}` : label, className, told, mayShare);
}

function carriesRaw(devices: readonly Node[], controllerKey: number): boolean {
  return devices.some(
    (device) => device.raw('controllerKey') === controllerKey && device.get('backing').raw('lunUuid') !== undefined,
  );
}

class VimController implements ControllerSource {
  readonly key: number;
  readonly label: string;
  private readonly node: Node;
  private readonly className: string;
  private readonly told: ControllerKind | undefined;
  private readonly mayShare: boolean;

  constructor(node: Node, key: number, label: string, className: string, told: ControllerKind | undefined, mayShare: boolean) {
    this.node = node;
    this.key = key;
    this.label = label;
    this.className = className;
    this.told = told;
    this.mayShare = mayShare;
  }

  get bus() {
    return this.node.get('busNumber').number();
  }
  get kind() {
    const { node, told } = this;
    if (!told) return undefined;
    const evidence = this.className === '' ? node.at('deviceInfo', 'summary') : node.get(classMember(node));
    return (evidence.present ? evidence : node.get('key')).known(told);
  }
  get sharing() {
    const sharing = this.node.get('sharedBus').string();
    // Only SCSI controllers (and NVMe from 8.0U2) have the property; SATA and IDE cannot share.
    if (sharing === undefined && !this.mayShare && this.told !== 'nvme')
      return this.node.get('key').known<BusSharing>('noSharing');
    return sharing as Maybe<BusSharing>;
  }
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
  return new VimDisk(node, backing, key.value);
}

/** Its members that many rules ask for are made once. */
class VimDisk implements DiskSource {
  readonly key: number;
  readonly label: string;
  private readonly node: Node;
  private readonly backing: Node;
  private hangsOn: Maybe<number>;
  private mapping: Maybe<RawDeviceMapping | null>;
  private shared: Maybe<string>;
  private path: Maybe<string>;

  constructor(node: Node, backing: Node, key: number) {
    this.key = key;
    this.label = printed(node, 'label') || `disk ${key}`;
    this.node = node;
    this.backing = backing;
  }

  get controllerKey() {
    this.hangsOn ??= this.node.get('controllerKey').number();
    return this.hangsOn;
  }
  get unit() {
    return this.node.get('unitNumber').number();
  }
  get file() {
    this.path ??= this.backing.get('fileName').string();
    return this.path;
  }
  get datastore() {
    return referenceOf(this.backing.get('datastore')).known();
  }
  get rdm(): Maybe<RawDeviceMapping | null> {
    this.mapping ??= rawMapping(this.backing);
    return this.mapping;
  }
  get sharing() {
    const sharing = this.backing.get('sharing');
    this.shared ??= sharing.string() ?? sharing.orAbsent(undefined, 'sharingNone');
    return this.shared;
  }
  get eagerlyScrub() {
    return this.backing.get('eagerlyScrub').boolean();
  }
  get thin() {
    return this.backing.get('thinProvisioned').boolean();
  }
  get mode() {
    return this.backing.get('diskMode').string();
  }
}

function rawMapping(backing: Node): Maybe<RawDeviceMapping | null> {
  const node = backing.get('lunUuid');
  const lunUuid = node.string();
  const mode = backing.get('compatibilityMode').string();
  if (lunUuid === undefined)
    return mode === undefined && backing.present ? node.orAbsent<RawDeviceMapping | null>(undefined, null) : undefined;
  return node.known<RawDeviceMapping | null>({ mode: mode?.value ?? '', lunUuid: lunUuid.value, evidence: lunUuid });
}

function nic(node: Node, bootOptions: Node): VmNicSource | undefined {
  // The key tells NICs apart and no more: it is no fact that a rule weighs.
  const told = node.raw('key');
  const key = typeof told === 'number' ? told : -1 - Number(node.key);
  if (node.raw('macAddress') === undefined && !/Ethernet|Vmxnet|E1000|PCNet32/i.test(deviceClass(node))) return undefined;
  return new VimNic(node, bootOptions, key);
}

class VimNic implements VmNicSource {
  readonly key: number;
  readonly label: string;
  private readonly node: Node;
  private readonly bootOptions: Node;
  private readonly backing: Node;
  private readonly port: Node;
  private named: Maybe<string | null>;
  private grouped: Maybe<string | null>;

  constructor(node: Node, bootOptions: Node, key: number) {
    this.key = key;
    this.label = printed(node, 'label') || `NIC ${key}`;
    this.node = node;
    this.bootOptions = bootOptions;
    this.backing = node.get('backing');
    this.port = this.backing.get('port');
  }

  get network() {
    this.named ??= this.networkFact();
    return this.named;
  }
  get portgroupKey() {
    this.grouped ??= this.portgroupFact();
    return this.grouped;
  }
  get switchUuid() {
    return this.port.get('switchUuid').string();
  }
  get connected() {
    return this.node.at('connectable', 'connected').boolean();
  }
  get startConnected() {
    return this.node.at('connectable', 'startConnected').boolean();
  }
  get bootsFrom() {
    const { bootOptions, key } = this;
    const order = bootOptions.get('bootOrder');
    const entry = order.items().find((item) => item.raw('deviceKey') === key);
    if (entry !== undefined) return entry.get('deviceKey').known(true);
    if (order.present) return order.known(false);
    return bootOptions.present ? order.orAbsent(undefined, false) : bootOptions.orAbsent(undefined, false);
  }
  get kind() {
    const className = deviceClass(this.node);
    return className === '' ? undefined : this.node.get(classMember(this.node)).known(className);
  }

  private networkFact(): Maybe<string | null> {
    const { backing, port } = this;
    const name = backing.get('deviceName').string();
    const elsewhere = port.present ? port : backing.get('opaqueNetworkId');
    return name ?? (elsewhere.present ? elsewhere.known<string | null>(null) : undefined);
  }
  private portgroupFact(): Maybe<string | null> {
    const { backing, port } = this;
    const own = port.get('portgroupKey').string();
    const elsewhere = backing.get('deviceName').present ? backing.get('deviceName') : backing.get('opaqueNetworkId');
    return own ?? (elsewhere.present ? elsewhere.known<string | null>(null) : undefined);
  }
}
