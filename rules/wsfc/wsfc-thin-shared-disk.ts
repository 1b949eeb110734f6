import {
  type ClusterDisk,
  clusterDisks,
  defineRule,
  type Known,
  listed,
  notApplicable,
  problem,
  type Unknown,
  unknown,
  type Vm,
  weighed,
} from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { certainlyNoDisks, datastoreOf, hostOf, noNode } from './node.ts';

export default defineRule({
  id: 'wsfc-thin-shared-disk',
  family: 'wsfc',
  title: 'The shared virtual disks of a Windows cluster should be eagerly zeroed',
  rationale:
    'A disk that is not zeroed in advance takes its blocks from the datastore at the first write, which the host does under locks of its own. ' +
    'Two nodes that write to such a disk wait for each other, and a full datastore stops the whole cluster.',
  severity: 'warning',
  sources: [
    says('S26', 'Setup for Failover Clustering 6.7: shared virtual disks are eager zeroed thick.'),
    says('S59', 'On vVol datastores any type of disk will do, thin as well as thick.'),
    unsourced('The option of vmkfstools, and that vSAN, which places blocks by policy, needs no zeroing.'),
  ],
  exceptions: {
    'raw-device': 'A raw device mapping has no thickness.',
    vvol: 'The disk lies on a vVol or vSAN datastore.',
    'eager-zeroed': 'The disk is eagerly zeroed.',
    'not-a-node': 'The VM is no node of a Windows cluster.',
  },
  fix: { esxcli: ['vmkfstools -k /vmfs/volumes/DATASTORE/FOLDER/DISK.vmdk'], manual: ['Shut down all nodes first.'] },
  each: (inventory) => inventory.vms,
  glance: certainlyNoDisks,
  *check(vm) {
    const { found, missing } = clusterDisks(vm);
    if (found.length === 0) return yield missing ?? noNode;
    const files = found.filter((disk) => disk.rdm === null);
    if (files.length === 0) return yield missing ?? notApplicable('it shares no virtual disk');
    const judged = files.map((disk) => lazy(vm, disk));
    const wrong = judged.filter((item) => item !== undefined && 'disk' in item);
    const [first] = wrong;
    if (first)
      return yield fault(
        vm,
        first.evidence,
        wrong.map((item) => item.disk),
      );
    const unknown = judged.find((item) => item !== undefined && 'known' in item);
    if (unknown && 'known' in unknown) yield unknown;
    else if (missing) yield missing;
  },
});

interface Lazy {
  readonly disk: ClusterDisk;
  readonly evidence: Known<boolean>;
}

function lazy(vm: Vm, disk: ClusterDisk): Lazy | Unknown | undefined {
  const { eagerlyScrub, thin, label } = disk.disk;
  if (eagerlyScrub?.value) return undefined;
  // Where the flag is unset, a thin disk is certainly not zeroed.
  const evidence = eagerlyScrub ?? (thin?.value ? thin : undefined);
  const host = hostOf(vm);
  if (!host.known) return host;
  const type = host.value.fileSystemType(datastoreOf(disk.evidence.value));
  if (!type.known) return type;
  if (/^(vvol|vsan)/i.test(type.value)) return undefined;
  return evidence ? { disk, evidence } : unknown('eager zeroing', `${label} of ${vm.name}`, 'govc device.info -json -vm VM');
}

function fault(vm: Vm, evidence: Known<boolean>, disks: readonly ClusterDisk[]) {
  const one = disks.length === 1;
  const said = listed(disks.map(({ disk, evidence: file }) => `${disk.label} (${file.value})`));
  return problem(
    evidence,
    `${said}, which ${vm.name} shares with other nodes, ${one ? 'is' : 'are'} not eagerly zeroed.`,
    {
      esxcli: disks.map(({ evidence: file }) => `vmkfstools -k ${pathOf(file.value)}`),
      manual: ['Shut down all nodes first.'],
    },
    { related: disks.flatMap(({ disk, evidence: file }) => weighed(`the file of ${disk.label}`, file)) },
  );
}

/** "[ds1] sql01/quorum.vmdk" as a path of the ESXi shell, in quotes: names may hold blanks. */
function pathOf(file: string): string {
  const [, datastore, path] = /^\[(.*?)\] ?(.*)$/.exec(file) ?? [];
  return `'/vmfs/volumes/${`${datastore ?? ''}/${path ?? file}`.replaceAll("'", `'\\''`)}'`;
}
