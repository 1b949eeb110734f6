import { testRule } from 'vlint/testing';
import rule from '../../../rules/multipathing/qfull-throttling.ts';
import type { HostDescription, LunDescription, Patch } from '../../build/index.ts';
import { esxcli, exportOf, goodHost, presetLuns, without } from '../../build/index.ts';

const [first, second] = presetLuns;
const netApp = { vendor: 'NETAPP', model: 'LUN C-Mode' };
const right = { 'Disk.QFullSampleSize': 32, 'Disk.QFullThreshold': 8 };
const host = (luns: Patch<Record<string, LunDescription>>, more: Patch<HostDescription> = {}) => goodHost(1, { ...more, luns });
const both = { [first]: netApp, [second]: netApp };
const option = (index: number) => `/entries/0/properties/config/option/${index}/value`;
const found = (message: string, { level = 'note' as 'note' | 'warning', pointer = option(3) } = {}) => ({
  subject: 'esx01.lab',
  level,
  message,
  pointer,
});
const text = (has: string, names: string, array = 'NetApp ONTAP', wanted = 'sample size 32 and threshold 8') =>
  `esx01.lab has queue full ${has} for ${names}; for ${array} it is ${wanted}.`;
const commands = (description: HostDescription) =>
  [
    'system version get',
    'system hostname get',
    'storage nmp device list',
    'storage core path list',
    'storage core device list',
  ].map((command) => esxcli(description, command));
const ours = (name: string) =>
  `arrays:\n  - name: ${name}\n    match: [{ vendor: ACME }]\n    queue-full: { sample-size: 64, threshold: 4, says: 64 and 4. }\n`;

testRule(rule, {
  valid: [
    {
      name: 'another vendor with the defaults',
      exception: 'other-vendor',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1)),
    },
    {
      name: 'Fibre Channel alone',
      outcome: 'notApplicable',
      input: exportOf(
        goodHost(1, {
          adapters: { vmhba2: { kind: 'fc' } },
          luns: {
            [first]: { ...netApp, paths: [{ adapter: 'vmhba2' }, { adapter: 'vmhba2', channel: 1 }] },
            [second]: undefined,
          },
        }),
      ),
    },
    { name: 'NetApp with its values', input: exportOf(host(both, { options: right })) },
    {
      name: 'NetApp with its values, next to another vendor',
      exception: 'default-elsewhere',
      input: exportOf(commands(host({ [first]: { ...netApp, queueFullSampleSize: 32, queueFullThreshold: 8 } }))),
    },
    {
      name: 'an array of the user',
      vendors: ours('ACME'),
      input: exportOf(
        host({ [first]: { vendor: 'ACME' } }, { options: { 'Disk.QFullSampleSize': 64, 'Disk.QFullThreshold': 4 } }),
      ),
    },
  ],
  invalid: [
    {
      name: 'NetApp with the default',
      input: exportOf(host(both)),
      findings: [found(text('sample size 0 and threshold 8', `${first} and ${second}`))],
    },
    {
      name: 'NetApp with the default under the strict profile',
      profile: 'strict',
      input: exportOf(host({ [first]: netApp })),
      findings: [found(text('sample size 0 and threshold 8', first), { level: 'warning' })],
    },
    {
      name: 'another threshold',
      input: exportOf(host(both, { options: { ...right, 'Disk.QFullThreshold': 4 } })),
      findings: [found(text('sample size 32 and threshold 4', `${first} and ${second}`), { pointer: option(4) })],
    },
    {
      name: 'one of two devices, with values of their own',
      input: exportOf(
        commands(
          host({
            [first]: { ...netApp, queueFullSampleSize: 32, queueFullThreshold: 8 },
            [second]: { ...netApp, queueFullSampleSize: 16, queueFullThreshold: 8 },
          }),
        ),
      ),
      findings: [found(text('sample size 16 and threshold 8', second), { pointer: '/entries/4/output/1/QueueFullSampleSize' })],
    },
    {
      name: 'two arrays',
      vendors: ours('ACME'),
      input: exportOf(host({ [first]: netApp, [second]: { vendor: 'ACME' } })),
      findings: [
        found(
          `${text('sample size 0 and threshold 8', first)} ${text('sample size 0 and threshold 8', second, 'ACME', 'sample size 64 and threshold 4')}`,
        ),
      ],
    },
  ],
  unknown: [
    {
      name: 'no options in the export',
      input: exportOf(host(both, { options: null })),
      missing: [{ subject: 'esx01.lab', fact: 'advanced option Disk.QFullSampleSize of esx01.lab' }],
    },
    {
      name: 'the vendor is not known',
      input: exportOf(without(host({ [second]: undefined }), 'config.storageDevice.scsiLun.0.vendor')),
      missing: [{ subject: 'esx01.lab', fact: `vendor string of ${first}` }],
    },
    {
      name: 'the devices are not known',
      input: exportOf(without(goodHost(1), 'config.storageDevice.scsiLun')),
      missing: [{ subject: 'esx01.lab', fact: 'storage devices of esx01.lab' }],
    },
  ],
});
