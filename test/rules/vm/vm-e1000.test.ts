import { testRule } from 'vlint/testing';
import rule from '../../../rules/vm/vm-e1000.ts';
import type { VmDescription, VmNicDescription } from '../../build/index.ts';
import { edit, exportOf, goodHost, lunUuidOf, vm, without } from '../../build/index.ts';
import { dotted, nicAt, vouched } from './places.ts';

const e1000: VmNicDescription = { type: 'e1000', portGroup: 'VM Network' };
const web = (patch: Partial<VmDescription> = {}) => vm({ name: 'web01', nics: [e1000], ...patch });
const finding = ({ level = 'note', index = 0, type = 'an E1000', guest = 'rhel8_64Guest', entry = 0 }: Expected = {}) => ({
  subject: `web01/Network adapter ${index + 1}`,
  level,
  message: `Network adapter ${index + 1} of web01 is ${type} although the guest ${guest} knows VMXNET3.`,
  pointer: `${nicAt(index, entry)}/_typeName`,
});
interface Expected {
  readonly level?: 'note' | 'warning';
  readonly index?: number;
  readonly type?: string;
  readonly guest?: string;
  readonly entry?: number;
}
const lun = 'naa.6000d31000a1b2000000000000000002';
/** Two VMs that share a raw device over a shared bus. */
const cluster = (version: string) => [
  goodHost(1, { version, build: undefined }),
  ...['web01', 'web02'].map((name) =>
    vm({
      name,
      host: 'esx01.lab',
      guestId: 'windows9Server64Guest',
      controllers: { scsi0: 'pvscsi', scsi1: { kind: 'pvscsi', sharedBus: 'physicalSharing' } },
      disks: ['scsi0:0', { at: 'scsi1:0', rdm: { device: lun } }],
      nics: [e1000],
    }),
  ),
];
const node = (name: string, entry: number) => ({
  subject: `${name}/Network adapter 1`,
  level: 'error' as const,
  message: `Network adapter 1 of the cluster node ${name} is an E1000. ESXi 6.7 and later demand VMXNET3 of the nodes of a Windows cluster.`,
  pointer: `/entries/${entry}/properties/config/hardware/device/13/_typeName`,
});
const untold = (guestId: string) => ({
  name: `guest ${guestId}`,
  input: exportOf(web({ guestId })),
  missing: [{ subject: 'web01/Network adapter 1', fact: `VMXNET3 support of guest ${guestId} of web01` }],
});

testRule(rule, {
  valid: [
    { name: 'VMXNET3', input: exportOf(vm({ name: 'web01', nics: [{}] })) },
    { name: 'a flexible NIC', input: exportOf(web({ nics: [{ type: 'pcnet32' }] })) },
    { name: 'SR-IOV', input: exportOf(web({ nics: [{ type: 'sriov' }] })) },
    { name: 'Windows XP', exception: 'no-driver', input: exportOf(web({ guestId: 'winXPProGuest' })) },
    { name: 'Red Hat 5', input: exportOf(web({ guestId: 'rhel5_64Guest' })) },
    { name: 'macOS', input: exportOf(web({ guestId: 'darwin19_64Guest' })) },
    { name: 'FreeBSD', input: exportOf(web({ guestId: 'freebsd12_64Guest' })) },
    { name: 'a nested ESXi', input: exportOf(web({ guestId: 'vmkernel65Guest' })) },
    { name: 'a nested Hyper-V', input: exportOf(web({ guestId: 'windowsHyperVGuest' })) },
    { name: 'no tools', exception: 'no-tools', input: exportOf(web({ tools: 'guestToolsNotInstalled' })) },
    {
      name: 'boots from the network',
      exception: 'network-boot',
      input: exportOf(edit(web(), 'config.bootOptions', { bootOrder: [{ deviceKey: 4000 }, { deviceKey: 2000 }] })),
    },
    {
      name: 'an appliance',
      exception: 'appliance',
      outcome: 'notApplicable',
      input: exportOf(web()),
      facts: `vms:\n  - { name: web01, role: appliance, ${vouched} }\n`,
    },
    {
      name: 'the nodes of a cluster on ESXi 6.5',
      exception: 'cluster-before-6-7',
      outcome: 'notApplicable',
      input: exportOf(cluster('6.5.0')),
    },
  ],
  invalid: [
    {
      name: 'the nodes of a cluster on ESXi 6.7',
      input: exportOf(cluster('6.7.0')),
      findings: [node('web01', 3), node('web02', 4)],
    },
    {
      name: 'the nodes of a cluster on ESXi 8.0',
      input: exportOf(cluster('8.0.3')),
      findings: [node('web01', 3), node('web02', 4)],
    },
    { name: 'E1000 in Linux', input: exportOf(web()), findings: [finding()] },
    {
      name: 'E1000 in Linux under the strict profile',
      profile: 'strict',
      input: exportOf(web()),
      findings: [finding({ level: 'warning' })],
    },
    {
      name: 'E1000e as the second NIC of Windows, on a host',
      input: exportOf(
        goodHost(1),
        web({ nics: [{}, { type: 'e1000e' }], guestId: 'windows2019srvNext_64Guest', host: 'esx01.lab' }),
      ),
      findings: [finding({ index: 1, type: 'an E1000e', guest: 'windows2019srvNext_64Guest', entry: 3 })],
    },
    {
      name: 'open-vm-tools and a kernel of today',
      input: exportOf(web({ tools: 'guestToolsUnmanaged', guestId: 'other5xLinux64Guest' })),
      findings: [finding({ guest: 'other5xLinux64Guest' })],
    },
    {
      name: 'Windows Server 2008',
      input: exportOf(web({ guestId: 'winLonghorn64Guest', power: 'poweredOff' })),
      findings: [finding({ guest: 'winLonghorn64Guest' })],
    },
    {
      name: 'another NIC boots',
      input: exportOf(edit(web({ nics: [e1000, {}] }), 'config.bootOptions', { bootOrder: [{ deviceKey: 4001 }] })),
      findings: [finding()],
    },
  ],
  unknown: [
    {
      name: 'a node by facts.yaml, whose host is not told',
      input: exportOf(web({ guestId: 'windows2019srv_64Guest' })),
      facts: `vms:\n  - { name: web01, role: wsfc-node, ${vouched} }\n`,
      missing: [{ subject: 'web01/Network adapter 1', fact: 'ESXi version of the host of web01' }],
    },
    untold('otherGuest64'),
    untold('otherLinux64Guest'),
    untold('other26xLinux64Guest'),
    {
      name: 'the guest is not told',
      input: exportOf(without(web(), 'config.guestId')),
      missing: [{ subject: 'web01/Network adapter 1', fact: 'guest operating system of web01' }],
    },
    {
      name: 'no guest data',
      input: exportOf(web({ tools: null })),
      missing: [{ subject: 'web01/Network adapter 1', fact: 'VMware Tools status of web01' }],
    },
    {
      name: 'a NIC of no class, as govc collects it',
      input: exportOf(without(web(), `${dotted(nicAt())}._typeName`)),
      missing: [{ subject: 'web01/Network adapter 1', fact: 'type of virtual NIC of Network adapter 1' }],
    },
    {
      name: 'one VM of a cluster',
      input: exportOf(cluster('8.0.3').slice(0, 2)),
      missing: [
        {
          subject: 'web01/Network adapter 1',
          fact: `other nodes of a cluster of ${lunUuidOf(lun)}`,
        },
      ],
    },
  ],
});
