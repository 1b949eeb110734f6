import { testRule } from 'vlint/testing';
import rule from '../../../rules/initiator/iscsi-no-targets.ts';
import { edit, esxcli, exportOf, goodHost, without } from '../../build/index.ts';

const targets = '/entries/0/properties/config/storageDevice/hostBusAdapter/0';
const bare = goodHost(1, {
  adapters: { vmhba64: { sendTargets: [], bound: [] } },
  luns: { 'naa.6000d31000a1b2000000000000000001': { paths: [] }, 'naa.6000d31000a1b2000000000000000002': { paths: [] } },
});
const message = 'The software iSCSI adapter vmhba64 of esx01.lab has no target, neither by discovery nor by hand.';

testRule(rule, {
  valid: [
    { name: 'two targets', input: exportOf(goodHost(1)) },
    {
      name: 'static targets only',
      input: exportOf(goodHost(1, { adapters: { vmhba64: { sendTargets: [], staticTargets: ['10.0.1.201'] } } })),
    },
    {
      name: 'a path to a target that was removed',
      input: exportOf(
        edit(
          edit(goodHost(1), 'config.storageDevice.hostBusAdapter.0.configuredSendTarget', []),
          'config.storageDevice.hostBusAdapter.0.configuredStaticTarget',
          [],
        ),
      ),
    },
    {
      name: 'a hardware adapter',
      exception: 'hardware',
      outcome: 'notApplicable',
      input: exportOf({ name: 'esx01.lab', adapters: { vmhba4: { kind: 'independent', ip: '10.0.1.90/24' } } }),
    },
    { name: 'no iSCSI', outcome: 'none', input: exportOf({ name: 'esx01.lab', adapters: { vmhba2: { kind: 'fc' } } }) },
  ],
  invalid: [
    {
      name: 'no target',
      input: exportOf(bare),
      findings: [{ subject: 'esx01.lab/vmhba64', level: 'note', message, pointer: targets }],
    },
    {
      name: 'empty lists',
      input: exportOf(
        edit(
          edit(bare, 'config.storageDevice.hostBusAdapter.0.configuredSendTarget', []),
          'config.storageDevice.hostBusAdapter.0.configuredStaticTarget',
          [],
        ),
      ),
      findings: [{ subject: 'esx01.lab/vmhba64', level: 'note', message, pointer: `${targets}/configuredSendTarget` }],
    },
    {
      name: 'no target by esxcli',
      input: exportOf(
        ['iscsi adapter list', 'iscsi adapter discovery sendtarget list', 'iscsi adapter target portal list'].map((command) =>
          esxcli(bare, command),
        ),
      ),
      findings: [{ subject: 'esx01.lab/vmhba64', level: 'note', message, pointer: '/entries/2/output' }],
    },
  ],
  unknown: [
    {
      name: 'a target without an address',
      input: exportOf(without(goodHost(1), 'config.storageDevice.hostBusAdapter.0.configuredSendTarget.0.address')),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'iSCSI targets of vmhba64' }],
    },
    {
      name: 'the kind of the adapter is not told',
      input: exportOf(
        without(
          without(bare, 'config.storageDevice.hostBusAdapter.0.isSoftwareBased'),
          'config.storageDevice.hostBusAdapter.0.networkBindingSupport',
        ),
      ),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'kind of iSCSI adapter of vmhba64' }],
    },
  ],
});
