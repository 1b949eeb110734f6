import { testRule } from 'vlint/testing';
import rule from '../../../rules/initiator/iscsi-chap-none.ts';
import { edit, esxcliSet, exportOf, goodHost, without } from '../../build/index.ts';

const required = { type: 'chapRequired', mutual: 'chapRequired', name: 'someone', mutualName: 'array' };
const adapter = (patch: object) => goodHost(1, { adapters: { vmhba64: patch } });
const hba = 'config.storageDevice.hostBusAdapter.0';
const pointer = (path: string) => `/entries/0/properties/config/storageDevice/hostBusAdapter/0/${path}`;
const message = (of: string) => `${of} logs in without CHAP (chapProhibited). The array knows the host by its iSCSI name alone.`;
const found = {
  subject: 'esx01.lab/vmhba64',
  level: 'note' as const,
  message: message('vmhba64'),
  pointer: pointer('authenticationProperties/chapAuthenticationType'),
};
const targets = (chap: object) => [
  { address: '10.0.1.201', chap },
  { address: '10.0.1.202', chap },
];

testRule(rule, {
  valid: [
    { name: 'required', input: exportOf(adapter({ chap: required })) },
    { name: 'required one way', input: exportOf(adapter({ chap: { type: 'chapRequired' } })), profile: 'stig' },
    { name: 'preferred', input: exportOf(adapter({ chap: { type: 'chapPreferred' } })) },
    {
      name: 'every target has its own',
      exception: 'own-setting',
      input: exportOf(adapter({ sendTargets: targets(required) })),
    },
    { name: 'no target', outcome: 'none', input: exportOf(adapter({ sendTargets: [], bound: [] })) },
    { name: 'no iSCSI', outcome: 'none', input: exportOf(goodHost(1, { adapters: { vmhba64: undefined } })) },
  ],
  invalid: [
    { name: 'prohibited', exception: 'no-security-profile', input: exportOf(goodHost(1)), findings: [found] },
    { name: 'prohibited, in the lab', profile: 'lab', input: exportOf(goodHost(1)), findings: [found] },
    {
      name: 'prohibited, and the STIG asks for it',
      profile: 'stig',
      input: exportOf(goodHost(1)),
      findings: [{ ...found, level: 'error' }],
    },
    {
      name: 'targets that inherit it are no findings of their own',
      exception: 'targets-inherit',
      input: exportOf(adapter({ sendTargets: ['10.0.1.201', '10.0.1.202', '10.0.1.203'] })),
      findings: [found],
    },
    {
      name: 'not enabled, and no type',
      input: exportOf(without(goodHost(1), `${hba}.authenticationProperties.chapAuthenticationType`)),
      findings: [{ ...found, pointer: pointer('authenticationProperties/chapAuthEnabled') }],
    },
    {
      name: 'one target goes without what the adapter requires',
      input: exportOf(
        adapter({ chap: required, sendTargets: ['10.0.1.201', { address: '10.0.1.202', chap: { type: 'chapProhibited' } }] }),
      ),
      findings: [
        {
          ...found,
          message: message('vmhba64 to 10.0.1.202:3260'),
          pointer: pointer('configuredSendTarget/1/authenticationProperties/chapAuthenticationType'),
        },
      ],
    },
    {
      name: 'one of two targets has its own',
      input: exportOf(adapter({ sendTargets: ['10.0.1.201', { address: '10.0.1.202', chap: required }] })),
      findings: [found],
    },
    {
      name: 'no target was exported with its settings',
      input: exportOf(
        edit(
          without(adapter({ sendTargets: ['10.0.1.201'] }), `${hba}.configuredSendTarget.0.authenticationProperties`),
          `${hba}.configuredStaticTarget`,
          [],
        ),
      ),
      findings: [found],
    },
    {
      name: 'a hardware adapter',
      input: exportOf(
        goodHost(1, {
          adapters: { vmhba64: undefined, vmhba40: { kind: 'independent', ip: '10.0.1.90/24', sendTargets: ['10.0.1.201'] } },
        }),
      ),
      findings: [{ ...found, subject: 'esx01.lab/vmhba40', message: message('vmhba40') }],
    },
  ],
  unknown: [
    {
      name: 'esxcli alone does not tell',
      input: exportOf(...esxcliSet(goodHost(1))),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'CHAP settings of targets of vmhba64' }],
    },
    {
      name: 'no authentication in the export',
      input: exportOf(without(goodHost(1), `${hba}.authenticationProperties`)),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'CHAP setting of vmhba64' }],
    },
    {
      name: 'a target does not tell whether it inherits',
      input: exportOf(
        without(adapter({ chap: required }), `${hba}.configuredSendTarget.0.authenticationProperties.chapInherited`),
      ),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'CHAP settings of targets of vmhba64' }],
    },
    {
      name: 'CHAP is enabled, of which kind is not told',
      input: exportOf(
        without(
          edit(adapter({ chap: required }), `${hba}.authenticationProperties.chapAuthEnabled`, true),
          `${hba}.authenticationProperties.chapAuthenticationType`,
        ),
      ),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'CHAP setting of vmhba64' }],
    },
  ],
});
