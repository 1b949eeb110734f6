import type { Ballot, Comparison } from './comparison.ts';
import type { Fact, Known, Unknown } from './fact.ts';
import type { Host } from './host.ts';
import type { Device } from './storage.ts';
import type { BusSharing } from './vm.ts';

/**
 * What rules may ask about the rest of the estate while one host is at hand. It is made from small digests, so that memory does not
 * grow with the raw inputs.
 */
export interface EstateView {
  /** Names of the link aggregation groups that a distributed switch declares. */
  lagNames(dvsUuid: string | undefined): Fact<readonly string[]>;
  /** MTU in bytes of a distributed switch by its own object, if that was exported. */
  switchMtu(dvsUuid: string | undefined): Known<number> | undefined;
  /** Whether Network I/O Control is on for a distributed switch. */
  resourceManagement(dvsUuid: string | undefined): Fact<boolean>;
  /** Whether any VM was exported. */
  readonly hasVms: boolean;
  /** VMs that map this device as a raw device. */
  rdmUses(device: Device): RdmUses;
  /** VMs with this file ("[ds1] sql01/quorum.vmdk") as a disk on a controller whose bus is or may be shared. */
  sharedFileUses(file: string): SharedFileUses;
  /** What the hosts with which `host` is compared answered for a key; a rule must name the comparison in `compares`. */
  ballot(comparison: Comparison, host: Host, key: string): Ballot;
  /** Keys that any of these hosts has. */
  ballotKeys(comparison: Comparison, host: Host): readonly string[];
  /** What the hosts of a cluster (and those of which the cluster is not known) bring to a comparison of iSCSI MTUs. */
  iscsiPeers(cluster: string | null): readonly IscsiPeer[];
}

/** Uses of a LUN as a raw device. */
export interface RdmUses {
  readonly found: readonly RdmUse[];
  /** Known when no input can hide a further use; else what may hide one. */
  readonly all: Fact<true>;
}

/** VMs that share a virtual disk. */
export interface SharedFileUses {
  readonly vms: readonly SharedFileUse[];
  /** Known when no input can hide a further one. */
  readonly all: Fact<true>;
}

export interface SharedFileUse {
  readonly vm: string;
  readonly vmIdentity: string;
  readonly multiWriter: Fact<boolean>;
}

/** One VM's use of a raw device mapping. */
export interface RdmUse {
  readonly vm: string;
  readonly vmIdentity: string;
  /** Name of the host that runs the VM, where it is known. */
  readonly host: string | undefined;
  readonly physicalMode: Fact<boolean>;
  readonly sharing: Fact<BusSharing>;
  readonly multiWriter: Fact<boolean>;
  readonly guestId: Fact<string>;
  readonly evidence: Known<string>;
}

/** What a host brings to a comparison of iSCSI MTUs within its cluster. Hosts without an iSCSI port bring nothing. */
export interface IscsiPeer {
  readonly host: string;
  readonly identity: string;
  /** Unknown: it may belong to any cluster. */
  readonly cluster: Fact<string | null>;
  readonly inMaintenance: Fact<boolean>;
  /** Canonical names of the iSCSI devices that it certainly sees. */
  readonly devices: ReadonlySet<string>;
  /** Why there may be more of them. */
  readonly moreDevices: Unknown | undefined;
  /** Distinct MTUs of its iSCSI ports in bytes, sorted, as text: "9000" or "1500, 9000". */
  readonly mtus: Fact<string>;
}
