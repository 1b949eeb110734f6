import { unknown } from './entity.ts';
import { type Fact, mapFact } from './fact.ts';
import type { Host } from './host.ts';
import type { NfsMount, VmfsVolume } from './storage.ts';
import type { DiskSource, RawDeviceMapping } from './vm.ts';
import { VmPart } from './vm-part.ts';

/** A virtual disk of a VM, or a raw device that it maps. */
export class VmDisk extends VmPart<DiskSource> {
  protected get subjectKind() {
    return 'vm-disk' as const;
  }

  protected get supplies() {
    return DISK_SUPPLIES;
  }

  /** "[datastore] folder/name.vmdk" */
  get file(): Fact<string> {
    return this.pick('file');
  }
  /** Reference of the datastore. */
  get datastore(): Fact<string> {
    return this.pick('datastore');
  }
  /** Raw device mapping; null for an ordinary virtual disk. */
  get rdm(): Fact<RawDeviceMapping | null> {
    return this.pick('rdm');
  }
  /** sharingNone or sharingMultiWriter. */
  get sharing(): Fact<string> {
    return this.pick('sharing');
  }

  /** The name of the datastore that holds it: by reference where the datastore was exported, else by the "[name]" of the file. */
  get datastoreName(): Fact<string> {
    const { datastore, file, host } = this;
    const told = datastore.known ? host?.around.estate.datastoreName(datastore.value) : undefined;
    if (told !== undefined) return told;
    if (!file.known) return file;
    const name = /^\[([^\]]+)\]/.exec(file.value)?.[1];
    return name === undefined
      ? unknown('datastore of a disk', `${this.name} of ${this.vm.name}`, VM_COLLECT, `${file.value} names none`)
      : mapFact(file, () => name);
  }

  /** The VMFS volume or NFS mount that holds it, as its VM's host has mounted it. Unknown on vSAN and vVols, which are neither. */
  get volume(): Fact<VmfsVolume | NfsMount> {
    const { datastoreName, host } = this;
    if (!datastoreName.known) return datastoreName;
    const { value: name } = datastoreName;
    if (host === undefined)
      return unknown('datastore', `${name} of ${this.vm.name}`, VOLUMES, 'the host of the VM is not in the export');
    const found = volumesOf(host).get(name);
    if (found !== undefined) return mapFact(datastoreName, () => found);
    if (!host.volumes.known) return host.volumes;
    return unknown('datastore', `${name} on ${host.name}`, VOLUMES, 'referred to, but not in the export');
  }
}

/** A host has thousands of disks on a few volumes. */
function volumesOf(host: Host): ReadonlyMap<string, VmfsVolume | NfsMount> {
  return host.remember('volumes by name', () => {
    const { volumes, nfsMounts } = host;
    const mounted = [...(nfsMounts.known ? nfsMounts.value : []), ...(volumes.known ? volumes.value : [])];
    return new Map(mounted.map((volume) => [volume.name, volume]));
  });
}

const VOLUMES = 'esxcli storage vmfs extent list';
const VM_COLLECT = 'govc collect -json -type m / name config guest runtime';
const DISK_SUPPLIES = {
  file: { group: 'file of a disk', provide: VM_COLLECT },
  datastore: { group: 'datastore of a disk', provide: VM_COLLECT },
  rdm: { group: 'raw device mapping of a disk', provide: VM_COLLECT },
  sharing: { group: 'sharing of a disk', provide: VM_COLLECT },
} as const;
