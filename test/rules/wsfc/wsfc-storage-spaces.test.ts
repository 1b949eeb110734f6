import { testRule } from 'vlint/testing';
import rule from '../../../rules/wsfc/wsfc-storage-spaces.ts';
import { exportOf, vm } from '../../build/index.ts';
import { bare, barePair, isNode, lonely, lunUuid, member, members } from './shared.ts';

const missing = (name: string) => ({ subject: name, fact: `Storage Spaces of ${name}` });

testRule(rule, {
  valid: [
    { name: 'an ordinary VM', exception: 'not-a-node', outcome: 'notApplicable', input: exportOf(lonely, bare(1)) },
    {
      name: 'nodes of Windows Server 2008 R2',
      exception: 'older-guest',
      outcome: 'notApplicable',
      input: exportOf(members({ guestId: 'windows7Server64Guest' }), barePair()),
    },
    {
      name: 'nodes of Windows Server 2003',
      outcome: 'notApplicable',
      input: exportOf(members({ guestId: 'winNetEnterprise64Guest' }), barePair()),
    },
  ],
  invalid: [],
  unknown: [
    { name: 'both nodes', input: exportOf(members(), barePair()), missing: [missing('sql01'), missing('sql02')] },
    {
      name: 'nodes of a cluster in a box on Windows Server 2012',
      input: exportOf(
        ['sql01', 'sql02'].map((name) =>
          member(name, 1, { guestId: 'windows8Server64Guest', bus: 'virtualSharing', disk: { file: '[ds1] sql01/q.vmdk' } }),
        ),
        bare(1),
      ),
      missing: [missing('sql01'), missing('sql02')],
    },
    {
      name: 'a node by the word of facts.yaml',
      input: exportOf(vm({ name: 'sql01', host: 'esx01.lab' }), bare(1)),
      facts: isNode,
      missing: [missing('sql01')],
    },
    {
      name: 'one node alone',
      input: exportOf(member('sql01', 1), bare(1)),
      missing: [{ subject: 'sql01', fact: `other nodes of a cluster of ${lunUuid}` }],
    },
  ],
});
