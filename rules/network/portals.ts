import type { IscsiAdapter, PortalSource, Unknown } from 'vlint';
import { parseIpv4, unknown } from 'vlint';

/** The target portals of an adapter that are in use, by IPv4 address, and what hides further ones. */
export interface LivePortals {
  readonly portals: readonly PortalSource[];
  readonly missing: readonly Unknown[];
}

/** What discovery found once and no session leads to is left out; a name stands for what discovery made of it. */
export function livePortals({ portals, sessions, name }: IscsiAdapter): LivePortals {
  if (!portals.known) return { portals: [], missing: [portals] };
  const all = portals.value;
  const isIpv4 = ({ address }: PortalSource) => parseIpv4(address) !== undefined;
  const resolved = all.some((portal) => (portal.how === 'path' || portal.discovered === true) && isIpv4(portal));
  const live: PortalSource[] = [];
  const missing: Unknown[] = [];
  for (const portal of all) {
    const { address } = portal;
    if (!isIpv4(portal)) {
      const named = !address.includes(':');
      if (named && !resolved) missing.push(unnamed(address, name));
    } else if (portal.discovered !== true) live.push(portal);
    else if (!sessions.known) missing.push(sessions);
    else if (sessions.value.has(address)) live.push(portal);
  }
  return { portals: live, missing };
}

function unnamed(address: string, adapter: string): Unknown {
  return unknown(
    'address of a target',
    `${address} (${adapter})`,
    'esxcli iscsi session connection list',
    'a DNS name, not an address',
  );
}
