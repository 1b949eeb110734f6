import { testRule } from 'vlint/testing';
import rule from '../../../rules/controllers/controller-all-disks-one-adapter.ts';
import type { VmDescription } from '../../build/index.ts';
import { edit, exportOf, goodHost, vm, without } from '../../build/index.ts';

const disks = (count: number, controller = 'scsi0') => Array.from({ length: count }, (_, unit) => `${controller}:${unit}`);
const database = (patch: Partial<VmDescription> = {}) =>
  vm({ name: 'sql01', controllers: { scsi0: 'pvscsi' }, disks: disks(4), ...patch });
const vouched = 'who: DBA, when: 2026-01-01, until: 2026-12-31';
const stated = (more: string) => `vms:\n  - { name: sql01, ${more}, ${vouched} }\n`;

const device = (database().properties.config as { hardware: { device: { _typeName: string }[] } }).hardware.device;
const at = device.findIndex((item) => item._typeName === 'ParaVirtualSCSIController');
const QUIET = 'Whether they are busy no export tells; only then they wait for each other.';
const FOUR = 'Hard disk 1, Hard disk 2, Hard disk 3 and Hard disk 4';
const finding = ({ type = 'PVSCSI', count = 4, list = FOUR, has = 1, load = QUIET, controller = 0, entry = 0 } = {}) => ({
  subject: `sql01/SCSI controller ${controller}`,
  level: 'note' as const,
  message: `SCSI controller ${controller} of sql01 (${type}) carries ${count} disks: ${list}; the VM has ${has} of 4 possible SCSI controllers. ${load}`,
  pointer: `/entries/${entry}/properties/config/hardware/device/${at + controller}/_typeName`,
});
const all = { scsi0: 'pvscsi', scsi1: 'pvscsi', scsi2: 'pvscsi', scsi3: 'pvscsi' } as const;

testRule(rule, {
  valid: [
    { name: 'one disk', input: exportOf(vm({ name: 'web01' })) },
    { name: 'three disks', exception: 'few-disks', input: exportOf(database({ disks: disks(3) })) },
    {
      name: 'four disks over two controllers',
      input: exportOf(
        database({ controllers: { scsi0: 'lsisas', scsi1: 'pvscsi' }, disks: [...disks(2), ...disks(2, 'scsi1')] }),
      ),
    },
    {
      name: 'all four controllers in use',
      exception: 'no-controller-left',
      input: exportOf(database({ controllers: all, disks: [...disks(4), 'scsi1:0', 'scsi2:0', 'scsi3:0'] })),
    },
    { name: 'a stated low load', exception: 'low-io', input: exportOf(database()), facts: stated('peak-iops: 400') },
    {
      name: 'an appliance',
      exception: 'appliance',
      input: exportOf(database({ disks: disks(13) })),
      facts: stated('role: appliance'),
    },
    { name: 'NVMe', input: exportOf(database({ controllers: { nvme0: 'nvme' }, disks: disks(5, 'nvme0') })) },
    { name: 'SATA', input: exportOf(database({ controllers: { sata0: 'ahci' }, disks: disks(5, 'sata0') })) },
  ],
  invalid: [
    { name: 'four disks', input: exportOf(database()), findings: [finding()] },
    {
      name: 'ten disks on LSI Logic SAS',
      input: exportOf(database({ controllers: { scsi0: 'lsisas' }, disks: disks(10).map((at) => at.replace(':7', ':10')) })),
      findings: [
        finding({
          type: 'LSI Logic SAS',
          count: 10,
          list: 'Hard disk 1, Hard disk 2, Hard disk 3, Hard disk 4, Hard disk 5, Hard disk 6, Hard disk 7 and 3 more',
        }),
      ],
    },
    {
      name: 'a stated high load',
      input: exportOf(database()),
      facts: stated('peak-iops: 9000'),
      findings: [finding({ load: 'The VM peaks at 9000 I/O operations a second.' })],
    },
    {
      name: 'data disks on the second controller of a VM on a host',
      input: exportOf(
        goodHost(1),
        database({
          host: 'esx01.lab',
          controllers: { scsi0: 'lsisas', scsi1: 'pvscsi' },
          disks: ['scsi0:0', ...disks(4, 'scsi1')],
        }),
      ),
      findings: [
        {
          ...finding({ has: 2, controller: 1, list: 'Hard disk 2, Hard disk 3, Hard disk 4 and Hard disk 5' }),
          pointer: `/entries/3/properties/config/hardware/device/${at + 1}/_typeName`,
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'a controller of no class',
      input: exportOf(
        edit(without(database(), `config.hardware.device.${at}._typeName`), `config.hardware.device.${at}.deviceInfo`, {
          label: 'SCSI controller 0',
        }),
      ),
      missing: [{ subject: 'sql01/SCSI controller 0', fact: 'type of disk controller of SCSI controller 0' }],
    },
    {
      name: 'virtual hardware not exported',
      input: exportOf(without(database(), 'config.hardware')),
      missing: [{ subject: 'sql01', fact: 'virtual hardware of sql01' }],
    },
  ],
});
