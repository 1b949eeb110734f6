import { testRule } from 'vlint/testing';
import rule from '../../../rules/initiator/iscsi-chap-oneway-only.ts';
import { esxcliSet, exportOf, goodHost, without } from '../../build/index.ts';

const oneWay = { type: 'chapRequired' };
const both = { type: 'chapRequired', mutual: 'chapRequired' };
const adapter = (patch: object) => goodHost(1, { adapters: { vmhba64: patch } });
const hba = 'config.storageDevice.hostBusAdapter.0';
const found = (level: 'note' | 'warning', of = 'vmhba64', path = 'authenticationProperties') => ({
  subject: 'esx01.lab/vmhba64',
  level,
  message: `${of} requires CHAP of the host but not of the array (mutual CHAP: chapProhibited). The host cannot tell the array from a stranger at its address.`,
  pointer: `/entries/0/properties/config/storageDevice/hostBusAdapter/0/${path}/mutualChapAuthenticationType`,
});

testRule(rule, {
  valid: [
    {
      name: 'no security profile',
      exception: 'no-security-profile',
      outcome: 'notApplicable',
      input: exportOf(adapter({ chap: oneWay })),
    },
    { name: 'a lab', profile: 'lab', outcome: 'notApplicable', input: exportOf(adapter({ chap: oneWay })) },
    { name: 'both ways', profile: 'strict', input: exportOf(adapter({ chap: both })) },
    { name: 'both ways, STIG', profile: 'stig', input: exportOf(adapter({ chap: both })) },
    {
      name: 'no CHAP at all',
      exception: 'chap-not-required',
      profile: 'stig',
      outcome: 'notApplicable',
      input: exportOf(goodHost(1)),
    },
    {
      name: 'CHAP is only preferred',
      profile: 'stig',
      outcome: 'notApplicable',
      input: exportOf(adapter({ chap: { type: 'chapPreferred' } })),
    },
    {
      name: 'every target has its own',
      exception: 'own-setting',
      profile: 'stig',
      input: exportOf(
        adapter({
          chap: oneWay,
          sendTargets: [
            { address: '10.0.1.201', chap: both },
            { address: '10.0.1.202', chap: both },
          ],
        }),
      ),
    },
    {
      name: 'no target',
      profile: 'stig',
      outcome: 'none',
      input: exportOf(adapter({ chap: oneWay, sendTargets: [], bound: [] })),
    },
  ],
  invalid: [
    { name: 'one way, strict', profile: 'strict', input: exportOf(adapter({ chap: oneWay })), findings: [found('warning')] },
    { name: 'one way, STIG', profile: 'stig', input: exportOf(adapter({ chap: oneWay })), findings: [found('warning')] },
    {
      name: 'one target is content with one way',
      profile: 'stig',
      input: exportOf(adapter({ chap: both, sendTargets: ['10.0.1.201', { address: '10.0.1.202', chap: oneWay }] })),
      findings: [found('warning', 'vmhba64 to 10.0.1.202:3260', 'configuredSendTarget/1/authenticationProperties')],
    },
  ],
  unknown: [
    {
      name: 'esxcli alone does not tell',
      profile: 'stig',
      input: exportOf(...esxcliSet(goodHost(1))),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'CHAP settings of targets of vmhba64' }],
    },
    {
      name: 'the mutual setting is not told',
      profile: 'strict',
      input: exportOf(without(adapter({ chap: oneWay }), `${hba}.authenticationProperties.mutualChapAuthenticationType`)),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'mutual CHAP setting of vmhba64' }],
    },
  ],
});
