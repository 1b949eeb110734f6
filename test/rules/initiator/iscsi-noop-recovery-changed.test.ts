import { testRule } from 'vlint/testing';
import rule from '../../../rules/initiator/iscsi-noop-recovery-changed.ts';
import { esxcliSet, exportOf, goodHost, presetLuns, without } from '../../build/index.ts';

const [first, second] = presetLuns;
const advanced = (options: Record<string, number>, more: object = {}) =>
  goodHost(1, { adapters: { vmhba64: { advanced: options } }, ...more });
const lio = { vendor: 'LIO-ORG', model: 'TCMU device', psp: 'VMW_PSP_MRU' };
const ceph = { luns: { [first]: lio, [second]: lio } };
const mixed = { luns: { [first]: { vendor: 'PURE', model: 'FlashArray' }, [second]: lio } };
const hba = 'config.storageDevice.hostBusAdapter.0';
const found = (text: string, index: number) => ({
  subject: 'esx01.lab/vmhba64',
  level: 'note' as const,
  message: `vmhba64 has ${text}. Such timers are changed only when VMware or the storage vendor asks for it.`,
  pointer: `/entries/0/properties/config/storageDevice/hostBusAdapter/0/advancedOptions/${index}/value`,
});
const esxcliHost = esxcliSet(advanced({ NoopInterval: 40 }));

testRule(rule, {
  valid: [
    { name: 'defaults', input: exportOf(goodHost(1)) },
    { name: 'defaults, by esxcli', input: exportOf(...esxcliSet(goodHost(1))) },
    { name: 'Ceph asks for 25', exception: 'vendor-asks', input: exportOf(advanced({ RecoveryTimeout: 25 }, ceph)) },
    { name: 'one of two arrays asks for it', input: exportOf(advanced({ RecoveryTimeout: 25 }, mixed)) },
    {
      name: 'support asked for it',
      exception: 'support-asked',
      outcome: 'notApplicable',
      input: exportOf(advanced({ NoopTimeout: 30 })),
      facts:
        'allow:\n  - rule: iscsi-noop-recovery-changed\n    object: vmhba64\n    reason: case 4711\n    who: me\n    when: 2025-12-30\n    until: 2026-06-30',
    },
    {
      name: 'a hardware initiator',
      exception: 'hardware-initiator',
      outcome: 'notApplicable',
      input: exportOf(
        goodHost(1, {
          adapters: {
            vmhba64: undefined,
            vmhba40: {
              kind: 'independent',
              ip: '10.0.1.90/24',
              sendTargets: ['10.0.1.201'],
              advanced: { NoopInterval: 30 },
            },
          },
        }),
      ),
    },
    {
      name: 'no target',
      outcome: 'none',
      input: exportOf(goodHost(1, { adapters: { vmhba64: { sendTargets: [], bound: [] } } })),
    },
  ],
  invalid: [
    {
      name: 'the interval, as VIM spells it',
      input: exportOf(advanced({ NoopInterval: 40 })),
      findings: [found('NoopOutInterval 40 (default 15)', 12)],
    },
    {
      name: 'the interval, as esxcli spells it',
      input: exportOf(...esxcliHost),
      findings: [
        {
          ...found('NoopOutInterval 40 (default 15)', 0),
          pointer: `/entries/${esxcliHost.findIndex((entry) => entry.command.startsWith('iscsi adapter param get'))}/output/12/Current`,
        },
      ],
    },
    {
      name: 'all three',
      input: exportOf(advanced({ NoopInterval: 5, NoopTimeout: 30, RecoveryTimeout: 120 })),
      findings: [
        found('NoopOutInterval 5 (default 15), NoopOutTimeout 30 (default 10) and RecoveryTimeout 120 (default 10)', 12),
      ],
    },
    {
      name: '25 for an array whose vendor does not ask for it',
      input: exportOf(advanced({ RecoveryTimeout: 25 })),
      findings: [found('RecoveryTimeout 25 (default 10)', 10)],
    },
    {
      name: 'Ceph asks for 25, not for 60',
      input: exportOf(advanced({ RecoveryTimeout: 60 }, ceph)),
      findings: [found('RecoveryTimeout 60 (default 10)', 10)],
    },
    {
      name: 'Ceph behind another adapter',
      input: exportOf(
        advanced(
          { RecoveryTimeout: 25 },
          {
            adapters: { vmhba64: { advanced: { RecoveryTimeout: 25 } }, vmhba2: { kind: 'fc' } },
            luns: { [second]: { ...lio, paths: [{ adapter: 'vmhba2' }] } },
          },
        ),
      ),
      findings: [found('RecoveryTimeout 25 (default 10)', 10)],
    },
  ],
  unknown: [
    {
      name: 'no parameters in the export',
      input: exportOf(without(goodHost(1), `${hba}.advancedOptions.12`)),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'NoopOutInterval of vmhba64' }],
    },
    {
      name: 'the kind of adapter is not told',
      input: exportOf(without(advanced({ NoopInterval: 40 }), `${hba}.isSoftwareBased`)),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'kind of iSCSI adapter of vmhba64' }],
    },
    {
      name: '25, and the vendor of a device is not told',
      input: exportOf(without(advanced({ RecoveryTimeout: 25 }), 'config.storageDevice.scsiLun.0.vendor')),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: `vendor string of ${first}` }],
    },
    {
      name: '25, and the devices were not exported',
      input: exportOf(without(advanced({ RecoveryTimeout: 25 }), 'config.storageDevice.scsiLun')),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'storage devices of esx01.lab' }],
    },
  ],
});
