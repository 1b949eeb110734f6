import type { Host, PhysicalNic, Unknown } from 'vlint';
import { Gap, usedAdapters } from 'vlint';
import { carriersOf } from './carriers.ts';
import { iscsiUplinks } from './iscsi-uplinks.ts';

/** The physical NICs whose failure together takes iSCSI away from a host. */
export interface IscsiNics {
  readonly nics: readonly PhysicalNic[];
  /** Ports of independent hardware adapters that carry it beside them. */
  readonly hardware: readonly string[];
  /** What hides whether there are others. */
  readonly missing: readonly Unknown[];
}

/** The active uplinks; where there is one only, the standby ones stand in for it. */
export function iscsiNicsOf(host: Host): IscsiNics {
  const uplinks = iscsiUplinks(host);
  const carriers = carriersOf(host);
  const missing = uplinks.flatMap((item) => (item instanceof Gap ? [item.missing] : []));
  const sure = uplinks.flatMap((item) => (item instanceof Gap ? [] : [item]));
  const active = sure.filter((item) => item.active.length > 0);
  return {
    nics: (active.length > 1 ? active : sure).map((item) => item.nic),
    hardware: [...carriers.hardware],
    missing: [...missing, ...carriers.missing],
  };
}

/** A host that uses iSCSI, a gap where that cannot be told, else nothing. */
export function* iscsiHosts(host: Host | undefined): Generator<Host | Gap> {
  if (host === undefined) return;
  const adapters = usedAdapters(host);
  const gap = adapters.find((adapter) => adapter instanceof Gap);
  if (adapters.some((adapter) => !(adapter instanceof Gap))) yield host;
  else if (gap instanceof Gap) yield new Gap(host, gap.missing);
}
