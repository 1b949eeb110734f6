import { testRule } from 'vlint/testing';
import rule from '../../../rules/multipathing/lun-queue-mismatch.ts';
import type { HostDescription, LunDescription, Patch } from '../../build/index.ts';
import { edit, exportOf, goodHost, presetLuns, without } from '../../build/index.ts';

const [first, second] = presetLuns;
const host = (n: number, lun: Patch<LunDescription> = {}, more: Patch<HostDescription> = {}) =>
  goodHost(n, { ...more, luns: { [first]: lun } });
const shallow = { queueDepth: 64 };
const found = (n: number, depth: number, others: string) => ({
  subject: `esx0${n}.lab/${first}`,
  level: 'note' as const,
  message: `esx0${n}.lab has a queue of ${depth} for ${first} while ${others}.`,
  pointer: `/entries/${3 * (n - 1)}/properties/config/storageDevice/scsiLun/0/queueDepth`,
});
const independent = { adapters: { vmhba64: { kind: 'independent', bound: undefined, ip: '10.0.1.31/24' } } } as const;

testRule(rule, {
  valid: [
    { name: 'the same on two hosts', input: exportOf(host(1), host(2)) },
    { name: 'one host', exception: 'one-host', outcome: 'notApplicable', input: exportOf(host(1, shallow)) },
    {
      name: 'an adapter of another kind',
      exception: 'other-adapters',
      input: exportOf(host(1), host(2), host(3, shallow, independent)),
    },
    { name: 'changed on every host', input: exportOf(host(1, shallow), host(2, shallow)) },
    {
      name: 'a name that is valid on one host only',
      outcome: 'notApplicable',
      input: exportOf(...[1, 2].map((n) => goodHost(n, { luns: { 'mpx.vmhba64:C0:T0:L9': n === 1 ? shallow : {} } }))),
    },
  ],
  invalid: [
    {
      name: 'one of three',
      exception: 'majority',
      input: exportOf(host(1), host(2), host(3, shallow)),
      findings: [found(3, 64, 'esx01.lab and esx02.lab have one of 128')],
    },
    {
      name: 'one against one',
      input: exportOf(host(1), host(2, shallow)),
      findings: [found(1, 128, 'esx02.lab has one of 64'), found(2, 64, 'esx01.lab has one of 128')],
    },
    {
      name: 'three depths',
      input: exportOf(host(1), host(2), host(3, shallow), host(4, { queueDepth: 32 })),
      findings: [
        found(3, 64, 'esx01.lab and esx02.lab have one of 128, esx04.lab has one of 32'),
        found(4, 32, 'esx01.lab and esx02.lab have one of 128, esx03.lab has one of 64'),
      ],
    },
    {
      name: 'hardware adapters among themselves',
      input: exportOf(host(1, {}, independent), host(2, {}, independent), host(3, shallow, independent)),
      // Without bindings a preset host is two entries.
      findings: [
        {
          ...found(3, 64, 'esx01.lab and esx02.lab have one of 128'),
          pointer: '/entries/4/properties/config/storageDevice/scsiLun/0/queueDepth',
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'the depth of the other host is not told',
      input: exportOf(host(1), without(host(2), 'config.storageDevice.scsiLun.0.queueDepth')),
      missing: [
        { subject: `esx01.lab/${first}`, fact: `queue depth of ${first}` },
        { subject: `esx02.lab/${first}`, fact: `queue depth of ${first}` },
      ],
    },
    {
      name: 'the kind of the adapter is not told',
      input: exportOf(
        host(1),
        edit(
          without(host(2), 'config.storageDevice.hostBusAdapter.0.isSoftwareBased'),
          'config.storageDevice.hostBusAdapter.0.networkBindingSupport',
          'optional',
        ),
      ),
      missing: [1, 2].flatMap((n) =>
        [first, second].map((device) => ({ subject: `esx0${n}.lab/${device}`, fact: 'kind of iSCSI adapter of vmhba64' })),
      ),
    },
  ],
});
