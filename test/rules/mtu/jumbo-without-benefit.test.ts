import { testRule } from 'vlint/testing';
import rule from '../../../rules/mtu/jumbo-without-benefit.ts';
import { dvsHost, edit, exportOf, goodHost, presetDvs, twoSubnetHost } from '../../build/index.ts';
import { facts } from './facts.ts';

const array = (more: string) => facts('arrays', `name: alpha, targets: [10.0.0.0/16], ${more}`);
const note = (vmk: string, index: number, why: string) => ({
  subject: `esx01.lab/${vmk}`,
  level: 'note' as const,
  message:
    `${vmk} uses jumbo frames (MTU 9000) with ${why}. By this project's guidance, not a vendor's, they pay only for large I/O on many spindles; ` +
    'measure with and without them.',
  pointer: `/entries/0/properties/config/network/vnic/${index}/spec/mtu`,
});
const both = (why: string) => [note('vmk1', 1, why), note('vmk2', 2, why)];
const good = exportOf(goodHost(1));
const silence = 'facts of the array behind 10.0.1.201, 10.0.1.202';

testRule(rule, {
  valid: [
    { name: 'many spindles and large I/O', input: good, facts: array('spindles: 24, typical-io-kib: 64') },
    {
      name: 'one spindle more than the threshold, the smallest large I/O',
      input: good,
      facts: array('spindles: 16, typical-io-kib: 32'),
    },
    {
      name: 'flash with few devices',
      exception: 'flash',
      input: good,
      facts: array('spindles: 8, flash: true, typical-io-kib: 8'),
    },
    {
      name: 'standard frames',
      exception: 'standard-frames',
      input: exportOf(goodHost(1, { vmks: { vmk1: { mtu: 1500 }, vmk2: { mtu: 1500 } } })),
      facts: array('spindles: 8, typical-io-kib: 8'),
    },
    {
      name: 'another threshold',
      input: good,
      facts: array('spindles: 12, typical-io-kib: 16'),
      options: { spindles: 10, ioKib: 16 },
    },
    {
      name: 'the array by the names of its targets',
      input: good,
      facts: facts('arrays', "name: alpha, targets: ['iqn.2010-06.com.example:array1.*'], spindles: 48, typical-io-kib: 256"),
    },
  ],
  invalid: [
    {
      name: 'fifteen spindles',
      input: good,
      facts: array('spindles: 15, typical-io-kib: 64'),
      findings: both('array alpha, which has 15 spindles'),
    },
    {
      name: 'few spindles are enough',
      input: good,
      facts: array('spindles: 6'),
      findings: both('array alpha, which has 6 spindles'),
    },
    {
      name: 'small I/O',
      input: good,
      facts: array('spindles: 48, typical-io-kib: 8'),
      findings: both('array alpha, which has a typical I/O of 8 KiB'),
    },
    {
      name: 'small I/O on few spindles that are no flash',
      input: good,
      facts: array('spindles: 12, flash: false, typical-io-kib: 31.5'),
      findings: both('array alpha, which has 12 spindles and a typical I/O of 31.5 KiB'),
    },
    {
      name: 'a higher threshold',
      input: good,
      facts: array('spindles: 24, typical-io-kib: 64'),
      options: { spindles: 24 },
      findings: both('array alpha, which has 24 spindles'),
    },
    {
      name: 'one of two arrays',
      input: exportOf(twoSubnetHost(1)),
      facts: facts(
        'arrays',
        'name: alpha, targets: [10.0.1.201], spindles: 8',
        'name: beta, targets: [10.0.2.0/24], flash: true',
      ),
      findings: [note('vmk1', 1, 'array alpha, which has 8 spindles')],
    },
    {
      name: 'an array that one of its targets names',
      input: good,
      facts: `${facts('targets', 'address: 10.0.1.201, array: alpha')}${facts('arrays', 'name: Alpha, spindles: 1')}`,
      findings: both('array Alpha, which has 1 spindle'),
    },
    {
      name: 'a distributed switch',
      input: exportOf(dvsHost(1), presetDvs()),
      facts: array('spindles: 12'),
      findings: both('array alpha, which has 12 spindles'),
    },
  ],
  unknown: [
    {
      name: 'nothing is stated: the same fact for both adapters',
      exception: 'no-facts',
      input: good,
      missing: [
        { subject: 'esx01.lab/vmk1', fact: silence },
        { subject: 'esx01.lab/vmk2', fact: silence },
      ],
    },
    {
      name: 'another array is stated',
      input: good,
      facts: facts('arrays', 'name: alpha, targets: [10.9.0.1], spindles: 8'),
      missing: [
        { subject: 'esx01.lab/vmk1', fact: silence },
        { subject: 'esx01.lab/vmk2', fact: silence },
      ],
    },
    {
      name: 'only the spindles are stated',
      input: good,
      facts: array('spindles: 24'),
      missing: ['vmk1', 'vmk2'].map((name) => ({ subject: `esx01.lab/${name}`, fact: 'typical I/O of array alpha' })),
    },
    {
      name: 'the MTU of the adapter is missing',
      input: exportOf(edit(goodHost(1, { vmks: { vmk2: { mtu: 1500 } } }), 'config.network.vnic.1.spec.mtu', 0)),
      facts: array('spindles: 8'),
      missing: [{ subject: 'esx01.lab/vmk1', fact: 'MTU of vmk1' }],
    },
  ],
});
