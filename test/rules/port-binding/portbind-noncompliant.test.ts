import { testRule } from 'vlint/testing';
import rule from '../../../rules/port-binding/portbind-noncompliant.ts';
import { edit, esxcliSet, exportOf, goodHost, host, without } from '../../build/index.ts';

/** Entry of the QueryBoundVnics answer in an export of one host. */
const answer = host(goodHost(1)).findIndex((entry) => 'method' in entry && entry.method === 'QueryBoundVnics');
const binding = (reasons: readonly string[]) => goodHost(1, { adapters: { vmhba64: { binding: { vmk1: { reasons } } } } });
const portals = (description: ReturnType<typeof goodHost>) => {
  const set = esxcliSet(description);
  return { set, entry: set.findIndex(({ command }) => command === 'iscsi networkportal list') };
};
const bad = portals(binding(['IscsiFaultVnicHasMultipleUplinks']));
const unused = portals(goodHost(1, { adapters: { vmhba64: { binding: { vmk2: { pathStatus: 'notUsed' } } } } }));
const last = portals(goodHost(1, { adapters: { vmhba64: { binding: { vmk2: { pathStatus: 'lastActive' } } } } }));
const status = (pathStatus: 'notUsed' | 'lastActive' | 'standBy') =>
  goodHost(1, { adapters: { vmhba64: { binding: { vmk2: { pathStatus } } } } });
const noPath =
  'vmk2 is bound to vmhba64 but carries no path. A wrong subnet or VLAN, or the access list of the array, may keep it out.';
const lastPath = 'vmk2 carries the last path of a device of vmhba64. Whoever removes this binding loses the device.';

