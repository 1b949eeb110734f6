import type { PropertiesEntry } from '../entry.ts';
import type { Json, JsonObject } from '../json.ts';
import { isArray, isObject } from '../json.ts';

/** The devices of a VM, each with what hangs on it. */
function devicesOf({ properties }: PropertiesEntry): JsonObject[] {
  const device = at(properties, 'config', 'hardware', 'device');
  return isArray(device) ? device.filter(isObject) : [];
}

function at(value: Json | undefined, ...keys: readonly string[]): Json | undefined {
  return keys.reduce<Json | undefined>((found, key) => (isObject(found) ? found[key] : undefined), value);
}

const text = (value: Json | undefined) => String(value ?? '');

const SCSI: Readonly<Record<string, { readonly vmx: string; readonly ovf: string }>> = {
  ParaVirtualSCSIController: { vmx: 'pvscsi', ovf: 'VirtualSCSI' },
  VirtualLsiLogicSASController: { vmx: 'lsisas1068', ovf: 'lsilogicsas' },
  VirtualLsiLogicController: { vmx: 'lsilogic', ovf: 'lsilogic' },
  VirtualBusLogicController: { vmx: 'buslogic', ovf: 'buslogic' },
};
const OTHERS: Readonly<Record<string, { readonly vmx: string; readonly ovf: string; readonly type: number }>> = {
  VirtualAHCIController: { vmx: 'sata', ovf: 'vmware.sata.ahci', type: 20 },
  VirtualNVMEController: { vmx: 'nvme', ovf: 'vmware.nvme.controller', type: 20 },
  VirtualIDEController: { vmx: 'ide', ovf: '', type: 5 },
};
const NICS: Readonly<Record<string, { readonly vmx: string; readonly ovf: string }>> = {
  VirtualVmxnet3: { vmx: 'vmxnet3', ovf: 'VmxNet3' },
  VirtualE1000: { vmx: 'e1000', ovf: 'E1000' },
  VirtualE1000e: { vmx: 'e1000e', ovf: 'E1000e' },
  VirtualPCNet32: { vmx: 'vlance', ovf: 'PCNet32' },
};
const SHARING: Readonly<Record<string, string>> = { noSharing: 'none', virtualSharing: 'virtual', physicalSharing: 'physical' };

/** "scsi1" for a controller, by its class and bus number. */
function controllerName(device: JsonObject): string | undefined {
  const name = text(device._typeName);
  const bus = SCSI[name] ? 'scsi' : OTHERS[name]?.vmx;
  return bus && `${bus}${text(device.busNumber)}`;
}

/** The .vmx file of a VM, as ESXi writes it. `guestOs` is the file's own word for the guest. */
export function vmxFile(vm: PropertiesEntry, guestOs: string): string {
  const config = (name: string) => text(at(vm.properties, 'config', name));
  const devices = devicesOf(vm);
  const spaced = (uuid: string) =>
    uuid
      .replaceAll('-', '')
      .replace(/../g, '$& ')
      .trim()
      .replace(/^(.{23}) /, '$1-');
  const settings: [string, string][] = [
    ['.encoding', 'UTF-8'],
    ['config.version', '8'],
    ['virtualHW.version', config('version').replace('vmx-', '')],
    ['displayName', text(vm.properties.name)],
    ['guestOS', guestOs],
    ['uuid.bios', spaced(config('uuid'))],
    ['vc.uuid', spaced(config('instanceUuid'))],
    ['firmware', config('firmware')],
    ['memSize', text(at(vm.properties, 'config', 'hardware', 'memoryMB'))],
    ['numvcpus', text(at(vm.properties, 'config', 'hardware', 'numCPU'))],
    ['sched.mem.pin', config('memoryReservationLockedToMax').toUpperCase()],
  ];
  for (const device of devices) {
    const name = controllerName(device);
    if (name !== undefined) {
      settings.push([`${name}.present`, 'TRUE']);
      const type = SCSI[text(device._typeName)]?.vmx;
      if (type !== undefined) settings.push([`${name}.virtualDev`, type]);
      const sharing = SHARING[text(device.sharedBus)];
      if (type !== undefined && sharing !== 'none') settings.push([`${name}.sharedBus`, sharing ?? 'none']);
    }
    if (device._typeName === 'VirtualDisk') {
      const parent = devices.find((item) => item.key === device.controllerKey);
      const disk = `${parent && controllerName(parent)}:${text(device.unitNumber)}`;
      const file = text(at(device, 'backing', 'fileName')).replace(/^\[(.*?)\] /, '/vmfs/volumes/$1/');
      settings.push([`${disk}.present`, 'TRUE'], [`${disk}.fileName`, file], [`${disk}.deviceType`, 'scsi-hardDisk']);
      if (at(device, 'backing', 'sharing') === 'sharingMultiWriter') settings.push([`${disk}.sharing`, 'multi-writer']);
    }
  }
  devices
    .filter((device) => device.macAddress !== undefined)
    .forEach((device, index) => {
      const name = `ethernet${index}`;
      settings.push([`${name}.present`, 'TRUE'], [`${name}.virtualDev`, NICS[text(device._typeName)]?.vmx ?? '']);
      settings.push([`${name}.networkName`, text(at(device, 'backing', 'deviceName'))]);
      settings.push([`${name}.generatedAddress`, text(device.macAddress)]);
      if (at(device, 'connectable', 'startConnected') === false) settings.push([`${name}.startConnected`, 'FALSE']);
    });
  return settings.map(([key, value]) => `${key} = "${value.replaceAll('|', '|7C').replaceAll('"', '|22')}"\n`).join('');
}

