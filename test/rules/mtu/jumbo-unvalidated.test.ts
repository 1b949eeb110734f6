import { describe, expect, it } from 'vitest';
import { testRule } from 'vlint/testing';
import rule from '../../../rules/mtu/jumbo-unvalidated.ts';
import { judge } from '../../../src/engine/judge.ts';
import { Estate } from '../../../src/model/estate.ts';
import { emptySite } from '../../../src/model/site.ts';
import { Ingest } from '../../../src/readers/ingest.ts';
import { memoryInput } from '../../../src/readers/memory-input.ts';
import type { HostDescription, Patch } from '../../build/index.ts';
import { dvsHost, edit, exportOf, goodHost, presetDvs, twoSubnetHost, without } from '../../build/index.ts';
import { facts, ping } from './facts.ts';

/** The canonical host without a word from the physical switches. */
const silent = (patch: Patch<HostDescription> = {}) => goodHost(1, { hints: false, ...patch });
const targets = ['10.0.1.201', '10.0.1.202'];
const all = (vmk: string, size?: number) => targets.map((target) => ping(vmk, target, 'pass', size));
const advice = (vmk: string, size = 8972) =>
  `Prove it with \`vmkping -I ${vmk} -d -s ${size}\`; the benefit exists mainly for large I/O, so go back to 1500 if it cannot be proved.`;
const note = (vmk: string, index: number, first: string, notKnown: string, size?: number) => ({
  subject: `esx01.lab/${vmk}`,
  level: 'note' as const,
  message: `${first} ${advice(vmk, size)} Not known is the MTU of ${notKnown}.`,
  pointer: `/entries/0/properties/config/network/vnic/${index}/spec/mtu`,
});
const unproved = (vmk: string, index: number, nic: string, mtu = 9000) =>
  note(
    vmk,
    index,
    `${vmk} uses jumbo frames (MTU ${mtu}), and nothing proves that the path to 10.0.1.201 and 10.0.1.202 carries them.`,
    `the switch port of ${nic}, 10.0.1.201 and 10.0.1.202`,
    mtu - 28,
  );
const heartbeat = silent({
  luns: {
    'naa.6000d31000a1b2000000000000000001': { vendor: 'EQLOGIC', model: '100E-00' },
    'naa.6000d31000a1b2000000000000000002': { vendor: 'EQLOGIC', model: '100E-00' },
  },
  vswitches: { vSwitch1: { portGroups: { 'iSCSI-heartbeat': { vlan: 101 } } } },
  vmks: { vmk4: { portGroup: 'iSCSI-heartbeat', ip: '10.0.1.5/24', mtu: 9000 } },
});

