import { testRule } from 'vlint/testing';
import rule from '../../../rules/port-binding/iscsi-binding-unsupported-hba.ts';
import { type AdapterDescription, esxcliSet, exportOf, goodHost, without } from '../../build/index.ts';

const bare = { luns: undefined, vmfs: undefined } as const;
const only = (name: string, adapter: AdapterDescription) =>
  goodHost(1, { ...bare, adapters: { vmhba64: undefined, [name]: { sendTargets: ['10.0.1.201'], ...adapter } } });
const dependent = (bound: readonly string[] | undefined) =>
  only('vmhba33', { kind: 'dependent', pnic: 'vmnic2', mtu: 9000, ...(bound && { bound }) });
const independent = (bound: readonly string[] | undefined) =>
  only('vmhba40', { kind: 'independent', ip: '10.0.1.90/24', mtu: 9000, ...(bound && { bound }) });
const unusable =
  'vmhba33 of esx01.lab is a dependent hardware adapter with targets and has no bound VMkernel adapter. It cannot log in to any of them.';

testRule(rule, {
  valid: [
    { name: 'the software adapter, bound', exception: 'software', input: exportOf(goodHost(1)) },
    { name: 'the software adapter, unbound', input: exportOf(goodHost(1, { adapters: { vmhba64: { bound: [] } } })) },
    { name: 'a dependent adapter, bound', input: exportOf(dependent(['vmk1'])) },
    { name: 'an independent adapter without bindings', input: exportOf(independent([])) },
    {
      name: 'a dependent adapter that nobody uses',
      exception: 'no-target',
      outcome: 'none',
      input: exportOf(only('vmhba33', { kind: 'dependent', pnic: 'vmnic2', sendTargets: [], bound: [] })),
    },
    {
      name: 'an iSER adapter',
      exception: 'iser',
      outcome: 'notApplicable',
      input: exportOf(only('vmhba66', { kind: 'iser', bound: [] })),
    },
  ],
  invalid: [
    {
      name: 'a dependent adapter without bindings',
      input: exportOf(dependent([]), goodHost(2)),
      findings: [
        {
          subject: 'esx01.lab/vmhba33',
          level: 'error',
          message: unusable,
          pointer: '/entries/0/properties/config/storageDevice/hostBusAdapter/0/networkBindingSupport',
        },
      ],
    },
    {
      name: 'an independent adapter with bindings',
      input: exportOf(independent(['vmk1', 'vmk2'])),
      findings: [
        {
          subject: 'esx01.lab/vmhba40',
          level: 'error',
          message: 'vmk1 and vmk2 of esx01.lab are bound to vmhba40, an independent hardware adapter, which takes no bindings.',
          pointer: '/entries/1/result/0/vnicDevice',
        },
      ],
    },
    {
      name: 'an independent adapter with one binding beside the software one',
      input: exportOf(
        goodHost(1, {
          ...bare,
          adapters: { vmhba40: { kind: 'independent', ip: '10.0.1.90/24', sendTargets: ['10.0.1.201'], bound: ['vmk1'] } },
        }),
      ),
      findings: [
        {
          subject: 'esx01.lab/vmhba40',
          level: 'error',
          message: 'vmk1 of esx01.lab is bound to vmhba40, an independent hardware adapter, which takes no bindings.',
          pointer: '/entries/2/result/0/vnicDevice',
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'esxcli does not tell hardware adapters apart',
      input: exportOf(...esxcliSet(dependent([]))),
      missing: [{ subject: 'esx01.lab/vmhba33', fact: 'kind of iSCSI adapter of vmhba33' }],
    },
    {
      name: 'bindings not exported',
      input: exportOf(dependent(undefined)),
      missing: [{ subject: 'esx01.lab/vmhba33', fact: 'port bindings of vmhba33' }],
    },
    {
      name: 'the kind was not exported',
      input: exportOf(
        without(
          without(goodHost(1), 'config.storageDevice.hostBusAdapter.0.isSoftwareBased'),
          'config.storageDevice.hostBusAdapter.0.networkBindingSupport',
        ),
      ),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'kind of iSCSI adapter of vmhba64' }],
    },
    {
      name: 'targets not exported',
      input: exportOf(without(dependent(undefined), 'config.storageDevice.hostBusAdapter.0.configuredSendTarget.0.address')),
      missing: [{ subject: 'esx01.lab/vmhba33', fact: 'iSCSI targets of vmhba33' }],
    },
  ],
});
