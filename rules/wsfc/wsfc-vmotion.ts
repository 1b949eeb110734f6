import {
  before,
  type Check,
  clusterDisks,
  type DiskUse,
  defineRule,
  type Fact,
  type Host,
  type Known,
  listed,
  mapFact,
  notApplicable,
  problem,
  psWord,
  type Unknown,
  unknown,
  type Vm,
  weighed,
} from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { clusterOf, movedByDrs, notKeptApart } from './drs.ts';
import { acrossHosts, certainlyNoDisks, hostOf, noNode } from './node.ts';
import { slowVmotion } from './slow-vmotion.ts';

export default defineRule({
  id: 'wsfc-vmotion',
  family: 'wsfc',
  title: 'DRS and vMotion should treat the nodes of a Windows cluster as they need it',
  rationale:
    'A node that is moved stands still for a moment, and its partner may take that for a failure. So ESXi moves nodes under conditions only: ' +
    'from 6.0 on, for raw devices across hosts, over a fast network, and with a DRS rule that never lets two nodes meet on one host.',
  severity: 'note',
  cases: {
    'not-kept-apart': { level: 'warning', when: 'No DRS rule keeps the nodes of a cluster across hosts on different hosts.' },
  },
  sources: [
    says(
      'S32',
      'vMotion of nodes with pass-through raw devices across hosts: ESXi 6.0, virtual hardware 11, a vMotion network of 10 Gb/s, Windows Server 2008 SP2 or later and longer thresholds of the cluster in the guest.',
    ),
    says('S28', 'ESXi 5.0: vMotion of the nodes is not supported.'),
    says('S59', 'ESXi 6.7: the nodes of a cluster on a single host cannot be moved by vMotion.'),
    says('V2147661', 'The DRS rule Separate Virtual Machines is required.'),
    unsourced('The thresholds in the guest (SameSubnetThreshold and the like) are in no export.'),
  ],
  exceptions: {
    'kept-apart': 'A DRS rule keeps the nodes apart, and nothing else speaks against moving them.',
    'no-drs': 'DRS is off, or the host is in no cluster: nothing moves the VM by itself.',
    'not-a-node': 'The VM is no node of a Windows cluster.',
  },
  fix: {
    powercli: [
      "New-DrsRule -Cluster $c -Name 'wsfc' -KeepTogether $false -VM NODE1,NODE2",
      'Get-VM NODE | Set-VM -DrsAutomationLevel Disabled -Confirm:$false',
    ],
    manual: [
      'In one of the nodes: (Get-Cluster).SameSubnetThreshold = 10; for vSphere 7.0 and later also CrossSubnetThreshold = 20 and RouteHistoryLength = 40.',
    ],
  },
  each: (inventory) => inventory.vms,
  glance: certainlyNoDisks,
  *check(vm) {
    const { found, missing } = clusterDisks(vm);
    if (found.length === 0) return yield missing ?? noNode;
    const host = hostOf(vm);
    if (!host.known) return yield host;
    const moved = movedByDrs(vm, host.value);
    if (moved.known && !moved.value) return yield notApplicable('DRS does not move it');
    const kinds = found.map((disk) => ({ disk, across: acrossHosts(disk) }));
    const across = kinds.filter(({ across }) => across.known && across.value);
    const untold = kinds.find(({ across }) => !across.known)?.across;
    if (across.length > 0)
      yield* acrossTheCluster(
        vm,
        host.value,
        moved,
        across.flatMap(({ disk }) => disk.others),
      );
    else if (untold?.known === false) yield untold;
    else yield* inABox(vm, host.value, moved, found[0]?.evidence);
    const hidden = missing ?? found.find((disk) => disk.hidden)?.hidden;
    if (hidden) yield hidden;
  },
});

