import {
  type ClusterDisk,
  clusterDisks,
  type DiskUse,
  defineRule,
  type Known,
  listed,
  nodesOf,
  problem,
  type Unknown,
  type Vm,
  weighed,
} from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { certainlyNoDisks, noNode } from './node.ts';

export default defineRule({
  id: 'wsfc-controller-id-mismatch',
  family: 'wsfc',
  title: 'A shared disk of a Windows cluster should have the same controller and unit number in every node',
  rationale:
    'The nodes know a shared disk by the address at which it hangs. Where that differs from node to node, a failover may bring up the wrong ' +
    'disk or none, and nobody can tell from one node what the other one sees.',
  severity: 'warning',
  cases: {
    'other-type': {
      level: 'note',
      when: 'The controllers are of different types or do not tell theirs: a change of type may be under way.',
    },
  },
  sources: [
    says('S33', 'Setup for Failover Clustering 6.7: a shared disk has the same target ID in every node.'),
    unsourced('That the number of the controller counts as well as that of the disk.'),
  ],
  exceptions: {
    alike: 'The disk hangs at the same place in every node.',
    'not-a-node': 'The VM is no node of a Windows cluster.',
  },
  fix: {
    powercli: ["(Get-HardDisk -VM NODE -Name 'Hard disk 2').ExtensionData | Select-Object ControllerKey, UnitNumber"],
    manual: [
      'Power off the node, remove the shared disk from it (never delete the file) and add it again at the controller and unit of the other nodes.',
    ],
  },
  each: (inventory) => inventory.vms,
  glance: certainlyNoDisks,
  *check(vm) {
    const { found, missing } = clusterDisks(vm);
    if (found.length === 0) return yield missing ?? noNode;
    const wrong = found.filter((disk) => disk.others.some((use) => differs(disk.own, use)));
    const [first] = wrong;
    if (first) return yield fault(vm, wrong, first);
    const unknown = missing ?? found.map((disk) => missingOf(disk)).find((item) => item !== undefined);
    if (unknown) yield unknown;
  },
});

function differs(own: DiskUse, other: DiskUse): boolean {
  const unlike = (a: DiskUse['bus'], b: DiskUse['bus']) => a.known && b.known && a.value !== b.value;
  return unlike(own.bus, other.bus) || unlike(own.unit, other.unit);
}

function missingOf(disk: ClusterDisk): Unknown | undefined {
  if (disk.others.length === 0) return disk.hidden;
  return (
    nodesOf(disk)
      .flatMap(({ bus, unit }) => [bus, unit])
      .find((fact) => !fact.known) ?? disk.hidden
  );
}

function fault(vm: Vm, wrong: readonly ClusterDisk[], first: ClusterDisk) {
  const unlike = (disk: ClusterDisk) => disk.others.filter((use) => differs(disk.own, use));
  const said = wrong.map(
    (disk) =>
      `${disk.disk.label} of ${vm.name} is at ${placeOf(disk.own)}, and in ${listed(unlike(disk).map((use) => `${use.vm} at ${placeOf(use)}`))}`,
  );
  const kinds = new Set(
    wrong
      .flatMap((disk) => [disk.own, ...unlike(disk)])
      .map(({ controllerKind }) => (controllerKind.known ? controllerKind.value : '?')),
  );
  return problem(
    evidenceOf(first),
    `${said.join('. ')}. The nodes of a cluster need a shared disk at the same place.`,
    {
      manual: [
        `Power off ${vm.name} or its partner, remove the shared disk there (never delete the file) and add it again at the place that the other has.`,
      ],
    },
    {
      case: kinds.size > 1 || kinds.has('?') ? 'other-type' : undefined,
      related: wrong.flatMap((disk) =>
        unlike(disk).flatMap((use) => weighed(`${use.vm} has it at ${placeOf(use)}`, use.evidence)),
      ),
    },
  );
}

/** "1:0": controller and unit. */
function placeOf({ bus, unit }: DiskUse): string {
  return `${bus.known ? bus.value : '?'}:${unit.known ? unit.value : '?'}`;
}

/** The unit number where that differs, else the controller's. */
function evidenceOf({ disk, controller, own, others, evidence }: ClusterDisk): Known<unknown> {
  const { unit } = own;
  const unitDiffers = others.some((use) => use.unit.known && unit.known && use.unit.value !== unit.value);
  return (unitDiffers ? disk.unit : controller.bus.known ? controller.bus : undefined) ?? evidence;
}
