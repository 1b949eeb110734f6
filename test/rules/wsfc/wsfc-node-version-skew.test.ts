import { testRule } from 'vlint/testing';
import rule from '../../../rules/wsfc/wsfc-node-version-skew.ts';
import { esxcli, exportOf, without } from '../../build/index.ts';
import { bare, barePair, lonely, lunUuid, member, members, v50, v51, v65, v67, v70, v90 } from './shared.ts';

const runs = (version: { version: string; build: string }) => `ESXi ${version.version} build ${version.build}`;
const finding = (
  name: string,
  own: { version: string; build: string },
  others: string,
  pointer: string,
  level: 'error' | 'warning' | 'note' = 'error',
) => ({
  subject: name,
  level,
  message: `The cluster node ${name} runs on esx0${name.at(-1)}.lab (${runs(own)}), other nodes on ${others}. ${
    level === 'note' ? 'The hosts need the same patches.' : 'The hosts of a cluster must run the same ESXi version.'
  }`,
  pointer,
});
type Version = { version: string; build: string };
const two = (first: Version, second: Version) => exportOf(bare(1, first), bare(2, second), members());
const apart = (first: Version, second: Version, level: 'error' | 'warning' | 'note' = 'error', what = 'version') => [
  finding('sql01', first, `esx02.lab (${runs(second)})`, `/entries/0/properties/config/product/${what}`, level),
  finding('sql02', second, `esx01.lab (${runs(first)})`, `/entries/1/properties/config/product/${what}`, level),
];
const patched = { version: '7.0.3', build: '20036589' };
const earlier = { version: '7.0.1', build: '16850804' };
const next = { version: '9.1.0', build: '25000000' };

testRule(rule, {
  valid: [
    { name: 'the same version and build', exception: 'same-version', input: exportOf(members(), barePair()) },
    {
      name: 'both nodes on one host',
      exception: 'one-host',
      input: exportOf(member('sql01', 1), member('sql02', 1), bare(1), bare(2, v65)),
    },
    { name: 'an ordinary VM', exception: 'not-a-node', outcome: 'notApplicable', input: exportOf(lonely, bare(1)) },
  ],
  invalid: [
    { name: '6.5 and 6.7', input: two(v65, v67), findings: apart(v65, v67) },
    {
      name: '7.0 and 8.0',
      input: two(v70, { version: '8.0.3', build: '24022510' }),
      findings: apart(v70, { version: '8.0.3', build: '24022510' }),
    },
    { name: '5.0 and 5.1', input: two(v50, v51), findings: apart(v50, v51) },
    { name: '9.0 and 9.1', input: two(v90, next), findings: apart(v90, next, 'warning') },
    { name: 'the same version, another build', input: two(v70, patched), findings: apart(v70, patched, 'note', 'build') },
    { name: 'the same release, another update', input: two(v70, earlier), findings: apart(v70, earlier, 'note', 'build') },
    {
      name: 'one of three',
      input: exportOf(bare(1), bare(2), bare(3, v70), members(), member('sql03', 3)),
      findings: [
        finding('sql01', bare(1) as Version, `esx03.lab (${runs(v70)})`, '/entries/0/properties/config/product/version'),
        finding('sql02', bare(1) as Version, `esx03.lab (${runs(v70)})`, '/entries/1/properties/config/product/version'),
        finding(
          'sql03',
          v70,
          `esx01.lab (${runs(bare(1) as Version)}) and esx02.lab (${runs(bare(1) as Version)})`,
          '/entries/2/properties/config/product/version',
        ),
      ],
    },
    {
      name: 'a cluster whose nodes share a virtual disk, one version told by esxcli',
      input: exportOf(
        bare(1, v65),
        without(bare(2), 'config.product'),
        members({ disk: { file: '[ds1] sql01/q.vmdk' } }),
        esxcli(bare(2, v67), 'system version get'),
      ),
      findings: [
        finding('sql01', v65, `esx02.lab (${runs(v67)})`, '/entries/0/properties/config/product/version'),
        finding('sql02', v67, `esx01.lab (${runs(v65)})`, '/entries/4/output/Version'),
      ],
    },
  ],
  unknown: [
    {
      name: 'the version of one host is not told',
      input: exportOf(bare(1), without(bare(2), 'config.product'), members()),
      missing: ['sql01', 'sql02'].map((name) => ({ subject: name, fact: 'ESXi version of esx02.lab' })),
    },
    {
      name: 'the build of one host is not told',
      input: exportOf(bare(1), without(bare(2), 'config.product.build'), members()),
      missing: ['sql01', 'sql02'].map((name) => ({ subject: name, fact: 'ESXi build of esx02.lab' })),
    },
    {
      name: 'the host of the other node is not in the export',
      input: exportOf(bare(1), members()),
      missing: [
        { subject: 'sql01', fact: 'ESXi version of the host of sql02' },
        { subject: 'sql02', fact: 'host of a VM of sql02' },
      ],
    },
    {
      name: 'one node alone',
      input: exportOf(member('sql01', 1), bare(1)),
      missing: [{ subject: 'sql01', fact: `other nodes of a cluster of ${lunUuid}` }],
    },
  ],
});
