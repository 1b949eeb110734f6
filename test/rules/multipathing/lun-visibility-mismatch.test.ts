import { testRule } from 'vlint/testing';
import rule from '../../../rules/multipathing/lun-visibility-mismatch.ts';
import type { HostDescription, Patch } from '../../build/index.ts';
import { exportOf, goodHost, presetLuns, without } from '../../build/index.ts';

const [first, second] = presetLuns;
const blind: Patch<HostDescription> = { luns: { [second]: undefined }, vmfs: { ds2: undefined } };
const bootLun = (n: number) => `naa.6000d31000a1b20000000000000000a${n}`;
const booting = (n: number) => goodHost(n, { luns: { [bootLun(n)]: {} }, vmfs: { [`boot${n}`]: { extents: [bootLun(n)] } } });
/** Each preset host is three entries. */
const found = (n: number, lacked: string, holders: string) => ({
  subject: `esx0${n}.lab`,
  level: 'error' as const,
  message: `esx0${n}.lab does not see ${lacked}, which ${holders}. VMs on ${lacked.includes(' and ') ? 'them' : 'it'} cannot run there.`,
  pointer: `/entries/${3 * (n - 1)}/properties/config/storageDevice/scsiLun`,
});

testRule(rule, {
  valid: [
    { name: 'three hosts alike', input: exportOf(goodHost(1), goodHost(2), goodHost(3)) },
    { name: 'one host', outcome: 'notApplicable', input: exportOf(goodHost(1)) },
    {
      name: 'outside a cluster',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1, { cluster: undefined }), goodHost(2, blind)),
    },
    { name: 'another cluster', outcome: 'notApplicable', input: exportOf(goodHost(1), goodHost(2, { ...blind, cluster: 'C2' })) },
    {
      name: 'the host is in maintenance',
      exception: 'maintenance',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1), goodHost(2), goodHost(3, { ...blind, maintenance: true })),
    },
    {
      name: 'the host is not connected',
      exception: 'disconnected',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1), goodHost(2), goodHost(3, { ...blind, connection: 'disconnected' })),
    },
    { name: 'a boot LUN for each', exception: 'own-lun', input: exportOf(booting(1), booting(2)) },
    { name: 'a LUN of one host of three', input: exportOf(booting(1), goodHost(2), goodHost(3)) },
    {
      name: 'local datastores',
      exception: 'local-disks',
      input: exportOf(
        ...[1, 2].map((n) =>
          goodHost(n, {
            luns: { [`t10.ATA____${n}`]: { local: true } },
            vmfs: { [`local${n}`]: { extents: [`t10.ATA____${n}`] } },
          }),
        ),
        goodHost(3),
      ),
    },
    {
      name: 'PowerPath owns the LUN',
      exception: 'other-plugin',
      input: exportOf(
        goodHost(1),
        goodHost(2),
        goodHost(3, { luns: { [first]: { plugin: 'PowerPath' } }, vmfs: { ds1: undefined } }),
      ),
    },
    {
      name: 'a datastore that is not mounted on one host',
      input: exportOf(goodHost(1), goodHost(2), goodHost(3, { vmfs: { ds2: undefined } })),
    },
  ],
  invalid: [
    {
      name: 'one of three lacks a LUN',
      input: exportOf(goodHost(1), goodHost(2), goodHost(3, blind)),
      findings: [found(3, `ds2 (${second})`, 'esx01.lab and esx02.lab have')],
    },
    {
      name: 'one of two lacks a LUN',
      input: exportOf(goodHost(1), goodHost(2, blind)),
      findings: [found(2, `ds2 (${second})`, 'esx01.lab has')],
    },
    {
      name: 'one of five lacks two',
      input: exportOf(
        ...[1, 2, 3, 4].map((n) => goodHost(n)),
        goodHost(5, {
          luns: { [first]: undefined, [second]: undefined, 'naa.6000d31000a1b2000000000000000009': {} },
          vmfs: { ds1: undefined, ds2: undefined },
        }),
      ),
      findings: [found(5, `ds1 (${first}) and ds2 (${second})`, '4 of 5 hosts have')],
    },
    {
      name: 'two of four lack it',
      input: exportOf(goodHost(1), goodHost(2), goodHost(3, blind), goodHost(4, blind)),
      findings: [3, 4].map((n) => found(n, `ds2 (${second})`, 'esx01.lab and esx02.lab have')),
    },
  ],
  unknown: [
    {
      name: 'whether the host is in maintenance is not told',
      input: exportOf(goodHost(1), goodHost(2), without(goodHost(3, blind), 'runtime.inMaintenanceMode')),
      missing: [{ subject: 'esx03.lab', fact: 'maintenance mode of esx03.lab' }],
    },
    {
      name: 'the devices of the host are not told',
      input: exportOf(goodHost(1), goodHost(2), without(goodHost(3, blind), 'config.storageDevice')),
      missing: [{ subject: 'esx03.lab', fact: 'storage devices of esx03.lab' }],
    },
    {
      name: 'the datastores of the others are not told',
      input: exportOf(goodHost(1), without(goodHost(2), 'config.fileSystemVolume')),
      missing: [{ subject: 'esx01.lab', fact: 'VMFS volumes of esx02.lab' }],
    },
    {
      name: 'the cluster of another host is not told',
      input: exportOf(goodHost(1), goodHost(2), without(goodHost(3), 'parent')),
      missing: [
        { subject: 'esx01.lab', fact: 'cluster of esx03.lab' },
        { subject: 'esx02.lab', fact: 'cluster of esx03.lab' },
        { subject: 'esx03.lab', fact: 'cluster of esx03.lab' },
      ],
    },
  ],
});
