import { type JsonCursor, Sources } from '../derived.ts';
import type { JsonSink } from '../json-format.ts';
import { controllerKey, controllerLabel, diskKey, nicKey } from '../virtual-devices.ts';

const SCSI_CLASSES: ReadonlyMap<string, string> = new Map([
  ['pvscsi', 'ParaVirtualSCSIController'],
  ['lsilogic', 'VirtualLsiLogicController'],
  ['lsilogic-sas', 'VirtualLsiLogicSASController'],
  ['buslogic', 'VirtualBusLogicController'],
]);
const NIC_CLASSES: ReadonlyMap<string, string> = new Map([
  ['vmxnet3', 'VirtualVmxnet3'],
  ['e1000', 'VirtualE1000'],
  ['e1000e', 'VirtualE1000e'],
]);
/** The provider counts SCSI disks through all controllers, 15 on each; the place 7 is the controller's own. */
const PER_CONTROLLER = 15;

/**
 * vsphere_virtual_machine as an object of the API. Its disks are told with their controllers; files, and whether a disk is a raw device,
 * are not.
 */
export function handMachine(document: string, address: string, values: JsonCursor, sink: JsonSink): void {
  const sources = new Sources();
  const [root, config, hardware, devices]: [object, object, object, object[]] = [{}, {}, {}, []];
  const name = values.get('name');
  sources.put(root, 'name', name, `${document}: ${name.text ?? address}`);
  sources.put(root, 'plannedBy', values, document);
  sources.put(config, 'guestId', values.get('guest_id'), values.get('guest_id').text);
  sources.put(config, 'firmware', values.get('firmware'), values.get('firmware').text);
  sources.put(hardware, 'memoryMB', values.get('memory'), values.get('memory').number);
  sources.put(hardware, 'numCPU', values.get('num_cpus'), values.get('num_cpus').number);
  const count = values.get('scsi_controller_count').number;
  const disks = values.get('disk').items();
  for (let number = 0; number < Math.min(4, count ?? 0); number++) devices.push(controller(values, number, sources));
  for (const disk of disks) devices.push(diskOf(disk, devices.length, sources));
  values
    .get('network_interface')
    .items()
    .forEach((nic, index) => {
      devices.push(nicOf(nic, index, sources));
    });
  // Without their number the controllers are not known, and so not all devices.
  if (count !== undefined && values.get('disk').present) sources.put(hardware, 'device', values.get('disk'), devices);
  sources.put(config, 'hardware', values, hardware);
  sources.put(root, 'config', values, config);
  sources.incomplete.add(config).add(hardware);
  sink.object({ type: 'VirtualMachine', id: `${document}#${address}` }, root, sources);
}

function controller(values: JsonCursor, number: number, sources: Sources): object {
  const device = {};
  const [type, sharing] = [values.get('scsi_type'), values.get('scsi_bus_sharing')];
  sources.put(device, '_typeName', type, SCSI_CLASSES.get(type.text ?? ''));
  sources.put(device, 'key', values, controllerKey('scsi', number));
  sources.put(device, 'deviceInfo', values, { label: controllerLabel('scsi', number) });
  sources.put(device, 'busNumber', values, number);
  sources.put(device, 'sharedBus', sharing, sharing.text);
  sources.put(device, 'scsiCtlrUnitNumber', values, 7);
  return device;
}

function diskOf(disk: JsonCursor, index: number, sources: Sources): object {
  const device = {};
  const backing = {};
  const unit = disk.get('unit_number').number;
  const isScsi = (disk.get('controller_type').text ?? 'scsi') === 'scsi';
  sources.put(device, '_typeName', disk, 'VirtualDisk');
  sources.put(device, 'deviceInfo', disk.get('label'), { label: disk.get('label').text ?? `disk ${index}` });
  if (isScsi && unit !== undefined) {
    const [bus, place] = [Math.floor(unit / PER_CONTROLLER), unit % PER_CONTROLLER];
    const slot = place < 7 ? place : place + 1;
    sources.put(device, 'key', disk, diskKey('scsi', bus, slot));
    sources.put(device, 'controllerKey', disk.get('unit_number'), controllerKey('scsi', bus));
    sources.put(device, 'unitNumber', disk.get('unit_number'), slot);
  }
  sources.put(backing, 'sharing', disk.get('disk_sharing'), disk.get('disk_sharing').text);
  sources.put(backing, 'diskMode', disk.get('disk_mode'), disk.get('disk_mode').text);
  sources.put(device, 'backing', disk, backing);
  sources.incomplete.add(backing).add(device);
  return device;
}

function nicOf(nic: JsonCursor, index: number, sources: Sources): object {
  const device = {};
  const backing = {};
  sources.put(device, '_typeName', nic.get('adapter_type'), NIC_CLASSES.get(nic.get('adapter_type').text ?? ''));
  sources.put(device, 'key', nic, nicKey(index));
  sources.put(device, 'deviceInfo', nic, { label: `Network adapter ${index + 1}` });
  sources.put(device, 'macAddress', nic.get('mac_address'), nic.get('mac_address').text ?? 'not yet generated');
  sources.put(device, 'backing', nic, backing);
  sources.incomplete.add(backing).add(device);
  return device;
}
