import { testRule } from 'vlint/testing';
import rule from '../../../rules/vmfs/vmfs-device-perennially-reserved.ts';
import { esxcli, exportOf, goodHost, presetLuns, vm, without } from '../../build/index.ts';

const [first, second] = presetLuns;
const reserved = { perenniallyReserved: true };
const found = (datastore: string, index: number, pointer?: string) => ({
  subject: `esx01.lab/${presetLuns[index]}`,
  level: 'error' as const,
  message: `${presetLuns[index]} is marked perennially reserved on esx01.lab and holds the datastore ${datastore}.`,
  pointer: pointer ?? `/entries/0/properties/config/storageDevice/scsiLun/${index}/perenniallyReserved`,
});
const commands = ['system hostname get', 'storage nmp device list', 'storage core device list', 'storage vmfs extent list'];
const byEsxcli = (luns: object) => commands.map((command) => esxcli(goodHost(1, { luns }), command));

testRule(rule, {
  valid: [
    { name: 'not marked', input: exportOf(goodHost(1)) },
    {
      name: 'no volume on it',
      exception: 'no-volume',
      input: exportOf(goodHost(1, { luns: { [second]: reserved }, vmfs: { ds2: undefined } })),
    },
    {
      name: 'a raw device whose mapping file lies on another device',
      exception: 'rdm-pointer',
      input: exportOf(
        goodHost(1, { luns: { [second]: reserved }, vmfs: { ds2: undefined } }),
        vm({
          name: 'sql01',
          host: 'esx01.lab',
          disks: ['scsi0:0', { at: 'scsi0:1', rdm: { device: second, mode: 'physicalMode' } }],
        }),
      ),
    },
    { name: 'not marked, by esxcli', input: exportOf(...byEsxcli({})) },
    {
      name: 'before 6.7 Update 2, where the export does not tell, and no volume',
      input: exportOf(goodHost(1, { version: '6.5.0', vmfs: { ds1: undefined, ds2: undefined } })),
    },
  ],
  invalid: [
    { name: 'marked', input: exportOf(goodHost(1, { luns: { [first]: reserved } })), findings: [found('ds1', 0)] },
    {
      name: 'both',
      input: exportOf(goodHost(1, { luns: { [first]: reserved, [second]: reserved } })),
      findings: [found('ds1', 0), found('ds2', 1)],
    },
    {
      name: 'the second extent of a volume',
      input: exportOf(goodHost(1, { luns: { [second]: reserved }, vmfs: { ds1: { extents: [first, second] }, ds2: undefined } })),
      findings: [found('ds1', 1)],
    },
    {
      name: 'by esxcli',
      input: exportOf(...byEsxcli({ [first]: reserved })),
      findings: [found('ds1', 0, '/entries/2/output/0/IsPerenniallyReserved')],
    },
  ],
  unknown: [
    {
      name: 'the volumes were not exported',
      input: exportOf(without(goodHost(1, { luns: { [first]: reserved } }), 'config.fileSystemVolume')),
      missing: [{ subject: `esx01.lab/${first}`, fact: 'VMFS volumes of esx01.lab' }],
    },
    {
      name: 'the mark is not told',
      input: exportOf(goodHost(1, { luns: { [first]: { perenniallyReserved: null } } })),
      missing: [{ subject: `esx01.lab/${first}`, fact: `perennially reserved flag of ${first}` }],
    },
  ],
});
