import {
  atLeast,
  type ClusterDisk,
  clusterDisks,
  type DiskUse,
  defineRule,
  type Known,
  listed,
  problem,
  psWord,
  type Unknown,
  type Vm,
  weighed,
} from 'vlint';
import { says } from '../ledger.ts';
import { acrossHosts, certainlyNoDisks, hostOf, noNode } from './node.ts';

export default defineRule({
  id: 'wsfc-vm-per-lun',
  family: 'wsfc',
  title: 'No two nodes of a Windows cluster across hosts should run on one host',
  rationale:
    'A cluster across hosts shares its disks through the physical bus: on one host the SCSI reservations of two nodes come from the same ' +
    'initiator and no longer keep them apart. And when that host fails, the whole cluster does.',
  severity: 'warning',
  cases: { evacuation: { level: 'note', when: 'A host of the cluster is in maintenance mode: the node may only wait there.' } },
  sources: [
    says('S31', 'ESXi 6.7: one VM of a cluster across hosts per host and LUN.'),
    says('S32', 'vMotion of nodes: DRS anti-affinity rules keep them on different hosts.'),
    says('V2147661', 'The DRS rule Separate Virtual Machines is required.'),
  ],
  exceptions: {
    'one-each': 'The nodes run on different hosts.',
    'cluster-in-a-box': 'The disks are shared by virtual bus sharing: a cluster on a single host is meant.',
    'not-a-node': 'The VM is no node of a Windows cluster.',
  },
  fix: {
    powercli: ["New-DrsRule -Cluster $c -Name 'wsfc' -KeepTogether $false -VM NODE1,NODE2"],
    manual: ['Move one of the nodes to another host, and let a DRS anti-affinity rule keep them apart.'],
  },
  each: (inventory) => inventory.vms,
  glance: certainlyNoDisks,
  *check(vm) {
    const { found, missing } = clusterDisks(vm);
    if (found.length === 0) return yield missing ?? noNode;
    const { hostRef } = vm;
    const beside: DiskUse[] = [];
    const unknowns: (Unknown | undefined)[] = [missing];
    for (const disk of found) {
      const across = isAcross(vm, disk);
      if (across === false) continue;
      const { together, untold } = placedWith(disk);
      if (across === true) beside.push(...together);
      else if (together.length > 0) unknowns.push(across);
      unknowns.push(untold, disk.hidden);
    }
    if (beside.length > 0 && hostRef.known) return yield fault(vm, hostRef, beside);
    const unknown = unknowns.find((item) => item !== undefined);
    if (unknown) yield unknown;
  },
});

/** A physical-mode raw device is; a virtual disk with physical sharing is from 7.0 on, before that it is no cluster across hosts. */
function isAcross(vm: Vm, disk: ClusterDisk): boolean | Unknown {
  const { rdm, controller } = disk;
  const across = acrossHosts(disk);
  if (!across.known) return across;
  if (across.value) return true;
  if (rdm !== null || !controller.sharing.known || controller.sharing.value !== 'physicalSharing') return false;
  const host = hostOf(vm);
  if (!host.known) return host;
  const modern = atLeast(host.value, '7.0');
  return modern.known ? modern.value : modern;
}

function placedWith({ own, others }: ClusterDisk): {
  readonly together: readonly DiskUse[];
  readonly untold: Unknown | undefined;
} {
  const { place } = own;
  if (!place.known) return { together: [], untold: place };
  const untold = others.find((use) => !use.place.known)?.place;
  return {
    together: others.filter((use) => use.place.known && use.place.value === place.value),
    untold: untold?.known === false ? untold : undefined,
  };
}

function fault(vm: Vm, evidence: Known<string>, beside: readonly DiskUse[]) {
  const names = [...new Set(beside.map((use) => use.vm))];
  const all = [vm.name, ...names].sort();
  const on = vm.host === undefined ? 'the same host' : vm.host.name;
  return problem(
    evidence,
    `${vm.name} runs on ${on} together with ${listed(names)}, ${names.length === 1 ? 'a node' : 'nodes'} of the same Windows cluster. Each node of a cluster across hosts needs a host of its own.`,
    {
      powercli: [
        `New-DrsRule -Cluster ${psWord(vm.host?.around.clusterName ?? 'CLUSTER')} -Name ${psWord(`wsfc ${all[0]}`)} -KeepTogether $false -VM ${all.map(psWord).join(',')}`,
      ],
      manual: [`Move ${vm.name} to another host.`],
    },
    {
      case: evacuating(vm) ? 'evacuation' : undefined,
      related: beside.flatMap((use) => weighed(`${use.vm} runs there and has the disk too`, use.evidence)),
    },
  );
}

function evacuating({ host }: Vm): boolean {
  if (host === undefined) return false;
  const cluster = host.cluster.known ? host.cluster.value : null;
  const hosts = cluster === null ? [host] : host.around.estate.hostsIn(cluster);
  return hosts.some(({ inMaintenance }) => inMaintenance.known && inMaintenance.value);
}
