import type { Host, PathSource } from 'vlint';
import { iscsiAdapter } from './adapters-by-name.ts';

interface Configured {
  readonly addresses: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

/** Whether a path certainly leads to a target that its adapter neither has as an entry nor has discovered. */
export function isLeftOver(host: Host, path: PathSource): boolean {
  const targets = path.adapter === undefined ? undefined : configured(host, path.adapter.value);
  if (targets === undefined) return false;
  const addresses = path.addresses?.value ?? [];
  if (addresses.length > 0) return addresses.every((address) => !targets.addresses.has(withoutPort(address)));
  const name = path.targetIqn?.value;
  return name !== undefined && targets.names.size > 0 && !targets.names.has(name);
}

/**
 * Addresses and names of the targets that are set or were discovered; nothing when these are not told: what discovery found is listed as
 * static targets, and a list without any, or without the portal of a live path, is not the whole one.
 */
function configured(host: Host, adapterName: string): Configured | undefined {
  return host.remember(`configured targets of ${adapterName}`, () => {
    const entries = iscsiAdapter(host, adapterName)?.portalEntries;
    if (!entries?.known) return undefined;
    const set = entries.value.filter(({ how }) => how !== 'path');
    if (!set.some(({ how }) => how === 'static')) return undefined;
    const addresses = new Set(set.map(({ address }) => address));
    if (!livePortals(host, adapterName).every((portal) => addresses.has(portal))) return undefined;
    return {
      addresses,
      names: new Set(set.flatMap(({ iqn }) => (iqn === undefined ? [] : [iqn]))),
    };
  });
}

/** Portals of the adapter's paths that are not dead. */
function livePortals({ devices }: Host, adapterName: string): readonly string[] {
  const paths = (devices.known ? devices.value : []).flatMap((device) => (device.paths.known ? device.paths.value : []));
  return paths
    .filter(({ adapter, state }) => adapter?.value === adapterName && state?.value.toLowerCase() !== 'dead')
    .flatMap(({ addresses }) => (addresses?.value ?? []).map(withoutPort));
}

function withoutPort(portal: string): string {
  return portal.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^([^:]+):\d+$/, '$1');
}
