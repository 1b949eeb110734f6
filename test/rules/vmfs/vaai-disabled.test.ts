import { testRule } from 'vlint/testing';
import rule from '../../../rules/vmfs/vaai-disabled.ts';
import { esxcli, esxcliOutput, exportOf, goodHost, presetLuns, without } from '../../build/index.ts';

const LOCKING = 'VMFS3.HardwareAcceleratedLocking';
const MOVE = 'DataMover.HardwareAcceleratedMove';
const INIT = 'DataMover.HardwareAcceleratedInit';
const [first, second] = presetLuns;
const luns = (lun: object) => ({ luns: { [first]: lun, [second]: lun } });
const host = (options: Record<string, number>, more: object = {}) => goodHost(1, { options, ...more });
const unsupported = { vStorageSupport: 'vStorageUnsupported' } as const;
const place = { [INIT]: 0, [MOVE]: 1, [LOCKING]: 12 };
const found = (key: keyof typeof place, words: string, more = '') => ({
  subject: 'esx01.lab',
  level: 'warning' as const,
  message: `esx01.lab has ${words}, and ${first} has the primitives.${more}`,
  pointer: `/entries/0/properties/config/option/${place[key]}/value`,
});
const setting = (path: string, value: number) => ({ Path: path, Type: 'integer', IntValue: value, DefaultIntValue: 1 });
const byEsxcli = [
  esxcli(goodHost(1), 'system hostname get'),
  esxcli(goodHost(1), 'storage nmp device list'),
  esxcli(goodHost(1), 'storage core device list'),
  esxcliOutput('esx01.lab', 'system settings advanced list', [
    setting('/VMFS3/HardwareAcceleratedLocking', 1),
    setting('/DataMover/HardwareAcceleratedMove', 0),
    setting('/DataMover/HardwareAcceleratedInit', 1),
  ]),
];

testRule(rule, {
  valid: [
    { name: 'all on', input: exportOf(goodHost(1)) },
    {
      name: 'off, and no array has the primitives',
      exception: 'no-primitives',
      input: exportOf(host({ [LOCKING]: 0 }, luns(unsupported))),
    },
    { name: 'off, and all disks are local', input: exportOf(host({ [MOVE]: 0 }, luns({ local: true }))) },
    {
      name: 'a known fault',
      exception: 'known-fault',
      outcome: 'notApplicable',
      input: exportOf(host({ [MOVE]: 0 })),
      facts:
        'allow:\n  - rule: vaai-disabled\n    host: esx01*\n    reason: KB 1033665 until the firmware is new\n    who: me\n    when: 2025-12-30\n    until: 2026-06-30',
    },
  ],
  invalid: [
    { name: 'no copies', input: exportOf(host({ [MOVE]: 0 })), findings: [found(MOVE, `${MOVE} 0`)] },
    { name: 'no zeroes', input: exportOf(host({ [INIT]: 0 })), findings: [found(INIT, `${INIT} 0`)] },
    {
      name: 'no locking, on an array of no vendor known',
      input: exportOf(host({ [LOCKING]: 0 })),
      findings: [found(LOCKING, `${LOCKING} 0`)],
    },
    {
      name: 'nothing at all',
      input: exportOf(host({ [LOCKING]: 0, [MOVE]: 0, [INIT]: 0 })),
      findings: [found(LOCKING, `${LOCKING} 0, ${MOVE} 0 and ${INIT} 0`)],
    },
    {
      name: 'no locking, on NetApp',
      exception: 'mandatory-locking',
      input: exportOf(host({ [LOCKING]: 0 }, luns({ vendor: 'NETAPP', model: 'LUN C-Mode' }))),
      findings: [{ ...found(LOCKING, `${LOCKING} 0`, ' NetApp ONTAP demands hardware-accelerated locking.'), level: 'error' }],
    },
    {
      name: 'no locking, on Pure',
      input: exportOf(host({ [LOCKING]: 0 }, luns({ vendor: 'PURE', model: 'FlashArray' }))),
      findings: [{ ...found(LOCKING, `${LOCKING} 0`, ' Pure FlashArray demands hardware-accelerated locking.'), level: 'error' }],
    },
    {
      name: 'no copies, on NetApp',
      input: exportOf(host({ [MOVE]: 0 }, luns({ vendor: 'NETAPP', model: 'LUN C-Mode' }))),
      findings: [found(MOVE, `${MOVE} 0`)],
    },
    {
      name: 'one of two arrays has the primitives',
      input: exportOf(host({ [MOVE]: 0 }, { luns: { [second]: unsupported } })),
      findings: [found(MOVE, `${MOVE} 0`)],
    },
    {
      name: 'by esxcli',
      input: exportOf(...byEsxcli),
      findings: [{ ...found(MOVE, `${MOVE} 0`), pointer: '/entries/3/output/1/IntValue' }],
    },
  ],
  unknown: [
    {
      name: 'the options were not exported',
      input: exportOf(without(goodHost(1), 'config.option')),
      missing: [LOCKING, MOVE, INIT].map((key) => ({ subject: 'esx01.lab', fact: `advanced option ${key} of esx01.lab` })),
    },
    {
      name: 'off, and the host does not know the primitives',
      input: exportOf(host({ [MOVE]: 0 }, luns({ vStorageSupport: 'vStorageUnknown' }))),
      missing: [{ subject: 'esx01.lab', fact: `storage primitives (VAAI) of ${first}` }],
    },
    {
      name: 'off, and the devices were not exported',
      input: exportOf(without(host({ [MOVE]: 0 }), 'config.storageDevice')),
      missing: [{ subject: 'esx01.lab', fact: 'storage devices of esx01.lab' }],
    },
  ],
});
