import { type Device, devicesUnder, type Fact, type Host, mapFact, type Unknown, type VmfsVolume } from 'vlint';

/** The VMFS volume that has the device as an extent; `null` for none. */
export function volumeOn({ host, name }: Device): Fact<VmfsVolume | null> {
  const { volumes } = host;
  if (!volumes.known) return volumes;
  const { byDevice, missing } = host.remember('VMFS volumes by device', () => indexOf(volumes.value));
  const found = byDevice.get(name);
  if (found !== undefined) return mapFact(found.extents, () => found);
  return missing ?? mapFact(volumes, () => null);
}

function indexOf(volumes: readonly VmfsVolume[]) {
  const byDevice = new Map<string, VmfsVolume>();
  let missing: Unknown | undefined;
  for (const volume of volumes) {
    const { extents } = volume;
    if (extents.known) for (const device of extents.value) byDevice.set(device, volume);
    else missing ??= extents;
  }
  return { byDevice, missing };
}

/** Whether a volume lies on disks of the host itself: as the volume says, else as its devices do. */
export function isLocal(volume: VmfsVolume): Fact<boolean> {
  const { local } = volume;
  if (local.known) return local;
  const devices = devicesUnder(volume);
  if (!devices.known) return local;
  const facts = devices.value.map((device) => device.local);
  return facts.find((fact) => !fact.known) ?? facts.find((fact) => fact.known && !fact.value) ?? facts[0] ?? local;
}

/** Disks that are not the host's own, with those of which that is not told. */
export function sharedDisks({ devices }: Host): Fact<readonly Device[]> {
  return mapFact(devices, (all) =>
    all.filter(({ disk, local }) => !(disk.known && !disk.value) && !(local.known && local.value)),
  );
}

/** What is missing to tell whether such a disk is a shared one. */
export function untold({ disk, local }: Device): Unknown | undefined {
  if (!local.known) return local;
  return disk.known ? undefined : disk;
}
