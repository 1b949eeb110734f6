import { testRule } from 'vlint/testing';
import rule from '../../../rules/vmfs/ats-only-lockmode.ts';
import { esxcli, exportOf, goodHost, presetLuns } from '../../build/index.ts';

const [first, second] = presetLuns;
const pure = { vendor: 'PURE', model: 'FlashArray' };
const host = (locking: 'ATS' | 'ATS+SCSI', lun: object = pure, more: object = {}, volume: object = {}) =>
  goodHost(1, { luns: { [first]: lun, [second]: lun }, vmfs: { ds1: { locking, ...volume } }, ...more });
const listed = (description: ReturnType<typeof goodHost>) =>
  exportOf(description, esxcli(description, 'storage vmfs lockmode list'));
const found = {
  subject: 'esx01.lab/ds1',
  level: 'note' as const,
  message: 'ds1 locks by ATS+SCSI; Pure FlashArray asks for ATS alone.',
  pointer: '/entries/3/output/0/LockingMode',
};

testRule(rule, {
  valid: [
    { name: 'ATS alone', input: listed(host('ATS')) },
    { name: 'another vendor', exception: 'other-vendor', input: listed(host('ATS+SCSI', {})) },
    { name: 'another vendor, and the mode is not told', input: exportOf(host('ATS+SCSI', {})) },
    { name: 'VMFS3', exception: 'vmfs3', input: listed(host('ATS+SCSI', pure, {}, { major: 3 })) },
    {
      name: 'no primitives',
      exception: 'no-primitives',
      input: listed(host('ATS+SCSI', { ...pure, vStorageSupport: 'vStorageUnsupported' })),
    },
    {
      name: 'VMFS3 once',
      exception: 'converted',
      outcome: 'notApplicable',
      input: listed(host('ATS+SCSI')),
      facts:
        'allow:\n  - rule: ats-only-lockmode\n    object: ds1\n    reason: to be replaced\n    who: me\n    when: 2025-12-30\n    until: 2026-06-30',
    },
    { name: 'ESXi 5.5', outcome: 'notApplicable', input: listed(host('ATS+SCSI', pure, { version: '5.5.0' })) },
  ],
  invalid: [
    { name: 'ATS+SCSI on VMFS6', input: listed(host('ATS+SCSI')), findings: [found] },
    {
      name: 'ATS+SCSI on VMFS5 and ESXi 6.0',
      input: listed(host('ATS+SCSI', pure, { version: '6.0.0' }, { major: 5 })),
      findings: [found],
    },
  ],
  unknown: [
    {
      name: 'VIM does not tell the mode',
      input: exportOf(host('ATS')),
      missing: ['ds1', 'ds2'].map((name) => ({ subject: `esx01.lab/${name}`, fact: `locking mode of ${name}` })),
    },
  ],
});
