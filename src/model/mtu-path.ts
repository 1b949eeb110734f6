import { unknown } from './entity.ts';
import type { Fact, Known, Unknown } from './fact.ts';
import { parseIpv4 } from './ipv4.ts';
import type { IscsiPort } from './iscsi-ports.ts';
import type { PhysicalNic } from './network.ts';
import type { PortalSource } from './source.ts';
import { activeNics, standbyNics, switchOf } from './teaming.ts';

/** A place on the way of a frame from an iSCSI port to its targets. */
export interface MtuHop {
  readonly kind: 'vmkernel-adapter' | 'virtual-switch' | 'physical-nic' | 'switch-port' | 'target-portal';
  /** "vmk1", "vSwitch1", "vmnic2", "the switch port of vmnic2 (Ethernet1/2 of san-a)", "10.0.1.201" */
  readonly name: string;
  /** The largest frame that it carries, in bytes. */
  readonly mtu: Fact<number>;
  /** Where an input names the hop, for one whose MTU is not known. */
  readonly seen: Known<unknown> | undefined;
}

/** IP and ICMP headers: what a ping of a given size lacks to the MTU that it fills, in bytes. */
export const PING_HEADERS = 28;

/**
 * The way of a frame in order: VMkernel adapter, virtual switch, each physical NIC and the switch port behind it, target portals. Hops
 * of which not even the name is known are left out.
 */
export function mtuPath(port: IscsiPort): readonly MtuHop[] {
  const { vmk, host } = port;
  const vswitch = switchOf(vmk);
  const { certain } = carriers(port);
  const portals = targetsOf(port);
  return [
    { kind: 'vmkernel-adapter', name: vmk.name, mtu: vmk.mtu, seen: undefined },
    ...(vswitch.known
      ? [{ kind: 'virtual-switch' as const, name: vswitch.value.name, mtu: vswitch.value.mtu, seen: undefined }]
      : []),
    ...certain.flatMap((name): MtuHop[] => {
      const nic = host.pnic(name);
      return nic.known ? [{ kind: 'physical-nic', name, mtu: nic.value.mtu, seen: nic }, switchPort(nic.value)] : [];
    }),
    ...(portals.known ? portals.value : []).map(
      (portal): MtuHop => ({ kind: 'target-portal', name: portal.address, mtu: targetMtu(port, portal), seen: portal.evidence }),
    ),
  ];
}

function switchPort(nic: PhysicalNic): MtuHop {
  const { switchDevice, switchPort: port, switchMtu } = nic;
  const place = [port, switchDevice].flatMap((fact) => (fact.known ? [fact.value] : [])).join(' of ');
  const seen = port.known ? port : switchDevice.known ? switchDevice : undefined;
  return {
    kind: 'switch-port',
    name: `the switch port of ${nic.name}${place === '' ? '' : ` (${place})`}`,
    mtu: switchMtu,
    seen,
  };
}

function targetMtu(port: IscsiPort, portal: PortalSource): Fact<number> {
  const stated = port.host.site.targetMtu(portal.address);
  return (
    stated ??
    port.host.around.estate.portalMtu(portal.address) ??
    unknown('target MTU', portal.address, 'the MTU of the portal in facts.yaml (targets)', 'not stated in facts.yaml')
  );
}

/**
 * The IPv4 portals of its adapter that an iSCSI port sends to, each address once, ordered by address: those in its subnet, or all where
 * none is.
 */
export function targetsOf(port: IscsiPort): Fact<readonly PortalSource[]> {
  const { portals } = port.adapter;
  const { subnet } = port.vmk;
  if (!portals.known) return portals;
  if (!subnet.known) return subnet;
  const byAddress = new Map<string, PortalSource>();
  for (const portal of portals.value) {
    if (parseIpv4(portal.address) !== undefined && !byAddress.has(portal.address)) byAddress.set(portal.address, portal);
  }
  const all = [...byAddress.values()].sort((a, b) => (parseIpv4(a.address) ?? 0) - (parseIpv4(b.address) ?? 0));
  const near = all.filter((portal) => {
    const reaches = port.vmk.reaches(portal.address);
    return reaches.known && reaches.value;
  });
  return { known: true, value: near.length > 0 ? near : all, origin: portals.origin };
}

interface Carriers {
  /** Physical NICs that certainly carry the frames of the port, now or after a failover. */
  readonly certain: readonly string[];
  /** Further NICs that may do so. */
  readonly possible: readonly string[] | undefined;
  /** Why that cannot be told. */
  readonly missing: Unknown | undefined;
}

function carriers(port: IscsiPort): Carriers {
  const active = activeNics(port.vmk);
  const standby = standbyNics(port.vmk);
  const named = [...(active.known ? active.value : boundNic(port)), ...(standby.known ? standby.value : [])];
  const certain = [...new Set(named)];
  const missing = !active.known ? active : !standby.known ? standby : undefined;
  if (missing === undefined) return { certain, possible: [], missing };
  const vswitch = switchOf(port.vmk);
  const uplinks = vswitch.known ? vswitch.value.uplinks : vswitch;
  return { certain, possible: uplinks.known ? uplinks.value.filter((name) => !certain.includes(name)) : undefined, missing };
}

/** The NIC that the host names with the binding: it tells where the teaming of a distributed port group was not exported. */
function boundNic({ adapter, vmk }: IscsiPort): readonly string[] {
  const { bound } = adapter;
  const nic = bound.known ? bound.value.find((port) => port.vmk.value === vmk.name)?.pnic : undefined;
  return nic === undefined ? [] : [nic.value];
}

/** What one kind of hop is for an iSCSI port: the uplinks where it is too small, and what is missing to clear the others. */
export interface NarrowUplinks {
  readonly low: readonly { readonly nic: string; readonly mtu: Known<number> }[];
  readonly missing: readonly Unknown[];
  /** Number of uplinks that carry the port as far as is known. */
  readonly uplinks: number;
}

/** Compares `mtuOf` each uplink of an iSCSI port with the frames of `bytes` that the port sends. */
export function narrowUplinks(port: IscsiPort, bytes: number, mtuOf: (nic: PhysicalNic) => Fact<number>): NarrowUplinks {
  const { certain, possible, missing: untold } = carriers(port);
  const measure = (name: string): Fact<number> => {
    const nic = port.host.pnic(name);
    return nic.known ? mtuOf(nic.value) : nic;
  };
  const low: { nic: string; mtu: Known<number> }[] = [];
  const missing: Unknown[] = [];
  for (const nic of certain) {
    const mtu = measure(nic);
    if (!mtu.known) missing.push(mtu);
    else if (mtu.value < bytes) low.push({ nic, mtu });
  }
  const large = (name: string) => {
    const mtu = measure(name);
    return mtu.known && mtu.value >= bytes;
  };
  if (untold !== undefined && !possible?.every(large)) missing.push(untold);
  return { low, missing, uplinks: certain.length };
}
