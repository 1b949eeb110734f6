import { testRule } from 'vlint/testing';
import rule from '../../../rules/vm/vm-multiwriter-vmdk.ts';
import type { DiskDescription, HostDescription } from '../../build/index.ts';
import { datastore, edit, esxcliSet, exportOf, goodHost, idOf, presetLuns, vm, without } from '../../build/index.ts';
import { diskAt, dotted, vouched } from './places.ts';

const [first] = presetLuns;
const shared: DiskDescription = { at: 'scsi0:1', sharing: 'sharingMultiWriter' };
const rac = (disk: Partial<DiskDescription> = {}, name = 'rac01') =>
  vm({ name, host: 'esx01.lab', disks: ['scsi0:0', { ...shared, ...disk }] });
const finding = (volume = 'ds1', name = 'rac01', entry = 0) => ({
  subject: `${name}/Hard disk 2`,
  level: 'note' as const,
  message: `Hard disk 2 of ${name} may be written to by several VMs (sharingMultiWriter) and lies on the iSCSI datastore ${volume}.`,
  pointer: `${diskAt(1, entry)}/backing/sharing`,
});
const fc: HostDescription = goodHost(1, {
  adapters: { vmhba2: { kind: 'fc' } },
  luns: { [first]: { paths: [{ adapter: 'vmhba2' }] } },
});
const nfs: HostDescription = goodHost(1, { nfs: { share: { server: '10.9.9.9' } } });
const backing = `${dotted(diskAt(1))}.backing`;

testRule(rule, {
  valid: [
    { name: 'an ordinary disk', exception: 'one-writer', input: exportOf(vm({ name: 'web01', host: 'esx01.lab' }), goodHost(1)) },
    {
      name: 'the flag is not there at all',
      input: exportOf(without(rac(), `${backing}.sharing`), goodHost(1)),
    },
    {
      name: 'a raw device',
      exception: 'raw-device',
      input: exportOf(rac({ rdm: { device: first } }), goodHost(1)),
    },
    { name: 'Fibre Channel', exception: 'other-storage', input: exportOf(rac(), fc) },
    { name: 'NFS', input: exportOf(rac({ file: '[share] rac01/data.vmdk' }), nfs) },
    {
      name: 'allowed',
      exception: 'on-purpose',
      outcome: 'notApplicable',
      input: exportOf(rac(), goodHost(1)),
      facts: `allow:\n  - { rule: vm-multiwriter-vmdk, object: 'rac*', reason: Oracle RAC, ${vouched} }\n`,
    },
  ],
  invalid: [
    { name: 'multi-writer on iSCSI', input: exportOf(rac(), goodHost(1)), findings: [finding()] },
    {
      name: 'both VMs, whatever they are called',
      input: exportOf(rac({}, 'oracle-rac01'), rac({}, 'oracle-rac02'), goodHost(1)),
      findings: [finding('ds1', 'oracle-rac01'), finding('ds1', 'oracle-rac02', 1)],
    },
    {
      name: 'another datastore',
      input: exportOf(rac({ file: '[ds2] rac/shared.vmdk' }), goodHost(1)),
      findings: [finding('ds2')],
    },
    {
      name: 'a datastore that is told by its reference only',
      input: exportOf(without(rac(), `${backing}.fileName`), datastore({ name: 'ds1', extents: [first] }), goodHost(1)),
      findings: [finding()],
    },
    {
      name: 'a file that still has an old name of the datastore',
      input: exportOf(edit(rac(), `${backing}.fileName`, '[old] rac01/data.vmdk'), datastore({ name: 'ds1' }), goodHost(1)),
      findings: [finding()],
    },
    {
      name: 'a reference that two vCenters use',
      input: exportOf(rac(), datastore({ name: 'ds1' }), datastore({ name: 'ds9', id: idOf('datastore', 'ds1') }), goodHost(1)),
      findings: [finding()],
    },
    {
      name: 'storage by esxcli',
      input: exportOf(rac(), without(goodHost(1), 'config.storageDevice'), esxcliSet(goodHost(1))),
      findings: [finding()],
    },
  ],
  unknown: [
    {
      name: 'the host was not exported',
      input: exportOf(vm({ name: 'rac01', disks: ['scsi0:0', shared] })),
      missing: [{ subject: 'rac01/Hard disk 2', fact: 'datastore of ds1 of rac01' }],
    },
    {
      name: 'the datastore is not mounted',
      input: exportOf(rac({ file: '[vsan] rac/shared.vmdk' }), goodHost(1)),
      missing: [{ subject: 'rac01/Hard disk 2', fact: 'datastore of vsan on esx01.lab' }],
    },
    {
      name: 'file systems not exported',
      input: exportOf(rac(), without(goodHost(1), 'config.fileSystemVolume')),
      missing: [{ subject: 'rac01/Hard disk 2', fact: 'VMFS volumes of esx01.lab' }],
    },
    {
      name: 'devices not exported',
      input: exportOf(rac(), without(goodHost(1), 'config.storageDevice')),
      missing: [{ subject: 'rac01/Hard disk 2', fact: 'storage devices of esx01.lab' }],
    },
    {
      name: 'neither file nor datastore told',
      input: exportOf(without(without(rac(), `${backing}.fileName`), `${backing}.datastore`), goodHost(1)),
      missing: [{ subject: 'rac01/Hard disk 2', fact: 'file of a disk of Hard disk 2' }],
    },
  ],
});
