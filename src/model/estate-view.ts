import type { Fact, Known } from './fact.ts';
import type { BusSharing } from './vm.ts';

/**
 * What rules may ask about the rest of the estate while one host is at hand. It is made from small digests, so that memory does not
 * grow with the raw inputs.
 */
export interface EstateView {
  /** Names of the link aggregation groups that a distributed switch declares; empty when the switch was not exported. */
  lagNames(dvsUuid: string | undefined): readonly string[];
  /** Whether Network I/O Control is on for a distributed switch. */
  resourceManagement(dvsUuid: string | undefined): Fact<boolean>;
  /** VMs that map this LUN (by its UUID) as a raw device; unknown when no VM was exported. */
  rdmUses(lunUuid: string): Fact<readonly RdmUse[]>;
  /** Path selection policies that the hosts of a cluster (all hosts where there is none) use for a device. */
  policies(device: string, cluster: string | null): readonly Tally<string>[];
  /** iSCSI port MTUs of the hosts of a cluster, and which iSCSI devices they see. */
  iscsiPeers(cluster: string | null): readonly IscsiPeer[];
}

/** One VM's use of a raw device mapping. */
export interface RdmUse {
  readonly vm: string;
  readonly vmIdentity: string;
  /** Name of the host that runs the VM, where it is known. */
  readonly host: string | undefined;
  readonly physicalMode: boolean;
  readonly sharing: Fact<BusSharing>;
  readonly multiWriter: boolean;
  readonly guestId: Fact<string>;
  readonly evidence: Known<string>;
}

/** A value and the hosts that have it. */
export interface Tally<T> {
  readonly value: T;
  readonly hosts: readonly string[];
  /** Evidence on the first of them. */
  readonly example: Known<T>;
}

export interface IscsiPeer {
  readonly host: string;
  readonly inMaintenance: boolean;
  /** Canonical names. */
  readonly devices: ReadonlySet<string>;
  /** Distinct MTUs of its iSCSI ports in bytes, sorted, as text: "9000" or "1500, 9000". */
  readonly mtus: string;
  readonly example: Known<number>;
}
