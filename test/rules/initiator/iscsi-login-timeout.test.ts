import { testRule } from 'vlint/testing';
import rule from '../../../rules/initiator/iscsi-login-timeout.ts';
import type { AdapterDescription, LunDescription, Patch } from '../../build/index.ts';
import { exportOf, goodHost, presetLuns, twoSubnetHost, without } from '../../build/index.ts';

const [first, second] = presetLuns;
const PURE = { vendor: 'PURE', model: 'FlashArray' };
const EQUALLOGIC = { vendor: 'EQLOGIC', model: '100E-00', satp: 'VMW_SATP_EQL' };
const host = (lun: Patch<LunDescription>, adapter: Patch<AdapterDescription> = {}) =>
  goodHost(1, { adapters: { vmhba64: adapter }, luns: { [first]: lun, [second]: lun } });
const seconds = (value: number) => ({ LoginTimeout: value });
const hba = '/entries/0/properties/config/storageDevice/hostBusAdapter/0';
const found = (
  value: number,
  array: string,
  wanted: number,
  { place = '', pointer = `${hba}/advancedOptions/8/value` } = {},
) => ({
  subject: 'esx01.lab/vmhba64',
  level: 'warning' as const,
  message: `vmhba64 has LoginTimeout ${value}${place}; for ${array} it is ${wanted}.`,
  pointer,
});

testRule(rule, {
  valid: [
    { name: 'Pure with 30', input: exportOf(host(PURE, { advanced: seconds(30) })) },
    { name: 'EqualLogic with 60', input: exportOf(host(EQUALLOGIC, { advanced: seconds(60) })) },
    { name: 'Pure with 60', exception: 'longer', input: exportOf(host(PURE, { advanced: seconds(60) })) },
    {
      name: 'Pure with 30 on the send targets',
      exception: 'set-on-targets',
      input: exportOf(
        host(PURE, { sendTargets: ['10.0.1.201', '10.0.1.202'].map((address) => ({ address, advanced: seconds(30) })) }),
      ),
    },
    {
      name: 'NetApp ONTAP with the default',
      exception: 'no-request',
      outcome: 'notApplicable',
      input: exportOf(host({ vendor: 'NETAPP', model: 'LUN C-Mode' })),
    },
    {
      name: 'SolidFire, which asks for Delayed ACK only',
      outcome: 'notApplicable',
      input: exportOf(host({ vendor: 'SolidFir', model: 'SSD SAN' })),
    },
    {
      name: 'an array of the user in place of ours',
      vendors:
        'arrays:\n  - name: Pure FlashArray\n    match: [{ vendor: PURE }]\n    login-timeout: { seconds: 5, says: The default will do. }\n',
      input: exportOf(host(PURE)),
    },
  ],
  invalid: [
    { name: 'Pure with the default', input: exportOf(host(PURE)), findings: [found(5, 'Pure FlashArray', 30)] },
    { name: 'EqualLogic with the default', input: exportOf(host(EQUALLOGIC)), findings: [found(5, 'Dell EqualLogic', 60)] },
    {
      name: 'EqualLogic with 30',
      input: exportOf(host(EQUALLOGIC, { advanced: seconds(30) })),
      findings: [found(30, 'Dell EqualLogic', 60)],
    },
    {
      name: 'Pure in two subnets, with one send target that is set',
      input: exportOf(
        twoSubnetHost(1, {
          adapters: { vmhba64: { sendTargets: [{ address: '10.0.1.201', advanced: seconds(30) }, '10.0.2.201'] } },
          luns: { [first]: PURE, [second]: PURE },
        }),
      ),
      findings: [found(5, 'Pure FlashArray', 30)],
    },
    {
      name: 'a send target that is set too short',
      input: exportOf(
        host(PURE, { advanced: seconds(30), sendTargets: [{ address: '10.0.1.201', advanced: seconds(10) }, '10.0.1.202'] }),
      ),
      findings: [
        found(10, 'Pure FlashArray', 30, {
          place: ' for target 10.0.1.201:3260',
          pointer: `${hba}/configuredStaticTarget/0/advancedOptions/8/value`,
        }),
      ],
    },
  ],
  unknown: [
    {
      name: 'the parameter is not known',
      input: exportOf(without(host(PURE), 'config.storageDevice.hostBusAdapter.0.advancedOptions.8')),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'LoginTimeout of vmhba64' }],
    },
    {
      name: 'the paths of a device are not known',
      input: exportOf(without(host(PURE), 'config.storageDevice.multipathInfo')),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: `paths of ${first}` }],
    },
  ],
});
