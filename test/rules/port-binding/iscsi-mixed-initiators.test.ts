import { testRule } from 'vlint/testing';
import rule from '../../../rules/port-binding/iscsi-mixed-initiators.ts';
import { edit, exportOf, goodHost, type PathDescription, presetLuns, without } from '../../build/index.ts';

const [first, second] = presetLuns;
const software: readonly PathDescription[] = [
  { adapter: 'vmhba64', target: '10.0.1.201', via: 'vmk1' },
  { adapter: 'vmhba64', target: '10.0.1.202', via: 'vmk2' },
];
const card = { vmhba40: { kind: 'independent', ip: '10.0.1.90/24', mtu: 9000, sendTargets: ['10.0.1.201'] } } as const;
const hardwarePath: PathDescription = { adapter: 'vmhba40', target: '10.0.1.201' };
const mixed = goodHost(1, {
  adapters: card,
  luns: { [first]: { paths: [...software, hardwarePath] }, [second]: { paths: software } },
});
const message = (luns: string, other = 'vmhba64') =>
  `esx01.lab has paths to ${luns} over the independent hardware adapter vmhba40 and over ${other}.`;
const pathOf = (lun: number, path: number) =>
  `/entries/0/properties/config/storageDevice/multipathInfo/lun/${lun}/path/${path}/adapter`;
const twoSoftware = edit(
  goodHost(1, {
    adapters: { vmhba65: { kind: 'software', sendTargets: ['10.0.1.201'], bound: [] } },
    luns: { [first]: { paths: software }, [second]: { paths: software } },
  }),
  'config.storageDevice.softwareInternetScsiEnabled',
  true,
);

testRule(rule, {
  valid: [
    { name: 'the software adapter alone', outcome: 'none', input: exportOf(goodHost(1)) },
    {
      name: 'each kind with LUNs of its own',
      exception: 'other-luns',
      input: exportOf(
        goodHost(1, { adapters: card, luns: { [first]: { paths: [hardwarePath] }, [second]: { paths: software } } }),
      ),
    },
    {
      name: 'the software adapter and a dependent one',
      exception: 'software-and-dependent',
      input: exportOf(
        goodHost(1, {
          adapters: { vmhba33: { kind: 'dependent', pnic: 'vmnic2', sendTargets: ['10.0.1.201'], bound: ['vmk1'] } },
          luns: {
            [first]: { paths: [...software, { adapter: 'vmhba33', target: '10.0.1.201' }] },
            [second]: { paths: software },
          },
        }),
      ),
    },
    {
      name: 'a migration',
      exception: 'migration',
      outcome: 'notApplicable',
      input: exportOf(mixed),
      facts:
        'allow:\n  - { rule: iscsi-mixed-initiators, object: esx01.lab, reason: migration, who: storage team, when: 2025-11-01, until: 2026-12-31 }\n',
    },
    {
      name: 'no iSCSI',
      outcome: 'none',
      input: exportOf(goodHost(1, { adapters: { vmhba64: undefined }, luns: undefined, vmfs: undefined })),
    },
  ],
  invalid: [
    {
      name: 'one LUN over both kinds',
      input: exportOf(mixed, goodHost(2)),
      findings: [{ subject: 'esx01.lab', level: 'error', message: message(first), pointer: pathOf(0, 2) }],
    },
    {
      name: 'two LUNs over an independent adapter and a dependent one',
      input: exportOf(
        goodHost(1, {
          adapters: {
            ...card,
            vmhba64: undefined,
            vmhba33: { kind: 'dependent', pnic: 'vmnic2', sendTargets: ['10.0.1.201'], bound: ['vmk1'] },
          },
          luns: {
            [first]: { paths: [{ adapter: 'vmhba33', target: '10.0.1.201' }, hardwarePath] },
            [second]: { paths: [{ adapter: 'vmhba33', target: '10.0.1.201' }, hardwarePath] },
          },
        }),
      ),
      findings: [
        { subject: 'esx01.lab', level: 'error', message: message(`${first} and ${second}`, 'vmhba33'), pointer: pathOf(0, 1) },
      ],
    },
    {
      name: 'two software adapters',
      input: exportOf(twoSoftware),
      findings: [
        {
          subject: 'esx01.lab',
          level: 'note',
          message:
            'esx01.lab shows vmhba64 and vmhba65 as software iSCSI adapters. A host has one; the other may be an iSER adapter.',
          pointer: '/entries/0/properties/config/storageDevice/hostBusAdapter/1/isSoftwareBased',
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'devices not exported',
      input: exportOf(without(mixed, 'config.storageDevice.scsiLun')),
      missing: [{ subject: 'esx01.lab', fact: 'storage devices of esx01.lab' }],
    },
    {
      name: 'the kind of one adapter was not exported',
      input: exportOf(without(mixed, 'config.storageDevice.hostBusAdapter.1.networkBindingSupport')),
      missing: [{ subject: 'esx01.lab', fact: 'kind of iSCSI adapter of vmhba40' }],
    },
  ],
});
