import { type Answer, type Comparison, type Host, mapFact } from 'vlint';

/** Every host that takes part has this key, so that hosts whose cluster is not told can be seen. */
export const PRESENT = '';

/** The datastores of each host by the LUNs under them; local disks do not count. A host that is not connected takes no part. */
export const datastoreLuns: Comparison = {
  name: 'datastore-luns',
  within: 'cluster',
  answers(host) {
    const { connected, volumes } = host;
    if (connected.known && !connected.value) return undefined;
    if (!volumes.known) return volumes;
    const own = localDisks(host);
    const answers: Answer[] = [[PRESENT, mapFact(volumes, () => 'here')]];
    for (const { name, extents } of volumes.value) {
      if (!extents.known) return extents;
      for (const extent of extents.value) {
        if (extent.startsWith('mpx.') || own.has(extent)) continue;
        answers.push([extent, mapFact(extents, () => name)]);
      }
    }
    return mapFact(volumes, () => answers);
  },
};

/** Disks that may be local. */
function localDisks({ devices }: Host): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { name, local } of devices.known ? devices.value : []) if (local.known && local.value) found.add(name);
  return found;
}
