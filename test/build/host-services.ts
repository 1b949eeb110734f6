import { virtualNic } from './host-network.ts';
import type { JsonObject } from './json.ts';
import { filled, members } from './json.ts';
import type { HostPlan } from './plan.ts';

const nicTypes = [
  'faultToleranceLogging',
  'management',
  'vSphereReplication',
  'vSphereReplicationNFC',
  'vSphereProvisioning',
  'vmotion',
  'vsan',
];

/**
 * HostConfigInfo.virtualNicManagerInfo: every service with its candidates, and in `selectedVnic` the keys of those that
 * carry it. A candidate that is not selected carries nothing.
 */
export function virtualNicManagerInfo(host: HostPlan): JsonObject {
  const types = new Set([...nicTypes, ...host.vmks.flatMap((vmk) => vmk.tags ?? [])]);
  return {
    netConfig: [...types].map((nicType) => {
      const candidates = host.vmks.filter((vmk) => vmk.netstack === 'defaultTcpipStack' || (vmk.tags ?? []).includes(nicType));
      const selected = candidates.filter((vmk) => (vmk.tags ?? []).includes(nicType));
      return members({
        nicType,
        multiSelectAllowed: true,
        candidateVnic: filled(candidates.map((vmk) => ({ ...virtualNic(vmk), key: serviceKey(nicType, vmk.name) }))),
        selectedVnic: filled(selected.map((vmk) => serviceKey(nicType, vmk.name))),
      });
    }),
  };
}

function serviceKey(nicType: string, vmk: string): string {
  return `${nicType}.key-vim.host.VirtualNic-${vmk}`;
}
