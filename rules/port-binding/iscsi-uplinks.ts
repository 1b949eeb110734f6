import type { Host, IscsiPort, PhysicalNic, Subject, Unknown } from 'vlint';
import { activeNics, Gap, iscsiPorts, standbyNics } from 'vlint';

/** A physical NIC over which iSCSI ports of a host send, or would send after a failover. */
export class IscsiUplink {
  readonly nic: PhysicalNic;
  /** The ports that send over it, and those that only fail over to it. */
  readonly active: readonly IscsiPort[];
  readonly standby: readonly IscsiPort[];

  constructor(nic: PhysicalNic, active: readonly IscsiPort[], standby: readonly IscsiPort[]) {
    this.nic = nic;
    this.active = active;
    this.standby = standby;
  }

  get host(): Host {
    return this.nic.host;
  }
  get subject(): Subject {
    return this.nic.subject;
  }
  get identity(): string {
    return this.nic.identity;
  }
  get ports(): readonly IscsiPort[] {
    return [...this.active, ...this.standby];
  }
}

/**
 * The iSCSI uplinks of a host, with gaps for what hides one. A bound port does not fail over to standby uplinks. Where it cannot be told
 * whether a port uses a NIC, there is a gap for the NIC.
 */
export function iscsiUplinks(host: Host): readonly (IscsiUplink | Gap)[] {
  return host.remember('iSCSI uplinks', () => find(host));
}

/** That a port uses a NIC: for certain, unless `doubt` would have to be known. */
interface Use {
  readonly nic: string;
  readonly port: IscsiPort;
  readonly role: 'active' | 'standby';
  readonly doubt: Unknown | undefined;
}

function find(host: Host): readonly (IscsiUplink | Gap)[] {
  const byNic = new Map<string, Use[]>();
  const gaps: Gap[] = [];
  for (const found of iscsiPorts(host)) {
    // Of what a gap may be, the unbound port comes first: it has all NICs that a bound one would have.
    const port = found instanceof Gap ? (found.suspects[0] as IscsiPort | undefined) : found;
    const doubt = found instanceof Gap ? found.missing : undefined;
    for (const use of port === undefined ? [] : usesOf(port, doubt)) {
      if (!('nic' in use)) gaps.push(new Gap(found, use));
      else byNic.set(use.nic, [...(byNic.get(use.nic) ?? []), use]);
    }
    if (found instanceof Gap && port === undefined) gaps.push(found);
  }
  return [...[...byNic].map(([name, uses]) => uplink(host, name, uses)), ...gaps];
}

function* usesOf(port: IscsiPort, doubt: Unknown | undefined): Generator<Use | Unknown> {
  const active = activeNics(port.vmk);
  if (active.known) for (const nic of active.value) yield { nic, port, role: 'active', doubt };
  else yield active;
  if (port.bound.known && port.bound.value) return;
  const standby = standbyNics(port.vmk);
  const unsure = doubt ?? (port.bound.known ? undefined : port.bound);
  if (standby.known) for (const nic of standby.value) yield { nic, port, role: 'standby', doubt: unsure };
  else yield standby;
}

function uplink(host: Host, name: string, uses: readonly Use[]): IscsiUplink | Gap {
  const nic = host.pnic(name);
  if (!nic.known) return new Gap({ subject: host.subjectOf('physical-nic', name), identity: name }, nic);
  const sure = uses.filter((use) => use.doubt === undefined);
  const of = (list: readonly Use[], role: Use['role']) => list.filter((use) => use.role === role).map((use) => use.port);
  const made = (list: readonly Use[]) => new IscsiUplink(nic.value, of(list, 'active'), of(list, 'standby'));
  const doubt = uses.find((use) => use.doubt !== undefined)?.doubt;
  return sure.length > 0 || doubt === undefined ? made(sure) : new Gap(nic.value, doubt, [made(uses)]);
}
