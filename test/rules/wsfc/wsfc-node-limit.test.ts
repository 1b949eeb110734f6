import { testRule } from 'vlint/testing';
import rule from '../../../rules/wsfc/wsfc-node-limit.ts';
import { exportOf, without } from '../../build/index.ts';
import { bare, barePair, lonely, lunUuid, member, members, v50, v51, v67 } from './shared.ts';

const many = (count: number, version: object = v67) => [
  Array.from({ length: count }, (_, index) => member(`sql0${index + 1}`, 1 + (index % 2))),
  bare(1, version),
  bare(2, version),
];
const names = (count: number) => Array.from({ length: count }, (_, index) => `sql0${index + 1}`);
const findings = (count: number, limit = 5) =>
  names(count).map((name, entry) => ({
    subject: name,
    level: 'error' as const,
    message: `${count} nodes share Hard disk 2 of ${name}. ESXi supports ${limit} at most here.`,
    pointer: `/entries/${entry}/properties/config/hardware/device/12/backing/lunUuid`,
  }));

testRule(rule, {
  valid: [
    { name: 'two nodes', input: exportOf(members(), barePair()) },
    { name: 'five nodes on ESXi 6.7', exception: 'few-nodes', input: exportOf(many(5)) },
    { name: 'three nodes on ESXi 5.1', input: exportOf(many(3, v51)) },
    { name: 'an ordinary VM', exception: 'not-a-node', outcome: 'notApplicable', input: exportOf(lonely, bare(1)) },
  ],
  invalid: [
    { name: 'six nodes on ESXi 6.7', input: exportOf(many(6)), findings: findings(6) },
    { name: 'three nodes on ESXi 5.0', input: exportOf(many(3, v50)), findings: findings(3, 2) },
  ],
  unknown: [
    {
      name: 'six nodes on ESXi 8.0, for which no limit is known',
      input: exportOf(many(6, {})),
      missing: names(6).map((name) => ({ subject: name, fact: `supported number of nodes of ${name}` })),
    },
    {
      name: 'six nodes on hosts of an unknown version',
      input: exportOf(many(6)[0] as never, without(bare(1), 'config.product'), without(bare(2), 'config.product')),
      missing: names(6).map((name, index) => ({ subject: name, fact: `ESXi version of esx0${1 + (index % 2)}.lab` })),
    },
    {
      name: 'one node alone',
      input: exportOf(member('sql01', 1), bare(1)),
      missing: [{ subject: 'sql01', fact: `other nodes of a cluster of ${lunUuid}` }],
    },
  ],
});