testRule(rule, {
  valid: [
    { name: 'compliant bindings', input: exportOf(goodHost(1)) },
    { name: 'compliant bindings in esxcli', input: exportOf(...esxcliSet(goodHost(1))) },
    { name: 'a path state whose meaning is not clear', exception: 'active-and-standby', input: exportOf(status('standBy')) },
    {
      name: 'an adapter that is bound to two iSCSI adapters',
      input: exportOf(
        goodHost(1, {
          adapters: { vmhba33: { kind: 'dependent', pnic: 'vmnic2', sendTargets: ['10.0.1.202'], bound: ['vmk1'] } },
        }),
      ),
    },
    { name: 'nothing bound', outcome: 'none', input: exportOf(goodHost(1, { adapters: { vmhba64: { bound: [] } } })) },
    {
      name: 'a non-compliant binding that the site allows',
      outcome: 'notApplicable',
      input: exportOf(binding(['IscsiFaultVnicHasNoUplinks'])),
      facts: `allow:
  - rule: portbind-noncompliant
    object: vmk1
    reason: the uplink is being replaced
    who: Ann
    when: 2025-12-01
    until: 2026-12-01
`,
    },
  ],
  invalid: [
    {
      name: 'a second active uplink was added later',
      input: exportOf(binding(['IscsiFaultVnicHasMultipleUplinks'])),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'error',
          message:
            'The binding of vmk1 to vmhba64 is not compliant. ' +
            'The host says: vmk1: VnicHasMultipleUplinks (the VMkernel adapter has more than one active or standby uplink).',
          pointer: `/entries/${answer}/result/0/complianceStatus/reason/0/localizedMessage`,
        },
      ],
    },
    {
      name: 'of esxcli nothing but the bindings',
      input: exportOf(bad.set[bad.entry] ?? []),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'error',
          message:
            'The binding of vmk1 to vmhba64 is not compliant. ' +
            'The host says: VnicHasMultipleUplinks (the VMkernel adapter has more than one active or standby uplink).',
          pointer: '/entries/0/output/0/NonCompliantMessage',
        },
      ],
    },
    {
      name: 'two reasons',
      input: exportOf(binding(['IscsiFaultVnicHasNoUplinks', 'IscsiFaultPnicInUse'])),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'error',
          message:
            'The binding of vmk1 to vmhba64 is not compliant. The host says: vmk1: VnicHasNoUplinks (the VMkernel adapter has no active uplink); ' +
            'vmk1: PnicInUse (the physical NIC is in use).',
          pointer: `/entries/${answer}/result/0/complianceStatus/reason/0/localizedMessage`,
        },
      ],
    },
    {
      name: "a sentence of the host's own",
      input: exportOf(
        edit(
          binding(['IscsiFaultVnicHasNoUplinks']),
          '0.complianceStatus.reason.0.localizedMessage',
          'VMkernel NIC vmk1, on iSCSI-A, is not right.',
        ),
      ),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'error',
          message: 'The binding of vmk1 to vmhba64 is not compliant. The host says: VMkernel NIC vmk1, on iSCSI-A, is not right.',
          pointer: `/entries/${answer}/result/0/complianceStatus/reason/0/localizedMessage`,
        },
      ],
    },
    {
      name: 'a fault without a message',
      input: exportOf(without(binding(['IscsiFaultVnicHasWrongUplink']), '0.complianceStatus.reason.0.localizedMessage')),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'error',
          message:
            'The binding of vmk1 to vmhba64 is not compliant. The host says: IscsiFaultVnicHasWrongUplink ' +
            '(the uplink of the VMkernel adapter does not belong to the iSCSI adapter).',
          pointer: `/entries/${answer}/result/0/complianceStatus/reason/0/fault/_typeName`,
        },
      ],
    },
    {
      name: 'non-compliant in esxcli, with its remedy',
      input: exportOf(edit(bad.set, '0.NonCompliantRemedy', 'Use one uplink only')),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'error',
          message:
            'The binding of vmk1 to vmhba64 is not compliant. ' +
            'The host says: VnicHasMultipleUplinks (the VMkernel adapter has more than one active or standby uplink).',
          pointer: `/entries/${bad.entry}/output/0/NonCompliantMessage`,
        },
      ],
    },
    {
      name: 'non-compliant in esxcli without a message',
      input: exportOf(edit(bad.set, '0.NonCompliantMessage', '')),
      findings: [
        {
          subject: 'esx01.lab/vmk1',
          level: 'error',
          message: 'The binding of vmk1 to vmhba64 is not compliant. The host gives no reason.',
          pointer: `/entries/${bad.entry}/output/0/CompliantStatus`,
        },
      ],
    },
    {
      name: 'a binding without a path',
      exception: 'carries-no-path',
      input: exportOf(status('notUsed')),
      findings: [
        { subject: 'esx01.lab/vmk2', level: 'note', message: noPath, pointer: `/entries/${answer}/result/1/pathStatus` },
      ],
    },
    {
      name: 'a binding without a path, as esxcli spells it',
      input: exportOf(unused.set),
      findings: [
        { subject: 'esx01.lab/vmk2', level: 'note', message: noPath, pointer: `/entries/${unused.entry}/output/1/PathStatus` },
      ],
    },
    {
      name: 'a binding with the last path',
      exception: 'last-path',
      input: exportOf(status('lastActive')),
      findings: [
        { subject: 'esx01.lab/vmk2', level: 'note', message: lastPath, pointer: `/entries/${answer}/result/1/pathStatus` },
      ],
    },
    {
      name: 'a binding with the last path, as esxcli spells it',
      input: exportOf(last.set),
      findings: [
        { subject: 'esx01.lab/vmk2', level: 'note', message: lastPath, pointer: `/entries/${last.entry}/output/1/PathStatus` },
      ],
    },
  ],
  unknown: [
    {
      name: 'bindings were not exported',
      input: exportOf(goodHost(1, { adapters: { vmhba64: { bound: undefined } } })),
      missing: [{ subject: 'esx01.lab/vmhba64', fact: 'port bindings of vmhba64' }],
    },
    {
      name: 'bindings without their compliance',
      input: exportOf(without(goodHost(1), '1.complianceStatus')),
      missing: [{ subject: 'esx01.lab/vmk2', fact: 'compliance of the binding of vmk2 to vmhba64' }],
    },
    {
      name: 'bindings without their path status',
      input: exportOf(without(goodHost(1), '0.pathStatus')),
      missing: [{ subject: 'esx01.lab/vmk1', fact: 'path status of the binding of vmk1 to vmhba64' }],
    },
  ],
});