/** A cluster on a single host must not be moved at all on 6.7. */
function* inABox(vm: Vm, host: Host, moved: Fact<boolean>, evidence: Known<unknown> | undefined): Check {
  const [early, late] = [before(host, '6.7'), before(host, '7.0')];
  if (early.known && early.value) return;
  if (late.known && !late.value) return;
  for (const fact of [early, late, moved]) if (!fact.known) return yield fact;
  if (evidence)
    yield problem(
      evidence,
      `${vm.name} is a node of a cluster on a single host, and DRS may move it. ESXi 6.7 does not support vMotion of such nodes.`,
      { powercli: [`Get-VM ${psWord(vm.name)} | Set-VM -DrsAutomationLevel Disabled -Confirm:$false`] },
    );
}

function* acrossTheCluster(vm: Vm, host: Host, moved: Fact<boolean>, others: readonly DiskUse[]): Check {
  if (!moved.known) return yield moved;
  const meeting = mayMeet(vm, host, others);
  if (meeting.known && meeting.value.length > 0)
    return yield notKept(vm, host, meeting.value, vm.hostRef.known ? vm.hostRef : moved);
  const early = before(host, '6.0');
  if (early.known && early.value)
    return yield problem(
      moved,
      `DRS may move the cluster node ${vm.name}. ESXi before 6.0 does not support vMotion of such nodes.`,
      { powercli: [`Get-VM ${psWord(vm.name)} | Set-VM -DrsAutomationLevel Disabled -Confirm:$false`] },
    );
  const slow = slowVmotion(host);
  if (slow.known && slow.value)
    return yield problem(
      slow.value.evidence,
      `DRS may move the cluster node ${vm.name}, but vMotion of ${host.name} uses ${slow.value.nic} at ${slow.value.speed} Mb/s. Nodes need a vMotion network of 10 Gb/s.`,
      { manual: [`Give vMotion of ${host.name} an uplink of 10 Gb/s, or keep DRS from moving ${vm.name}.`] },
    );
  for (const fact of [meeting, early, slow]) if (!fact.known) return yield fact;
}

/** The nodes that DRS may bring to the VM's host, as far as is known; unknown when there is none but may be one. */
function mayMeet(vm: Vm, host: Host, others: readonly DiskUse[]): Fact<readonly DiskUse[]> {
  const cluster = clusterOf(host);
  if (!cluster.known) return cluster;
  if (cluster.value === null) return mapFact(cluster, () => []);
  const own = host.cluster.known ? host.cluster.value : null;
  const near: DiskUse[] = [];
  let missing: Unknown | undefined;
  for (const use of others) {
    const other = clusterOfUse(vm, use);
    if (!other.known) missing ??= other;
    else if (other.value === own) near.push(use);
  }
  const apart = notKeptApart(vm, cluster.value, near);
  return apart.known && apart.value.length === 0 && missing ? missing : apart;
}

/** Nodes on hosts of other clusters never meet the VM. */
function clusterOfUse(vm: Vm, { vm: name, place }: DiskUse): Fact<string | null> {
  if (!place.known) return place;
  return (
    vm.estate.hostNote(place.value)?.cluster ??
    unknown('cluster', `the host of ${name}`, 'govc collect -json -type h / name parent', 'its host is not in the export')
  );
}

function notKept(vm: Vm, host: Host, meeting: readonly DiskUse[], evidence: Known<unknown>) {
  const cluster = host.around.clusterName ?? 'CLUSTER';
  const names = [...new Set([vm.name, ...meeting.map((use) => use.vm)])].sort();
  return problem(
    evidence,
    `No DRS rule of ${cluster} keeps the cluster nodes ${listed([vm.name, ...meeting.map((use) => use.vm)])} on different hosts.`,
    {
      powercli: [
        `New-DrsRule -Cluster ${psWord(cluster)} -Name ${psWord(`wsfc ${names[0]}`)} -KeepTogether $false -VM ${names.map(psWord).join(',')}`,
      ],
    },
    { case: 'not-kept-apart', related: meeting.flatMap((use) => weighed(`${use.vm} has the same disk`, use.evidence)) },
  );
}
