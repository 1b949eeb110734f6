import { exportOf, type NativeExport } from '../../build/index.ts';
import { hosts } from './hosts.ts';
import { vms } from './vms.ts';

/** One estate in which every rule finds what it looks for; its hosts are named after the fault they have. */
export const estate: NativeExport = exportOf(...hosts, ...vms);

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
