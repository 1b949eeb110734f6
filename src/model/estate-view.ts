import type { ClusterNote } from './cluster-note.ts';
import type { Ballot, Comparison } from './comparison.ts';
import type { Fact, Known, Unknown } from './fact.ts';
import type { Host } from './host.ts';
import type { HostNote } from './host-note.ts';
import type { PhysicalSwitchPort, Plug } from './physical-switches.ts';
import type { Device } from './storage.ts';
import type { BusSharing, ControllerKind } from './vm.ts';

/**
 * What rules may ask about the rest of the estate while one host is at hand. It is made from small digests, so that memory does not
 * grow with the raw inputs.
 */
export interface EstateView {
  /** Names of the link aggregation groups that a distributed switch declares. */
  lagNames(dvsUuid: string | undefined): Fact<readonly string[]>;
  /** MTU in bytes of a distributed switch by its own object, if that was exported. */
  switchMtu(dvsUuid: string | undefined): Known<number> | undefined;
  /**
   * The port of a physical switch that a physical NIC is plugged into, by the switch's own outputs; undefined where none tells. What is
   * known of the NIC is asked for only if there are such outputs.
   */
  switchPort(ask: () => Omit<Plug, 'isHost'>): PhysicalSwitchPort | undefined;
  /** MTU in bytes of a portal by the array's own outputs; undefined where none tells or two contradict each other. */
  portalMtu(address: string): Known<number> | undefined;
  /** Whether Network I/O Control is on for a distributed switch. */
  resourceManagement(dvsUuid: string | undefined): Fact<boolean>;
  /** Name of a datastore by its reference, if the datastore itself was exported. */
  datastoreName(ref: string): Known<string> | undefined;
  /** Whether any VM was exported. */
  readonly hasVms: boolean;
  /** VMs that map this device as a raw device. */
  rdmUses(device: Device): RdmUses;
  /** VMs with a raw device mapping of this LUN UUID. */
  lunUses(lunUuid: string): RdmUses;
  /** Whether a VM, by its reference, maps a raw device or does not tell all its disks. False of nearly all, and cheap to ask. */
  mayMapRaw(vmRef: string): boolean;
  /** VMs with this file ("[ds1] sql01/quorum.vmdk") as a disk on a controller whose bus is or may be shared. */
  sharedFileUses(file: string): SharedFileUses;
  /** Whether a datastore is marked for clustered virtual disks, by its own object, if that was exported. */
  clusteredVmdk(datastore: string): Known<boolean> | undefined;
  /** What is noted of the host at the place of a DiskUse; undefined for one that was not exported. */
  hostNote(place: string): HostNote | undefined;
  /** The hosts that certainly belong to a cluster, by its reference. */
  hostsIn(cluster: string): readonly HostNote[];
  /** What is noted of a cluster, by its reference; undefined for one that was not exported. */
  clusterNote(cluster: string): ClusterNote | undefined;
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

/** One VM's use of a disk that other VMs may have as well. */
export interface DiskUse {
  readonly vm: string;
  /** Reference of the VM ("vm-9"). */
  readonly ref: string;
  readonly vmIdentity: string;
  /** Name of the host that runs the VM, where it is known. */
  readonly host: string | undefined;
  /** Tells the host that runs the VM from all others, exported or not. */
  readonly place: Fact<string>;
  readonly sharing: Fact<BusSharing>;
  readonly multiWriter: Fact<boolean>;
  readonly controllerKind: Fact<ControllerKind>;
  /** Number of the controller, and of the disk on it. */
  readonly bus: Fact<number>;
  readonly unit: Fact<number>;
  readonly guestId: Fact<string>;
  /** What names the disk. */
  readonly evidence: Known<string>;
}

/** One VM's use of a virtual disk's file. */
export type SharedFileUse = DiskUse;

/** One VM's use of a raw device mapping. */
export interface RdmUse extends DiskUse {
  readonly physicalMode: Fact<boolean>;
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
