import type { Host, IscsiAdapter, PathSource, PortalSource, Unknown } from 'vlint';
import { unknown } from 'vlint';
import { iscsiAdapter } from './adapters-by-name.ts';
import { portalOf } from './path-portals.ts';

/** The portals of one adapter, parted by the arrays that LUNs show to be behind them. */
export interface ArrayPortals {
  /** Portals that share a LUN belong to one array: portal to the first of its kind. */
  readonly groups: ReadonlyMap<string, string>;
  /** Portals that should have a session and carry no path at all. */
  readonly idle: readonly string[];
  /** A path that does not tell its portal: it may lead to any, and so join what looks like two arrays. */
  readonly missing: Unknown | undefined;
}

/** The portals over which a device of the array at `portal` is to be seen; unknown where a path does not tell its portal. */
export function portalsWith({ groups, idle, missing }: ArrayPortals, portal: string): readonly string[] | Unknown {
  if (missing) return missing;
  const own = groups.get(portal);
  const carrying = [...groups].filter(([, group]) => group === own).map(([address]) => address);
  if (idle.length === 0 || new Set(groups.values()).size > 1) return carrying;
  return [...carrying, ...idle];
}

export function arrayPortals(host: Host, adapterName: string): ArrayPortals | undefined {
  return host.remember(`array portals of ${adapterName}`, () => {
    const adapter = iscsiAdapter(host, adapterName);
    const { devices } = host;
    if (adapter === undefined || !devices.known) return undefined;
    const groups = new Map<string, string>();
    let missing: Unknown | undefined;
    for (const { local, name, native, paths } of devices.value) {
      if ((local.known && local.value) || (native.known && !native.value)) continue;
      if (!paths.known) {
        missing ??= paths;
        continue;
      }
      const portals = new Set<string>();
      for (const path of paths.value) {
        if (adapterOf(path) !== adapterName) continue;
        const portal = portalOf(path);
        if (portal === undefined)
          missing ??= unknown(
            'portals of paths',
            `${path.name} of ${name}`,
            'govc collect -json -type h / name config.storageDevice',
          );
        else portals.add(portal);
      }
      unite(groups, portals);
    }
    return { groups, idle: idlePortals(adapter, groups), missing };
  });
}

export function adapterOf({ adapter, name }: PathSource): string {
  return adapter?.value ?? name.slice(0, name.indexOf(':'));
}

/** Puts portals of one device into one group, with all that were in groups with any of them. */
function unite(groups: Map<string, string>, portals: ReadonlySet<string>): void {
  const [first] = portals;
  if (first === undefined) return;
  const leader = groups.get(first) ?? first;
  for (const portal of portals) {
    const old = groups.get(portal);
    if (old === leader) continue;
    if (old !== undefined) for (const [other, group] of groups) if (group === old) groups.set(other, leader);
    groups.set(portal, leader);
  }
}

/** What discovery once found may be gone, and the address that is asked for targets need not be one itself. */
function idlePortals({ portalEntries }: IscsiAdapter, groups: ReadonlyMap<string, string>): readonly string[] {
  if (!portalEntries.known) return [];
  const entries: readonly PortalSource[] = portalEntries.value;
  const found = new Set(entries.filter(({ how }) => how === 'static').map(({ address }) => address));
  const anyFound = entries.some(({ discovered }) => discovered === true);
  const idle = new Set<string>();
  for (const { how, discovered, address } of entries) {
    if (groups.has(address) || how === 'path' || discovered === true) continue;
    if (how === 'send' && anyFound && !found.has(address)) continue;
    idle.add(address);
  }
  return [...idle];
}
