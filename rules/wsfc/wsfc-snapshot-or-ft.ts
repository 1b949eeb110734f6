import { type ClusterDisk, clusterDisks, clusterNode, defineRule, type Known, listed, problem, psWord, type Vm } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { certainlyNoNode, noNode } from './node.ts';

export default defineRule({
  id: 'wsfc-snapshot-or-ft',
  family: 'wsfc',
  title: 'The nodes of a Windows cluster must not use Fault Tolerance or snapshots of shared disks',
  rationale:
    'A snapshot gives one node a delta file of its own while the others write to the base: the shared disk falls apart. Fault Tolerance runs ' +
    'a second copy of the node, which cannot have a disk that is shared over the SCSI bus.',
  severity: 'error',
  cases: {
    'shared-vmdk': { level: 'warning', when: 'The node has a snapshot and shares virtual disks that take part in it.' },
    'own-disks': {
      level: 'note',
      when: "The node has a snapshot, but its shared disks take no part: only the node's own disks do.",
    },
  },
  sources: [
    says('S28', 'ESXi 5.0: Fault Tolerance is not supported for the nodes.'),
    says('WSFC-8', 'vSphere 7.0 and 8.0: Fault Tolerance is on the list of what is not supported.'),
    says('S34', 'vSphere 8.0: no snapshots of clustered virtual disks.'),
    unsourced('A physical-mode raw device and an independent disk take no part in a snapshot, so that it is only noted.'),
  ],
  exceptions: {
    'not-a-node': 'The VM is no node of a Windows cluster.',
    neither: 'It has no snapshot, and Fault Tolerance is not configured.',
  },
  fix: {
    powercli: [
      'Get-Snapshot -VM NODE | Remove-Snapshot -Confirm:$false',
      '(Get-VM NODE).ExtensionData.TurnOffFaultToleranceForVM()',
    ],
    manual: ['Back the cluster up with agents in the guests instead of snapshots.'],
  },
  each: (inventory) => inventory.vms,
  glance: certainlyNoNode,
  *check(vm) {
    const node = clusterNode(vm);
    if (!node.known) return yield node;
    if (!node.value) return yield noNode;
    const { hasSnapshots, faultTolerant } = vm;
    if (faultTolerant.known && faultTolerant.value)
      return yield problem(
        faultTolerant,
        `Fault Tolerance is configured for the cluster node ${vm.name}. It is not supported there.`,
        {
          powercli: [`(Get-VM ${psWord(vm.name)}).ExtensionData.TurnOffFaultToleranceForVM()`],
        },
      );
    if (hasSnapshots.known && hasSnapshots.value) return yield snapshot(vm, hasSnapshots);
    if (!faultTolerant.known) yield faultTolerant;
    if (!hasSnapshots.known) yield hasSnapshots;
  },
});

function snapshot(vm: Vm, evidence: Known<unknown>) {
  const struck = clusterDisks(vm).found.filter(takesPart);
  const what =
    struck.length === 0
      ? 'Its shared disks take no part in it, but going back to it takes the node out of step with its partners.'
      : `${listed(struck.map(({ disk }) => disk.label))}, which it shares, ${struck.length === 1 ? 'takes' : 'take'} part in it.`;
  return problem(
    evidence,
    `The cluster node ${vm.name} has a snapshot. ${what}`,
    {
      powercli: [`Get-Snapshot -VM ${psWord(vm.name)} | Remove-Snapshot -Confirm:$false`],
      manual: ['Back the cluster up with agents in the guests instead of snapshots.'],
    },
    { case: struck.length === 0 ? 'own-disks' : 'shared-vmdk' },
  );
}

/** Whether a snapshot of the VM certainly covers the disk. */
function takesPart({ disk, rdm }: ClusterDisk): boolean {
  if (rdm !== null && rdm.mode !== 'virtualMode') return false;
  return disk.mode !== undefined && !disk.mode.value.startsWith('independent');
}
