import type { Known } from './fact.ts';
import type { Maybe } from './node.ts';

/**
 * What one source (a VIM dump, a set of esxcli outputs, ...) knows of one host. Every field is optional knowledge; the entities of
 * host.ts, network.ts and storage.ts join the sources of a host, the better source first, and say what nobody knows.
 * MTU in bytes, speed in Mb/s, addresses in dotted decimal form.
 */
export interface HostSource {
  readonly name?: Maybe<string>;
  readonly uuid?: Maybe<string>;
  /** "7.0.3" */
  readonly version?: Maybe<string>;
  readonly build?: Maybe<number>;
  /** Reference (or name) of the cluster; `null` for a host outside any cluster. */
  readonly cluster?: Maybe<string | null>;
  /** Physical memory in MiB. */
  readonly memoryMiB?: Maybe<number>;
  readonly inMaintenance?: Maybe<boolean>;
  readonly connected?: Maybe<boolean>;
  readonly defaultGateway?: Maybe<string>;
  /** References of the VMs registered on the host. */
  readonly vmRefs?: Maybe<readonly string[]>;
  readonly softwareIscsi?: Maybe<boolean>;
  readonly vmks?: Listing<VmkSource>;
  readonly portGroups?: Listing<PortGroupSource>;
  readonly switches?: Listing<SwitchSource>;
  readonly pnics?: Listing<PnicSource>;
  readonly adapters?: Listing<AdapterSource>;
  readonly devices?: Listing<DeviceSource>;
  readonly volumes?: Listing<VolumeSource>;
  readonly nfsMounts?: Listing<NfsSource>;
  /** Advanced options by key ("Disk.QFullSampleSize"). */
  option?(key: string): Maybe<string | number | boolean>;
}

/**
 * `all` says which objects there are: only a source that lists them all may say so. `some` adds what a source knows of single
 * objects (an IP table, one device's configuration) without saying that there are no others.
 */
export interface Listing<S> {
  readonly all?: Maybe<readonly S[]>;
  readonly some?: readonly S[];
}

export interface VmkSource {
  readonly name: string;
  readonly mtu?: Maybe<number>;
  readonly ip?: Maybe<string>;
  readonly mask?: Maybe<string>;
  readonly dhcp?: Maybe<boolean>;
  /** Name of the standard port group; `null` on a distributed switch or an opaque network. */
  readonly portGroup?: Maybe<string | null>;
  readonly dvPort?: Maybe<DvPort | null>;
  /** Id of the opaque (NSX) network that the adapter is attached to. */
  readonly opaqueNetwork?: Maybe<string>;
  readonly netstack?: Maybe<string>;
  /** Own default gateway (ESXi 6.5 and later); `null` for none. */
  readonly gateway?: Maybe<string | null>;
  /** Service tags in VIM spelling ("management", "vmotion"), each with its own evidence. */
  readonly tags?: Maybe<readonly Known<string>[]>;
}

export interface DvPort {
  readonly switchUuid: string;
  readonly portgroupKey?: string;
  readonly portKey?: string;
}

export interface PortGroupSource {
  readonly name: string;
  readonly switchName?: Maybe<string>;
  /** 0 untagged, 1 to 4094, 4095 all VLANs to the guest; ranges on a distributed trunk. */
  readonly vlan?: Maybe<Vlan>;
  readonly teaming?: TeamingSource;
}

export type Vlan = number | readonly VlanRange[];

/** Both ends belong to the range. */
export interface VlanRange {
  readonly start: number;
  readonly end: number;
}

/** Effective teaming, inheritance already resolved. Uplinks are physical NICs on a standard switch, uplink names on a distributed one. */
export interface TeamingSource {
  /** VIM spelling: loadbalance_srcid, loadbalance_ip, loadbalance_srcmac, loadbalance_loadbased, failover_explicit. */
  readonly policy?: Maybe<string>;
  readonly active?: Maybe<readonly string[]>;
  readonly standby?: Maybe<readonly string[]>;
  readonly checkBeacon?: Maybe<boolean>;
  readonly notifySwitches?: Maybe<boolean>;
  /** true means NO failback. */
  readonly rollingOrder?: Maybe<boolean>;
}

export interface SwitchSource {
  readonly name: string;
  readonly distributed: boolean;
  readonly uuid?: string;
  readonly mtu?: Maybe<number>;
  /** Physical NICs by device name. */
  readonly uplinks?: Maybe<readonly string[]>;
  /** Distributed only: uplink name ("Uplink 1") to physical NIC. */
  readonly uplinkNics?: Maybe<ReadonlyMap<string, string>>;
  /** Distributed only: link aggregation groups on this host, name to physical NICs. */
  readonly lags?: Maybe<ReadonlyMap<string, readonly string[]>>;
}

