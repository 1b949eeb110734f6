import { testRule } from 'vlint/testing';
import rule from '../../../rules/wsfc/wsfc-vm-per-lun.ts';
import { exportOf, without } from '../../build/index.ts';
import { bare, barePair, drs, lonely, lunUuid, type MemberDescription, member, members, v67 } from './shared.ts';

const together = (description: MemberDescription = {}) => [member('sql01', 1, description), member('sql02', 1, description)];
const file = { file: '[ds1] sql01/q.vmdk' };
const finding = (
  name: string,
  other: string,
  entry: number,
  level: 'warning' | 'note' = 'warning',
  nodes = 'a node',
  on = 'esx01.lab',
) => ({
  subject: name,
  level,
  message: `${name} runs on ${on} together with ${other}, ${nodes} of the same Windows cluster. Each node of a cluster across hosts needs a host of its own.`,
  pointer: `/entries/${entry}/properties/runtime/host/value`,
});
const both = (level: 'warning' | 'note' = 'warning', on = 'esx01.lab') => [
  finding('sql01', 'sql02', 0, level, 'a node', on),
  finding('sql02', 'sql01', 1, level, 'a node', on),
];

testRule(rule, {
  valid: [
    { name: 'a host for each node', exception: 'one-each', input: exportOf(members(), barePair()) },
    { name: 'the same with a clustered virtual disk', input: exportOf(members({ disk: file }), barePair()) },
    { name: 'a host for each node, and neither is in the export', input: exportOf(members()) },
    {
      name: 'a cluster in a box',
      exception: 'cluster-in-a-box',
      input: exportOf(together({ bus: 'virtualSharing', disk: file }), bare(1)),
    },
    {
      name: 'a virtual disk on ESXi 6.7, which is no cluster across hosts',
      input: exportOf(together({ disk: file }), bare(1, v67)),
    },
    { name: 'an ordinary VM', exception: 'not-a-node', outcome: 'notApplicable', input: exportOf(lonely, bare(1)) },
  ],
  invalid: [
    { name: 'both nodes on one host', input: exportOf(together(), barePair(), drs()), findings: both() },
    { name: 'on a host that is not in the export', input: exportOf(together()), findings: both('warning', 'the same host') },
    { name: 'a clustered virtual disk on ESXi 8.0', input: exportOf(together({ disk: file }), bare(1)), findings: both() },
    {
      name: 'while another host of the cluster is in maintenance mode',
      input: exportOf(together(), bare(1), bare(2, { maintenance: true })),
      findings: both('note'),
    },
    {
      name: 'while a host of another cluster is in maintenance mode',
      input: exportOf(together(), bare(1), bare(2, { maintenance: true, cluster: 'C2' })),
      findings: both(),
    },
    {
      name: 'two of three',
      input: exportOf(together(), member('sql03', 2), barePair(v67)),
      findings: both(),
    },
    {
      name: 'three on one host',
      input: exportOf(together(), member('sql03', 1), bare(1)),
      findings: [
        finding('sql01', 'sql02 and sql03', 0, 'warning', 'nodes'),
        finding('sql02', 'sql01 and sql03', 1, 'warning', 'nodes'),
        finding('sql03', 'sql01 and sql02', 2, 'warning', 'nodes'),
      ],
    },
  ],
  unknown: [
    {
      name: 'where the other node runs is not told',
      input: exportOf(member('sql01', 1), without(member('sql02', 2), 'runtime.host'), barePair()),
      missing: [
        { subject: 'esx01.lab', fact: 'virtual machines of esx01.lab' },
        { subject: 'esx02.lab', fact: 'virtual machines of esx02.lab' },
        { subject: 'sql02', fact: 'host of sql02' },
      ],
    },
    {
      name: 'a virtual disk on a host of an unknown version',
      input: exportOf(together({ disk: file }), without(bare(1), 'config.product')),
      missing: ['sql01', 'sql02'].map((name) => ({ subject: name, fact: 'ESXi version of esx01.lab' })),
    },
    {
      name: 'one node alone',
      input: exportOf(member('sql01', 1), bare(1)),
      missing: [{ subject: 'sql01', fact: `other nodes of a cluster of ${lunUuid}` }],
    },
  ],
});
