import type { Known } from './fact.ts';
import type { Maybe } from './node.ts';

/**
 * What one source (a VIM dump, a set of esxcli outputs, ...) knows of one host. Every field is optional knowledge; the entities of
 * host.ts, network.ts and storage.ts join the sources of a host, the better source first, and say what nobody knows.
 * MTU in bytes, speed in Mb/s, addresses in dotted decimal form.
 */
export interface HostSource {
  /** The document that describes the host, for one that is only planned: a profile, a playbook, a plan. */
  readonly plannedBy?: string | undefined;
  readonly name?: Maybe<string>;
  readonly uuid?: Maybe<string>;
  /** "7.0.3" */
  readonly version?: Maybe<string>;
  readonly build?: Maybe<number>;
  /** Reference (or name) of the cluster; `null` for a host outside any cluster. */
  readonly cluster?: Maybe<string | null>;
  /** Physical memory in MiB. */
  readonly memoryMiB?: Maybe<number>;
  /** Physical CPU cores. */
  readonly cores?: Maybe<number>;
  readonly inMaintenance?: Maybe<boolean>;
  readonly connected?: Maybe<boolean>;
  /** `null` for none. */
  readonly defaultGateway?: Maybe<string | null>;
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
  readonly claimRules?: Maybe<readonly ClaimRuleSource[]>;
  /** Types of mounted file systems by name: VMFS, NFS, NFS41, VVOL, vsan, ... */
  fileSystemType?(name: string): Maybe<string>;
  /** Results of vmkping, the oldest first. */
  readonly pings?: readonly PingSource[];
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
  /** Objects that are there for certain and are described as a full list would do it, beside which there may be others. */
  readonly part?: readonly S[];
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
  /** TCP segmentation offload. */
  readonly tso?: Maybe<boolean>;
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
  readonly security?: SecuritySource;
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
  /** Whether the port group sets any of these itself instead of inheriting all from its switch. */
  readonly overrides?: Maybe<boolean>;
}

/** Effective security policy: true is what the client calls Accept. */
export interface SecuritySource {
  readonly promiscuous?: Maybe<boolean>;
  readonly macChanges?: Maybe<boolean>;
  readonly forgedTransmits?: Maybe<boolean>;
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
  /** Configured speed in Mb/s; `null` when it is negotiated. */
  readonly forced?: Maybe<number | null>;
  /** Speeds in Mb/s that the NIC supports. */
  readonly possible?: Maybe<readonly number[]>;
  readonly mtu?: Maybe<number>;
  readonly pause?: Maybe<PauseFrames>;
  readonly pci?: Maybe<string>;
  readonly mac?: Maybe<string>;
  readonly neighbor?: NeighborSource;
}

/** Flow control of a physical NIC: whether it honours and sends pause frames; `null` when it knows none. */
export type PauseFrames = { readonly receives: boolean; readonly sends: boolean } | null;

/** What the physical switch says of its port through CDP or LLDP. */
export interface NeighborSource {
  readonly device?: Maybe<string>;
  readonly port?: Maybe<string>;
  readonly mtu?: Maybe<number>;
  readonly vlan?: Maybe<number>;
  /** The switch as CDP names it; only names of one protocol can be compared. */
  readonly cdpName?: Maybe<string>;
  /** The switch as LLDP identifies it. */
  readonly chassis?: Maybe<string>;
  /** The switch as LLDP names it. */
  readonly systemName?: Maybe<string>;
  /** CDP: "N9K-C93180YC-EX". */
  readonly platform?: Maybe<string>;
  /** CDP: the duplex of the switch port. */
  readonly fullDuplex?: Maybe<boolean>;
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
  /** Independent hardware: its own address and netmask. */
  readonly ip?: Maybe<string>;
  readonly mask?: Maybe<string>;
  /** Dependent hardware: the physical NIC that belongs to it. */
  readonly pnic?: Maybe<string>;
  /** Parameters by esxcli's name ("DelayedAck"). */
  readonly parameters?: Maybe<ReadonlyMap<string, Known<string | number | boolean>>>;
  readonly targets?: Maybe<readonly TargetSource[]>;
  /** Digests in VIM spelling: digestProhibited, digestDiscouraged, digestPreferred, digestRequired. */
  readonly headerDigest?: Maybe<string>;
  readonly dataDigest?: Maybe<string>;
  /** Whether the target asks the host: chapProhibited, chapDiscouraged, chapPreferred, chapRequired. Names and secrets are never read. */
  readonly chap?: Maybe<string>;
  /** Whether the host asks the target, in the same words. */
  readonly mutualChap?: Maybe<string>;
  /** Targets that do not inherit the adapter's setting. */
  readonly targetChap?: Maybe<readonly TargetChap[]>;
}

