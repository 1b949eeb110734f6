import type { Span } from '../translated.ts';
import { type Bus, controllerKey, controllerLabel, diskKey, nicKey } from '../virtual-devices.ts';
import type { Told, VmBuilder } from '../virtual-machine.ts';
import { spanOfElement, type XmlElement } from '../xml.ts';

/** CIM's numbers of kinds of hardware. */
const TYPES = { cpu: '3', memory: '4', ide: '5', scsi: '6', ethernet: '10', disk: '17', otherStorage: '20' } as const;

/** Classes of the API by ResourceSubType, in lower case. */
const CONTROLLERS: ReadonlyMap<string, readonly [Bus, string]> = new Map([
  ['virtualscsi', ['scsi', 'ParaVirtualSCSIController']],
  ['lsilogic', ['scsi', 'VirtualLsiLogicController']],
  ['lsilogicsas', ['scsi', 'VirtualLsiLogicSASController']],
  ['buslogic', ['scsi', 'VirtualBusLogicController']],
  ['vmware.sata.ahci', ['sata', 'VirtualAHCIController']],
  ['ahci', ['sata', 'VirtualAHCIController']],
  ['vmware.nvme.controller', ['nvme', 'VirtualNVMEController']],
]);
const NICS: ReadonlyMap<string, string> = new Map([
  ['vmxnet3', 'VirtualVmxnet3'],
  ['e1000', 'VirtualE1000'],
  ['e1000e', 'VirtualE1000e'],
  ['pcnet32', 'VirtualPCNet32'],
]);

/** One piece of virtual hardware. */
export class Item {
  readonly element: XmlElement;

  constructor(element: XmlElement) {
    this.element = element;
  }

  get(name: string): Told | undefined {
    const child = this.element.children.find((candidate) => candidate.name === name);
    const value = child?.text.trim() ?? '';
    return child === undefined || value === '' ? undefined : { value, span: spanOfElement(child) };
  }

  text(name: string): string {
    return String(this.get(name)?.value ?? '');
  }

  /** What VMware's own element `Config` sets, by the API's path of the property. */
  config(key: string): Told | undefined {
    return configOf(this.element, key);
  }

  get own(): Span {
    const { line, column, name } = this.element;
    return { line, column, endColumn: column + name.length + 1 };
  }

  get type(): string {
    return this.text('ResourceType');
  }

  /** The sub-type; nothing when there is a choice of several, of which whoever imports the VM takes one. */
  get subType(): Told | undefined {
    const told = this.get('ResourceSubType');
    return told === undefined || /[\s,]/.test(String(told.value))
      ? undefined
      : { ...told, value: String(told.value).toLowerCase() };
  }
}

export function configOf(element: XmlElement, key: string): Told | undefined {
  const found = element.children.find((child) => child.name === 'Config' && child.attributes.get('key')?.value === key);
  const value = found?.attributes.get('value')?.value;
  return found === undefined || value === undefined ? undefined : { value, span: spanOfElement(found) };
}

/** What the items of one VM become: processors, memory, controllers, disks and network adapters. */
export function addItems(vm: VmBuilder, items: readonly Item[], fileOf: (hostResource: string) => Told | undefined): void {
  const places = new Map<string, readonly [Bus, number]>();
  const seen = new Map<Bus, number>();
  for (const item of items) {
    const found = busOf(item);
    if (found === undefined) continue;
    const [bus, className] = found;
    const address = item.text('Address');
    const next = seen.get(bus) ?? 0;
    const number = /^\d{1,2}$/.test(address) ? Number(address) : next;
    seen.set(bus, Math.max(next, number + 1));
    places.set(item.text('InstanceID'), [bus, number]);
    addController(vm, item, bus, className, number);
  }
  let disks = 0;
  let nics = 0;
  for (const item of items) {
    if (item.type === TYPES.cpu) vm.hardwareSetting('numCPU', quantity(item, 1));
    if (item.type === TYPES.memory) vm.hardwareSetting('memoryMB', quantity(item, mebibytes(item.text('AllocationUnits'))));
    if (item.type === TYPES.disk) addDisk(vm, item, places.get(item.text('Parent')), ++disks, fileOf);
    if (item.type === TYPES.ethernet) addNic(vm, item, nics++);
  }
}

