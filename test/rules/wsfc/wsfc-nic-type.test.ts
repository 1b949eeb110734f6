import { testRule } from 'vlint/testing';
import rule from '../../../rules/wsfc/wsfc-nic-type.ts';
import { dvpg, dvs, esxcli, exportOf, vm, without } from '../../build/index.ts';
import { bare, barePair, isNode, lonely, lunUuid, member, members, v65, v67, v70 } from './shared.ts';

const e1000 = { nics: [{ type: 'e1000', portGroup: 'VM Network' }] } as const;
const finding = (name: string, entry: number, nics = 'Network adapter 1 (VirtualE1000)', one = true, device = 13) => ({
  subject: name,
  level: 'error' as const,
  message: `${nics} of the cluster node ${name} ${one ? 'is' : 'are'} not of the type VMXNET3. ESXi 6.7 and later demand it.`,
  pointer: `/entries/${entry}/properties/config/hardware/device/${device}/_typeName`,
});

testRule(rule, {
  valid: [
    { name: 'two nodes with VMXNET3', input: exportOf(members(), barePair()) },
    { name: 'nodes without a NIC', input: exportOf(barePair(), members({ nics: [] })) },
    { name: 'E1000 on ESXi 6.5', exception: 'before-6-7', input: exportOf(barePair(v65), members(e1000)) },
    {
      name: 'E1000 in a VM that shares nothing',
      exception: 'not-a-node',
      outcome: 'notApplicable',
      input: exportOf(bare(1), vm({ name: 'web01', host: 'esx01.lab', nics: [{ type: 'e1000' }] })),
    },
    {
      name: 'multi-writer disks are no Windows cluster',
      outcome: 'notApplicable',
      input: exportOf(barePair(), members({ ...e1000, disk: { sharing: 'sharingMultiWriter' } })),
    },
    {
      name: 'an NVMe controller of a time before they could share',
      outcome: 'notApplicable',
      input: exportOf(
        bare(1, v70),
        vm({ name: 'web01', host: 'esx01.lab', controllers: { nvme0: 'nvme' }, disks: ['nvme0:0'], ...e1000 }),
      ),
    },
    { name: 'an ordinary VM', outcome: 'notApplicable', input: exportOf(lonely, bare(1)) },
  ],
  invalid: [
    {
      name: 'E1000 on both nodes, ESXi 6.7',
      input: exportOf(members(e1000), barePair(v67)),
      findings: [finding('sql01', 0), finding('sql02', 1)],
    },
    {
      name: 'one of two NICs of one node, ESXi 8.0',
      input: exportOf(
        member('sql01', 1, { nics: ['VM Network', { type: 'e1000e', portGroup: 'VM Network' }] }),
        member('sql02', 2),
        barePair(),
      ),
      findings: [finding('sql01', 0, 'Network adapter 2 (VirtualE1000e)', true, 14)],
    },
    {
      name: 'two kinds on a distributed switch',
      input: exportOf(
        member('sql01', 1, {
          nics: [
            { type: 'pcnet32', dvpg: 'dvportgroup-40', dvs: 'dvs1' },
            { type: 'sriov', dvpg: 'dvportgroup-40', dvs: 'dvs1' },
          ],
        }),
        member('sql02', 2),
        barePair(v70),
        dvs({ name: 'dvs1' }),
        dvpg({ key: 'dvportgroup-40', name: 'Servers', dvs: 'dvs1' }),
      ),
      findings: [
        finding('sql01', 0, 'Network adapter 1 (VirtualPCNet32) and Network adapter 2 (VirtualSriovEthernetCard)', false),
      ],
    },
    {
      name: 'a node of a cluster in a box',
      input: exportOf(
        ['sql01', 'sql02'].map((name) =>
          member(name, 1, { ...e1000, bus: 'virtualSharing', disk: { file: '[ds1] sql01/q.vmdk' } }),
        ),
        bare(1),
      ),
      findings: [finding('sql01', 0), finding('sql02', 1)],
    },
    {
      name: 'a node by the word of facts.yaml, which uses iSCSI of its own',
      input: exportOf(vm({ name: 'sql01', host: 'esx01.lab', ...e1000 }), bare(1)),
      facts: isNode,
      findings: [finding('sql01', 0, undefined, true, 11)],
    },
    {
      name: 'the version is told by esxcli alone',
      input: exportOf(members(e1000), without(bare(1), 'config.product'), esxcli(bare(1, v67), 'system version get')),
      findings: [finding('sql01', 0)],
    },
  ],
  unknown: [
    {
      name: 'the type of a NIC is not told',
      input: exportOf(barePair(), without(member('sql01', 1), 'config.hardware.device.13._typeName'), member('sql02', 2)),
      missing: [{ subject: 'sql01', fact: 'type of virtual NIC of Network adapter 1 of sql01' }],
    },
    {
      name: 'the other node is not in the export',
      input: exportOf(bare(1), member('sql01', 1, e1000)),
      missing: [{ subject: 'sql01', fact: `other nodes of a cluster of ${lunUuid}` }],
    },
    {
      name: 'the version is not known',
      input: exportOf(
        barePair().map((host) => without(host, 'config.product')),
        members(e1000),
      ),
      missing: [
        { subject: 'sql01', fact: 'ESXi version of esx01.lab' },
        { subject: 'sql02', fact: 'ESXi version of esx02.lab' },
      ],
    },
    {
      name: 'the hosts are not in the export',
      input: exportOf(members(e1000)),
      missing: ['sql01', 'sql02'].map((name) => ({ subject: name, fact: `host of a VM of ${name}` })),
    },
  ],
});
