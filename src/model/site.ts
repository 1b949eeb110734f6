import type { Known } from './fact.ts';
import { globMatches } from './glob.ts';
import { contains, type Network, parseIpv4 } from './ipv4.ts';
import type { PingSource } from './source.ts';

/** Who vouches for an entry of facts.yaml. Dates are YYYY-MM-DD; an entry holds through the day `until`. */
export interface Testimony {
  readonly who: Known<string>;
  readonly when: Known<string>;
  readonly until: Known<string>;
}

export type FlowControl = 'on' | 'off' | 'receive' | 'send';

/**
 * Ports of physical switches. `host` (a glob) and `nics` say to which uplinks they lead; `switch` (a glob) and `port` are the switch's
 * own names. At least one of host, nics and switch is there.
 */
export interface SwitchPorts extends Testimony {
  readonly host?: Known<string> | undefined;
  /** Names of physical NICs: "vmnic2". */
  readonly nics?: Known<readonly string[]> | undefined;
  readonly switch?: Known<string> | undefined;
  readonly port?: Known<string> | undefined;
  /** In bytes. */
  readonly mtu?: Known<number> | undefined;
  /** Whether the port honours (receives) and sends pause frames. */
  readonly flowControl?: Known<FlowControl> | undefined;
}

/** What the array answers behind one portal address or a network of them. */
export interface TargetPortals extends Testimony {
  readonly network: Known<Network>;
  /** In bytes. */
  readonly mtu?: Known<number> | undefined;
  /** Name of an entry of `arrays`. */
  readonly array?: Known<string> | undefined;
}

/** A storage array. */
export interface StorageArray extends Testimony {
  readonly name: Known<string>;
  /** Portal networks (an address is a /32) and globs of iSCSI names. */
  readonly networks: readonly Network[];
  readonly iscsiNames: readonly string[];
  readonly vendor?: Known<string> | undefined;
  /** Disks of the RAID group behind the LUNs. */
  readonly spindles?: Known<number> | undefined;
  readonly flash?: Known<boolean> | undefined;
  /** In KiB. */
  readonly typicalIoKib?: Known<number> | undefined;
}

/** The result of a vmkping that the operators state. */
export interface Vmkping extends Testimony, PingSource {
  /** A glob. */
  readonly host: Known<string>;
}

export type VmRole = 'oracle' | 'database' | 'appliance' | 'wsfc-node' | 'storage-appliance' | 'in-guest-iscsi';

/** What is known of the VMs whose names match. */
export interface VmFacts extends Testimony {
  /** A glob. */
  readonly name: Known<string>;
  /** I/O operations a second. */
  readonly peakIops?: Known<number> | undefined;
  readonly roles: readonly Known<VmRole>[];
}

/** An object that a rule's allow-list names. At least one of host and object (both globs) is there. */
export interface Allowance extends Testimony {
  readonly rule: Known<string>;
  readonly host?: Known<string> | undefined;
  readonly object?: Known<string> | undefined;
  readonly reason: Known<string>;
}

/** The entries of all facts files, in their order; later ones win over earlier ones. */
export interface SiteEntries {
  readonly switches: readonly SwitchPorts[];
  readonly targets: readonly TargetPortals[];
  readonly arrays: readonly StorageArray[];
  readonly vmkpings: readonly Vmkping[];
  readonly vms: readonly VmFacts[];
  readonly allow: readonly Allowance[];
}

/** What a host's uplink reports of the switch at its other end (CDP or LLDP). */
export interface Neighbour {
  readonly switch?: string | undefined;
  readonly port?: string | undefined;
}

/**
 * What no export can know, as the site states it in facts.yaml. Every answer is a Known with its place in facts.yaml; no answer means
 * that nobody has stated it. Names compare without regard to case; `*` and `?` in the file's patterns are wildcards. Where several
 * entries answer, the last one in the file holds; for addresses the one with the longest prefix.
 */
export class SiteFacts {
  readonly entries: SiteEntries;

  constructor(entries: SiteEntries) {
    this.entries = entries;
  }

  /** MTU in bytes of the switch port that an uplink is plugged into. */
  switchMtu(host: string, nic: string, neighbour: Neighbour = {}): Known<number> | undefined {
    return this.entries.switches.findLast((entry) => entry.mtu !== undefined && leadsTo(entry, host, nic, neighbour))?.mtu;
  }

