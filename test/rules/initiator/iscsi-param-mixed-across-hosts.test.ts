import { testRule } from 'vlint/testing';
import rule from '../../../rules/initiator/iscsi-param-mixed-across-hosts.ts';
import { esxcliSet, exportOf, goodHost, without } from '../../build/index.ts';

const host = (n: number, options: Record<string, number | boolean> = {}, more: object = {}) =>
  goodHost(n, { adapters: { vmhba64: { advanced: options } }, ...more });
const found = (n: number, text: string, index: number) => ({
  subject: `esx0${n}.lab/vmhba64`,
  level: 'warning' as const,
  message: `vmhba64 of esx0${n}.lab has ${text}.`,
  pointer: `/entries/${3 * (n - 1)}/properties/config/storageDevice/hostBusAdapter/0/advancedOptions/${index}/value`,
});
const hardware = {
  kind: 'independent',
  ip: '10.0.1.90/24',
  sendTargets: ['10.0.1.201'],
  advanced: { LoginTimeout: 30 },
} as const;

testRule(rule, {
  valid: [
    { name: 'the same', input: exportOf(host(1), host(2)) },
    { name: 'the same, from two sources', input: exportOf(host(1), goodHost(2, { cluster: 'C1' }), ...esxcliSet(host(2))) },
    { name: 'one host', exception: 'one-host', outcome: 'notApplicable', input: exportOf(host(1)) },
    {
      name: 'hosts of two clusters',
      outcome: 'notApplicable',
      input: exportOf(host(1), host(2, { LoginTimeout: 30 }, { cluster: 'C2' })),
    },
    {
      name: 'hosts outside any cluster',
      outcome: 'notApplicable',
      input: exportOf(host(1, {}, { cluster: undefined }), host(2, { LoginTimeout: 30 }, { cluster: undefined })),
    },
    {
      name: 'a change under way',
      exception: 'mid-rollout',
      outcome: 'notApplicable',
      input: exportOf(host(1), host(2), host(3, { LoginTimeout: 30 })),
      facts:
        'allow:\n  - rule: iscsi-param-mixed-across-hosts\n    host: esx03*\n    reason: change 4711\n    who: me\n    when: 2025-12-30\n    until: 2026-01-15',
    },
    {
      name: 'a hardware adapter',
      exception: 'hardware-initiator',
      outcome: 'notApplicable',
      input: exportOf(host(1), goodHost(2, { adapters: { vmhba64: undefined, vmhba40: hardware } })),
    },
  ],
  invalid: [
    {
      name: 'one of three',
      exception: 'majority',
      input: exportOf(host(1), host(2), host(3, { LoginTimeout: 30 })),
      findings: [found(3, 'LoginTimeout 30 while esx01.lab and esx02.lab have 5', 8)],
    },
    {
      name: 'two parameters',
      input: exportOf(host(1), host(2), host(3, { LoginTimeout: 30, DelayedAck: false })),
      findings: [
        found(
          3,
          'LoginTimeout 30 while esx01.lab and esx02.lab have 5; DelayedAck false while esx01.lab and esx02.lab have true',
          8,
        ),
      ],
    },
    {
      name: 'a tie',
      input: exportOf(host(1), host(2, { NoopInterval: 30 })),
      findings: [
        found(1, 'NoopOutInterval 15 while esx02.lab has 30', 12),
        found(2, 'NoopOutInterval 30 while esx01.lab has 15', 12),
      ],
    },
    {
      name: 'a crowd',
      input: exportOf(...[1, 2, 3, 4].map((n) => host(n)), host(5, { RecoveryTimeout: 25 })),
      findings: [found(5, 'RecoveryTimeout 25 while 4 of 5 hosts have 10', 10)],
    },
  ],
  unknown: [
    {
      name: 'the parameters of the other host were not exported',
      input: exportOf(host(1), without(host(2), 'config.storageDevice')),
      missing: [
        { subject: 'esx01.lab/vmhba64', fact: 'iSCSI adapters of esx02.lab' },
        { subject: 'esx02.lab', fact: 'iSCSI adapters of esx02.lab' },
      ],
    },
    {
      name: 'the kind of the other adapter is not told',
      input: exportOf(host(1), without(host(2), 'config.storageDevice.hostBusAdapter.0.isSoftwareBased')),
      missing: ['esx01.lab', 'esx02.lab'].map((name) => ({
        subject: `${name}/vmhba64`,
        fact: 'kind of iSCSI adapter of vmhba64',
      })),
    },
    {
      name: 'the cluster of the other host is not told',
      input: exportOf(host(1), without(host(2, { LoginTimeout: 30 }), 'parent')),
      missing: [
        { subject: 'esx01.lab/vmhba64', fact: 'cluster of esx02.lab' },
        { subject: 'esx02.lab/vmhba64', fact: 'cluster of esx02.lab' },
      ],
    },
  ],
});
