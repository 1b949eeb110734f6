import { testRule } from 'vlint/testing';
import rule from '../../../rules/vmfs/unmap-off-vmfs6.ts';
import { esxcli, exportOf, goodHost, presetLuns } from '../../build/index.ts';

const [first, second] = presetLuns;
const pure = { vendor: 'PURE', model: 'FlashArray' };
const host = (volume: object, lun: object = pure, more: object = {}) =>
  goodHost(1, { luns: { [first]: lun, [second]: lun }, vmfs: { ds1: volume }, ...more });
const found = (priority: string) => ({
  subject: 'esx01.lab/ds1',
  level: 'note' as const,
  message: `Automatic unmap of ds1 has the priority ${priority}; Pure FlashArray asks for low.`,
  pointer: '/entries/0/properties/config/fileSystemVolume/mountInfo/0/volume/unmapPriority',
});
const off = host({ unmap: 'none' });
const commands = [
  'system hostname get',
  'system version get',
  'storage nmp device list',
  'storage core device list',
  'storage vmfs extent list',
  'storage filesystem list',
  'storage vmfs reclaim config get -l ds1',
  'storage vmfs reclaim config get -l ds2',
];

testRule(rule, {
  valid: [
    { name: 'low', input: exportOf(host({ unmap: 'low' })) },
    { name: 'VMFS5', exception: 'before-vmfs6', input: exportOf(host({ major: 5, unmap: 'none' })) },
    { name: 'another vendor', exception: 'other-vendor', input: exportOf(host({ unmap: 'none' }, {})) },
    { name: 'ESXi 6.0', outcome: 'notApplicable', input: exportOf(host({ unmap: 'none' }, pure, { version: '6.0.0' })) },
  ],
  invalid: [
    { name: 'off', input: exportOf(off), findings: [found('none')] },
    { name: 'high', input: exportOf(host({ unmap: 'high' })), findings: [found('high')] },
    {
      name: 'by esxcli',
      input: exportOf(...commands.map((command) => esxcli(off, command))),
      findings: [{ ...found('none'), pointer: '/entries/6/output/ReclaimPriority' }],
    },
  ],
  unknown: [
    {
      name: 'the priority was not exported',
      input: exportOf(host({ unmap: null })),
      missing: [{ subject: 'esx01.lab/ds1', fact: 'unmap priority of ds1' }],
    },
    {
      name: 'esxcli without the version of the volume',
      input: exportOf(...commands.filter((command) => !command.includes('filesystem')).map((command) => esxcli(off, command))),
      missing: [{ subject: 'esx01.lab/ds1', fact: 'VMFS version of ds1' }],
    },
  ],
});
