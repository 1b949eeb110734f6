import {
  type ClusterDisk,
  clusterDisks,
  clusterNode,
  type Fact,
  type Host,
  mapFact,
  notApplicable,
  unknown,
  type Vm,
} from 'vlint';

/** What is said of a VM that is no node. */
export const noNode = notApplicable('no node of a Windows cluster');

/** At a glance: most VMs are certainly no node. */
export function certainlyNoNode(vm: Vm): typeof noNode | undefined {
  const node = clusterNode(vm);
  return node.known && !node.value ? noNode : undefined;
}

/** At a glance: most VMs certainly share no disk with another one. */
export function certainlyNoDisks(vm: Vm): typeof noNode | undefined {
  const { found, missing } = clusterDisks(vm);
  return found.length === 0 && missing === undefined ? noNode : undefined;
}

/** The host that runs a VM. */
export function hostOf(vm: Vm): Fact<Host> {
  const { host, hostRef } = vm;
  if (!hostRef.known) return hostRef;
  if (host === undefined)
    return unknown(
      'host of a VM',
      vm.name,
      'govc collect -json -type h / name parent config hardware vm',
      'referred to, but not in the export',
    );
  return mapFact(hostRef, () => host);
}

/** Whether a disk is shared in the way of a cluster across hosts: a physical-mode raw device on a bus with physical sharing. */
export function acrossHosts({ rdm, disk, controller: { sharing, vm } }: ClusterDisk): Fact<boolean> {
  if (!sharing.known || rdm === null || sharing.value !== 'physicalSharing') return mapFact(sharing, () => false);
  if (rdm.mode === '')
    return unknown('compatibility mode', `${disk.label} of ${vm.name}`, 'govc collect -json -type m / name config guest runtime');
  return mapFact(rdm.evidence, () => rdm.mode === 'physicalMode');
}

/** "ds1" of "[ds1] sql01/quorum.vmdk". */
export function datastoreOf(file: string): string {
  return /^\[(.*?)\]/.exec(file)?.[1] ?? '';
}
