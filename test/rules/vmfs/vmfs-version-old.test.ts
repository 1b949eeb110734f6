import { testRule } from 'vlint/testing';
import rule from '../../../rules/vmfs/vmfs-version-old.ts';
import { esxcli, exportOf, goodHost, presetLuns, without } from '../../build/index.ts';

const [first] = presetLuns;
const host = (n: number, major: number, more: object = {}) =>
  goodHost(n, { vmfs: { ds1: { extents: [first], major } }, ...more });
const old = { version: '6.0.0' };
const v65 = { version: '6.5.0' };
const found = (message: string, level: 'note' | 'warning' | 'error', n = 1, entry = 0) => ({
  subject: `esx0${n}.lab/ds1`,
  level,
  message,
  pointer: `/entries/${entry}/properties/config/fileSystemVolume/mountInfo/0/volume/majorVersion`,
});
const five = 'ds1 is VMFS5; its hosts can use VMFS6.';
const commands = [
  'system hostname get',
  'system version get',
  'storage nmp device list',
  'storage core device list',
  'storage vmfs extent list',
  'storage filesystem list',
];
const byEsxcli = (major: number, listed: readonly string[] = commands) =>
  exportOf(...listed.map((command) => esxcli(host(1, major), command)));
const local = (major: number) =>
  goodHost(1, { luns: { [first]: { local: true } }, vmfs: { ds1: { extents: [first], major, local: true } } });

testRule(rule, {
  valid: [
    { name: 'VMFS6', input: exportOf(goodHost(1)) },
    { name: 'VMFS6, by esxcli', input: byEsxcli(6) },
    {
      name: 'VMFS5 that a host of ESXi 6.0 mounts',
      exception: 'old-hosts',
      input: exportOf(host(1, 5), host(2, 5, old)),
    },
    {
      name: 'VMFS5 for hosts elsewhere',
      exception: 'old-hosts-elsewhere',
      outcome: 'notApplicable',
      input: exportOf(host(1, 5)),
      facts:
        'allow:\n  - rule: vmfs-version-old\n    object: ds1\n    reason: hosts of the branch office\n    who: me\n    when: 2025-12-30\n    until: 2026-06-30',
    },
    { name: 'VMFS5 for booting', exception: 'local', input: exportOf(local(5)) },
    {
      name: 'a local disk that only its device tells',
      input: exportOf(
        ...commands.map((command) =>
          esxcli(goodHost(1, { luns: { [first]: { local: true } }, vmfs: { ds1: { extents: [first], major: 5 } } }), command),
        ),
      ),
    },
    { name: 'ESXi 6.0', outcome: 'notApplicable', input: exportOf(host(1, 3, old)) },
  ],
  invalid: [
    { name: 'VMFS5 on 8.0', input: exportOf(host(1, 5)), findings: [found(five, 'note')] },
    { name: 'VMFS5 on 6.5', input: exportOf(host(1, 5, v65)), findings: [found(five, 'note')] },
    {
      name: 'VMFS5 on two hosts, of which each can read VMFS6',
      input: exportOf(host(1, 5), host(2, 5)),
      findings: [found(five, 'note'), found(five, 'note', 2, 3)],
    },
    {
      name: 'VMFS3 on 6.5',
      exception: 'vmfs3',
      input: exportOf(host(1, 3, v65)),
      findings: [found('ds1 is VMFS3; its hosts can use VMFS5 and VMFS6.', 'warning')],
    },
    {
      name: 'VMFS3 on 8.0',
      exception: 'vmfs3-unsupported',
      input: exportOf(host(1, 3)),
      findings: [found('ds1 is VMFS3, which ESXi 8.0.3 does not support.', 'error')],
    },
    {
      name: 'VMFS3 on 6.7 beside a host of ESXi 6.0',
      input: exportOf(host(1, 3, { version: '6.7.0' }), host(2, 3, old)),
      findings: [found('ds1 is VMFS3, which ESXi 6.7.0 does not support.', 'error')],
    },
    {
      name: 'VMFS5, by esxcli',
      input: byEsxcli(5),
      findings: [{ ...found(five, 'note'), pointer: '/entries/5/output/0/Type' }],
    },
  ],
  unknown: [
    {
      name: 'esxcli without the list of file systems',
      input: byEsxcli(5, commands.slice(0, 5)),
      missing: [
        { subject: 'esx01.lab/ds1', fact: 'VMFS version of ds1' },
        { subject: 'esx01.lab/ds2', fact: 'VMFS version of ds2' },
      ],
    },
    {
      name: 'where the volume lies is not told',
      input: exportOf(
        without(
          without(
            without(host(1, 5), 'config.fileSystemVolume.mountInfo.0.volume.local'),
            'config.storageDevice.scsiLun.0.localDisk',
          ),
          'config.storageDevice.multipathInfo',
        ),
      ),
      missing: [{ subject: 'esx01.lab/ds1', fact: `local or shared of ${first}` }],
    },
    {
      name: 'the version of another host with the volume is not told',
      input: exportOf(host(1, 5), without(host(2, 5), 'config.product')),
      missing: [
        { subject: 'esx01.lab/ds1', fact: 'ESXi version of esx02.lab' },
        { subject: 'esx02.lab/ds1', fact: 'ESXi version of esx02.lab' },
        { subject: 'esx02.lab/ds2', fact: 'ESXi version of esx02.lab' },
      ],
    },
    {
      name: 'the volumes of another host were not exported',
      input: exportOf(host(1, 5), without(host(2, 5), 'config.fileSystemVolume')),
      missing: [
        { subject: 'esx01.lab/ds1', fact: 'VMFS volumes of esx02.lab' },
        { subject: 'esx02.lab', fact: 'VMFS volumes of esx02.lab' },
      ],
    },
  ],
});
