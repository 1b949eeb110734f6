import {
  activeNics,
  type Fact,
  Gap,
  type Host,
  type IscsiPort,
  type Known,
  type PhysicalNic,
  portsOf,
  standbyNics,
  type Unknown,
  unknown,
  usedAdapters,
} from 'vlint';

/** What carries the iSCSI traffic of a host. */
export interface Carriers {
  /** Physical NICs, and ports of independent hardware adapters, that certainly carry it. */
  readonly sure: ReadonlySet<string>;
  /** With those that carry it if an adapter's ports turn out not to be bound. */
  readonly possible: ReadonlySet<string>;
  /** Names of the independent adapters among them: what they are plugged into is not their concern. */
  readonly hardware: ReadonlySet<string>;
  readonly ports: readonly IscsiPort[];
  /** What would have to be known to exclude further carriers. */
  readonly missing: readonly Unknown[];
}

/** Bound ports send over their active uplinks only; unbound ones fail over to the standby uplinks too. */
export function carriersOf(host: Host): Carriers {
  const sure = new Set<string>();
  const possible = new Set<string>();
  const hardware = new Set<string>();
  const ports: IscsiPort[] = [];
  const missing: Unknown[] = [];
  const take = (nics: Fact<readonly string[]>, ...sets: readonly Set<string>[]) => {
    if (!nics.known) missing.push(nics);
    else for (const nic of nics.value) for (const set of sets) set.add(nic);
  };
  for (const adapter of usedAdapters(host)) {
    if (adapter instanceof Gap) {
      missing.push(adapter.missing);
      continue;
    }
    const { kind } = adapter;
    if (kind.known && kind.value === 'iser') continue;
    if (kind.known && kind.value === 'independent') {
      for (const set of [sure, possible, hardware]) set.add(adapter.name);
      continue;
    }
    if (!kind.known) missing.push(kind);
    const found = portsOf(adapter);
    if (found.length === 0) {
      missing.push(
        unknown(
          'VMkernel adapters of the iSCSI sessions',
          adapter.name,
          'esxcli iscsi session connection list',
          kind.known && kind.value === 'dependent' ? 'nothing is bound to it' : 'no target is in a subnet of the host',
        ),
      );
    }
    for (const port of found) {
      if (port instanceof Gap) {
        missing.push(port.missing);
        continue;
      }
      ports.push(port);
      const { bound } = port;
      take(activeNics(port.vmk), sure, possible);
      if (!bound.known) take(standbyNics(port.vmk), possible);
      else if (!bound.value) take(standbyNics(port.vmk), sure, possible);
    }
  }
  return { sure, possible, hardware, ports, missing };
}

/** Link states of the NICs among the carriers. */
export interface Links {
  readonly up: readonly string[];
  readonly down: readonly { readonly name: string; readonly speed: Known<number | null> }[];
  readonly missing: readonly Unknown[];
}

export function linksOf(host: Host, { sure, hardware }: Carriers): Links {
  const up: string[] = [...hardware];
  const down: { name: string; speed: Known<number | null> }[] = [];
  const missing: Unknown[] = [];
  for (const name of sure) {
    if (hardware.has(name)) continue;
    const speed = speedOf(host.pnic(name));
    if (!speed.known) missing.push(speed);
    else if (speed.value === null) down.push({ name, speed });
    else up.push(name);
  }
  return { up, down, missing };
}

function speedOf(nic: Fact<PhysicalNic>): Fact<number | null> {
  return nic.known ? nic.value.speed : nic;
}
