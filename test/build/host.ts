import type { Entry } from './entry.ts';
import type { HostDescription } from './host-description.ts';
import { boundVnics, networkHints } from './host-methods.ts';
import { networkInfo } from './host-network.ts';
import { advancedSettings } from './host-options.ts';
import { virtualNicManagerInfo } from './host-services.ts';
import { multipathState, storageDevice } from './host-storage.ts';
import { fileSystemVolume } from './host-volumes.ts';
import { idOf } from './identity.ts';
import type { JsonObject } from './json.ts';
import { members, moRef } from './json.ts';
import type { HostPlan } from './plan.ts';
import { planOf } from './plan.ts';

/**
 * The entries that an export holds of a host: its properties, QueryBoundVnics for every adapter whose bindings are given,
 * and QueryNetworkHint when there are hints.
 * @throws RangeError when the description refers to what it does not describe.
 */
export function host(description: HostDescription): Entry[] {
  const plan = planOf(description);
  const object = { type: 'HostSystem', value: plan.id };
  const entries: Entry[] = [{ source: 'vim', object, properties: properties(plan) }];
  for (const adapter of plan.adapters) {
    if (adapter.bound === undefined) continue;
    entries.push({ source: 'vim', object, method: 'QueryBoundVnics', argument: adapter.name, result: boundVnics(plan, adapter) });
  }
  const hinted = description.hints ?? plan.pnics.some((pnic) => pnic.cdp !== undefined || pnic.lldp !== undefined);
  if (hinted) entries.push({ source: 'vim', object, method: 'QueryNetworkHint', result: networkHints(plan) });
  return entries;
}

function properties(host: HostPlan): JsonObject {
  const { cluster, maintenance, connection, cores, memoryGiB } = host.description;
  return members({
    name: host.name,
    parent:
      cluster === undefined
        ? moRef('ComputeResource', idOf('domain', `${host.name}/standalone`))
        : moRef('ClusterComputeResource', idOf('domain', cluster)),
    runtime: {
      connectionState: connection ?? 'connected',
      powerState: 'poweredOn',
      standbyMode: 'none',
      inMaintenanceMode: maintenance ?? false,
      bootTime: '2026-10-01T06:12:44.120384Z',
    },
    hardware: {
      systemInfo: { vendor: 'Dell Inc.', model: 'PowerEdge R650', uuid: host.uuid },
      cpuInfo: { numCpuPackages: 2, numCpuCores: cores ?? 32, numCpuThreads: (cores ?? 32) * 2, hz: 2_593_906_215 },
      memorySize: (memoryGiB ?? 512) * 1_073_741_824,
    },
    config: members({
      host: moRef('HostSystem', host.id),
      product: product(host),
      storageDevice: storageDevice(host),
      multipathState: multipathState(host),
      fileSystemVolume: fileSystemVolume(host),
      network: networkInfo(host),
      virtualNicManagerInfo: virtualNicManagerInfo(host),
      option: advancedSettings(host.description),
    }),
    configManager: {
      networkSystem: moRef('HostNetworkSystem', `networkSystem-${host.id.replace(/^host-/, '')}`),
      iscsiManager: moRef('IscsiManager', `iscsiManager-${host.id.replace(/^host-/, '')}`),
    },
  });
}

function product(host: HostPlan): JsonObject {
  return {
    name: 'VMware ESXi',
    fullName: `VMware ESXi ${host.version} build-${host.build}`,
    vendor: 'VMware, Inc.',
    version: host.version,
    build: host.build,
    localeVersion: 'INTL',
    localeBuild: '000',
    osType: 'vmnix-x86',
    productLineId: 'embeddedEsx',
    apiType: 'HostAgent',
    apiVersion: `${host.version}.0`,
  };
}
