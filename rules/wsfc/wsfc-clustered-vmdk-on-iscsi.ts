import {
  before,
  type Check,
  type ClusterDisk,
  clusterDisks,
  type Device,
  defineRule,
  type Fact,
  type Host,
  listed,
  mapFact,
  notApplicable,
  problem,
  type Unknown,
  unknown,
  type Vm,
  VmfsVolume,
  weighed,
} from 'vlint';
import { says } from '../ledger.ts';
import { certainlyNoDisks, datastoreOf, hostOf, noNode } from './node.ts';

export default defineRule({
  id: 'wsfc-clustered-vmdk-on-iscsi',
  family: 'wsfc',
  title: 'Virtual disks that a Windows cluster shares across hosts must not lie on iSCSI',
  rationale:
    'A virtual disk shared across hosts (clustered VMDK) needs the SCSI-3 persistent reservations of the array for the datastore under it. ESXi ' +
    'passes them on over Fibre Channel (and NVMe from 8.0U3 on) only; over iSCSI the cluster fails its validation or loses its disk.',
  severity: 'error',
  sources: [
    says('S34', 'vSphere 7.0 and 8.0: clustered virtual disks need Fibre Channel and VMFS6; iSCSI and FCoE are not supported.'),
    says('S33', 'ESXi 6.7: virtual disks are shared on one host only.'),
  ],
  exceptions: {
    'raw-device': 'The shared disk is a physical-mode raw device, which may be reached over iSCSI.',
    'fibre-channel': 'The datastore is reached over Fibre Channel.',
    'one-host': 'The nodes that share the virtual disk run on one host.',
    'not-flagged': 'The datastore is not meant for clustered virtual disks.',
    'not-a-node': 'The VM is no node of a Windows cluster.',
  },
  fix: {
    manual: [
      'Move the shared disks to a VMFS6 datastore over Fibre Channel, or map physical-mode raw devices, which may be reached over iSCSI.',
    ],
  },
  each: (inventory) => [...inventory.volumes, ...inventory.vms],
  glance: (subject) => (subject instanceof VmfsVolume ? undefined : certainlyNoDisks(subject)),
  *check(subject) {
    if (subject instanceof VmfsVolume) yield* checkVolume(subject);
    else yield* checkVm(subject);
  },
});

function* checkVolume({ host, name, extents, majorVersion }: VmfsVolume): Check {
  if (majorVersion.known && majorVersion.value < 6) return yield notApplicable('clustered virtual disks need VMFS6');
  const early = before(host, '7.0');
  if (early.known && early.value) return yield notApplicable('ESXi before 7.0 has no clustered virtual disks');
  const network = networkUnder(host, name);
  if (network.known && network.value === null) return yield notApplicable('it is not reached over iSCSI');
  const flag = flagOf(host, name, network);
  if (flag.known && !flag.value) return yield notApplicable('it is not meant for clustered virtual disks');
  for (const fact of [network, flag, majorVersion, early]) if (!fact.known) return yield fact;
  if (!network.known || network.value === null || !flag.known) return;
  yield problem(
    flag,
    `The datastore ${name} is meant for clustered virtual disks, but ${network.value.name} under it is reached over iSCSI. Clustered virtual disks need Fibre Channel.`,
    {
      manual: [`Move the shared disks from ${name} to a datastore over Fibre Channel, or map physical-mode raw devices instead.`],
    },
    { related: weighed(`extents of ${name}`, extents) },
  );
}

/** Whether the device under the datastore, or else the datastore itself, is marked for clustered virtual disks. */
function flagOf(host: Host, name: string, network: Fact<Device | null>): Fact<boolean> {
  if (!network.known) return network;
  const own = host.around.estate.clusteredVmdk(name);
  const device = network.value?.clusteredVmdk ?? own;
  if (device === undefined) return mapFact(network, () => false);
  return device.known ? device : (own ?? device);
}

function* checkVm(vm: Vm): Check {
  const { found, missing } = clusterDisks(vm);
  if (found.length === 0) return yield missing ?? noNode;
  const files = found.filter(
    ({ rdm, controller: { sharing } }) => rdm === null && sharing.known && sharing.value === 'physicalSharing',
  );
  if (files.length === 0) return yield missing ?? notApplicable('it shares no virtual disk over the physical bus');
  const unknowns: Unknown[] = [];
  const wrong: { readonly disk: ClusterDisk; readonly device: Device }[] = [];
  for (const disk of files) {
    const answer = fault(vm, disk);
    if (!answer.known) unknowns.push(answer);
    else if (answer.value) wrong.push({ disk, device: answer.value });
  }
  const [first] = wrong;
  if (first === undefined) {
    const [unknown] = [...unknowns, ...(missing ? [missing] : [])];
    return unknown && (yield unknown);
  }
  const said = listed(wrong.map(({ disk, device }) => `${disk.evidence.value} (on ${device.name})`));
  const others = listed(wrong.flatMap(({ disk }) => disk.others.map((use) => use.vm)));
  yield problem(
    first.disk.evidence,
    `${vm.name} shares ${said} over iSCSI with ${others} on another host. Clustered virtual disks need Fibre Channel.`,
    {
      manual: [
        `Move the shared disks of ${vm.name} to a VMFS6 datastore over Fibre Channel, or map physical-mode raw devices instead.`,
      ],
    },
    { related: wrong.flatMap(({ disk }) => disk.others.flatMap((use) => weighed(`${use.vm} has it too`, use.evidence))) },
  );
}

/** The iSCSI device under a disk that VMs on several hosts share; null when there is no such thing. */
function fault(vm: Vm, { own, others, evidence, hidden }: ClusterDisk): Fact<Device | null> {
  const host = hostOf(vm);
  if (!host.known) return host;
  const network = networkUnder(host.value, datastoreOf(evidence.value));
  if (network.known && network.value === null) return network;
  if (!own.place.known) return own.place;
  const { value: here } = own.place;
  if (others.some(({ place }) => place.known && place.value !== here)) return network;
  const untold = others.find(({ place }) => !place.known)?.place;
  if (untold?.known === false) return untold;
  return hidden ?? mapFact(own.place, () => null);
}

/** The first iSCSI device under a VMFS volume; null when it has none. Unknown for what the host does not list as VMFS. */
function networkUnder(host: Host, name: string): Fact<Device | null> {
  const { volumes, devices } = host;
  if (!volumes.known) return volumes;
  const volume = host.remember('volumes by name', () => new Map(volumes.value.map((item) => [item.name, item]))).get(name);
  if (volume === undefined) {
    const type = host.fileSystemType(name);
    return mapFact(type, () => null);
  }
  const { extents } = volume;
  if (!extents.known) return extents;
  if (!devices.known) return devices;
  const byName = host.remember('devices by name', () => new Map(devices.value.map((device) => [device.name, device])));
  const under = extents.value.flatMap((extent) => byName.get(extent) ?? []);
  let missing: Unknown | undefined;
  for (const device of under) {
    const { transports } = device;
    if (!transports.known) missing ??= transports;
    else if (transports.value.has('iscsi')) return mapFact(transports, () => device);
  }
  if (under.length < extents.value.length)
    missing ??= unknown('device of a datastore', name, 'esxcli storage core device list', 'referred to, but not in the export');
  return missing ?? mapFact(extents, () => null);
}
