import { testRule } from 'vlint/testing';
import rule from '../../../rules/initiator/iscsi-discovery-mixed.ts';
import { exportOf, goodHost, without } from '../../build/index.ts';

const statics = (...staticTargets: readonly string[]) => goodHost(1, { adapters: { vmhba64: { staticTargets } } });
const found = (index: number, text: string) => ({
  subject: 'esx01.lab/vmhba64',
  level: 'note' as const,
  message: `${text} entered by hand as a static target and for dynamic discovery too.`,
  pointer: `/entries/0/properties/config/storageDevice/hostBusAdapter/0/configuredStaticTarget/${index}/address`,
});

testRule(rule, {
  valid: [
    { name: 'discovery alone', exception: 'discovered', input: exportOf(goodHost(1)) },
    {
      name: 'static targets alone',
      input: exportOf(goodHost(1, { adapters: { vmhba64: { sendTargets: [], staticTargets: ['10.0.1.201', '10.0.1.202'] } } })),
    },
    { name: 'other portals', input: exportOf(statics('10.0.1.203')) },
    { name: 'another port', input: exportOf(statics('10.0.1.201:3261')) },
  ],
  invalid: [
    {
      name: 'one portal twice',
      input: exportOf(statics('10.0.1.203', '10.0.1.202')),
      findings: [found(3, '10.0.1.202:3260 of vmhba64 on esx01.lab is')],
    },
    {
      name: 'two portals twice',
      input: exportOf(statics('10.0.1.201', '10.0.1.202')),
      findings: [found(2, '10.0.1.201:3260 and 10.0.1.202:3260 of vmhba64 on esx01.lab are')],
    },
  ],
  unknown: [
    {
      name: 'a target without an address',
      input: exportOf(without(statics('10.0.1.201'), 'config.storageDevice.hostBusAdapter.0.configuredSendTarget.0.address')),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'iSCSI targets of vmhba64' }],
    },
  ],
});
