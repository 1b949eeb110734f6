import type { HostDescription } from './host-description.ts';
import type { Json, JsonObject } from './json.ts';

/** Defaults of the advanced options that matter to storage and networking. */
const defaults: readonly [string, Json][] = [
  ['DataMover.HardwareAcceleratedInit', 1],
  ['DataMover.HardwareAcceleratedMove', 1],
  ['Disk.DiskMaxIOSize', 32_767],
  ['Disk.QFullSampleSize', 0],
  ['Disk.QFullThreshold', 8],
  ['Disk.SchedNumReqOutstanding', 32],
  ['ISCSI.MaxIoSizeKB', 128],
  ['NFS.MaxVolumes', 32],
  ['Net.TcpipDefLROEnabled', 1],
  ['Net.TcpipHeapMax', 1024],
  ['Net.UseHwTSO', 1],
  ['VMFS3.EnableBlockDelete', 0],
  ['VMFS3.HardwareAcceleratedLocking', 1],
  ['VMFS3.UseATSForHBOnVMFS5', 1],
];

/** HostConfigInfo.option, or undefined when the description leaves it out. */
export function advancedSettings(host: HostDescription): readonly JsonObject[] | undefined {
  if (host.options === null) return undefined;
  const values = new Map<string, Json>([...defaults, ...Object.entries(host.options ?? {})]);
  return [...values].map(([key, value]) => ({ key, value }));
}
