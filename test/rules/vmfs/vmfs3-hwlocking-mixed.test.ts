import { testRule } from 'vlint/testing';
import rule from '../../../rules/vmfs/vmfs3-hwlocking-mixed.ts';
import { esxcliOutput, exportOf, goodHost, without } from '../../build/index.ts';

const KEY = 'VMFS3.HardwareAcceleratedLocking';
const host = (n: number, locking = 1, more: object = {}) => goodHost(n, { options: { [KEY]: locking }, ...more });
const found = (n: number, own: number, others: string, volume = 'ds1') => ({
  subject: `esx0${n}.lab`,
  level: 'warning' as const,
  message: `esx0${n}.lab has ${KEY} ${own} while of those that share ${volume} with it ${others}.`,
  pointer: `/entries/${3 * (n - 1)}/properties/config/option/12/value`,
});
const own = {
  luns: { 'naa.6000d31000a1b2000000000000000077': {} },
  vmfs: { ds1: undefined, ds2: undefined, own: { extents: ['naa.6000d31000a1b2000000000000000077'] } },
};
const settings = { source: 'esxcli', host: 'esx02.lab' } as const;

testRule(rule, {
  valid: [
    { name: 'on everywhere', input: exportOf(host(1), host(2)) },
    { name: 'off everywhere', input: exportOf(host(1, 0), host(2, 0)) },
    { name: 'one host', exception: 'not-shared', outcome: 'notApplicable', input: exportOf(host(1, 0)) },
    { name: 'other datastores', outcome: 'notApplicable', input: exportOf(host(1), host(2, 0, own)) },
    {
      name: 'a change under way',
      exception: 'mid-rollout',
      outcome: 'notApplicable',
      input: exportOf(host(1), host(2), host(3, 0)),
      facts:
        'allow:\n  - rule: vmfs3-hwlocking-mixed\n    host: esx03*\n    reason: change 4711\n    who: me\n    when: 2025-12-30\n    until: 2026-01-15',
    },
    {
      name: 'names that are valid on one host only',
      outcome: 'notApplicable',
      input: exportOf(
        ...[1, 2].map((n) =>
          host(n, n - 1, { vmfs: { ds1: undefined, ds2: undefined, boot: { extents: ['mpx.vmhba0:C0:T0:L0'] } } }),
        ),
      ),
    },
  ],
  invalid: [
    {
      name: 'one of three',
      exception: 'majority',
      input: exportOf(host(1), host(2), host(3, 0)),
      findings: [found(3, 0, 'esx01.lab and esx02.lab have 1')],
    },
    {
      name: 'a tie',
      input: exportOf(host(1), host(2, 0)),
      findings: [found(1, 1, 'esx02.lab has 0'), found(2, 0, 'esx01.lab has 1')],
    },
    {
      name: 'hosts of two clusters that share one datastore',
      input: exportOf(host(1), host(2), host(3, 0, { cluster: 'C2', vmfs: { ds1: undefined } })),
      findings: [found(3, 0, 'esx01.lab and esx02.lab have 1', 'ds2')],
    },
  ],
  unknown: [
    {
      name: 'the option of another host was not exported',
      input: exportOf(host(1), without(host(2), 'config.option')),
      missing: [
        { subject: 'esx01.lab', fact: `advanced option ${KEY} of esx02.lab` },
        { subject: 'esx02.lab', fact: `advanced option ${KEY} of esx02.lab` },
      ],
    },
    {
      name: 'the volumes of another host were not exported',
      input: exportOf(host(1), without(host(2), 'config.fileSystemVolume')),
      missing: [
        { subject: 'esx01.lab', fact: 'VMFS volumes of esx02.lab' },
        { subject: 'esx02.lab', fact: 'VMFS volumes of esx02.lab' },
      ],
    },
    {
      name: 'another host with one option only',
      input: exportOf(host(1), {
        ...settings,
        command: 'system settings advanced list',
        output: esxcliOutput('esx02.lab', '', [{ Path: '/VMFS3/HardwareAcceleratedLocking', Type: 'integer', IntValue: 1 }])
          .output,
      }),
      missing: [
        { subject: 'esx01.lab', fact: 'VMFS volumes of esx02.lab' },
        { subject: 'esx02.lab', fact: 'VMFS volumes of esx02.lab' },
      ],
    },
  ],
});
