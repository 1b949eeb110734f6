import { type Device, type Host, type Known, listed } from 'vlint';

/** What hangs on a device, in words and where it stands: its datastore, else the VMs that map it raw. Nothing if no input tells of any use. */
export function usedFor(device: Device): Known<string> | undefined {
  const volume = volumeOn(device);
  if (volume) return volume;
  const uses = device.host.around.estate.rdmUses(device).found;
  const [first] = uses;
  if (first === undefined) return undefined;
  const names = uses.map(({ vm }) => vm).sort();
  return { ...first.evidence, value: `the raw device of ${listed(names, 4)}` };
}

/** "the datastore ds1", where one lies on the device. */
export function volumeOn(device: Device): Known<string> | undefined {
  return volumesByExtent(device.host).get(device.name);
}

/** "the datastore ds1" by the canonical name of each device under it. */
function volumesByExtent(host: Host): ReadonlyMap<string, Known<string>> {
  return host.remember('volumes by extent', () => {
    const found = new Map<string, Known<string>>();
    const { volumes } = host;
    if (!volumes.known) return found;
    for (const { name, extents } of volumes.value) {
      if (!extents.known) continue;
      for (const extent of extents.value) found.set(extent, { ...extents, value: `the datastore ${name}` });
    }
    return found;
  });
}
