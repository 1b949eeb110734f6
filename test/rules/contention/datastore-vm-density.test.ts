import { testRule } from 'vlint/testing';
import rule from '../../../rules/contention/datastore-vm-density.ts';
import { exportOf, goodHost, presetLuns, vm, without } from '../../build/index.ts';

const [first] = presetLuns;
const host = (n: number, more: object = {}) => goodHost(n, { vmfs: { ds2: undefined }, ...more });
const guests = (count: number, n = 1, more: object = {}) =>
  Array.from({ length: count }, (_, index) => vm({ name: `app${n}${index}`, host: `esx0${n}.lab`, ...more }));
const found = (vms: number, max: number, datastore = 'ds1', mount = 0) => ({
  subject: `esx01.lab/${datastore}`,
  level: 'note' as const,
  message: `${vms} running VMs have disks on ${datastore}; the threshold is ${max}.`,
  pointer: `/entries/0/properties/config/fileSystemVolume/mountInfo/${mount}/volume/name`,
});
const two = { max: 2 };

testRule(rule, {
  valid: [
    { name: 'a few', input: exportOf(host(1), guests(3)) },
    { name: 'thirty', input: exportOf(host(1), guests(30)) },
    { name: 'as many as allowed', options: two, input: exportOf(host(1), guests(2)) },
    {
      name: 'what is off does not count',
      exception: 'powered-off',
      options: two,
      input: exportOf(host(1), guests(2), guests(2, 2, { host: 'esx01.lab', power: 'poweredOff' })),
    },
    {
      name: 'NFS',
      exception: 'no-vmfs',
      options: two,
      input: exportOf(host(1, { nfs: { share: { server: '10.0.9.9' } } }), guests(4, 1, { datastore: 'share' })),
    },
    {
      name: 'idle desktops',
      exception: 'planned',
      outcome: 'notApplicable',
      options: two,
      input: exportOf(host(1), guests(3)),
      facts:
        'allow:\n  - rule: datastore-vm-density\n    object: ds1\n    reason: desktops\n    who: me\n    when: 2025-12-30\n    until: 2026-06-30',
    },
    {
      name: 'the same name on two hosts, and two volumes',
      options: two,
      input: exportOf(
        host(1),
        host(2, {
          luns: { 'naa.6000d31000a1b2000000000000000077': {} },
          vmfs: { ds1: { extents: ['naa.6000d31000a1b2000000000000000077'] } },
        }),
        guests(2),
        guests(2, 2),
      ),
    },
  ],
  invalid: [
    { name: 'thirty-one', input: exportOf(host(1), guests(31)), findings: [found(31, 30)] },
    {
      name: 'on two hosts together',
      exception: 'counted-elsewhere',
      options: two,
      input: exportOf(host(1), host(2), guests(2), guests(1, 2)),
      findings: [found(3, 2)],
    },
    {
      name: 'two disks of one VM count once',
      options: { max: 1 },
      input: exportOf(host(1), guests(2, 1, { disks: ['scsi0:0', 'scsi0:1'] })),
      findings: [found(2, 1)],
    },
    {
      name: 'a disk on a second datastore counts there',
      options: { max: 1 },
      input: exportOf(goodHost(1), guests(1), guests(2, 2, { host: 'esx01.lab', datastore: 'ds2', disks: ['scsi0:0'] })),
      findings: [found(2, 1, 'ds2', 1)],
    },
  ],
  unknown: [
    {
      name: 'no VM was exported',
      input: exportOf(host(1)),
      missing: [{ subject: 'esx01.lab', fact: 'virtual machines of esx01.lab' }],
    },
    {
      name: 'the power state of a VM is not told',
      input: exportOf(host(1), without(vm({ name: 'app01', host: 'esx01.lab' }), 'runtime.powerState')),
      missing: [{ subject: 'esx01.lab/ds1', fact: 'power state or disks of VMs of esx01.lab' }],
    },
    {
      name: 'the extents are not told',
      input: exportOf(without(host(1), 'config.fileSystemVolume'), guests(1)),
      missing: [{ subject: 'esx01.lab', fact: 'VMFS volumes of esx01.lab' }],
    },
    {
      name: `another host that mounts ${first} does not tell its VMs`,
      input: exportOf(host(1), without(goodHost(2), 'config.fileSystemVolume'), guests(1)),
      missing: [
        { subject: 'esx01.lab/ds1', fact: 'VMFS volumes of esx02.lab' },
        { subject: 'esx02.lab', fact: 'VMFS volumes of esx02.lab' },
      ],
    },
  ],
});
