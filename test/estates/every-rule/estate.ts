import { exportOf, type NativeExport } from '../../build/index.ts';
import { hosts } from './hosts.ts';
import { entries as machines } from './machines.ts';
import { entries as network } from './network.ts';
import { entries as paths } from './paths.ts';
import { entries as vendors } from './vendors.ts';
import { vms } from './vms.ts';
import { entries as volumes } from './volumes.ts';
import { entries as windowsClusters } from './windows-clusters.ts';

/** One estate in which every rule finds what it looks for; its hosts are named after the fault they have. */
export const estate: NativeExport = exportOf(
  ...hosts,
  ...vms,
  ...network,
  ...paths,
  ...machines,
  ...volumes,
  ...vendors,
  ...windowsClusters,
);

/** What the operators say of it: the array has few spindles and small I/O. */
export const facts = `arrays:
  - name: old-array
    targets: [10.0.1.201, 10.0.1.202]
    spindles: 8
    typical-io-kib: 8
    who: storage team
    when: 2026-11-02
    until: 2099-12-31
`;
