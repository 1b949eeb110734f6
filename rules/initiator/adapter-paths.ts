import { type Fact, type IscsiAdapter, type Known, mapFact, type Unknown } from 'vlint';

interface PathsOfHost {
  /** Adapters that carry a path, and where one of them stands. */
  readonly used: ReadonlyMap<string, Known<unknown>>;
  /** Why an adapter may carry paths that are not told. */
  readonly missing: Unknown | undefined;
}

/** Whether any path of any device leads over the adapter, in whatever state. */
export function carriesPaths({ host, name }: IscsiAdapter): Fact<boolean> {
  const { devices } = host;
  if (!devices.known) return devices;
  const { used, missing } = host.remember('adapters with paths', (): PathsOfHost => {
    const found = new Map<string, Known<unknown>>();
    let lacking: Unknown | undefined;
    for (const { paths, local } of devices.value) {
      if (local.known && local.value) continue;
      if (!paths.known) {
        lacking ??= paths;
        continue;
      }
      for (const path of paths.value) {
        const adapter = path.adapter?.value ?? path.name.slice(0, path.name.indexOf(':'));
        if (!found.has(adapter)) found.set(adapter, paths);
      }
    }
    return { used: found, missing: lacking };
  });
  if (used.has(name)) return mapFact(devices, () => true);
  return missing ?? mapFact(devices, () => false);
}