testRule(rule, {
  valid: [
    {
      name: 'standard frames',
      exception: 'standard-frames',
      input: exportOf(silent({ vmks: { vmk1: { mtu: 1500 }, vmk2: { mtu: 1500 } } })),
    },
    {
      name: 'every target pinged from every adapter',
      exception: 'proved-by-vmkping',
      input: exportOf(silent()),
      facts: facts('vmkping', ...all('vmk1'), ...all('vmk2')),
    },
    {
      name: 'the pings of two fabrics need not cross over',
      input: exportOf(twoSubnetHost(1, { hints: false })),
      facts: facts('vmkping', ping('vmk1', '10.0.1.201', 'pass'), ping('vmk2', '10.0.2.201', 'pass')),
    },
    {
      name: 'pings on a distributed switch',
      input: exportOf(dvsHost(1, { hints: false }), presetDvs()),
      facts: facts('vmkping', ...all('vmk1'), ...all('vmk2')),
    },
    {
      name: 'facts.yaml tells the MTU of the switch ports',
      exception: 'proved-by-switch',
      input: exportOf(silent()),
      facts: facts('switches', 'host: "esx*", nics: [vmnic2, vmnic3], mtu: 9216'),
    },
    {
      name: 'the virtual switch carries less',
      exception: 'local-mismatch',
      outcome: 'notApplicable',
      input: exportOf(silent({ vswitches: { vSwitch1: { mtu: 1500 } } })),
    },
    {
      name: 'a failed ping that was repeated with success',
      input: exportOf(silent()),
      facts: facts('vmkping', ping('vmk1', '10.0.1.201', 'fail'), ...all('vmk1'), ...all('vmk2')),
    },
    {
      name: 'a failed ping that was too large for the adapter',
      input: exportOf(silent()),
      facts: facts('vmkping', ...all('vmk1'), ...all('vmk2'), ping('vmk1', '10.0.1.201', 'fail', 9000)),
    },
  ],
  invalid: [
    {
      name: 'no proof of any kind (case 27)',
      exception: 'target-unknown',
      input: exportOf(silent()),
      findings: [unproved('vmk1', 1, 'vmnic2'), unproved('vmk2', 2, 'vmnic3')],
    },
    {
      name: 'LLDP without an MTU',
      input: exportOf(
        goodHost(1, {
          pnics: {
            vmnic2: { cdp: undefined, lldp: { portId: 'xe-0/0/1' } },
            vmnic3: { cdp: undefined, lldp: { portId: 'xe-0/0/1' } },
          },
        }),
      ),
      findings: [
        { ...unproved('vmk1', 1, 'vmnic2'), message: unproved('vmk1', 1, 'vmnic2 (xe-0/0/1 of 00:de:fb:00:00:01)').message },
        { ...unproved('vmk2', 2, 'vmnic3'), message: unproved('vmk2', 2, 'vmnic3 (xe-0/0/1 of 00:de:fb:00:00:01)').message },
      ],
    },
    {
      name: 'CDP reports 1500 (case 25)',
      input: exportOf(goodHost(1, { pnics: { vmnic2: { cdp: { mtu: 1500 } }, vmnic3: { cdp: { mtu: 1500 } } } })),
      findings: [
        note(
          'vmk1',
          1,
          'vmk1 uses jumbo frames (MTU 9000), and nothing proves that the path to 10.0.1.201 and 10.0.1.202 carries them.',
          '10.0.1.201 and 10.0.1.202',
        ),
        note(
          'vmk2',
          2,
          'vmk2 uses jumbo frames (MTU 9000), and nothing proves that the path to 10.0.1.201 and 10.0.1.202 carries them.',
          '10.0.1.201 and 10.0.1.202',
        ),
      ],
    },
    {
      name: 'an EqualLogic group with its heartbeat (case 1): only the bound adapters carry iSCSI',
      input: exportOf(heartbeat),
      findings: [unproved('vmk1', 1, 'vmnic2'), unproved('vmk2', 2, 'vmnic3')],
    },
    {
      name: 'one target was forgotten',
      input: exportOf(silent()),
      facts: facts('vmkping', ping('vmk1', '10.0.1.201', 'pass'), ...all('vmk2')),
      findings: [
        note(
          'vmk1',
          1,
          'vmk1 uses jumbo frames (MTU 9000), and nothing proves that the path to 10.0.1.202 carries them.',
          'the switch port of vmnic2, 10.0.1.201 and 10.0.1.202',
        ),
      ],
    },
    {
      name: 'the pings were too small',
      input: exportOf(silent()),
      facts: facts('vmkping', ...all('vmk1', 1472), ...all('vmk2')),
      findings: [unproved('vmk1', 1, 'vmnic2')],
    },
    {
      name: 'the pings allowed fragments',
      input: exportOf(silent()),
      facts: facts('vmkping', ...all('vmk1').map((entry) => entry.replace('df: true', 'df: false')), ...all('vmk2')),
      findings: [unproved('vmk1', 1, 'vmnic2')],
    },
    {
      name: 'a ping failed',
      input: exportOf(silent()),
      facts: facts('vmkping', ping('vmk1', '10.0.1.201', 'pass'), ping('vmk1', '10.0.1.202', 'fail'), ...all('vmk2')),
      findings: [
        note(
          'vmk1',
          1,
          'vmk1 uses jumbo frames (MTU 9000), but a vmkping of 8972 bytes to 10.0.1.202 failed.',
          'the switch port of vmnic2, 10.0.1.201 and 10.0.1.202',
        ),
      ],
    },
    {
      name: 'the switch is large, but a target is stated to be small',
      input: exportOf(goodHost(1, { vmks: { vmk2: { mtu: 1500 } } })),
      facts: facts('targets', 'address: 10.0.1.202, mtu: 1500'),
      findings: [note('vmk1', 1, 'vmk1 uses jumbo frames (MTU 9000), but 10.0.1.202 carries 1500.', '10.0.1.201')],
    },
    {
      name: 'a smaller jumbo frame',
      input: exportOf(silent({ vmks: { vmk1: { mtu: 4000 } } })),
      facts: facts('vmkping', ...all('vmk2')),
      findings: [unproved('vmk1', 1, 'vmnic2', 4000)],
    },
    {
      name: 'a distributed switch',
      input: exportOf(dvsHost(1, { hints: false }), presetDvs()),
      findings: [unproved('vmk1', 1, 'vmnic2'), unproved('vmk2', 2, 'vmnic3')],
    },
  ],
  unknown: [
    {
      name: 'no MTU',
      input: exportOf(edit(silent({ vmks: { vmk2: { mtu: 1500 } } }), 'config.network.vnic.1.spec.mtu', 0)),
      missing: [{ subject: 'esx01.lab/vmk1', fact: 'MTU of vmk1' }],
    },
    {
      name: 'the MTU of the virtual switch is missing',
      input: exportOf(without(edit(silent(), 'config.network.vswitch.1.mtu', 0), 'config.network.vswitch.1.spec.mtu')),
      missing: ['vmk1', 'vmk2'].map((name) => ({ subject: `esx01.lab/${name}`, fact: 'virtual switch MTU of vSwitch1' })),
    },
    {
      name: 'bindings not exported: whichever port carries iSCSI, vmk0 has no jumbo frames to prove',
      input: exportOf(silent({ adapters: { vmhba64: { bound: undefined } } })),
      missing: ['vmk1', 'vmk2'].map((name) => ({ subject: `esx01.lab/${name}`, fact: 'port bindings of vmhba64' })),
    },
  ],
});

