import { testRule } from 'vlint/testing';
import rule from '../../../rules/multipathing/psp-fixed-on-alua.ts';
import type { HostDescription, LunDescription, Patch } from '../../build/index.ts';
import { esxcli, exportOf, goodHost, presetLuns, without } from '../../build/index.ts';

const [first] = presetLuns;
type Lun = Patch<LunDescription>;
const host = (lun: Lun, more: Patch<HostDescription> = {}) =>
  goodHost(1, { ...more, luns: { [first]: { psp: 'VMW_PSP_FIXED', ...lun } } });
const pointer = '/entries/0/properties/config/storageDevice/multipathInfo/lun/0/policy/policy';
const found = (sentences: string, level: 'note' | 'warning' = 'note', at = pointer) => ({
  subject: `esx01.lab/${first}`,
  level,
  message: `${first} uses VMW_PSP_FIXED on an array that is claimed by VMW_SATP_ALUA. ${sentences}`,
  pointer: at,
});
const CERTAIN = 'Only certain ALUA arrays need it.';
const dataCore = { vendor: 'DataCore', model: 'Virtual Disk' };
const threePar = { vendor: '3PARdata', model: 'VV' };
const allow = (reason: string) =>
  `allow:\n  - rule: psp-fixed-on-alua\n    object: ${first}\n    reason: ${reason}\n    who: me\n    when: 2025-12-01\n    until: 2026-12-31`;
const ours =
  'arrays:\n  - name: ACME\n    match: [{ vendor: ACME }]\n    accepts: [{ policy: VMW_PSP_FIXED, says: Use Fixed. }]\n';

testRule(rule, {
  valid: [
    { name: 'Round Robin', input: exportOf(goodHost(1)) },
    { name: 'MRU', input: exportOf(host({ psp: 'VMW_PSP_MRU' })) },
    {
      name: 'Fixed on an active/active array',
      exception: 'not-alua',
      input: exportOf(host({ satp: 'VMW_SATP_DEFAULT_AA' })),
    },
    { name: 'Fixed on a VNX', input: exportOf(host({ vendor: 'DGC', model: 'VRAID', satp: 'VMW_SATP_ALUA_CX' })) },
    { name: 'DataCore with a preferred path', exception: 'vendor-accepts', input: exportOf(host(dataCore)) },
    { name: 'Compellent with a preferred path', input: exportOf(host({ vendor: 'COMPELNT', model: 'Compellent Vol' })) },
    { name: 'an array of the user that takes Fixed', vendors: ours, input: exportOf(host({ vendor: 'ACME' })) },
    {
      name: 'an array whose vendor wants Fixed',
      exception: 'alua-needs-fixed',
      outcome: 'notApplicable',
      input: exportOf(host({})),
      facts: allow("the vendor's guide says so"),
    },
    {
      name: 'a preferred path that leads to the owner on 5.0',
      exception: 'preferred-on-owner',
      outcome: 'notApplicable',
      input: exportOf(host({}, { version: '5.0.0', build: '469512' })),
      facts: allow('the preferred path leads to the owner'),
    },
  ],
  invalid: [
    { name: 'Fixed on 8.0', input: exportOf(host({ vendor: 'ACME' })), findings: [found(CERTAIN)] },
    {
      name: 'Fixed without a preferred path',
      input: exportOf(host({ prefer: null })),
      findings: [found(`No preferred path is set. ${CERTAIN}`)],
    },
    {
      name: 'Fixed on 5.0',
      input: exportOf(host({}, { version: '5.0.0', build: '623860' })),
      findings: [found(CERTAIN, 'warning')],
    },
    { name: 'Fixed on 5.1', input: exportOf(host({}, { version: '5.1.0', build: '799733' })), findings: [found(CERTAIN)] },
    {
      name: '3PAR, for which Fixed is not valid',
      input: exportOf(host(threePar)),
      findings: [found('For HPE 3PAR, Primera and Alletra 9000 that policy is not valid there.', 'warning')],
    },
    {
      name: 'DataCore without a preferred path',
      input: exportOf(host({ ...dataCore, prefer: null })),
      findings: [found('No preferred path is set.')],
    },
    {
      name: 'esxcli alone',
      input: exportOf(
        [
          'system version get',
          'system hostname get',
          'storage nmp device list',
          'storage core path list',
          'storage core device list',
        ].map((command) => esxcli(host({ prefer: null }), command)),
      ),
      findings: [found(`No preferred path is set. ${CERTAIN}`, 'note', '/entries/2/output/0/PathSelectionPolicy')],
    },
  ],
  unknown: [
    {
      name: 'the vendor is not known',
      input: exportOf(without(host({}), 'config.storageDevice.scsiLun.0.vendor')),
      missing: [{ subject: `esx01.lab/${first}`, fact: `vendor string of ${first}` }],
    },
    {
      name: 'the storage array type is not known',
      input: exportOf(without(host({}), 'config.storageDevice.multipathInfo.lun.0.storageArrayTypePolicy')),
      missing: [{ subject: `esx01.lab/${first}`, fact: `storage array type of ${first}` }],
    },
    {
      name: 'the preferred path is not known where it decides',
      input: exportOf(without(host(dataCore), 'config.storageDevice.multipathInfo.lun.0.policy.prefer')),
      missing: [{ subject: `esx01.lab/${first}`, fact: `preferred path of ${first}` }],
    },
  ],
});
