import { testRule } from 'vlint/testing';
import rule from '../../../rules/port-binding/iscsi-nic-speed-duplex.ts';
import { dvsHost, esxcliSet, exportOf, goodHost, presetDvs, twoSubnetHost, without } from '../../build/index.ts';

const place = (index: number, member: string) => `/entries/0/properties/config/network/pnic/${index}/${member}`;
const message = (nic: string, rest: string) => `${nic}, an iSCSI uplink of esx01.lab, ${rest}.`;
const both = (nic: object) => ({ pnics: { vmnic2: nic, vmnic3: nic } });
const slow = { pnics: { vmnic3: { speed: 1000, possible: [1000] } } };
const outputs = esxcliSet(goodHost(1, { pnics: { vmnic2: { duplex: false } } }));
const nicList = outputs.findIndex(({ command }) => command === 'network nic list');

testRule(rule, {
  valid: [
    { name: '10 Gb/s, full duplex, negotiated', input: exportOf(goodHost(1)) },
    { name: '1 Gb/s on NICs that can do no more', input: exportOf(goodHost(1, both({ speed: 1000 }))) },
    {
      name: '25 Gb/s, forced',
      exception: 'forced-speed',
      input: exportOf(
        goodHost(1, both({ speed: 25_000, forced: 25_000, possible: [25_000, 100_000], cdp: { fullDuplex: true } })),
      ),
    },
    { name: '25 Gb/s, forced, no CDP', input: exportOf(goodHost(1, both({ speed: 25_000, forced: 25_000, cdp: undefined }))) },
    {
      name: 'a NIC without link',
      exception: 'link-down',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1, { pnics: { vmnic3: { speed: null } } })),
    },
    { name: 'slow management', input: exportOf(goodHost(1, { pnics: { vmnic0: { speed: 100, duplex: false } } })) },
    {
      name: 'different speeds for different adapters',
      input: exportOf(
        goodHost(1, {
          luns: undefined,
          vmfs: undefined,
          pnics: { vmnic2: { speed: 1000 } },
          adapters: {
            vmhba64: { bound: ['vmk2'] },
            vmhba33: { kind: 'dependent', pnic: 'vmnic2', sendTargets: ['10.0.1.201'], bound: ['vmk1'] },
          },
        }),
      ),
    },
    {
      name: 'bindings not exported, all equal',
      input: exportOf(goodHost(1, { ...both({ speed: 1000 }), adapters: { vmhba64: { bound: undefined } } })),
    },
  ],
  invalid: [
    {
      name: 'half duplex',
      input: exportOf(goodHost(1, { pnics: { vmnic2: { duplex: false } } })),
      findings: [
        {
          subject: 'esx01.lab/vmnic2',
          level: 'warning',
          message: message('vmnic2', 'runs at half duplex'),
          pointer: place(2, 'linkSpeed/duplex'),
        },
      ],
    },
    {
      name: 'half duplex under the strict profile',
      profile: 'strict',
      input: exportOf(goodHost(1, { pnics: { vmnic2: { duplex: false } } })),
      findings: [
        {
          subject: 'esx01.lab/vmnic2',
          level: 'error',
          message: message('vmnic2', 'runs at half duplex'),
          pointer: place(2, 'linkSpeed/duplex'),
        },
      ],
    },
    {
      name: 'half duplex in esxcli',
      input: exportOf(...outputs),
      findings: [
        {
          subject: 'esx01.lab/vmnic2',
          level: 'warning',
          message: message('vmnic2', 'runs at half duplex'),
          pointer: `/entries/${nicList}/output/2/Duplex`,
        },
      ],
    },
    {
      name: '100 Mb/s',
      input: exportOf(goodHost(1, both({ speed: 100 }))),
      findings: [
        {
          subject: 'esx01.lab/vmnic2',
          level: 'warning',
          message: message('vmnic2', 'runs at 100 Mb/s only'),
          pointer: place(2, 'linkSpeed/speedMb'),
        },
        {
          subject: 'esx01.lab/vmnic3',
          level: 'warning',
          message: message('vmnic3', 'runs at 100 Mb/s only'),
          pointer: place(3, 'linkSpeed/speedMb'),
        },
      ],
    },
    {
      name: 'forced against a negotiating switch port',
      input: exportOf(goodHost(1, both({ speed: 1000, forced: 1000, cdp: { fullDuplex: false } }))),
      findings: [2, 3].map((index) => ({
        subject: `esx01.lab/vmnic${index}`,
        level: 'warning' as const,
        message: message(`vmnic${index}`, 'is forced to 1000 Mb/s while the switch port runs at half duplex'),
        pointer: place(index, 'spec/linkSpeed/speedMb'),
      })),
    },
    {
      name: 'the slower of two',
      exception: 'fastest-of-the-team',
      input: exportOf(goodHost(1, slow), goodHost(2)),
      findings: [
        {
          subject: 'esx01.lab/vmnic3',
          level: 'note',
          message: message('vmnic3', 'runs at 1000 Mb/s while vmnic2 runs at 10000 Mb/s'),
          pointer: place(3, 'linkSpeed/speedMb'),
        },
      ],
    },
    {
      name: 'the slower of two, strict, unbound',
      profile: 'strict',
      input: exportOf(twoSubnetHost(1, slow)),
      findings: [
        {
          subject: 'esx01.lab/vmnic3',
          level: 'warning',
          message: message('vmnic3', 'runs at 1000 Mb/s while vmnic2 runs at 10000 Mb/s'),
          pointer: place(3, 'linkSpeed/speedMb'),
        },
      ],
    },
    {
      name: 'the slower of two on a distributed switch',
      input: exportOf(dvsHost(1, slow), presetDvs()),
      findings: [
        {
          subject: 'esx01.lab/vmnic3',
          level: 'note',
          message: message('vmnic3', 'runs at 1000 Mb/s while vmnic2 runs at 10000 Mb/s'),
          pointer: place(3, 'linkSpeed/speedMb'),
        },
      ],
    },
    {
      name: 'below what the NIC can do',
      input: exportOf(goodHost(1, both({ speed: 10_000, possible: [10_000, 25_000] }))),
      findings: [2, 3].map((index) => ({
        subject: `esx01.lab/vmnic${index}`,
        level: 'note' as const,
        message: message(`vmnic${index}`, 'has negotiated 10000 of its 25000 Mb/s'),
        pointer: place(index, 'linkSpeed/speedMb'),
      })),
    },
    {
      name: 'all at once',
      input: exportOf(goodHost(1, { pnics: { vmnic3: { speed: 100, duplex: false, possible: [100, 1000] } } })),
      findings: [
        {
          subject: 'esx01.lab/vmnic3',
          level: 'warning',
          message: message(
            'vmnic3',
            'runs at half duplex, runs at 100 Mb/s only, runs at 100 Mb/s while vmnic2 runs at 10000 Mb/s and has negotiated 100 of its 1000 Mb/s',
          ),
          pointer: place(3, 'linkSpeed/duplex'),
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'esxcli does not tell what a NIC could do',
      input: exportOf(...esxcliSet(goodHost(1))),
      missing: [2, 3].map((index) => ({ subject: `esx01.lab/vmnic${index}`, fact: `supported link speeds of vmnic${index}` })),
    },
    {
      name: 'forced, and no CDP',
      input: exportOf(goodHost(1, both({ speed: 1000, forced: 1000, cdp: undefined }))),
      missing: [2, 3].map((index) => ({
        subject: `esx01.lab/vmnic${index}`,
        fact: `duplex of the physical switch port of vmnic${index}`,
      })),
    },
    {
      name: 'NICs not exported',
      input: exportOf(without(goodHost(1), 'config.network.pnic')),
      missing: [2, 3].map((index) => ({
        subject: `esx01.lab/vmnic${index}`,
        fact: `physical NIC of vmnic${index} on esx01.lab`,
      })),
    },
    {
      name: 'bindings not exported, one slower',
      input: exportOf(goodHost(1, { ...slow, adapters: { vmhba64: { bound: undefined } } })),
      missing: [0, 1, 3].map((index) => ({ subject: `esx01.lab/vmnic${index}`, fact: 'port bindings of vmhba64' })),
    },
  ],
});
