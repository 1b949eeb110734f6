import { testRule } from 'vlint/testing';
import rule from '../../../rules/initiator/iscsi-delayed-ack.ts';
import type { AdapterDescription, HostDescription, LunDescription, Patch } from '../../build/index.ts';
import {
  dvsHost,
  esxcli,
  esxcliOutput,
  exportOf,
  goodHost,
  presetDvs,
  presetLuns,
  twoSubnetHost,
  without,
} from '../../build/index.ts';

const [first, second] = presetLuns;
const PURE = { vendor: 'PURE', model: 'FlashArray' };
const EQUALLOGIC = { vendor: 'EQLOGIC', model: '100E-00', satp: 'VMW_SATP_EQL' };
const SOLIDFIRE = { vendor: 'SolidFir', model: 'SSD SAN', satp: 'VMW_SATP_DEFAULT_AA' };
const off = { DelayedAck: false };
const on = { DelayedAck: true };

const host = (lun: Patch<LunDescription>, adapter: Patch<AdapterDescription> = {}, more: Patch<HostDescription> = {}) =>
  goodHost(1, { ...more, adapters: { vmhba64: adapter }, luns: { [first]: lun, [second]: lun } });
/** Both send targets with these options of their own. */
const sends = (advanced: Record<string, boolean>) => ['10.0.1.201', '10.0.1.202'].map((address) => ({ address, advanced }));
const hba = '/entries/0/properties/config/storageDevice/hostBusAdapter/0';
const found = (
  text: string,
  {
    level = 'warning' as 'warning' | 'note' | 'error',
    pointer = `${hba}/advancedOptions/15/value`,
    subject = 'esx01.lab/vmhba64',
  } = {},
) => ({ subject, level, message: text, pointer });
const text = (array: string, place = '') => `vmhba64 has DelayedAck true${place}; for ${array} it is false.`;

const commands = (description: HostDescription) =>
  [
    'system version get',
    'system hostname get',
    'iscsi adapter list',
    'iscsi adapter param get -A vmhba64',
    'iscsi adapter discovery sendtarget list',
    'storage nmp device list',
    'storage core path list',
    'storage core device list',
  ].map((command) => esxcli(description, command));
const param = (command: string, current: string, inherit: boolean) =>
  esxcliOutput('esx01.lab', `iscsi adapter ${command}`, [
    { Current: '5', Default: '5', Inherit: true, Max: '60', Min: '1', Name: 'LoginTimeout', Settable: true },
    { Current: current, Default: 'true', Inherit: inherit, Max: 'na', Min: 'na', Name: 'DelayedAck', Settable: true },
  ]);
const sendParams = (current: string, inherit: boolean) =>
  ['10.0.1.201', '10.0.1.202'].map((address) =>
    param(`discovery sendtarget param get -A vmhba64 -a ${address}:3260`, current, inherit),
  );
const ours = (level: string) =>
  `arrays:\n  - name: ACME\n    match: [{ vendor: ACME }]\n    delayed-ack: { enabled: false, level: ${level}, says: Turn it off., source: Guide }\n`;

