import type { HostReference } from './cluster.ts';
import { hostId } from './cluster.ts';
import type { PropertiesEntry } from './entry.ts';
import { volumeUuid } from './host-volumes.ts';
import { idOf } from './identity.ts';
import type { Json } from './json.ts';
import { filled, members, moRef } from './json.ts';

export interface DatastoreDescription {
  readonly name: string;
  readonly id?: string;
  readonly type?: 'VMFS' | 'NFS' | 'NFS41' | 'vsan' | 'VVOL';
  /** Canonical names of the devices, for VMFS. */
  readonly extents?: readonly string[];
  readonly major?: number;
  readonly version?: string;
  readonly server?: string;
  readonly share?: string;
  readonly hosts?: readonly HostReference[];
  /** Names or ids of VMs. */
  readonly vms?: readonly string[];
  readonly clusteredVmdk?: boolean;
  readonly capacity?: number;
}

const gib = 1_073_741_824;

/** The entry of a datastore; its volume uuid is that of the vmfs of the same name on hosts. */
export function datastore(description: DatastoreDescription): PropertiesEntry {
  const { name } = description;
  const type = description.type ?? 'VMFS';
  const id = description.id ?? idOf('datastore', name);
  const url = `ds:///vmfs/volumes/${volumeUuid(name)}/`;
  const capacity = (description.capacity ?? 2048) * gib;
  return {
    source: 'vim',
    object: { type: 'Datastore', value: id },
    properties: members({
      name,
      info: info(description, type, url, capacity),
      summary: {
        datastore: moRef('Datastore', id),
        name,
        url,
        capacity,
        freeSpace: capacity / 2,
        accessible: true,
        multipleHostAccess: (description.hosts ?? []).length > 1,
        type,
        maintenanceMode: 'normal',
      },
      capability: members({
        directoryHierarchySupported: true,
        rawDiskMappingsSupported: type === 'VMFS',
        perFileThinProvisioningSupported: true,
        storageIORMSupported: true,
        nativeSnapshotSupported: false,
        clusteredVmdkSupported: description.clusteredVmdk,
      }),
      host: filled(
        (description.hosts ?? []).map((item) => ({
          key: moRef('HostSystem', hostId(item)),
          mountInfo: { path: url.slice(5), accessMode: 'readWrite', mounted: true, accessible: true },
        })),
      ),
      vm: filled((description.vms ?? []).map((vm) => moRef('VirtualMachine', idOf('vm', vm)))),
    }),
  };
}

function info(item: DatastoreDescription, type: string, url: string, capacity: number): Json {
  const common = { name: item.name, url, freeSpace: capacity / 2, maxFileSize: 70_368_744_177_664 };
  if (type === 'NFS' || type === 'NFS41') {
    const remoteHost = item.server ?? '192.0.2.50';
    const nas = {
      _typeName: 'HostNasVolume',
      type,
      name: item.name,
      capacity,
      remoteHost,
      remotePath: item.share ?? `/export/${item.name}`,
    };
    return { _typeName: 'NasDatastoreInfo', ...common, nas };
  }
  if (type !== 'VMFS') return { _typeName: 'DatastoreInfo', ...common };
  const major = item.major ?? 6;
  const vmfs = members({
    _typeName: 'HostVmfsVolume',
    type,
    name: item.name,
    capacity,
    blockSizeMb: 1,
    majorVersion: major,
    version: item.version ?? (major === 6 ? '6.82' : major === 5 ? '5.81' : '3.60'),
    uuid: volumeUuid(item.name),
    extent: filled((item.extents ?? []).map((diskName) => ({ diskName, partition: 1 }))),
    ssd: true,
    local: false,
  });
  return { _typeName: 'VmfsDatastoreInfo', ...common, vmfs };
}
