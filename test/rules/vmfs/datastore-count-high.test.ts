import { testRule } from 'vlint/testing';
import rule from '../../../rules/vmfs/datastore-count-high.ts';
import { esxcli, exportOf, goodHost, presetLuns, without } from '../../build/index.ts';

const [first] = presetLuns;
const v67 = { version: '6.7.0', build: '14320388' };
const found = (mounts: number, max: number, pointer = '/entries/0/properties/config/fileSystemVolume/mountInfo') => ({
  subject: 'esx01.lab',
  level: 'warning' as const,
  message: `esx01.lab mounts ${mounts} VMFS datastores; the maximum is ${max}.`,
  pointer,
});
const many = Object.fromEntries(Array.from({ length: 511 }, (_, index) => [`many${index}`, { extents: [first] }]));
const byEsxcli = ['system hostname get', 'system version get', 'storage vmfs extent list'].map((command) =>
  esxcli(goodHost(1, v67), command),
);

testRule(rule, {
  valid: [
    { name: 'two', input: exportOf(goodHost(1, v67)) },
    { name: 'two of two', options: { max: 2 }, input: exportOf(goodHost(1, v67)) },
    {
      name: 'NFS does not count',
      options: { max: 2 },
      input: exportOf(goodHost(1, { ...v67, nfs: { share: { server: '10.0.9.9' } } })),
    },
    {
      name: 'ESXi 8.0',
      exception: 'other-release',
      outcome: 'notApplicable',
      options: { max: 1 },
      input: exportOf(goodHost(1)),
    },
    {
      name: 'ESXi 6.5',
      outcome: 'notApplicable',
      options: { max: 1 },
      input: exportOf(goodHost(1, { version: '6.5.0' })),
    },
  ],
  invalid: [
    { name: 'one more than allowed', options: { max: 1 }, input: exportOf(goodHost(1, v67)), findings: [found(2, 1)] },
    {
      name: 'by esxcli',
      options: { max: 1 },
      input: exportOf(...byEsxcli),
      findings: [found(2, 1, '/entries/2/output')],
    },
    { name: '513', input: exportOf(goodHost(1, { ...v67, vmfs: many })), findings: [found(513, 512)] },
  ],
  unknown: [
    {
      name: 'the volumes were not exported',
      input: exportOf(without(goodHost(1, v67), 'config.fileSystemVolume')),
      missing: [{ subject: 'esx01.lab', fact: 'VMFS volumes of esx01.lab' }],
    },
    {
      name: 'the version was not exported',
      input: exportOf(without(goodHost(1, v67), 'config.product')),
      missing: [{ subject: 'esx01.lab', fact: 'ESXi version of esx01.lab' }],
    },
  ],
});
