import { testRule } from 'vlint/testing';
import rule from '../../../rules/multipathing/path-disabled.ts';
import {
  edit,
  esxcli,
  exportOf,
  goodHost,
  type HostDescription,
  type LunDescription,
  type Patch,
  presetLuns,
  without,
} from '../../build/index.ts';

const [first] = presetLuns;
const A = '10.0.1.201';
const B = '10.0.1.202';
const off = (target: string) => ({ target, state: 'disabled' as const });
const over = (...paths: NonNullable<LunDescription['paths']>): Patch<HostDescription> => ({ luns: { [first]: { paths } } });
const state = (path: number) => `/entries/0/properties/config/storageDevice/multipathInfo/lun/0/path/${path}/state`;
const subject = `esx01.lab/${first}`;
const inEsxcli = goodHost(1, over(A, B, off(B)));

testRule(rule, {
  valid: [
    { name: 'no path is disabled', input: exportOf(goodHost(1)) },
    { name: 'a dead path is another matter', input: exportOf(goodHost(1, over(A, B, { target: B, state: 'dead' }))) },
    {
      name: 'switched off on purpose',
      exception: 'on-purpose',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1, over(A, B, off(B)))),
      facts: `allow:\n  - rule: path-disabled\n    object: ${first}\n    reason: bad cable\n    who: me\n    when: 2025-12-30\n    until: 2026-01-15`,
    },
  ],
  invalid: [
    {
      name: 'one of three',
      input: exportOf(goodHost(1, over(A, B, off(B)))),
      findings: [
        {
          subject,
          level: 'warning',
          message: `1 of 3 paths of ${first} is disabled: vmhba64:C1:T1:L1. The host does not use it, even when the others fail.`,
          pointer: state(2),
        },
      ],
    },
    {
      name: 'all paths to a portal',
      input: exportOf(goodHost(1, over(A, A, off(B), off(B)))),
      findings: [
        {
          subject,
          level: 'warning',
          message:
            `2 of 4 paths of ${first} are disabled: vmhba64:C0:T1:L1 and vmhba64:C1:T1:L1. ` +
            'The host does not use them, even when the others fail.',
          pointer: state(2),
        },
      ],
    },
    {
      name: 'esxcli says off',
      input: exportOf(
        edit(esxcli(inEsxcli, 'storage core path list'), '2.State', 'off'),
        esxcli(inEsxcli, 'storage nmp device list'),
      ),
      findings: [
        {
          subject,
          level: 'warning',
          message: `1 of 3 paths of ${first} is disabled: vmhba64:C1:T1:L1. The host does not use it, even when the others fail.`,
          pointer: '/entries/0/output/2/State',
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'the state of a path is not told',
      input: exportOf(without(goodHost(1), 'config.storageDevice.multipathInfo.lun.0.path.2.state')),
      missing: [{ subject, fact: `path state of vmhba64:C0:T1:L1 of ${first}` }],
    },
  ],
});
