import type { IscsiAdapter, Remedy } from 'vlint';
import { defineRule, listed, notApplicable, problem, psWord, usedAdapters, weighed } from 'vlint';
import { says, unsourced } from '../ledger.ts';

export default defineRule<IscsiAdapter>({
  id: 'iscsi-binding-unsupported-hba',
  family: 'port-binding',
  title: 'VMkernel adapters must be bound to the iSCSI adapters that need it, and to no others',
  rationale:
    'A dependent hardware adapter has no network stack of its own: without a bound VMkernel adapter it cannot log in anywhere. An independent one ' +
    'brings its own and takes no bindings, so that a binding there means that the data or its reading is wrong.',
  severity: 'error',
  sources: [
    says('S50', 'networkBindingSupport is notsupported, optional or required.'),
    says('S4', 'A dependent hardware adapter works with the VMkernel adapters on its own physical NICs.'),
    unsourced('That a binding on an adapter without support is an error in the data follows from the API.'),
  ],
  exceptions: {
    'no-target': 'The adapter has neither target nor session: nothing uses it.',
    software: 'The software adapter works with bindings and without.',
    iser: 'iSER adapters are not judged.',
  },
  fix: {
    esxcli: ['esxcli iscsi networkportal add -A vmhba33 -n vmk1'],
    powercli: ["(Get-EsxCli -VMHost $h -V2).iscsi.networkportal.add.Invoke(@{adapter='vmhba33';nic='vmk1'})"],
    manual: ['Bind the VMkernel adapter whose only active uplink is the NIC of the adapter.'],
  },
  *each({ host }) {
    if (host !== undefined) yield* usedAdapters(host);
  },
  *check(adapter) {
    const { kind, bound, name, host, portals } = adapter;
    if (!kind.known) return yield kind;
    if (kind.value === 'iser') return yield notApplicable('no rule judges iSER');
    if (kind.value === 'software') return;
    if (!bound.known) return yield bound;
    const [first] = bound.value;
    if (kind.value === 'independent' && first !== undefined) {
      const vmks = bound.value.map(({ vmk }) => vmk.value).sort();
      yield problem(
        first.vmk,
        `${listed(vmks)} of ${host.name} ${vmks.length > 1 ? 'are' : 'is'} bound to ${name}, an independent hardware adapter, which takes no bindings.`,
        unbind(adapter, vmks),
        { related: weighed(`kind of ${name}`, kind) },
      );
    }
    if (kind.value === 'dependent' && first === undefined) {
      yield problem(
        kind,
        `${name} of ${host.name} is a dependent hardware adapter with targets and has no bound VMkernel adapter. It cannot log in to any of them.`,
        bind(adapter),
        { related: [...weighed('bindings: none', bound), ...weighed(`targets of ${name}`, portals)] },
      );
    }
  },
});

function unbind({ name, host }: IscsiAdapter, vmks: readonly string[]): Remedy {
  return {
    esxcli: vmks.map((vmk) => `esxcli iscsi networkportal remove -A ${name} -n ${vmk} -f 1`),
    manual: [`Look on ${host.name} first which adapter it really is: esxcli iscsi adapter get -A ${name}.`],
  };
}

function bind({ name, host, pnic }: IscsiAdapter): Remedy {
  return {
    esxcli: [`esxcli iscsi networkportal add -A ${name} -n VMK`],
    powercli: [
      `(Get-EsxCli -VMHost ${psWord(host.name)} -V2).iscsi.networkportal.add.Invoke(@{adapter=${psWord(name)};nic='VMK'})`,
    ],
    manual: [
      `VMK is a VMkernel adapter in the storage subnet whose port group has ${pnic.known ? pnic.value : `the NIC of ${name}`} as its only active uplink, with all others unused.`,
    ],
  };
}