/**
 * What the physical switch reports is proof as well, but a row cannot show it: the rule reports the very lack of such a fact, so that
 * forgetting it must turn a pass into a finding.
 */
describe('proof by CDP', () => {
  const outcomes = (input: object) => {
    const ingest = new Ingest();
    ingest.addInput('export.json', memoryInput(new TextEncoder().encode(JSON.stringify(input))));
    const found: string[] = [];
    judge(
      new Estate(ingest.entries, emptySite),
      { rules: [{ rule, level: undefined, options: undefined }], profile: 'recommended', site: emptySite },
      {
        keepAll: true,
        count: () => undefined,
        judgement: ({ ruleId, outcome, subject }) => void (ruleId === rule.id && found.push(`${subject.name} ${outcome}`)),
        crash: ({ error }) => {
          throw error;
        },
      },
    );
    return found;
  };
  const cdp = (mtu: number) => ({ pnics: { vmnic3: { cdp: { mtu } } } });

  it.each<[string, object, string[]]>([
    ['both ports at 9216', exportOf(goodHost(1)), ['vmk1 pass', 'vmk2 pass']],
    ['a port at exactly the MTU', exportOf(goodHost(1, cdp(9000))), ['vmk1 pass', 'vmk2 pass']],
    ['one port at less', exportOf(goodHost(1, cdp(8999))), ['vmk1 pass', 'vmk2 fail']],
    ['a distributed switch', exportOf(dvsHost(1), presetDvs()), ['vmk1 pass', 'vmk2 pass']],
    ['a distributed switch whose port groups were not exported', exportOf(dvsHost(1)), ['vmk1 pass', 'vmk2 pass']],
    [
      'two uplinks, one of them silent',
      exportOf(
        goodHost(1, {
          pnics: { vmnic3: { cdp: { mtu: undefined } } },
          vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { active: ['vmnic2', 'vmnic3'] } } } },
        }),
      ),
      ['vmk1 fail', 'vmk2 fail'],
    ],
  ])('%s', (_, input, expected) => {
    expect(outcomes(input)).toEqual(expected);
  });
});