  /** Flow control of the switch port that an uplink is plugged into. */
  flowControl(host: string, nic: string, neighbour: Neighbour = {}): Known<FlowControl> | undefined {
    const states = (entry: SwitchPorts) => entry.flowControl !== undefined && leadsTo(entry, host, nic, neighbour);
    return this.entries.switches.findLast(states)?.flowControl;
  }

  /** MTU in bytes of the target portal at an IPv4 address. */
  targetMtu(address: string): Known<number> | undefined {
    const stated = this.entries.targets.filter((entry) => entry.mtu !== undefined);
    return longestPrefix(stated, address, (entry) => [entry.network.value])?.mtu;
  }

  /** The array behind a portal's IPv4 address or an iSCSI name. */
  arrayOf(addressOrIscsiName: string): StorageArray | undefined {
    const { arrays, targets } = this.entries;
    const byTarget = longestPrefix(
      targets.filter((entry) => entry.array !== undefined),
      addressOrIscsiName,
      (entry) => [entry.network.value],
    );
    const named = arrays.findLast((entry) => sameName(entry.name.value, byTarget?.array?.value));
    return (
      named ??
      longestPrefix(arrays, addressOrIscsiName, (entry) => entry.networks) ??
      arrays.findLast((entry) => entry.iscsiNames.some((pattern) => globMatches(pattern, addressOrIscsiName)))
    );
  }

  /** All vmkpings from a VMkernel adapter to a target, in the file's order: sizes differ. */
  vmkping(host: string, vmk: string, target: string): readonly Vmkping[] {
    return this.entries.vmkpings.filter(
      (entry) => globMatches(entry.host.value, host) && sameName(entry.vmk.value, vmk) && entry.target.value === target,
    );
  }

  /** What is stated of a VM: the last peak, and the roles of all entries. */
  vm(name: string): { readonly peakIops?: Known<number> | undefined; readonly roles: readonly Known<VmRole>[] } {
    if (this.entries.vms.length === 0) return NOTHING;
    const matching = this.entries.vms.filter((entry) => globMatches(entry.name.value, name));
    const peakIops = matching.findLast((entry) => entry.peakIops !== undefined)?.peakIops;
    return { ...(peakIops && { peakIops }), roles: matching.flatMap((entry) => entry.roles) };
  }

  /** Why an object is on a rule's allow-list, if it is. An entry with a host does not speak of objects without one. */
  allowed(ruleId: string, host: string | undefined, objectName: string): Known<string> | undefined {
    return this.entries.allow.findLast(
      (entry) =>
        entry.rule.value === ruleId &&
        (entry.host === undefined || (host !== undefined && globMatches(entry.host.value, host))) &&
        (entry.object === undefined || globMatches(entry.object.value, objectName)),
    )?.reason;
  }
}

const NOTHING: { readonly roles: readonly never[] } = { roles: [] };

/** The facts of a site that states none. */
export const emptySite = new SiteFacts({ switches: [], targets: [], arrays: [], vmkpings: [], vms: [], allow: [] });

/**
 * A neighbour that contradicts the entry's switch or port has been recabled since, so the entry no longer speaks of it. An unknown
 * neighbour contradicts nothing where host or nics already say which uplinks are meant.
 */
function leadsTo(entry: SwitchPorts, host: string, nic: string, neighbour: Neighbour): boolean {
  if (entry.host !== undefined && !globMatches(entry.host.value, host)) return false;
  if (entry.nics !== undefined && !entry.nics.value.some((name) => sameName(name, nic))) return false;
  const chosen = entry.host !== undefined || entry.nics !== undefined;
  const agrees = (stated: Known<string> | undefined, seen: string | undefined) =>
    stated === undefined || (seen === undefined ? chosen : globMatches(stated.value, seen));
  return agrees(entry.switch, neighbour.switch) && agrees(entry.port, neighbour.port);
}

function longestPrefix<T>(entries: readonly T[], text: string, networksOf: (entry: T) => readonly Network[]): T | undefined {
  const address = parseIpv4(text);
  if (address === undefined) return undefined;
  let best: T | undefined;
  let longest = -1;
  for (const entry of entries) {
    for (const network of networksOf(entry)) {
      if (network.prefix < longest || !contains(network, address)) continue;
      best = entry;
      longest = network.prefix;
    }
  }
  return best;
}

function sameName(a: string, b: string | undefined): boolean {
  return b !== undefined && a.toLowerCase() === b.toLowerCase();
}
