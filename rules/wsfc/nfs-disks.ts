import { type DiskSource, type Fact, type Known, mapFact, type Unknown, unknown, type VmController } from 'vlint';

/** A virtual disk on NFS that a controller with a shared bus shares with other VMs. */
export interface NfsDisk {
  readonly file: Known<string>;
  readonly datastore: string;
  /** Names of the other VMs; none where only facts.yaml says that the VM is a node of a cluster. */
  readonly others: readonly string[];
}

/** The shared disks of a controller that lie on NFS, and what is missing to tell of the others. */
export function sharedDisksOnNfs(
  controller: VmController,
  disks: readonly DiskSource[],
): { readonly found: readonly NfsDisk[]; readonly missing: readonly Unknown[] } {
  const judged = disks.filter((disk) => !disk.rdm?.value).map((disk) => judge(controller, disk));
  return {
    found: judged.filter((item) => item !== undefined && 'file' in item),
    missing: judged.filter((item) => item !== undefined && 'known' in item),
  };
}

function judge(controller: VmController, disk: DiskSource): NfsDisk | Unknown | undefined {
  const { vm } = controller;
  if (disk.sharing?.value === 'sharingMultiWriter') return undefined;
  const { file } = disk;
  if (file === undefined) return unknown('file of a disk', `${disk.label} of ${vm.name}`, 'govc device.info -json -vm VM');
  const datastore = /^\[(.*?)\]/.exec(file.value)?.[1] ?? '';
  const nfs = onNfs(controller, datastore);
  if (nfs.known && !nfs.value) return undefined;
  const others = sharers(controller, file.value);
  if (others.known && others.value === null) return undefined;
  if (disk.sharing === undefined)
    return unknown('multi-writer flag', `${disk.label} of ${vm.name}`, 'govc device.info -json -vm VM');
  if (!others.known) return others;
  return nfs.known ? { file, datastore, others: others.value ?? [] } : nfs;
}

function onNfs({ vm }: VmController, datastore: string): Fact<boolean> {
  const missing = unknown('type of datastore', datastore, 'esxcli storage filesystem list');
  const { host } = vm;
  if (host === undefined) return missing;
  const named = (item: { readonly name: string }) => item.name === datastore;
  const { nfsMounts, volumes } = host;
  if (nfsMounts.known && nfsMounts.value.some(named)) return mapFact(nfsMounts, () => true);
  return volumes.known && volumes.value.some(named) ? mapFact(volumes, () => false) : missing;
}

/** Names of the other VMs with the same disk; `null` when the VM is alone with it. */
function sharers({ vm }: VmController, file: string): Fact<readonly string[] | null> {
  const role = vm.site.vm(vm.name).roles.find(({ value }) => value === 'wsfc-node');
  const uses = vm.host?.around.estate.sharedFileUses(file);
  if (uses === undefined) return unknown('VMs that share a disk', file, 'govc collect -json -type m / name config guest runtime');
  const others = uses.vms.filter((use) => use.vmIdentity !== vm.identity && !(use.multiWriter.known && use.multiWriter.value));
  const sure = others.find((use) => use.multiWriter.known)?.multiWriter;
  if (sure?.known) return mapFact(sure, () => others.map((use) => use.vm));
  if (role) return mapFact(role, () => []);
  const unsure = others[0]?.multiWriter;
  if (unsure?.known === false) return unsure;
  return mapFact(uses.all, () => null);
}
