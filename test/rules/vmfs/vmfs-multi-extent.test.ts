import { testRule } from 'vlint/testing';
import rule from '../../../rules/vmfs/vmfs-multi-extent.ts';
import { datastore, esxcli, exportOf, goodHost, presetLuns, without } from '../../build/index.ts';

const [first, second] = presetLuns;
const spanned = (more: object = {}) => goodHost(1, { vmfs: { ds1: { extents: [first, second] }, ds2: undefined }, ...more });
const words = `ds1 lies on 2 devices (${first} and ${second}).`;
const found = {
  subject: 'esx01.lab/ds1',
  level: 'note' as const,
  message: `${words} The loss of one of them loses files of it, that of the first one all.`,
  pointer: '/entries/0/properties/config/fileSystemVolume/mountInfo/0/volume/extent',
};
const byEsxcli = ['system hostname get', 'storage vmfs extent list'].map((command) => esxcli(spanned(), command));

testRule(rule, {
  valid: [
    { name: 'one extent each', exception: 'one-extent', input: exportOf(goodHost(1)) },
    {
      name: 'allowed',
      exception: 'legacy',
      outcome: 'notApplicable',
      input: exportOf(spanned()),
      facts:
        'allow:\n  - rule: vmfs-multi-extent\n    object: ds1\n    reason: to be emptied\n    who: me\n    when: 2025-12-30\n    until: 2026-06-30',
    },
    { name: 'no volume', outcome: 'none', input: exportOf(goodHost(1, { vmfs: { ds1: undefined, ds2: undefined } })) },
  ],
  invalid: [
    { name: 'two extents', input: exportOf(spanned()), findings: [found] },
    { name: 'two extents, strict', profile: 'strict', input: exportOf(spanned()), findings: [{ ...found, level: 'warning' }] },
    {
      name: 'for clustered disks',
      exception: 'clustered-vmdk',
      input: exportOf(spanned({ luns: { [second]: { clusteredVmdkSupported: true } } })),
      findings: [
        {
          ...found,
          level: 'error',
          message: `${words} ${second} is set up for clustered virtual disks, which cannot be on a spanned datastore.`,
        },
      ],
    },
    {
      name: 'for clustered disks, as the datastore says',
      input: exportOf(spanned(), datastore({ name: 'ds1', clusteredVmdk: true })),
      findings: [
        {
          ...found,
          level: 'error',
          message: `${words} ds1 is set up for clustered virtual disks, which cannot be on a spanned datastore.`,
        },
      ],
    },
    {
      name: 'by esxcli',
      input: exportOf(...byEsxcli),
      findings: [{ ...found, pointer: '/entries/1/output/0/DeviceName' }],
    },
  ],
  unknown: [
    {
      name: 'the volumes were not exported',
      input: exportOf(without(spanned(), 'config.fileSystemVolume')),
      missing: [{ subject: 'esx01.lab', fact: 'VMFS volumes of esx01.lab' }],
    },
  ],
});
