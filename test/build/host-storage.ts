import { busAdapters } from './host-adapters.ts';
import type { JsonObject } from './json.ts';
import { filled, members } from './json.ts';
import type { HostPlan, LunPlan, PathPlan } from './plan.ts';
import { isIscsi } from './plan-storage.ts';

/** HostConfigInfo.storageDevice. */
export function storageDevice(host: HostPlan): JsonObject {
  const multipathed = host.luns.filter((lun) => lun.plugin !== 'PowerPath');
  return members({
    hostBusAdapter: filled(busAdapters(host)),
    scsiLun: filled(host.luns.map(scsiDisk)),
    scsiTopology: { adapter: host.adapters.map((adapter) => topology(host, adapter.key, adapter.name)) },
    multipathInfo: members({ lun: filled(multipathed.map(logicalUnit)) }),
    softwareInternetScsiEnabled: host.description.softwareIscsi ?? host.adapters.some((adapter) => adapter.kind === 'software'),
  });
}

/** HostConfigInfo.multipathState. */
export function multipathState(host: HostPlan): JsonObject {
  const paths = host.luns.flatMap((lun) => (lun.plugin === 'PowerPath' ? [] : lun.pathPlans));
  return members({ path: filled(paths.map((path) => ({ name: path.name, pathState: path.pathState }))) });
}

function scsiDisk(lun: LunPlan): JsonObject {
  return members({
    _typeName: 'HostScsiDisk',
    deviceName: `/vmfs/devices/disks/${lun.name}`,
    deviceType: 'disk',
    key: lun.key,
    uuid: lun.uuid,
    descriptor: [
      { quality: 'highQuality', id: lun.name },
      { quality: 'mediumQuality', id: `vml.${lun.uuid}` },
    ],
    canonicalName: lun.name,
    displayName: `${lun.local === true ? 'Local ' : ''}${lun.vendor} ${lun.local === true ? '' : 'iSCSI '}Disk (${lun.name})`,
    lunType: 'disk',
    // The API pads both as the device's inquiry data does.
    vendor: lun.vendor.padEnd(8),
    model: lun.model.padEnd(16),
    revision: lun.revision,
    scsiLevel: 6,
    serialNumber: 'unavailable',
    queueDepth: lun.depth,
    operationalState: lun.state,
    capabilities: { updateDisplayNameSupported: true },
    vStorageSupport: lun.vaai,
    protocolEndpoint: false,
    perenniallyReserved: lun.reserved,
    clusteredVmdkSupported: lun.clustered,
    capacity: { blockSize: 512, block: lun.size * 2_097_152 },
    devicePath: `/vmfs/devices/disks/${lun.name}`,
    ssd: lun.ssd ?? true,
    localDisk: lun.local ?? false,
    scsiDiskType: 'native512',
  });
}

function unitKey(lun: LunPlan): string {
  return `key-vim.host.MultipathInfo.LogicalUnit-${lun.uuid}`;
}

function logicalUnit(lun: LunPlan): JsonObject {
  return members({
    key: unitKey(lun),
    id: lun.uuid,
    lun: lun.key,
    path: filled(
      lun.pathPlans.map((path) => ({
        key: `key-vim.host.MultipathInfo.Path-${path.name}`,
        name: path.name,
        pathState: path.pathState,
        state: path.state,
        isWorkingPath: path.working,
        adapter: path.adapter.key,
        lun: unitKey(lun),
        transport: transport(path),
      })),
    ),
    policy: policy(lun),
    storageArrayTypePolicy: { policy: lun.plugin === 'HPP' ? 'VMW_SATP_HPP' : lun.satp },
  });
}

function policy(lun: LunPlan): JsonObject {
  if (lun.plugin === 'HPP') {
    return members({
      _typeName: 'HostMultipathInfoHppLogicalUnitPolicy',
      policy: lun.psp,
      bytes: 10_485_760,
      iops: lun.iops ?? 1000,
      path: lun.preferred,
      latencyEvalTime: 30_000,
      samplingIosPerPath: 16,
    });
  }
  if (lun.psp.endsWith('FIXED')) {
    return members({ _typeName: 'HostMultipathInfoFixedLogicalUnitPolicy', policy: lun.psp, prefer: lun.preferred ?? '' });
  }
  return { _typeName: 'HostMultipathInfoLogicalUnitPolicy', policy: lun.psp };
}

function transport(path: PathPlan): JsonObject {
  if (isIscsi(path.adapter) && path.target) {
    const { iqn, address, port } = path.target;
    return { _typeName: 'HostInternetScsiTargetTransport', iScsiName: iqn, iScsiAlias: '', address: [`${address}:${port}`] };
  }
  if (path.adapter.kind === 'fc') {
    return {
      _typeName: 'HostFibreChannelTargetTransport',
      portWorldWideName: 2 ** 62,
      nodeWorldWideName: 2 ** 62,
    };
  }
  return { _typeName: 'HostParallelScsiTargetTransport' };
}

function topology(host: HostPlan, adapterKey: string, adapterName: string): JsonObject {
  const targets = new Map<number, JsonObject[]>();
  const transports = new Map<number, JsonObject>();
  for (const lun of host.luns) {
    for (const path of lun.pathPlans) {
      if (path.adapter.key !== adapterKey) continue;
      const units = targets.get(path.targetNumber) ?? [];
      const key = `key-vim.host.ScsiTopology.Lun-${lun.uuid}`;
      if (!units.some((unit) => unit.key === key)) units.push({ key, lun: lun.lun, scsiLun: lun.key });
      targets.set(path.targetNumber, units);
      transports.set(path.targetNumber, transport(path));
    }
  }
  return members({
    key: `key-vim.host.ScsiTopology.Interface-${adapterName}`,
    adapter: adapterKey,
    target: filled(
      [...targets].map(([target, lun]) =>
        members({
          key: `key-vim.host.ScsiTopology.Target-${adapterName}:0:${target}`,
          target,
          lun,
          transport: transports.get(target),
        }),
      ),
    ),
  });
}
