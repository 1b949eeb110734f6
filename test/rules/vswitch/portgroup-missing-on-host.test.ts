import { testRule } from 'vlint/testing';
import rule from '../../../rules/vswitch/portgroup-missing-on-host.ts';
import { dvsHost, exportOf, goodHost, presetDvs, without } from '../../build/index.ts';

const single = (n: number, more: object = {}) =>
  goodHost(n, {
    vswitches: { vSwitch1: { uplinks: ['vmnic2'], portGroups: { 'iSCSI-B': undefined } } },
    vmks: { vmk2: undefined },
    adapters: { vmhba64: { bound: ['vmk1'] } },
    ...more,
  });
const without2 = {
  vswitches: { vSwitch1: undefined },
  vmks: { vmk1: undefined, vmk2: undefined },
};
const found = (n: number, which: string, others: string, them = 'it') => ({
  subject: `esx0${n}.lab`,
  level: 'warning' as const,
  message: `esx0${n}.lab has no port group ${which}; ${others} ${them} for iSCSI.`,
  pointer: `/entries/${3 * (n - 1)}/properties/config/network/portgroup`,
});

testRule(rule, {
  valid: [
    { name: 'the same on all', input: exportOf(goodHost(1), goodHost(2)) },
    { name: 'one host', input: exportOf(goodHost(1)) },
    {
      name: 'hosts outside any cluster',
      outcome: 'notApplicable',
      input: exportOf(
        goodHost(1, { cluster: undefined }),
        goodHost(2, { cluster: undefined }),
        single(3, { cluster: undefined }),
      ),
    },
    {
      name: 'an independent adapter',
      exception: 'independent-hba',
      input: exportOf(
        goodHost(1),
        goodHost(2),
        goodHost(3, {
          ...without2,
          adapters: { vmhba64: undefined, vmhba40: { kind: 'independent', ip: '10.0.1.90/24', sendTargets: ['10.0.1.201'] } },
        }),
      ),
    },
    {
      name: 'a distributed switch',
      exception: 'distributed-switch',
      input: exportOf(presetDvs(), goodHost(1), goodHost(2), dvsHost(3)),
    },
    { name: 'the others do without it too', exception: 'minority', input: exportOf(goodHost(1), single(2), single(3)) },
    { name: 'half of them have it', input: exportOf(goodHost(1), single(2)) },
    {
      name: 'it is there, and carries nothing',
      input: exportOf(
        goodHost(1),
        goodHost(2),
        goodHost(3, { vmks: { vmk2: undefined }, adapters: { vmhba64: { bound: ['vmk1'] } } }),
      ),
    },
  ],
  invalid: [
    {
      name: 'one of three has one port group only',
      input: exportOf(goodHost(1), goodHost(2), single(3)),
      findings: [found(3, 'iSCSI-B', 'esx01.lab and esx02.lab of its cluster have')],
    },
    {
      name: 'one of three has neither',
      input: exportOf(
        goodHost(1),
        goodHost(2),
        goodHost(3, { ...without2, adapters: { vmhba64: undefined }, luns: {}, vmfs: {} }),
      ),
      findings: [found(3, 'iSCSI-A and iSCSI-B', 'esx01.lab and esx02.lab of its cluster have', 'them')],
    },
    {
      name: 'a crowd',
      input: exportOf(
        [1, 2, 3, 4].map((n) => goodHost(n)),
        single(5),
      ),
      findings: [found(5, 'iSCSI-B', '4 of 5 hosts of its cluster have')],
    },
  ],
  unknown: [
    {
      name: 'the port groups of the host were not exported',
      input: exportOf(goodHost(1), goodHost(2), without(goodHost(3), 'config.network')),
      missing: [{ subject: 'esx03.lab', fact: 'port groups of esx03.lab' }],
    },
    {
      name: 'whether most have it is not told',
      input: exportOf(
        goodHost(1),
        without(goodHost(2, { adapters: { vmhba64: { bound: undefined } } }), 'config.storageDevice'),
        single(3),
      ),
      missing: [{ subject: 'esx03.lab', fact: 'iSCSI adapters of esx02.lab' }],
    },
    {
      name: 'the cluster is not told',
      input: exportOf(goodHost(1), goodHost(2), without(single(3), 'parent')),
      missing: [{ subject: 'esx03.lab', fact: 'cluster of esx03.lab' }],
    },
  ],
});
