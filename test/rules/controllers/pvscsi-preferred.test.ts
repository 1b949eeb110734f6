import { testRule } from 'vlint/testing';
import rule from '../../../rules/controllers/pvscsi-preferred.ts';
import type { HostDescription, VmDescription } from '../../build/index.ts';
import { edit, exportOf, vm, without } from '../../build/index.ts';

const vouched = 'who: DBA, when: 2026-01-01, until: 2026-12-31';
const stated = (more: string) => `vms:\n  - { name: sql01, ${more}, ${vouched} }\n`;
/** Boot disk and data disk on one LSI Logic SAS controller. */
const lsi = (patch: Partial<VmDescription> = {}) =>
  vm({
    name: 'sql01',
    guestId: 'windows2019srv_64Guest',
    controllers: { scsi0: 'lsisas' },
    disks: ['scsi0:0', 'scsi0:1'],
    ...patch,
  });
/** One disk on each of two controllers. */
const split = (second: 'pvscsi' | 'lsisas' | 'lsilogic' | 'buslogic', patch: Partial<VmDescription> = {}) =>
  lsi({ controllers: { scsi0: 'lsisas', scsi1: second }, disks: ['scsi0:0', 'scsi1:0'], ...patch });
const onHost = (version: string, patch: Partial<HostDescription> = {}): HostDescription => ({
  name: 'esx01.lab',
  version,
  ...patch,
});
const TWO = 'Hard disk 1 and Hard disk 2';
const KIND = {
  lsisas: 'an LSI Logic SAS',
  lsilogic: 'an LSI Logic Parallel',
  buslogic: 'a BusLogic',
  ahci: 'an AHCI (SATA)',
} as const;
const UNMEASURED =
  'PVSCSI spends less CPU on the same I/O, but the load of the VM is not known: below 2000 I/O operations a second keep the adapter.';

interface Expected {
  readonly vm?: string;
  readonly controller?: string;
  readonly kind?: keyof typeof KIND;
  readonly disks?: string;
  readonly why?: string;
  readonly level?: 'note' | 'warning';
  readonly entry?: number;
  readonly device?: number;
}

/** The third device is the first controller beside PCI and IDE. */
const finding = (expected: Expected = {}) => {
  const { vm: name = 'sql01', controller = 'SCSI controller 0', kind = 'lsisas', disks = TWO, why = UNMEASURED } = expected;
  return {
    subject: `${name}/${controller}`,
    level: expected.level ?? 'note',
    message: `${controller} of ${name} is ${KIND[kind]} adapter and carries ${disks}. ${why}`,
    pointer: `/entries/${expected.entry ?? 0}/properties/config/hardware/device/${expected.device ?? FIRST}/_typeName`,
  };
};
const FIRST = (lsi().properties as { config: { hardware: { device: { key: number }[] } } }).config.hardware.device.findIndex(
  (device) => device.key === 1000,
);
const six = ['scsi0:0', 'scsi0:1', 'scsi0:2', 'scsi0:3', 'scsi0:4'];
const FIVE = 'Hard disk 1, Hard disk 2, Hard disk 3, Hard disk 4 and Hard disk 5';
const local = { luns: { 'mpx.vmhba0:C0:T0:L0': { local: true } }, vmfs: { ds1: { extents: ['mpx.vmhba0:C0:T0:L0'] } } };

