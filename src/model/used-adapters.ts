import { Gap, orGap } from './gap.ts';
import type { Host } from './host.ts';
import { inUse } from './iscsi-ports.ts';
import type { IscsiAdapter } from './storage.ts';

/** The iSCSI adapters of a host that have a target or a session, with gaps where that cannot be told. */
export function usedAdapters(host: Host): readonly (IscsiAdapter | Gap)[] {
  return orGap(host.iscsiAdapters, host).flatMap((adapter): (IscsiAdapter | Gap)[] => {
    if (adapter instanceof Gap) return [adapter];
    const used = inUse(adapter);
    if (!used.known) return [new Gap(adapter, used)];
    return used.value ? [adapter] : [];
  });
}