/** CHAP of one target portal ("10.0.1.201:3260"), as far as it is not inherited. */
export interface TargetChap {
  readonly portal: string;
  readonly chap?: Maybe<string>;
  readonly mutualChap?: Maybe<string>;
}

/** Parameters that are set on a target alone, by esxcli's name; undefined where the value is not told. What it inherits is not among them. */
export type OwnParameters = ReadonlyMap<string, Known<string | number | boolean> | undefined>;

/** A send target or a static target as it is configured. */
export interface TargetSource {
  readonly address: string;
  readonly port: number;
  readonly iqn?: string;
  readonly how: 'send' | 'static';
  /** Address of the send target through which a static one was found. */
  readonly parent?: string;
  readonly own?: Maybe<OwnParameters>;
}

export interface PortalSource {
  /** "10.0.1.201", a DNS name or an IPv6 address. */
  readonly address: string;
  readonly port: number;
  readonly iqn?: string;
  readonly how: 'send' | 'static' | 'path';
  /** Found by discovery: such an entry outlives the portal, so that it alone proves no session. */
  readonly discovered?: boolean;
  /** Entered by hand, where the input tells so. */
  readonly byHand?: boolean;
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
  /** Preferred path of a fixed policy; `null` where none is set. */
  /** False for a device that the table of ESXi's own multipathing leaves out: a product of another vendor owns it. */
  readonly native?: Maybe<boolean>;
  readonly preferred?: Maybe<string | null>;
  readonly pathSwitch?: Maybe<PathSwitchSetting>;
  /** Whether Round Robin also takes paths that the array calls active but not optimized (useANO). */
  readonly usesUnoptimized?: Maybe<boolean>;
  readonly queueFullSampleSize?: Maybe<number>;
  readonly queueFullThreshold?: Maybe<number>;
  readonly local?: Maybe<boolean>;
  readonly disk?: Maybe<boolean>;
  readonly perenniallyReserved?: Maybe<boolean>;
  readonly paths?: Maybe<readonly PathSource[]>;
  /** Paths that are there for certain, where there may be others. */
  readonly somePaths?: readonly PathSource[];
  /** By runtime name of the path: "active", "active unoptimized", "standby", ... */
  readonly groupStates?: Maybe<ReadonlyMap<string, Known<string>>>;
  readonly queueDepth?: Maybe<number>;
  readonly operationalState?: Maybe<readonly string[]>;
  /** Storage primitives of the array (VAAI): vStorageSupported, vStorageUnsupported or vStorageUnknown. */
  readonly vaai?: Maybe<string>;
  readonly clusteredVmdk?: Maybe<boolean>;
}

/** After how much Round Robin goes over to the next path. */
export interface PathSwitchSetting {
  /** `default`: nobody has set it; after `iops` I/O operations. */
  readonly limit: 'default' | 'iops' | 'bytes' | 'latency';
  readonly iops?: number;
  readonly bytes?: number;
}

/** A rule by which the native multipathing plug-in claims devices. */
export interface ClaimRuleSource {
  readonly satp: Known<string>;
  /** Empty: of any vendor; so the model. */
  readonly vendor: string;
  readonly model: string;
  /** Added by an administrator. */
  readonly ofUser: boolean;
  readonly psp: string;
  readonly pspOptions: Maybe<string>;
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
  /** The volume's name where it stands. */
  readonly label?: Maybe<string>;
  readonly majorVersion?: Maybe<number>;
  readonly extents?: Maybe<readonly string[]>;
  /** On a disk of the host itself. */
  readonly local?: Maybe<boolean>;
  /** VMFS6: "none", "low", "medium" or "high". */
  readonly unmapPriority?: Maybe<string>;
  /** "ATS", "ATS+SCSI", "SCSI". */
  readonly lockingMode?: Maybe<string>;
}

export interface NfsSource {
  readonly name: string;
  readonly server?: Maybe<string>;
}

/** The result of one vmkping. */
export interface PingSource {
  readonly vmk: Known<string>;
  /** An IPv4 address. */
  readonly target: Known<string>;
  /** Payload in bytes (`-s`): 28 less than the MTU that it proves. */
  readonly size: Known<number>;
  /** Whether fragmentation was forbidden (`-d`). */
  readonly df: Known<boolean>;
  readonly result: Known<'pass' | 'fail'>;
}
