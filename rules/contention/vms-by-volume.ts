import { type Answer, type Comparison, type Fact, type Host, mapFact, type Unknown, unknown, type VmfsVolume } from 'vlint';

/** Powered-on VMs with a disk on a VMFS volume, on this host. */
export function vmsOnVolume(host: Host, { name, label }: VmfsVolume): Fact<number> {
  const { counts, silent } = countsOf(host);
  const { missing } = host.around.vmLoads(host);
  if (missing !== undefined) return missing;
  if (silent > 0)
    return unknown('power state or disks of VMs', host.name, 'govc collect -json -type m / name config guest runtime');
  return mapFact(label, () => counts.get(name) ?? 0);
}

/** By name of the datastore; `silent` VMs do not tell whether they run or where their disks are. */
function countsOf(host: Host): { readonly counts: ReadonlyMap<string, number>; readonly silent: number } {
  return host.remember('running VMs by datastore', () => {
    const counts = new Map<string, number>();
    let silent = 0;
    for (const { running, datastores } of host.around.vmLoads(host).found) {
      if (running === false) continue;
      if (running === undefined || datastores === undefined) silent += 1;
      else for (const name of datastores) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return { counts, silent };
  });
}

/** What names a volume on every host that mounts it: the first of its devices. */
export function volumeKey({ extents }: VmfsVolume): Fact<string> {
  return mapFact(extents, ([first]) => first ?? '');
}

/** What is missing where a volume of the host does not tell its devices. */
export function untoldExtents(host: Host): Unknown | undefined {
  return host.remember('a volume without devices', () => {
    for (const { extents } of host.volumes.known ? host.volumes.value : []) if (!extents.known) return extents;
    return undefined;
  });
}

/** How many running VMs of each host have a disk on each VMFS volume, by the volume's first device. */
export const vmsByVolume: Comparison = {
  name: 'vms-by-volume',
  within: 'estate',
  answers(host) {
    const { volumes } = host;
    if (!volumes.known) return volumes;
    const answers: Answer[] = [];
    for (const volume of volumes.value) {
      const key = volumeKey(volume);
      if (!key.known) return key;
      answers.push([key.value, mapFact(vmsOnVolume(host, volume), String)]);
    }
    return mapFact(volumes, () => answers);
  },
};