export interface PnicSource {
  readonly name: string;
  /** Mb/s; `null` when the link is down. */
  readonly speed?: Maybe<number | null>;
  readonly duplex?: Maybe<boolean>;
  readonly mtu?: Maybe<number>;
  readonly pci?: Maybe<string>;
  readonly neighbor?: NeighborSource;
}

/** What the physical switch says of its port through CDP or LLDP. */
export interface NeighborSource {
  readonly device?: Maybe<string>;
  readonly port?: Maybe<string>;
  readonly mtu?: Maybe<number>;
  readonly vlan?: Maybe<number>;
}

export type AdapterKind = 'software' | 'dependent' | 'independent' | 'iser';

export interface AdapterSource {
  readonly name: string;
  readonly kind?: Maybe<AdapterKind>;
  readonly iqn?: Maybe<string>;
  readonly portals?: Maybe<readonly PortalSource[]>;
  readonly bound?: Maybe<readonly BoundSource[]>;
  /** Addresses to which there is a session or a path, dead paths included. */
  readonly sessions?: Maybe<ReadonlySet<string>>;
  /** Hardware adapters: their own MTU in bytes. */
  readonly mtu?: Maybe<number>;
  readonly jumbo?: Maybe<boolean>;
  /** Dependent hardware: the physical NIC that belongs to it. */
  readonly pnic?: Maybe<string>;
  /** Parameters by esxcli's name ("DelayedAck"). */
  readonly parameters?: Maybe<ReadonlyMap<string, Known<string | number | boolean>>>;
}

export interface PortalSource {
  /** "10.0.1.201", a DNS name or an IPv6 address. */
  readonly address: string;
  readonly port: number;
  readonly iqn?: string;
  readonly how: 'send' | 'static' | 'path';
  /** Found by discovery: such an entry outlives the portal, so that it alone proves no session. */
  readonly discovered?: boolean;
  readonly evidence: Known<string>;
}

export interface BoundSource {
  readonly vmk: Known<string>;
  readonly pnic?: Maybe<string>;
  readonly compliant?: Maybe<boolean>;
  /** Why it is not compliant, in the host's words, each with its own evidence. */
  readonly reasons?: Maybe<readonly Known<string>[]>;
  /** What the host says to do about it. */
  readonly advice?: Maybe<string>;
  /** active, standBy, lastActive, notUsed; esxcli spells them otherwise. The API swaps the texts of the first two: never interpret those. */
  readonly pathStatus?: Maybe<string>;
}

export interface DeviceSource {
  /** Canonical name: naa.…, eui.…, t10.…, mpx.… */
  readonly name: string;
  readonly uuid?: Maybe<string>;
  readonly vendor?: Maybe<string>;
  readonly model?: Maybe<string>;
  readonly psp?: Maybe<string>;
  readonly satp?: Maybe<string>;
  /** "NMP", "HPP" or another multipathing plug-in. */
  readonly plugin?: Maybe<string>;
  readonly preferred?: Maybe<string>;
  readonly local?: Maybe<boolean>;
  readonly disk?: Maybe<boolean>;
  readonly perenniallyReserved?: Maybe<boolean>;
  readonly paths?: Maybe<readonly PathSource[]>;
  /** By runtime name of the path: "active", "active unoptimized", "standby", ... */
  readonly groupStates?: Maybe<ReadonlyMap<string, Known<string>>>;
  readonly queueDepth?: Maybe<number>;
  readonly operationalState?: Maybe<readonly string[]>;
  readonly clusteredVmdk?: Maybe<boolean>;
}

export type Transport = 'iscsi' | 'fc' | 'fcoe' | 'sas' | 'local' | 'other';

export interface PathSource {
  /** Runtime name: vmhba64:C0:T0:L0 */
  readonly name: string;
  readonly adapter?: Maybe<string>;
  /** active, standby, dead, disabled, unknown. */
  readonly state?: Maybe<string>;
  readonly working?: Maybe<boolean>;
  readonly transport?: Maybe<Transport>;
  readonly targetIqn?: Maybe<string>;
  /** Portals of the path's target, "10.0.1.201:3260". */
  readonly addresses?: Maybe<readonly string[]>;
}

export interface VolumeSource {
  readonly name: string;
  readonly majorVersion?: Maybe<number>;
  readonly extents?: Maybe<readonly string[]>;
}

export interface NfsSource {
  readonly name: string;
  readonly server?: Maybe<string>;
}