function busOf(item: Item): readonly [Bus, string | undefined] | undefined {
  if (item.type === TYPES.ide) return ['ide', 'VirtualIDEController'];
  const told = CONTROLLERS.get(String(item.subType?.value ?? ''));
  if (item.type === TYPES.scsi) return ['scsi', told?.[0] === 'scsi' ? told[1] : undefined];
  return item.type === TYPES.otherStorage ? told : undefined;
}

function addController(vm: VmBuilder, item: Item, bus: Bus, className: string | undefined, number: number): void {
  const { own } = item;
  const told = (value: unknown, span = own): Told => ({ value, span });
  vm.device(own, {
    _typeName: className === undefined ? undefined : told(className, item.get('ResourceSubType')?.span),
    key: told(controllerKey(bus, number)),
    deviceInfo: told(vm.object({ label: told(controllerLabel(bus, number)) })),
    busNumber: told(number, item.get('Address')?.span),
    sharedBus: item.config('sharedBus'),
    scsiCtlrUnitNumber: bus === 'scsi' ? told(7) : undefined,
  });
}

function addDisk(
  vm: VmBuilder,
  item: Item,
  place: readonly [Bus, number] | undefined,
  ordinal: number,
  fileOf: (hostResource: string) => Told | undefined,
): void {
  const { own } = item;
  const told = (value: unknown, span = own): Told => ({ value, span });
  const address = item.get('AddressOnParent');
  const unit = /^\d{1,3}$/.test(String(address?.value)) ? Number(address?.value) : undefined;
  const [bus, number] = place ?? [];
  vm.device(
    own,
    {
      _typeName: told('VirtualDisk'),
      // Without a place on a bus the number only tells disks apart.
      key: told(bus === undefined || number === undefined || unit === undefined ? -ordinal : diskKey(bus, number, unit)),
      deviceInfo: told(vm.object({ label: told(`Hard disk ${ordinal}`) })),
      controllerKey:
        bus === undefined || number === undefined ? undefined : told(controllerKey(bus, number), item.get('Parent')?.span),
      unitNumber: unit === undefined ? undefined : told(unit, address?.span),
    },
    // Disks in an OVF are files, never raw devices.
    {
      isWhole: true,
      members: {
        fileName: fileOf(item.text('HostResource')) ?? item.get('HostResource'),
        sharing: item.config('backing.sharing'),
      },
    },
  );
}

function addNic(vm: VmBuilder, item: Item, index: number): void {
  const { own, subType } = item;
  const told = (value: unknown, span = own): Told => ({ value, span });
  const className = NICS.get(String(subType?.value ?? ''));
  const automatic = item.get('AutomaticAllocation');
  const starts = item.config('connectable.startConnected') ?? automatic;
  vm.device(
    own,
    {
      _typeName: className === undefined ? undefined : told(className, subType?.span),
      key: told(nicKey(index)),
      deviceInfo: told(vm.object({ label: told(`Network adapter ${index + 1}`) })),
      // The address is made when the VM is.
      macAddress: item.get('Address') ?? told('not yet generated'),
      connectable: starts && told(vm.object({ startConnected: starts }), starts.span),
    },
    { isWhole: true, members: { deviceName: item.get('Connection') } },
  );
}

function quantity(item: Item, factor: number | undefined): Told | undefined {
  const told = item.get('VirtualQuantity');
  const value = /^\d{1,12}$/.test(String(told?.value)) && factor !== undefined ? Number(told?.value) * factor : undefined;
  return told === undefined || value === undefined ? undefined : { ...told, value };
}

/** MiB in the unit: "byte * 2^20", "MegaBytes". */
function mebibytes(unit: string): number | undefined {
  const power = /^byte\s*\*\s*2\^(\d{1,2})$/.exec(unit.trim())?.[1];
  if (power !== undefined) return 2 ** (Number(power) - 20);
  return { megabytes: 1, mb: 1, gigabytes: 1024, gb: 1024 }[unit.trim().toLowerCase()];
}