testRule(rule, {
  valid: [
    { name: 'off on the adapter', input: exportOf(host(PURE, { advanced: off })) },
    {
      name: 'off on the send targets',
      exception: 'set-on-targets',
      input: exportOf(host(PURE, { sendTargets: sends(off) })),
    },
    {
      name: 'NetApp ONTAP with the default',
      exception: 'no-request',
      outcome: 'notApplicable',
      input: exportOf(host({ vendor: 'NETAPP', model: 'LUN C-Mode' })),
    },
    { name: 'a generic array', outcome: 'notApplicable', input: exportOf(goodHost(1)) },
    {
      name: 'an adapter without a target',
      exception: 'no-target',
      outcome: 'none',
      input: exportOf(
        goodHost(1, {
          adapters: { vmhba64: { sendTargets: [] } },
          luns: { [first]: undefined, [second]: undefined },
          vmfs: { ds1: undefined, ds2: undefined },
        }),
      ),
    },
    {
      name: 'a hardware initiator that does not know it',
      exception: 'no-option',
      input: exportOf(
        without(
          goodHost(1, {
            adapters: { vmhba64: { kind: 'independent', ip: '10.0.1.31/24' } },
            luns: { [first]: PURE, [second]: PURE },
          }),
          'config.storageDevice.hostBusAdapter.0.advancedOptions.15',
        ),
      ),
    },
    {
      name: 'esxcli alone, off on the send targets',
      input: exportOf([...commands(host(PURE)), ...sendParams('false', false)]),
    },
  ],
  invalid: [
    { name: 'Pure with the default', input: exportOf(host(PURE)), findings: [found(text('Pure FlashArray'))] },
    { name: 'EqualLogic with the default', input: exportOf(host(EQUALLOGIC)), findings: [found(text('Dell EqualLogic'))] },
    {
      name: 'SolidFire, which asks for it under conditions',
      input: exportOf(host(SOLIDFIRE)),
      findings: [
        found(
          `${text('NetApp SolidFire')} Delayed ACK is turned off for loads that need much throughput or low latency, and only there.`,
          { level: 'note' },
        ),
      ],
    },
    {
      name: 'Pure on a distributed switch',
      input: exportOf(dvsHost(1, { luns: { [first]: PURE, [second]: PURE } }), presetDvs()),
      findings: [found(text('Pure FlashArray'))],
    },
    {
      name: 'Pure in two subnets, of which one send target has it off',
      input: exportOf(
        twoSubnetHost(1, {
          adapters: { vmhba64: { sendTargets: [{ address: '10.0.1.201', advanced: off }, '10.0.2.201'] } },
          luns: { [first]: PURE, [second]: PURE },
        }),
      ),
      findings: [found(text('Pure FlashArray'))],
    },
    {
      name: 'off on the adapter, on for a send target',
      input: exportOf(host(PURE, { advanced: off, sendTargets: [{ address: '10.0.1.201', advanced: on }, '10.0.1.202'] })),
      findings: [
        found(text('Pure FlashArray', ' for target 10.0.1.201:3260'), {
          pointer: `${hba}/configuredStaticTarget/0/advancedOptions/15/value`,
        }),
      ],
    },
    {
      name: 'another array beside Pure',
      input: exportOf(goodHost(1, { luns: { [first]: PURE } })),
      findings: [found(text('Pure FlashArray'))],
    },
    {
      name: 'Pure and SolidFire: the higher level',
      input: exportOf(goodHost(1, { luns: { [first]: PURE, [second]: SOLIDFIRE } })),
      findings: [
        found(
          `${text('Pure FlashArray')} ${text('NetApp SolidFire')} Delayed ACK is turned off for loads that need much throughput or low latency, and only there.`,
        ),
      ],
    },
    {
      name: 'an array of the user',
      vendors: ours('error'),
      input: exportOf(host({ vendor: 'ACME' })),
      findings: [found(text('ACME'), { level: 'error' })],
    },
    {
      name: 'esxcli alone, with what targets inherit',
      input: exportOf([...commands(host(PURE)), ...sendParams('true', true)]),
      findings: [found(text('Pure FlashArray'), { pointer: '/entries/3/output/15/Current' })],
    },
  ],
  unknown: [
    {
      name: 'the parameters are not known',
      input: exportOf(without(host(PURE), 'config.storageDevice.hostBusAdapter.0.advancedOptions.15')),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'DelayedAck of vmhba64' }],
    },
    {
      name: 'esxcli alone, and nobody asked the targets',
      input: exportOf(commands(host(PURE))),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'parameters of targets of send target 10.0.1.201 on vmhba64' }],
    },
    {
      name: 'the vendor of a device is not known',
      input: exportOf(without(goodHost(1), 'config.storageDevice.scsiLun.0.vendor')),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: `vendor string of ${first}` }],
    },
    {
      name: 'the devices are not known',
      input: exportOf(without(goodHost(1), 'config.storageDevice.scsiLun')),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'storage devices of esx01.lab' }],
    },
  ],
});
