import type { Subject } from '../findings/report.ts';
import { unknown } from './entity.ts';
import type { Fact, Unknown } from './fact.ts';
import { Gap } from './gap.ts';
import type { Host } from './host.ts';
import { parseIpv4, sameNetwork } from './ipv4.ts';
import type { VmkernelAdapter } from './network.ts';
import type { PortalSource } from './source.ts';
import type { IscsiAdapter } from './storage.ts';

/**
 * A VMkernel adapter in the role of an iSCSI port. There is no service tag for iSCSI: a port carries it because it is bound to an
 * adapter, or because nothing is bound and a target portal lies in its subnet (vSphere Storage guide, GUID-4C19E34E).
 */
export class IscsiPort {
  readonly vmk: VmkernelAdapter;
  readonly adapter: IscsiAdapter;
  /** Bound to `adapter`: unknown where bindings were not exported and the port only may carry its traffic. */
  readonly bound: Fact<boolean>;

  private readonly shared: boolean;

  constructor(vmk: VmkernelAdapter, adapter: IscsiAdapter, bound: Fact<boolean>, shared = false) {
    this.vmk = vmk;
    this.adapter = adapter;
    this.bound = bound;
    this.shared = shared;
  }

  get host(): Host {
    return this.vmk.host;
  }
  get subject(): Subject {
    return this.vmk.subject;
  }
  /** That of the VMkernel adapter; with the iSCSI adapter where it is bound to several and judged for each. */
  get identity(): string {
    return this.shared ? `${this.vmk.identity}@${this.adapter.name}` : this.vmk.identity;
  }
}

/** The default TCP/IP stack: iSCSI knows no other. */
export const DEFAULT_STACK = 'defaultTcpipStack';

/**
 * The iSCSI ports of a host, one entry for each VMkernel adapter, with gaps for adapters of which it cannot be told. Nothing for a host
 * without iSCSI, or whose iSCSI adapters have neither target nor session.
 */
export function iscsiPorts(host: Host): readonly (IscsiPort | Gap)[] {
  return host.remember('iSCSI ports', () => findPorts(host));
}

function findPorts(host: Host): readonly (IscsiPort | Gap)[] {
  const { iscsiAdapters } = host;
  const found = new Map<string, IscsiPort | Gap>();
  const add = (entry: IscsiPort | Gap) => {
    const before = found.get(entry.identity);
    if (before === undefined || (before instanceof Gap && entry instanceof IscsiPort)) found.set(entry.identity, entry);
  };
  for (const adapter of host.certainAdapters) for (const entry of portsOf(adapter)) add(entry);
  return iscsiAdapters.known ? [...found.values()] : [...found.values(), new Gap(host, iscsiAdapters)];
}

/** Independent hardware brings its own network; iSER is not judged. */
function hasNoPorts({ kind }: IscsiAdapter): boolean {
  return kind.known && (kind.value === 'independent' || kind.value === 'iser');
}

/** The ports of one adapter: the bound ones, else those that reach a target on-link. A dependent adapter without bound ones has none. */
export function portsOf(adapter: IscsiAdapter): readonly (IscsiPort | Gap)[] {
  const { host, kind } = adapter;
  if (hasNoPorts(adapter)) return [];
  const used = inUse(adapter);
  if (!used.known) return [new Gap(adapter, used)];
  if (!used.value) return [];
  const { bound } = adapter;
  if (bound.known && bound.value.length > 0) {
    return bound.value.map((port) => {
      const vmk = host.vmk(port.vmk.value, port.vmk);
      if (vmk.known) return new IscsiPort(vmk.value, adapter, { known: true, value: true, origin: port.vmk.origin });
      return new Gap({ subject: host.subjectOf('vmkernel-adapter', port.vmk.value), identity: port.vmk.value }, vmk);
    });
  }
  const { vmks } = host;
  if (!vmks.known) return [new Gap(host, vmks)];
  if (!kind.known && !bound.known) return [new Gap(adapter, kind)];
  if (bound.known && kind.known && kind.value === 'dependent') return [];
  return vmks.value.flatMap((vmk): (IscsiPort | Gap)[] => {
    const reaches = onLink(vmk, adapter.portals);
    const port = (isBound: Fact<boolean>) => new IscsiPort(vmk, adapter, isBound);
    const unbound = port({ known: true, value: false, origin: vmks.origin });
    const suspects = bound.known ? [unbound] : [unbound, port({ known: true, value: true, origin: vmks.origin })];
    if (!reaches.known) return [new Gap(vmk, reaches, suspects)];
    if (bound.known) return reaches.value ? [port({ known: true, value: false, origin: bound.origin })] : [];
    // Bound or not, the only adapter that reaches a target carries its traffic; of all others it cannot be told.
    return reaches.value && standsAlone(vmk, vmks.value, adapter.portals) ? [port(bound)] : [new Gap(vmk, bound, suspects)];
  });
}

/** One with a service may lie in the subnet of a portal by chance: it must be the only one that reaches any. */
function standsAlone(vmk: VmkernelAdapter, all: readonly VmkernelAdapter[], portals: Fact<readonly PortalSource[]>): boolean {
  if (!portals.known) return false;
  const reachesPortal = (other: VmkernelAdapter, portal: PortalSource) => {
    const reaches = other.reaches(portal.address);
    return !reaches.known || reaches.value;
  };
  const isOwn = (portal: PortalSource) => !all.some((other) => other !== vmk && reachesPortal(other, portal));
  if (vmk.tags.known && vmk.tags.value.length > 0) return portals.value.every(isOwn);
  return portals.value.some((portal) => reachesPortal(vmk, portal) && isOwn(portal));
}

