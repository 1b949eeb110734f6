import { uuidOf } from './identity.ts';
import type { JsonObject } from './json.ts';
import { filled, members } from './json.ts';
import { named } from './named.ts';
import type { HostPlan } from './plan.ts';

const gib = 1_073_741_824;

/** HostConfigInfo.fileSystemVolume. */
export function fileSystemVolume(host: HostPlan): JsonObject {
  const { vmfs, nfs } = host.description;
  const local = named(vmfs).map(([name, item]) => {
    const uuid = item.uuid ?? volumeUuid(name);
    const major = item.major ?? 6;
    return {
      mountInfo: mountInfo(`/vmfs/volumes/${uuid}`, item.mounted ?? true),
      volume: members({
        _typeName: 'HostVmfsVolume',
        type: 'VMFS',
        name,
        capacity: (item.capacity ?? 2048) * gib,
        blockSizeMb: 1,
        blockSize: 1024,
        maxBlocks: 63_963_136,
        majorVersion: major,
        version: item.version ?? (major === 6 ? '6.82' : major === 5 ? '5.81' : '3.60'),
        uuid,
        extent: filled((item.extents ?? []).map((diskName) => ({ diskName, partition: 1 }))),
        vmfsUpgradable: false,
        ssd: true,
        local: item.local ?? false,
        unmapPriority: item.unmap === null ? undefined : (item.unmap ?? (major === 6 ? 'low' : undefined)),
      }),
      vStorageSupport: 'vStorageSupported',
    };
  });
  const remote = named(nfs).map(([name, item]) => ({
    mountInfo: mountInfo(`/vmfs/volumes/${uuidOf(`nfs/${name}`).slice(0, 17)}`, true),
    volume: {
      _typeName: 'HostNasVolume',
      type: item.type ?? 'NFS',
      name,
      capacity: 2048 * gib,
      remoteHost: item.server,
      remotePath: item.share ?? `/export/${name}`,
      userName: '',
      remoteHostNames: [item.server],
      securityType: 'AUTH_SYS',
      protocolEndpoint: false,
    },
    vStorageSupport: 'vStorageUnsupported',
  }));
  return members({ volumeTypeList: ['VMFS', 'NFS', 'NFS41'], mountInfo: filled([...local, ...remote]) });
}

/** The uuid of a VMFS volume in its own spelling, 8-8-4-12 digits. */
export function volumeUuid(name: string): string {
  const hex = uuidOf(`vmfs/${name}`).replaceAll('-', '');
  return `${hex.slice(0, 8)}-${hex.slice(8, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function mountInfo(path: string, mounted: boolean): JsonObject {
  return { path, accessMode: 'readWrite', mounted, accessible: mounted };
}