const NAMESPACES =
  'xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" ' +
  'xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData" ' +
  'xmlns:vssd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_VirtualSystemSettingData" xmlns:vmw="http://www.vmware.com/schema/ovf"';

/** One descriptor of VMs as vCenter exports them: one alone, several in a collection. */
export function ovfFile(vms: readonly PropertiesEntry[]): string {
  const files = vms.flatMap((vm, of) => disksOf(vm).map((_, index) => `disk-${of}-${index}`));
  const systems = vms.map((vm, of) => system(vm, of));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<Envelope ${NAMESPACES}>`,
    '  <References>',
    ...files.map((id) => `    <File ovf:href="${id}.vmdk" ovf:id="file-${id}" ovf:size="68096"/>`),
    '  </References>',
    '  <DiskSection>',
    '    <Info>Virtual disk information</Info>',
    ...files.map(
      (id) =>
        `    <Disk ovf:capacity="40" ovf:capacityAllocationUnits="byte * 2^30" ovf:diskId="${id}" ovf:fileRef="file-${id}"/>`,
    ),
    '  </DiskSection>',
    ...(vms.length === 1 ? systems : ['  <VirtualSystemCollection ovf:id="app">', ...systems, '  </VirtualSystemCollection>']),
    '</Envelope>\n',
  ].join('\n');
}

function disksOf(vm: PropertiesEntry): JsonObject[] {
  return devicesOf(vm).filter((device) => device._typeName === 'VirtualDisk');
}

function system(vm: PropertiesEntry, of: number): string {
  const config = (name: string) => text(at(vm.properties, 'config', name));
  const disks = disksOf(vm);
  const item = (members: Readonly<Record<string, string | number | undefined>>, more = '') =>
    [
      '      <Item>',
      ...Object.entries(members).flatMap(([name, value]) =>
        value === undefined ? [] : [`        <rasd:${name}>${value}</rasd:${name}>`],
      ),
      ...(more === '' ? [] : [`        ${more}`]),
      '      </Item>',
    ].join('\n');
  const items = devicesOf(vm).flatMap((device) => {
    const name = text(device._typeName);
    const id = { InstanceID: text(device.key) };
    if (SCSI[name]) {
      const sharing = `<vmw:Config ovf:required="false" vmw:key="sharedBus" vmw:value="${text(device.sharedBus)}"/>`;
      return [
        item(
          {
            Address: text(device.busNumber),
            ElementName: 'SCSI controller',
            ...id,
            ResourceSubType: SCSI[name].ovf,
            ResourceType: 6,
          },
          sharing,
        ),
      ];
    }
    const other = OTHERS[name];
    if (other) {
      return [
        item({ Address: text(device.busNumber), ...id, ResourceSubType: other.ovf || undefined, ResourceType: other.type }),
      ];
    }
    if (name === 'VirtualDisk') {
      const resource = `ovf:/disk/disk-${of}-${disks.indexOf(device)}`;
      return [
        item({
          AddressOnParent: text(device.unitNumber),
          HostResource: resource,
          ...id,
          Parent: text(device.controllerKey),
          ResourceType: 17,
        }),
      ];
    }
    const nic = NICS[name];
    const connected = at(device, 'connectable', 'startConnected') !== false;
    return nic
      ? [
          item({
            AutomaticAllocation: String(connected),
            Connection: text(at(device, 'backing', 'deviceName')),
            ...id,
            ResourceSubType: nic.ovf,
            ResourceType: 10,
          }),
        ]
      : [];
  });
  return [
    `  <VirtualSystem ovf:id="${text(vm.properties.name)}">`,
    `    <Name>${text(vm.properties.name)}</Name>`,
    `    <OperatingSystemSection ovf:id="80" vmw:osType="${config('guestId')}">`,
    `      <Description>${config('guestFullName')}</Description>`,
    '    </OperatingSystemSection>',
    '    <VirtualHardwareSection>',
    `      <System><vssd:VirtualSystemType>${config('version')}</vssd:VirtualSystemType></System>`,
    item({
      AllocationUnits: 'hertz * 10^6',
      InstanceID: 1,
      ResourceType: 3,
      VirtualQuantity: text(at(vm.properties, 'config', 'hardware', 'numCPU')),
    }),
    item({
      AllocationUnits: 'byte * 2^20',
      InstanceID: 2,
      ResourceType: 4,
      VirtualQuantity: text(at(vm.properties, 'config', 'hardware', 'memoryMB')),
    }),
    ...items,
    `      <vmw:Config ovf:required="false" vmw:key="firmware" vmw:value="${config('firmware')}"/>`,
    '    </VirtualHardwareSection>',
    '  </VirtualSystem>',
  ].join('\n');
}
