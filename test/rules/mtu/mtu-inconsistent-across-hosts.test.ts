import { testRule } from 'vlint/testing';
import rule from '../../../rules/mtu/mtu-inconsistent-across-hosts.ts';
import type { HostDescription, Patch } from '../../build/index.ts';
import { cluster, dvsHost, edit, exportOf, goodHost, presetDvs, twoSubnetHost, without } from '../../build/index.ts';

const small = { vmks: { vmk1: { mtu: 1500 }, vmk2: { mtu: 1500 } } };
const hosts = (...patches: readonly Patch<HostDescription>[]) =>
  exportOf(patches.map((patch, index) => goodHost(index + 1, patch)));
const own = (last: string) => ({
  luns: {
    naa: undefined,
    'naa.6000d31000a1b2000000000000000001': undefined,
    'naa.6000d31000a1b2000000000000000002': undefined,
    [`naa.6000d31000a1b20000000000000000${last}`]: {},
  },
});
/** Each goodHost makes three entries: properties, bindings, hints. */
const finding = (host: number, mtu: string, others: string, port = 1) => ({
  subject: `esx0${host}.lab`,
  level: 'warning' as const,
  message: `The iSCSI ports of esx0${host}.lab use an MTU of ${mtu}, those of ${others} another one, and they share LUNs. VMs meet another storage path after a move.`,
  pointer: `/entries/${(host - 1) * 3}/properties/config/network/vnic/${port}/spec/mtu`,
});

testRule(rule, {
  valid: [
    { name: 'three hosts that agree', input: hosts({}, {}, {}) },
    { name: 'a single host', input: hosts({}) },
    { name: 'another cluster', input: hosts({}, { cluster: 'C2', ...small }) },
    { name: 'no common LUN', exception: 'no-common-lun', input: hosts({}, { ...small, ...own('11') }) },
    {
      name: 'the differing host is in maintenance',
      exception: 'maintenance',
      input: hosts({}, {}, { ...small, maintenance: true }),
    },
    {
      name: 'hosts outside any cluster',
      outcome: 'notApplicable',
      input: hosts({ cluster: undefined }, { cluster: undefined, ...small }),
    },
    { name: 'a host without iSCSI', outcome: 'notApplicable', input: hosts({ adapters: undefined, luns: undefined }) },
    { name: 'another MTU on management', input: hosts({}, { vmks: { vmk0: { mtu: 9000 } } }) },
    { name: 'different kinds of switches', input: exportOf(goodHost(1), twoSubnetHost(2), dvsHost(3), presetDvs()) },
  ],
  invalid: [
    {
      name: 'one of three: only that one',
      exception: 'crowd',
      input: hosts({}, small, {}),
      findings: [finding(2, '1500', 'esx01.lab (9000) and esx03.lab (9000)')],
    },
    {
      name: 'two hosts: no majority, both',
      input: hosts({}, small),
      findings: [finding(1, '9000', 'esx02.lab (1500)'), finding(2, '1500', 'esx01.lab (9000)')],
    },
    {
      name: 'one port of one host: that port',
      input: hosts({}, {}, { vmks: { vmk2: { mtu: 1500 } } }),
      findings: [finding(3, '1500, 9000', 'esx01.lab (9000) and esx02.lab (9000)', 2)],
    },
    {
      name: 'a jumbo host among standard ones',
      input: hosts(small, small, {}),
      findings: [finding(3, '9000', 'esx01.lab (1500) and esx02.lab (1500)')],
    },
    {
      name: 'a large cluster',
      input: hosts({}, {}, {}, {}, {}, small),
      findings: [finding(6, '1500', 'esx01.lab (9000), esx02.lab (9000), esx03.lab (9000) and 2 more')],
    },
    {
      name: 'the cluster by its object',
      input: exportOf(goodHost(1), goodHost(2, small), cluster({ name: 'C1' })),
      findings: [finding(1, '9000', 'esx02.lab (1500)'), finding(2, '1500', 'esx01.lab (9000)')],
    },
  ],
  unknown: [
    {
      name: 'the bindings of one of two hosts were not exported',
      input: hosts({}, { adapters: { vmhba64: { bound: undefined } } }),
      missing: [
        { subject: 'esx01.lab', fact: 'port bindings of vmhba64' },
        { subject: 'esx02.lab', fact: 'port bindings of vmhba64' },
      ],
    },
    {
      name: 'the cluster is missing',
      input: exportOf(without(goodHost(1), 'parent')),
      missing: [{ subject: 'esx01.lab', fact: 'cluster of esx01.lab' }],
    },
    {
      name: 'whether the other host is in maintenance is missing',
      input: exportOf(goodHost(1), without(goodHost(2, small), 'runtime')),
      missing: [
        { subject: 'esx01.lab', fact: 'maintenance mode of esx02.lab' },
        { subject: 'esx02.lab', fact: 'maintenance mode of esx02.lab' },
      ],
    },
    {
      name: 'an MTU is missing',
      input: exportOf(goodHost(1), edit(goodHost(2), 'config.network.vnic.1.spec.mtu', 0)),
      missing: [
        { subject: 'esx01.lab', fact: 'MTU of vmk1' },
        { subject: 'esx02.lab', fact: 'MTU of vmk1' },
      ],
    },
  ],
});