testRule(rule, {
  valid: [
    { name: 'a paravirtual controller', input: exportOf(lsi({ controllers: { scsi0: 'pvscsi' } })) },
    { name: 'a VM with one disk', exception: 'boot-disk-only', input: exportOf(lsi({ disks: ['scsi0:0'] })) },
    { name: 'the boot disk alone, data on PVSCSI', input: exportOf(split('pvscsi')) },
    {
      name: 'a boot order that names the disk of the second controller',
      input: exportOf(
        edit(split('lsisas', { controllers: { scsi0: 'pvscsi', scsi1: 'lsisas' } }), 'config.bootOptions', {
          bootOrder: [{ deviceKey: 4000 }, { deviceKey: 2016 }],
        }),
      ),
    },
    {
      name: 'LSI Logic SAS on a shared physical bus with a raw device (case 29)',
      exception: 'shared-bus',
      input: exportOf(
        onHost('6.7.0'),
        lsi({
          host: 'esx01.lab',
          controllers: { scsi0: 'pvscsi', scsi1: { kind: 'lsisas', sharedBus: 'physicalSharing' } },
          disks: ['scsi0:0', { at: 'scsi1:0', rdm: { mode: 'physicalMode', lunUuid: '0200000000600508b1001c' } }, 'scsi1:1'],
        }),
      ),
    },
    {
      name: 'a bus shared on one host',
      input: exportOf(lsi({ controllers: { scsi0: { kind: 'lsisas', sharedBus: 'virtualSharing' } } })),
    },
    { name: 'little I/O', exception: 'low-io', input: exportOf(lsi()), facts: stated('peak-iops: 1999') },
    { name: 'an Oracle VM with little I/O', input: exportOf(lsi()), facts: stated('role: oracle, peak-iops: 300') },
    {
      name: 'old virtual hardware',
      exception: 'old-hardware',
      input: exportOf(onHost('6.7.0'), lsi({ host: 'esx01.lab', hw: 'vmx-04' })),
    },
    {
      name: 'virtual NVMe',
      exception: 'nvme',
      input: exportOf(lsi({ controllers: { nvme0: 'nvme' }, disks: ['nvme0:0', 'nvme0:1'] })),
    },
    {
      name: 'a DVD drive on AHCI',
      exception: 'no-disk',
      input: exportOf(lsi({ controllers: { scsi0: 'pvscsi', sata0: 'ahci' }, cdroms: ['sata0:0'] })),
    },
    {
      name: 'an appliance',
      exception: 'appliance',
      outcome: 'notApplicable',
      input: exportOf(lsi()),
      facts: stated('role: appliance'),
    },
    { name: 'a storage appliance', outcome: 'notApplicable', input: exportOf(lsi()), facts: stated('role: [storage-appliance]') },
    {
      name: 'the allow-list',
      outcome: 'notApplicable',
      input: exportOf(lsi()),
      facts: `allow:\n  - { rule: pvscsi-preferred, object: 'sql*', reason: large I/O, ${vouched} }\n`,
    },
    {
      name: 'a guest that ESXi 4 does not name',
      exception: 'guest-not-supported',
      input: exportOf(onHost('4.1.0', { build: '260247' }), lsi({ host: 'esx01.lab', hw: 'vmx-07', guestId: 'sles11_64Guest' })),
    },
    {
      name: 'local storage on ESXi 4',
      exception: 'direct-attached',
      input: exportOf(
        onHost('4.1.0', { build: '260247', ...local }),
        lsi({ host: 'esx01.lab', hw: 'vmx-07', guestId: 'winNetStandardGuest' }),
      ),
    },
    {
      name: 'fault tolerance on ESXi 5',
      exception: 'fault-tolerance',
      input: exportOf(onHost('5.5.0'), lsi({ host: 'esx01.lab', hw: 'vmx-10', ft: 'running' })),
    },
  ],
  invalid: [
    { name: 'a data disk beside the boot disk', exception: 'no-statistics', input: exportOf(lsi()), findings: [finding()] },
    {
      name: 'LSI Logic Parallel',
      input: exportOf(lsi({ controllers: { scsi0: 'lsilogic' } })),
      findings: [finding({ kind: 'lsilogic' })],
    },
    { name: 'BusLogic', input: exportOf(lsi({ controllers: { scsi0: 'buslogic' } })), findings: [finding({ kind: 'buslogic' })] },
    {
      name: 'disks on AHCI',
      input: exportOf(lsi({ controllers: { sata0: 'ahci' }, disks: ['sata0:0', 'sata0:1'] })),
      findings: [finding({ controller: 'SATA controller 0', kind: 'ahci' })],
    },
    {
      name: 'a data disk alone on a second controller; the first carries the boot disk alone',
      input: exportOf(split('lsilogic')),
      findings: [finding({ controller: 'SCSI controller 1', kind: 'lsilogic', disks: 'Hard disk 2', device: FIRST + 1 })],
    },
    {
      name: 'a boot order that names the disk of the second controller leaves data on the first',
      input: exportOf(edit(split('pvscsi'), 'config.bootOptions', { bootOrder: [{ deviceKey: 2016 }] })),
      findings: [finding({ disks: 'Hard disk 1' })],
    },
    {
      name: 'much I/O',
      input: exportOf(lsi()),
      facts: stated('peak-iops: 2000'),
      findings: [finding({ level: 'warning', why: 'The VM peaks at 2000 I/O operations a second; PVSCSI pays above 2000.' })],
    },
    {
      name: 'a database with five disks on one adapter',
      input: exportOf(lsi({ disks: six })),
      facts: stated('role: database'),
      findings: [finding({ level: 'warning', disks: FIVE, why: 'It is a database with 5 disks on one adapter.' })],
    },
    {
      name: 'a database with four disks',
      input: exportOf(lsi({ disks: six.slice(1) })),
      facts: stated('role: database'),
      findings: [finding({ disks: 'Hard disk 1, Hard disk 2, Hard disk 3 and Hard disk 4' })],
    },
    { name: 'five disks that are no database', input: exportOf(lsi({ disks: six })), findings: [finding({ disks: FIVE })] },
    {
      name: 'an Oracle VM by its role',
      input: exportOf(lsi()),
      facts: stated('role: oracle'),
      findings: [finding({ level: 'warning', why: 'NetApp requires PVSCSI for Oracle on datastores.' })],
    },
    {
      name: 'an Oracle VM by its name',
      input: exportOf(lsi({ name: 'ora-db1' })),
      findings: [finding({ vm: 'ora-db1', level: 'warning', why: 'NetApp requires PVSCSI for Oracle on datastores.' })],
    },
    {
      name: 'a name that only sounds like it',
      input: exportOf(lsi({ name: 'orange01' })),
      findings: [finding({ vm: 'orange01' })],
    },
    {
      name: 'much I/O, but snapshots',
      exception: 'snapshots',
      input: exportOf(lsi({ snapshot: true })),
      facts: stated('peak-iops: 9000'),
      findings: [
        finding({
          why: 'The VM peaks at 9000 I/O operations a second; PVSCSI pays above 2000. No gain is expected while the VM has snapshots.',
        }),
      ],
    },
    {
      name: 'much I/O, but overcommitted memory',
      exception: 'memory-overcommit',
      input: exportOf(
        onHost('7.0.3', { memoryGiB: 16 }),
        lsi({ host: 'esx01.lab', memoryMB: 12_288 }),
        vm({ name: 'web01', host: 'esx01.lab', memoryMB: 8192 }),
      ),
      facts: stated('peak-iops: 9000'),
      findings: [
        finding({
          entry: 1,
          why: 'The VM peaks at 9000 I/O operations a second; PVSCSI pays above 2000. No gain is expected while the host overcommits memory.',
        }),
      ],
    },
    {
      name: 'memory that is enough for the VMs that run',
      input: exportOf(
        onHost('7.0.3', { memoryGiB: 16 }),
        lsi({ host: 'esx01.lab', memoryMB: 12_288 }),
        vm({ name: 'web01', host: 'esx01.lab', memoryMB: 8192, power: 'poweredOff' }),
      ),
      facts: stated('peak-iops: 9000'),
      findings: [
        finding({ entry: 1, level: 'warning', why: 'The VM peaks at 9000 I/O operations a second; PVSCSI pays above 2000.' }),
      ],
    },
    {
      name: 'fault tolerance on ESXi 6',
      input: exportOf(onHost('6.0.0'), lsi({ host: 'esx01.lab', hw: 'vmx-10', ft: 'running' })),
      findings: [finding({ entry: 1 })],
    },
    {
      name: 'a guest that ESXi 4 names',
      input: exportOf(
        onHost('4.1.0', {
          build: '260247',
          adapters: { vmhba64: { sendTargets: ['10.0.1.201'], bound: [] } },
          luns: { 'naa.6000d31000a1b2000000000000000001': {} },
          vmfs: { ds1: { extents: ['naa.6000d31000a1b2000000000000000001'] } },
        }),
        lsi({ host: 'esx01.lab', hw: 'vmx-07', guestId: 'rhel5_64Guest' }),
      ),
      findings: [finding({ entry: 2 })],
    },
    {
      name: 'Red Hat 5, whose boot disk must stay: the data disk is meant',
      input: exportOf(lsi({ guestId: 'rhel5_64Guest' })),
      findings: [finding()],
    },
  ],
  unknown: [
    {
      name: 'no guest',
      input: exportOf(without(lsi(), 'config.guestId')),
      missing: [{ subject: 'sql01/SCSI controller 0', fact: 'guest operating system of sql01' }],
    },
    {
      name: 'another guest',
      input: exportOf(lsi({ guestId: 'otherGuest64' })),
      missing: [{ subject: 'sql01/SCSI controller 0', fact: 'PVSCSI support of guest otherGuest64 of sql01' }],
    },
    {
      name: 'no hardware version',
      input: exportOf(onHost('8.0.3'), without(lsi({ host: 'esx01.lab' }), 'config.version')),
      missing: [{ subject: 'sql01/SCSI controller 0', fact: 'virtual hardware version of sql01' }],
    },
    {
      name: 'no bus sharing',
      input: exportOf(without(lsi(), `config.hardware.device.${FIRST}.sharedBus`)),
      missing: [{ subject: 'sql01/SCSI controller 0', fact: 'bus sharing of SCSI controller 0' }],
    },
    {
      name: 'one disk on SCSI and one on SATA: either may boot',
      input: exportOf(lsi({ controllers: { scsi0: 'lsisas', sata0: 'ahci' }, disks: ['scsi0:0', 'sata0:0'] })),
      missing: ['SCSI controller 0', 'SATA controller 0'].map((name) => ({
        subject: `sql01/${name}`,
        fact: 'boot disk of sql01',
      })),
    },
    {
      name: 'hardware 7 on a host that was not exported',
      input: exportOf(lsi({ hw: 'vmx-07', guestId: 'sles11_64Guest' })),
      missing: [{ subject: 'sql01/SCSI controller 0', fact: 'ESXi version of the host of sql01' }],
    },
    {
      name: 'the datastore on ESXi 4 was not exported',
      input: exportOf(
        onHost('4.1.0', { build: '260247' }),
        lsi({ host: 'esx01.lab', hw: 'vmx-07', guestId: 'winLonghorn64Guest' }),
      ),
      missing: [{ subject: 'sql01/SCSI controller 0', fact: 'datastore of Hard disk 2' }],
    },
  ],
});
