import { type ClusterNote, type DiskUse, type Fact, type Host, mapFact, unknown, type Vm } from 'vlint';

/** The cluster of hosts that a host belongs to; null outside any. */
export function clusterOf(host: Host): Fact<ClusterNote | null> {
  const { cluster } = host;
  if (!cluster.known) return cluster;
  const { value } = cluster;
  if (value === null) return mapFact(cluster, () => null);
  const note = host.around.estate.clusterNote(value);
  return note ? mapFact(cluster, () => note) : unknown('cluster settings', value, CLUSTER, 'referred to, but not in the export');
}

/** Whether DRS may move a VM. */
export function movedByDrs(vm: Vm, host: Host): Fact<boolean> {
  const cluster = clusterOf(host);
  if (!cluster.known) return cluster;
  if (cluster.value === null) return mapFact(cluster, () => false);
  const { drs, drsOfVms } = cluster.value;
  if (drs.known && !drs.value) return drs;
  if (!drsOfVms.known) return drsOfVms;
  const own = drsOfVms.value.get(vm.ref);
  return own === false ? mapFact(drsOfVms, () => false) : drs;
}

/** The other nodes that no rule of the cluster keeps on another host than the VM's. */
export function notKeptApart(vm: Vm, { apart }: ClusterNote, others: readonly DiskUse[]): Fact<readonly DiskUse[]> {
  return mapFact(apart, (rules) => others.filter(({ ref }) => !rules.some(({ vms }) => vms.has(vm.ref) && vms.has(ref))));
}

const CLUSTER = 'govc collect -json -type c / name host configurationEx';
