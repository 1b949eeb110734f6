import { clusterNode, defineRule, problem, psWord } from 'vlint';
import { says } from '../ledger.ts';
import { certainlyNoNode, noNode } from './node.ts';

export default defineRule({
  id: 'wsfc-node-memory-overcommit',
  family: 'wsfc',
  title: 'All memory of the nodes of a Windows cluster should be reserved',
  rationale:
    'When a host runs out of memory it takes some from its VMs by ballooning and swapping. A node that waits for swapped memory answers its ' +
    'partner too late, and the cluster fails over although nothing is broken.',
  severity: 'note',
  sources: [
    says('S28', 'ESXi 5.0: overcommitted memory is not supported for the nodes.'),
    says('S59', 'ESXi 6.7: overcommitted memory is among the limits of clusters.'),
    says('WSFC-8', 'vSphere 7.0 and 8.0: memory over-commit is on the list of what is not supported.'),
  ],
  exceptions: {
    'not-a-node': 'The VM is no node of a Windows cluster.',
    enough: 'The hosts never run short of memory, or the reservation is set as a number; facts.yaml can allow it.',
  },
  fix: {
    powercli: [
      '$spec = New-Object VMware.Vim.VirtualMachineConfigSpec -Property @{MemoryReservationLockedToMax = $true}',
      '(Get-VM NODE).ExtensionData.ReconfigVM($spec)',
    ],
    manual: ['In the client: Edit Settings, Memory, Reserve all guest memory.'],
  },
  each: (inventory) => inventory.vms,
  glance: certainlyNoNode,
  *check(vm) {
    const node = clusterNode(vm);
    if (!node.known) return yield node;
    if (!node.value) return yield noNode;
    const { memoryLocked } = vm;
    if (!memoryLocked.known) return yield memoryLocked;
    if (memoryLocked.value) return;
    yield problem(memoryLocked, `The memory of the cluster node ${vm.name} is not reserved as a whole.`, {
      powercli: [
        '$spec = New-Object VMware.Vim.VirtualMachineConfigSpec -Property @{MemoryReservationLockedToMax = $true}',
        `(Get-VM ${psWord(vm.name)}).ExtensionData.ReconfigVM($spec)`,
      ],
    });
  },
});
