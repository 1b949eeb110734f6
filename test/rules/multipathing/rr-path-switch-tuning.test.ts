import { testRule } from 'vlint/testing';
import rule from '../../../rules/multipathing/rr-path-switch-tuning.ts';
import type { Entry, HostDescription, LunDescription, Patch } from '../../build/index.ts';
import { esxcli, esxcliOutput, exportOf, goodHost, presetLuns, without } from '../../build/index.ts';

const [first, second] = presetLuns;
type Lun = Patch<LunDescription>;
const pure = { vendor: 'PURE', model: 'FlashArray' };
const dataCore = { vendor: 'DataCore', model: 'Virtual Disk' };
const me4 = { vendor: 'DellEMC', model: 'ME4', paths: ['10.0.1.201', '10.0.1.202'] };

/** The device alone, from the API and from esxcli. */
const host = (lun: Lun, more: Patch<HostDescription> = {}) =>
  goodHost(1, { ...more, luns: { [first]: lun, [second]: undefined } });
const both = (lun: Lun, ...more: readonly Entry[]) => [host(lun), esxcli(host(lun), 'storage nmp device list'), ...more] as const;
const config = '/entries/3/output/0/PathSelectionPolicyDeviceConfig';
const found = (message: string, { level = 'note' as 'note' | 'warning', pointer = config } = {}) => ({
  subject: `esx01.lab/${first}`,
  level,
  message: `${first} ${message}`,
  pointer,
});
const after = (operations: number, array: string, wanted: string) =>
  `goes over to the next path after ${operations} I/O operation${operations === 1 ? '' : 's'}; for ${array} it is ${wanted}.`;
const PURE = after(1000, 'Pure FlashArray', '1 or by latency (from ESXi 6.7U1 on)');
const ANO =
  'also uses paths that the array calls active but not optimized (useANO=1). On some arrays that moves the device from controller to controller.';

const claimRule = (row: object) =>
  esxcliOutput('esx01.lab', 'storage nmp satp rule list', [
    {
      ClaimOptions: '',
      DefaultPSP: '',
      Description: '',
      Device: '',
      Driver: '',
      Model: '',
      Name: 'VMW_SATP_LOCAL',
      Options: '',
      PSPOptions: '',
      RuleGroup: 'system',
      Transport: 'usb',
      Vendor: '',
    },
    {
      ClaimOptions: 'tpgs_on',
      DefaultPSP: 'VMW_PSP_RR',
      Description: '',
      Device: '',
      Driver: '',
      Model: 'FlashArray',
      Name: 'VMW_SATP_ALUA',
      Options: '',
      PSPOptions: 'iops=1',
      RuleGroup: 'user',
      Transport: '',
      Vendor: 'PURE',
      ...row,
    },
  ]);
const groupStates = (states: readonly string[]) =>
  esxcliOutput(
    'esx01.lab',
    'storage nmp path list',
    states.map((state, target) => ({ Device: first, 'Runtime Name': `vmhba64:C0:T${target}:L1`, 'Group State': state })),
  );
const ours =
  'arrays:\n  - name: ACME\n    match: [{ vendor: ACME }]\n    path-switch: { bytes: 8800, unsourced: "Our own measurements." }\n';

