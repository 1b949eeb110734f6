import { testRule } from 'vlint/testing';
import rule from '../../../rules/initiator/iscsi-digest-enabled.ts';
import { esxcliSet, exportOf, goodHost, without } from '../../build/index.ts';

const adapter = (patch: object) => goodHost(1, { adapters: { vmhba64: patch } });
const properties = 'config.storageDevice.hostBusAdapter.0.digestProperties';
const found = (words: string, member: string) => ({
  subject: 'esx01.lab/vmhba64',
  level: 'note' as const,
  message: `vmhba64 allows ${words}, which costs CPU for every transfer. The default is digestProhibited.`,
  pointer: `/entries/0/properties/config/storageDevice/hostBusAdapter/0/digestProperties/${member}`,
});

testRule(rule, {
  valid: [
    { name: 'both prohibited', input: exportOf(goodHost(1)) },
    { name: 'both prohibited, by esxcli', input: exportOf(...esxcliSet(goodHost(1))) },
    {
      name: 'the vendor asks for it',
      exception: 'vendor-ask',
      outcome: 'notApplicable',
      input: exportOf(adapter({ headerDigest: 'digestRequired' })),
      facts:
        'allow:\n  - rule: iscsi-digest-enabled\n    object: vmhba64\n    reason: the vendor asks for it\n    who: me\n    when: 2025-12-30\n    until: 2026-06-30',
    },
    {
      name: 'not used',
      exception: 'not-used',
      outcome: 'none',
      input: exportOf(adapter({ headerDigest: 'digestRequired', sendTargets: [], bound: [] })),
    },
  ],
  invalid: [
    {
      name: 'header',
      input: exportOf(adapter({ headerDigest: 'digestPreferred' })),
      findings: [found('the header digest (digestPreferred)', 'headerDigestType')],
    },
    {
      name: 'data',
      input: exportOf(adapter({ dataDigest: 'digestRequired' })),
      findings: [found('the data digest (digestRequired)', 'dataDigestType')],
    },
    {
      name: 'both',
      input: exportOf(adapter({ headerDigest: 'digestRequired', dataDigest: 'digestDiscouraged' })),
      findings: [found('the header digest (digestRequired) and the data digest (digestDiscouraged)', 'headerDigestType')],
    },
    {
      name: 'header, and the data digest is not told',
      input: exportOf(without(adapter({ headerDigest: 'digestPreferred' }), `${properties}.dataDigestType`)),
      findings: [found('the header digest (digestPreferred)', 'headerDigestType')],
    },
    {
      name: 'by esxcli',
      input: exportOf(...esxcliSet(adapter({ dataDigest: 'digestRequired' }))),
      findings: [
        {
          ...found('the data digest (digestRequired)', ''),
          pointer: `/entries/${esxcliSet(goodHost(1)).findIndex((entry) => entry.command.startsWith('iscsi adapter param get'))}/output/17/Current`,
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'neither is told',
      input: exportOf(without(goodHost(1), properties)),
      missing: ['header digest', 'data digest'].map((what) => ({ subject: 'esx01.lab/vmhba64', fact: `${what} of vmhba64` })),
    },
    {
      name: 'one is not told',
      input: exportOf(without(goodHost(1), `${properties}.dataDigestType`)),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'data digest of vmhba64' }],
    },
  ],
});
