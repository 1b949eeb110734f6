import {
  atLeast,
  clusterDisks,
  defineRule,
  type Fact,
  listed,
  mapFact,
  nodesOf,
  problem,
  unknown,
  type Vm,
  weighed,
} from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { certainlyNoDisks, hostOf, noNode } from './node.ts';

export default defineRule({
  id: 'wsfc-node-limit',
  family: 'wsfc',
  title: 'No more nodes may share a disk of a Windows cluster than ESXi supports',
  rationale:
    'Each further node adds reservation conflicts on the shared disk, and beyond the tested number nobody vouches for a failover.',
  severity: 'error',
  sources: [
    says('S35', 'ESXi before 5.1: two nodes; 5.1: five.'),
    says('S26', 'ESXi 6.5 and 6.7: up to five nodes.'),
    says('S31', 'ESXi 6.7: up to five nodes.'),
    says('V2147661', 'vSphere 6.x: up to five nodes.'),
    unsourced('For ESXi 7.0 and later no text that could be read gives a limit: more than five nodes there are left undecided.'),
  ],
  exceptions: {
    'few-nodes': 'Up to five nodes share each disk (two before ESXi 5.1).',
    'not-a-node': 'The VM is no node of a Windows cluster.',
  },
  fix: { manual: ['Take nodes out of the cluster, or split it, until no more than five share a disk (two before ESXi 5.1).'] },
  each: (inventory) => inventory.vms,
  glance: certainlyNoDisks,
  *check(vm) {
    const { found, missing } = clusterDisks(vm);
    const [widest] = [...found].sort((a, b) => b.others.length - a.others.length);
    const hidden = missing ?? found.find((disk) => disk.hidden)?.hidden;
    if (widest === undefined) return yield missing ?? noNode;
    const count = nodesOf(widest).length;
    // Two nodes are supported everywhere.
    if (count <= 2) return hidden && (yield hidden);
    const limit = limitOf(vm);
    if (!limit.known) return yield limit;
    if (count <= limit.value) return hidden && (yield hidden);
    const modern = modernOf(vm);
    if (!modern.known) return yield modern;
    if (modern.value)
      return yield unknown(
        'supported number of nodes',
        vm.name,
        NEW_LIMITS,
        `no limit could be read; ${count} nodes share a disk`,
      );
    yield problem(
      widest.evidence,
      `${count} nodes share ${widest.disk.label} of ${vm.name}. ESXi supports ${limit.value} at most here.`,
      {
        manual: [
          `Take nodes out of the cluster of ${listed(nodesOf(widest).map((use) => use.vm))}, or split it, until ${limit.value} are left.`,
        ],
      },
      { related: widest.others.flatMap((use) => weighed(`${use.vm} has it too`, use.evidence)) },
    );
  },
});

const NEW_LIMITS = "the vendor's support table for your release (KB 313230 for 7.x, KB 313472 for 8.x)";

function limitOf(vm: Vm): Fact<number> {
  const host = hostOf(vm);
  return host.known ? mapFact(atLeast(host.value, '5.1'), (five) => (five ? 5 : 2)) : host;
}

function modernOf(vm: Vm): Fact<boolean> {
  const host = hostOf(vm);
  return host.known ? atLeast(host.value, '7.0') : host;
}