testRule(rule, {
  valid: [
    { name: 'Pure with 1', exception: 'vendor-value', input: exportOf(...both({ ...pure, iops: 1 })) },
    { name: 'DataCore with 10', input: exportOf(...both({ ...dataCore, iops: 10 })) },
    {
      name: 'EqualLogic with 3',
      input: exportOf(...both({ vendor: 'EQLOGIC', model: '100E-00', satp: 'VMW_SATP_EQL', iops: 3 })),
    },
    {
      name: 'SolidFire with 10',
      input: exportOf(...both({ vendor: 'SolidFir', model: 'SSD SAN', satp: 'VMW_SATP_DEFAULT_AA', iops: 10 })),
    },
    {
      name: 'SolidFire with 1',
      input: exportOf(...both({ vendor: 'SolidFir', model: 'SSD SAN', satp: 'VMW_SATP_DEFAULT_AA', iops: 1 })),
    },
    {
      name: 'Hitachi with the default',
      exception: 'hitachi-default',
      input: exportOf(...both({ vendor: 'HITACHI', model: 'OPEN-V' })),
    },
    { name: 'Hitachi with 20', input: exportOf(...both({ vendor: 'HITACHI', model: 'OPEN-V', iops: 20 })) },
    { name: 'Pure by latency', exception: 'latency', input: exportOf(...both({ ...pure, limit: 'latency' })) },
    {
      name: 'NetApp by bytes',
      exception: 'bytes',
      input: exportOf(...both({ vendor: 'NETAPP', model: 'LUN C-Mode', limit: 'bytes' })),
    },
    { name: 'a vendor that asks for nothing', exception: 'no-vendor-value', input: exportOf(...both({})) },
    {
      name: 'PowerStore, of which no number is known',
      input: exportOf(...both({ vendor: 'DellEMC', model: 'PowerStore', iops: 8 })),
    },
    { name: 'MRU', exception: 'other-policy', outcome: 'notApplicable', input: exportOf(host({ ...pure, psp: 'VMW_PSP_MRU' })) },
    { name: 'one path', exception: 'one-path', input: exportOf(...both({ ...pure, paths: ['10.0.1.201'] })) },
    {
      name: 'an ME4 that is attached directly',
      exception: 'direct-attached',
      input: exportOf(...both(me4, groupStates(['active', 'active unoptimized']))),
    },
    {
      name: 'the High-Performance Plug-in in turn',
      exception: 'hpp',
      outcome: 'notApplicable',
      input: exportOf(host({ ...pure, plugin: 'HPP', psp: 'LB-RR' })),
    },
    {
      name: 'the High-Performance Plug-in by I/O operations',
      input: exportOf(host({ ...pure, plugin: 'HPP', psp: 'LB-IOPS', iops: 1 })),
    },
    {
      name: 'unoptimized paths of an array that is no ALUA one',
      input: exportOf(...both({ ...pure, iops: 1, unoptimized: true, satp: 'VMW_SATP_DEFAULT_AA' })),
    },
    {
      name: 'the value, in the command that tells nothing else',
      input: exportOf(
        host({ ...pure, iops: 1 }),
        esxcli(host({ ...pure, iops: 1 }), `storage nmp psp roundrobin deviceconfig get -d ${first}`),
      ),
    },
    {
      name: 'an array of the user with its bytes',
      vendors: ours.replace('8800', '10485760'),
      input: exportOf(...both({ vendor: 'ACME', limit: 'bytes' })),
    },
  ],
  invalid: [
    { name: 'Pure with the default', input: exportOf(...both(pure)), findings: [found(PURE)] },
    {
      name: 'DataCore with 1',
      input: exportOf(...both({ ...dataCore, iops: 1 })),
      findings: [found(after(1, 'DataCore SANsymphony', '10'))],
    },
    {
      name: 'Hitachi with 1, which it never asks for',
      input: exportOf(...both({ vendor: 'HITACHI', model: 'OPEN-V', iops: 1 })),
      findings: [found(after(1, 'Hitachi VSP', '1000 and never fewer than 20'))],
    },
    {
      name: 'an ME4 behind switches with the default',
      input: exportOf(...both({ vendor: 'DellEMC', model: 'ME4' })),
      findings: [found(after(1000, 'Dell PowerVault ME4', '3'))],
    },
    {
      name: 'Silk, of which only field practice is known',
      input: exportOf(...both({ vendor: 'KMNRIO', model: 'K2', satp: 'VMW_SATP_DEFAULT_AA' })),
      findings: [
        found(
          `${after(1000, 'Silk', '2')} Round Robin with iops=2 on Silk is field practice; the vendor's own text was not found.`,
        ),
      ],
    },
    {
      name: 'the default in the command that tells nothing else',
      input: exportOf(host(pure), esxcli(host(pure), `storage nmp psp roundrobin deviceconfig get -d ${first}`)),
      findings: [found(PURE, { pointer: '/entries/3/output/IOOperationLimit' })],
    },
    {
      name: 'a claim rule that came after the device',
      input: exportOf(...both(pure, claimRule({}))),
      findings: [
        found(`${PURE} A claim rule sets iops=1, but the device was claimed before it or has a setting of its own.`, {
          level: 'warning',
        }),
      ],
    },
    {
      name: 'a claim rule that says something else',
      input: exportOf(...both(pure, claimRule({ PSPOptions: 'iops=100' }))),
      findings: [found(PURE)],
    },
    {
      name: 'a claim rule for another model',
      input: exportOf(...both(pure, claimRule({ Model: 'FlashBlade' }))),
      findings: [found(PURE)],
    },
    {
      name: 'unoptimized paths of an ALUA array',
      input: exportOf(...both({ unoptimized: true })),
      findings: [found(ANO)],
    },
    {
      name: 'both',
      input: exportOf(...both({ ...pure, unoptimized: true })),
      findings: [found(`${PURE} ${first} ${ANO}`)],
    },
    {
      name: 'the High-Performance Plug-in with its default',
      input: exportOf(host({ ...pure, plugin: 'HPP', psp: 'LB-IOPS' })),
      findings: [found(PURE, { pointer: '/entries/0/properties/config/storageDevice/multipathInfo/lun/0/policy/iops' })],
    },
    {
      name: 'an array of the user that goes by bytes',
      vendors: ours,
      input: exportOf(...both({ vendor: 'ACME', iops: 1 })),
      findings: [found(`${after(1, 'ACME', '8800 bytes')} Our own measurements.`)],
    },
    {
      name: 'an array of the user in place of ours',
      vendors: ours
        .replace('name: ACME', 'name: Pure FlashArray')
        .replace('vendor: ACME', 'vendor: PURE')
        .replace('bytes: 8800', 'iops: 4'),
      input: exportOf(...both({ ...pure, iops: 1 })),
      findings: [found(`${after(1, 'Pure FlashArray', '4')} Our own measurements.`)],
    },
  ],
  unknown: [
    {
      name: 'the API alone tells no setting',
      input: exportOf(host(pure)),
      missing: [
        { subject: `esx01.lab/${first}`, fact: `path switching of Round Robin of ${first}` },
        { subject: `esx01.lab/${first}`, fact: `use of unoptimized paths of ${first}` },
      ],
    },
    {
      name: 'the vendor is not known',
      input: exportOf(
        without(host({ ...pure, satp: 'VMW_SATP_DEFAULT_AA' }), 'config.storageDevice.scsiLun.0.vendor'),
        esxcli(host(pure), `storage nmp psp roundrobin deviceconfig get -d ${first}`),
      ),
      missing: [{ subject: `esx01.lab/${first}`, fact: `vendor string of ${first}` }],
    },
    {
      name: 'an ME4 with two paths, of which nothing tells where they lead',
      input: exportOf(...both(me4)),
      missing: [{ subject: `esx01.lab/${first}`, fact: `group states of paths of ${first}` }],
    },
    {
      name: 'the policy is not known',
      input: exportOf(without(host(pure), 'config.storageDevice.multipathInfo.lun.0.policy')),
      missing: [{ subject: `esx01.lab/${first}`, fact: `path selection policy of ${first}` }],
    },
  ],
});
