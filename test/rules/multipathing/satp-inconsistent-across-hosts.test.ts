import { testRule } from 'vlint/testing';
import rule from '../../../rules/multipathing/satp-inconsistent-across-hosts.ts';
import type { HostDescription, LunDescription, Patch } from '../../build/index.ts';
import { esxcli, exportOf, goodHost, presetLuns, without } from '../../build/index.ts';

const [first] = presetLuns;
const AA = { satp: 'VMW_SATP_DEFAULT_AA' };
const host = (n: number, lun: Patch<LunDescription> = {}, more: Patch<HostDescription> = {}) =>
  goodHost(n, { ...more, luns: { [first]: lun } });
const commands = ['storage nmp device list', 'storage core path list', 'storage core device list'];
/** Each preset host is three entries. */
const found = (n: number, satp: string, others: string, at = 3 * (n - 1)) => ({
  subject: `esx0${n}.lab/${first}`,
  level: 'warning' as const,
  message: `esx0${n}.lab claims ${first} with ${satp} while ${others}.`,
  pointer: `/entries/${at}/properties/config/storageDevice/multipathInfo/lun/0/storageArrayTypePolicy/policy`,
});

testRule(rule, {
  valid: [
    { name: 'the same on two hosts', input: exportOf(host(1), host(2)) },
    { name: 'one host', exception: 'one-host', outcome: 'notApplicable', input: exportOf(host(1)) },
    {
      name: 'a name that is valid on one host only',
      outcome: 'notApplicable',
      input: exportOf(...[1, 2].map((n) => goodHost(n, { luns: { 'mpx.vmhba64:C0:T0:L9': n === 1 ? AA : {} } }))),
    },
    {
      name: 'a newer set of claim rules on one host',
      exception: 'newer-rules',
      outcome: 'notApplicable',
      input: exportOf(host(1, AA), host(2, AA), host(3)),
      facts:
        'allow:\n  - rule: satp-inconsistent-across-hosts\n    host: esx03*\n    reason: updated first\n    who: me\n    when: 2025-12-30\n    until: 2026-01-15',
    },
    { name: 'the same other type everywhere', input: exportOf(...[1, 2, 3].map((n) => host(n, AA))) },
  ],
  invalid: [
    {
      name: 'one of three',
      exception: 'majority',
      input: exportOf(host(1), host(2), host(3, AA)),
      findings: [found(3, 'VMW_SATP_DEFAULT_AA', 'esx01.lab and esx02.lab use VMW_SATP_ALUA')],
    },
    {
      name: 'one against one',
      input: exportOf(host(1), host(2, AA)),
      findings: [
        found(1, 'VMW_SATP_ALUA', 'esx02.lab uses VMW_SATP_DEFAULT_AA'),
        found(2, 'VMW_SATP_DEFAULT_AA', 'esx01.lab uses VMW_SATP_ALUA'),
      ],
    },
    {
      name: 'a crowd against one of another cluster',
      input: exportOf(...[1, 2, 3, 4].map((n) => host(n)), host(5, AA, { cluster: 'C2' })),
      findings: [found(5, 'VMW_SATP_DEFAULT_AA', '4 of 5 hosts use VMW_SATP_ALUA')],
    },
    {
      name: 'esxcli of one host beside VIM of two',
      input: exportOf(
        host(1),
        host(2),
        commands.map((command) => esxcli(host(3, AA), command)),
      ),
      findings: [
        {
          ...found(3, 'VMW_SATP_DEFAULT_AA', 'esx01.lab and esx02.lab use VMW_SATP_ALUA'),
          pointer: '/entries/6/output/0/StorageArrayType',
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'the type of the other host is not known',
      input: exportOf(host(1), without(host(2), 'config.storageDevice.multipathInfo.lun.0.storageArrayTypePolicy')),
      missing: [
        { subject: `esx01.lab/${first}`, fact: `storage array type of ${first}` },
        { subject: `esx02.lab/${first}`, fact: `storage array type of ${first}` },
      ],
    },
    {
      name: 'the devices of the other host were not exported',
      input: exportOf(host(1), without(goodHost(2), 'config.storageDevice')),
      missing: [
        ...presetLuns.map((device) => ({ subject: `esx01.lab/${device}`, fact: 'storage devices of esx02.lab' })),
        { subject: 'esx02.lab', fact: 'storage devices of esx02.lab' },
      ],
    },
  ],
});
