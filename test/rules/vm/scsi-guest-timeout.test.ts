import { testRule } from 'vlint/testing';
import rule from '../../../rules/vm/scsi-guest-timeout.ts';
import type { HostDescription, VmDescription } from '../../build/index.ts';
import { exportOf, goodHost, presetLuns, vm, without } from '../../build/index.ts';
import { vouched } from './places.ts';

const [first, second] = presetLuns;
const ontap = { vendor: 'NETAPP', model: 'LUN C-Mode' } as const;
const netapp: HostDescription = goodHost(1, { luns: { [first]: ontap } });
const web = (patch: Partial<VmDescription> = {}) => vm({ name: 'web01', host: 'esx01.lab', ...patch });
const missing = (name = 'web01') => ({ subject: name, fact: `disk timeout in the guest of ${name}` });
const nodes = (guestId: string) =>
  ['sql01', 'sql02'].map((name) =>
    vm({
      name,
      host: 'esx01.lab',
      guestId,
      controllers: { scsi0: 'pvscsi', scsi1: { kind: 'pvscsi', sharedBus: 'physicalSharing' } },
      disks: ['scsi0:0', { at: 'scsi1:0', rdm: { device: second } }],
    }),
  );

testRule(rule, {
  valid: [
    {
      name: 'an array of no such vendor',
      exception: 'nobody-asks',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1), web()),
    },
    {
      name: 'disks on another datastore than that of NetApp',
      outcome: 'notApplicable',
      input: exportOf(netapp, web({ datastore: 'ds2' })),
    },
    { name: 'nodes of a Linux cluster', outcome: 'notApplicable', input: exportOf(goodHost(1), nodes('rhel8_64Guest')) },
    {
      name: 'disks on NFS',
      outcome: 'notApplicable',
      input: exportOf(
        goodHost(1, { luns: { [first]: ontap }, nfs: { share: { server: '10.9.9.9' } } }),
        web({ datastore: 'share' }),
      ),
    },
  ],
  invalid: [],
  unknown: [
    { name: 'a disk on NetApp', input: exportOf(netapp, web()), missing: [missing()] },
    {
      name: 'a raw device of NetApp',
      input: exportOf(
        goodHost(1, { luns: { [second]: ontap } }),
        web({ disks: ['scsi0:0', { at: 'scsi0:1', rdm: { device: second, mode: 'virtualMode' } }] }),
      ),
      missing: [missing()],
    },
    {
      name: 'nodes of a Windows cluster',
      input: exportOf(goodHost(1), nodes('windows2019srv_64Guest')),
      missing: [missing('sql01'), missing('sql02')],
    },
    {
      name: 'a node by facts.yaml',
      input: exportOf(vm({ name: 'sql01', guestId: 'windows2019srv_64Guest' })),
      facts: `vms:\n  - { name: sql01, role: wsfc-node, ${vouched} }\n`,
      missing: [missing('sql01')],
    },
    {
      name: 'devices not exported',
      input: exportOf(without(goodHost(1), 'config.storageDevice'), web()),
      missing: [{ subject: 'web01', fact: 'storage devices of esx01.lab' }],
    },
    {
      name: 'no VM was exported',
      input: exportOf(goodHost(1)),
      missing: [{ subject: 'esx01.lab', fact: 'virtual machines of esx01.lab' }],
    },
  ],
});