/** Ports that are certainly bound; a gap at each adapter whose bindings were not exported. */
export function boundPorts(host: Host): readonly (IscsiPort | Gap)[] {
  return host.remember('bound ports', () => findBoundPorts(host));
}

function findBoundPorts(host: Host): readonly (IscsiPort | Gap)[] {
  const { iscsiAdapters } = host;
  const ports = host.certainAdapters.flatMap(boundPortsOf);
  if (!iscsiAdapters.known) ports.push(new Gap(host, iscsiAdapters));
  const timesBound = (vmk: VmkernelAdapter) => ports.filter((port) => port instanceof IscsiPort && port.vmk === vmk).length;
  return ports.map((port) =>
    port instanceof IscsiPort && timesBound(port.vmk) > 1 ? new IscsiPort(port.vmk, port.adapter, port.bound, true) : port,
  );
}

function boundPortsOf(adapter: IscsiAdapter): readonly (IscsiPort | Gap)[] {
  const { bound } = adapter;
  if (hasNoPorts(adapter)) return [];
  const used = inUse(adapter);
  if (used.known && !used.value) return [];
  if (!bound.known) return [new Gap(adapter, bound)];
  if (!used.known) return bound.value.length > 0 ? [new Gap(adapter, used)] : [];
  return portsOf(adapter).filter((port) => port instanceof Gap || (port.bound.known && port.bound.value));
}

/** Whether an adapter has a target or a session: without either no iSCSI rule applies to it. */
export function inUse(adapter: IscsiAdapter): Fact<boolean> {
  const { portals, bound } = adapter;
  if (portals.known && portals.value.length > 0) return { known: true, value: true, origin: portals.origin };
  const path = pathOn(adapter);
  if (path !== undefined) return path;
  const busy = bound.known
    ? bound.value.find((port) => /^(active|standBy|standby|lastActive|last active|last path)$/.test(port.pathStatus?.value ?? ''))
    : undefined;
  if (busy?.pathStatus) return { known: true, value: true, origin: busy.pathStatus.origin };
  return portals.known ? { known: true, value: false, origin: portals.origin } : portals;
}

function pathOn(adapter: IscsiAdapter): Fact<boolean> | undefined {
  for (const { certainPaths } of adapter.host.certainDevices) {
    const path = certainPaths.find((item) => item.adapter?.value === adapter.name);
    if (path?.adapter) return { known: true, value: true, origin: path.adapter.origin };
  }
  return undefined;
}

/** Whether a portal of the list is on-link for the VMkernel adapter, on the default TCP/IP stack. Names are not resolved. */
function onLink(vmk: VmkernelAdapter, portals: Fact<readonly PortalSource[]>): Fact<boolean> {
  const { netstack, subnet } = vmk;
  if (netstack.known && netstack.value !== DEFAULT_STACK) return { known: true, value: false, origin: netstack.origin };
  if (!portals.known) return portals;
  if (!subnet.known) return subnet;
  for (const portal of portals.value) {
    const reaches = vmk.reaches(portal.address);
    if (reaches.known && reaches.value) return reaches;
  }
  const named = portals.value.find((portal) => parseIpv4(portal.address) === undefined && !portal.address.includes(':'));
  if (
    named &&
    !portals.value.some((portal) => portal.how === 'path' || (portal.discovered && parseIpv4(portal.address) !== undefined))
  )
    return unresolved(named, vmk);
  return { known: true, value: false, origin: subnet.origin };
}

function unresolved(portal: PortalSource, vmk: VmkernelAdapter): Unknown {
  return unknown(
    'address of a target',
    `${portal.address} (seen from ${vmk.name})`,
    'esxcli iscsi session connection list',
    'a DNS name, not an address',
  );
}

/** Whether two VMkernel adapters share an IPv4 subnet within one TCP/IP stack. */
export function sameSubnet(a: VmkernelAdapter, b: VmkernelAdapter): Fact<boolean> {
  const subnetA = a.subnet;
  const subnetB = b.subnet;
  if (!subnetA.known) return subnetA;
  if (!subnetB.known) return subnetB;
  // Adapters without an address (0.0.0.0) are in no subnet, and so in none together.
  if (!sameNetwork(subnetA.value, subnetB.value) || subnetA.value.prefix === 0)
    return { known: true, value: false, origin: subnetA.origin };
  return sameStack(a, b);
}

/** Before ESXi 5.5 there is one TCP/IP stack only. */
export function sameStack(a: VmkernelAdapter, b: VmkernelAdapter): Fact<boolean> {
  const version = a.host.version;
  if (version.known && /^(4|5\.[0-4])(\.|$)/.test(version.value)) return { known: true, value: true, origin: version.origin };
  const stackA = a.netstack;
  const stackB = b.netstack;
  if (!stackA.known) return stackA;
  if (!stackB.known) return stackB;
  if (stackA.value !== stackB.value && !version.known) return version;
  return { known: true, value: stackA.value === stackB.value, origin: stackA.origin };
}
