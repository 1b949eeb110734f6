import { before, clusterNode, defineRule, listed, problem, psWord, unknown } from 'vlint';
import { says } from '../ledger.ts';
import { certainlyNoNode, hostOf, noNode } from './node.ts';

export default defineRule({
  id: 'wsfc-nic-type',
  family: 'wsfc',
  title: 'The nodes of a Windows cluster must use VMXNET3 adapters from ESXi 6.7 on',
  rationale:
    'The nodes of a cluster watch each other over the network and take a node that answers late for dead. An emulated adapter costs more ' +
    'processor time and answers later under load, so that a busy node loses its disks for no fault of its own.',
  severity: 'error',
  sources: [says('S26', 'Setup for Failover Clustering 6.7 names VMXNET3 as the network adapter of the nodes.')],
  exceptions: {
    'before-6-7': 'ESXi before 6.7 does not demand it.',
    'not-a-node': 'The VM is no node of a Windows cluster.',
  },
  fix: {
    powercli: ["Get-NetworkAdapter -VM NODE -Name 'Network adapter 1' | Set-NetworkAdapter -Type Vmxnet3"],
    manual: ['Do it node by node while the node is powered off: the guest sees a new adapter and needs its address again.'],
  },
  each: (inventory) => inventory.vms,
  glance: certainlyNoNode,
  *check(vm) {
    const node = clusterNode(vm);
    if (!node.known) return yield node;
    if (!node.value) return yield noNode;
    const { nics } = vm;
    if (!nics.known) return yield nics;
    const wrong = nics.value.filter(({ kind }) => kind !== undefined && !kind.value.startsWith('VirtualVmxnet3'));
    const untold = nics.value.find(({ kind }) => kind === undefined);
    const [first] = wrong;
    if (first === undefined && untold === undefined) return;

    const host = hostOf(vm);
    if (!host.known) return yield host;
    const early = before(host.value, '6.7');
    if (!early.known) return yield early;
    if (early.value) return;
    if (first?.kind === undefined)
      return yield unknown('type of virtual NIC', `${untold?.label} of ${vm.name}`, 'govc device.info -json -vm VM');
    yield problem(
      first.kind,
      `${listed(wrong.map(({ label, kind }) => `${label} (${kind?.value})`))} of the cluster node ${vm.name} ${wrong.length === 1 ? 'is' : 'are'} not of the type VMXNET3. ESXi 6.7 and later demand it.`,
      {
        powercli: wrong.map(
          ({ label }) =>
            `Get-NetworkAdapter -VM ${psWord(vm.name)} -Name ${psWord(label)} | Set-NetworkAdapter -Type Vmxnet3 -Confirm:$false`,
        ),
        manual: [`Power off ${vm.name} first; the guest sees a new adapter and needs its address again.`],
      },
    );
  },
});
