import { defineRule, notApplicable, problem, weighed } from 'vlint';
import { says } from '../ledger.ts';
import { volumeOn } from './lookup.ts';

export default defineRule({
  id: 'vmfs-device-perennially-reserved',
  family: 'vmfs',
  title: 'A device with a VMFS volume must not be marked perennially reserved',
  rationale:
    'The mark tells a host not to wait for a device that a cluster of guests keeps reserved. On a device with a VMFS volume the host ' +
    'passes over its own datastore at boot and at rescans. It is mostly left over from a raw device that was used for something else since.',
  severity: 'error',
  sources: [
    says('S36', 'Never mark devices with a VMFS volume; clear the mark when a device is used for something else.'),
    says('S50', 'ScsiLun.perenniallyReserved exists since vSphere API 6.7 Update 2; unset means that it is not known.'),
  ],
  exceptions: {
    'rdm-pointer': 'The device is mapped raw and only its mapping file lies on VMFS: the extent is another device.',
    'no-volume': 'No VMFS volume of the host has the device as an extent.',
  },
  fix: {
    esxcli: [
      'esxcli storage core device setconfig -d naa.x --perennially-reserved=false',
      'esxcli storage core device list -d naa.x',
    ],
    powercli: ["(Get-EsxCli -VMHost $h -V2).storage.core.device.setconfig.Invoke(@{device='naa.x';perenniallyreserved=$false})"],
  },
  each: (inventory) => inventory.devices,
  *check(device) {
    const { host, name, disk, perenniallyReserved } = device;
    if (disk.known && !disk.value) return yield notApplicable('no disk');
    if (perenniallyReserved.known && !perenniallyReserved.value) return;
    const volume = volumeOn(device);
    if (volume.known && volume.value === null) return;
    if (!volume.known) return yield volume;
    if (!perenniallyReserved.known) return yield perenniallyReserved;
    const datastore = volume.value?.name ?? '';
    yield problem(
      perenniallyReserved,
      `${name} is marked perennially reserved on ${host.name} and holds the datastore ${datastore}.`,
      {
        esxcli: [
          `esxcli storage core device setconfig -d ${name} --perennially-reserved=false`,
          `esxcli storage core device list -d ${name}`,
        ],
        powercli: [
          `(Get-EsxCli -VMHost '${host.name}' -V2).storage.core.device.setconfig.Invoke(@{device='${name}';perenniallyreserved=$false})`,
        ],
      },
      { related: weighed(`${name} is an extent of ${datastore}`, volume) },
    );
  },
});
