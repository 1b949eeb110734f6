/**
 * What a test says about a host. Everything but the name has a default; see index.ts for how to use it and plan.ts for the
 * defaults. MTU in bytes, speeds in Mb/s, sizes in GiB.
 */
export interface HostDescription {
  readonly name: string;
  /** Managed object id, default derived from the name. */
  readonly id?: string;
  /** Name of the cluster, as given to cluster(). */
  readonly cluster?: string;
  /** "8.0.3" by default. */
  readonly version?: string;
  /** By default the build that belongs to the version (plan.ts). */
  readonly build?: string;
  /** Hardware uuid. */
  readonly uuid?: string;
  readonly maintenance?: boolean;
  readonly connection?: 'connected' | 'disconnected' | 'notResponding';
  readonly cores?: number;
  readonly memoryGiB?: number;
  /** Physical NICs; those that a switch names as uplinks exist without being listed. */
  readonly pnics?: Named<PnicDescription>;
  readonly vswitches?: Named<VswitchDescription>;
  /** Distributed switches, by the switch's name, as this host sees them. */
  readonly proxySwitches?: Named<ProxySwitchDescription>;
  readonly vmks?: Named<VmkDescription>;
  readonly adapters?: Named<AdapterDescription>;
  /** Devices by canonical name. */
  readonly luns?: Named<LunDescription>;
  readonly vmfs?: Named<VmfsDescription>;
  readonly nfs?: Named<NfsDescription>;
  /** Advanced options beside the defaults; null leaves config.option out of the export. */
  readonly options?: Named<string | number | boolean> | null;
  readonly defaultGateway?: string;
  /** Default: whether there is a software iSCSI adapter. */
  readonly softwareIscsi?: boolean;
  /** An answer of QueryNetworkHint; default: whether a pnic has cdp or lldp. */
  readonly hints?: boolean;
}

export type Named<T> = Readonly<Record<string, T>>;

export interface PnicDescription {
  /** 10000 by default; null: link down. */
  readonly speed?: number | null;
  readonly duplex?: boolean;
  /** Forced speed (`spec.linkSpeed`); auto-negotiated by default. */
  readonly forced?: number;
  /** Speeds the NIC could do; by default only its own. */
  readonly possible?: readonly number[];
  /** "0000:18:00.0"; by default every NIC has a card of its own. */
  readonly pci?: string;
  readonly driver?: string;
  readonly mac?: string;
  /** Only esxcli tells it; by default the MTU of its switch. */
  readonly mtu?: number;
  /** Pause frames, which only esxcli tells; by default none. null: the NIC knows none. */
  readonly pause?: { readonly receives?: boolean; readonly sends?: boolean; readonly negotiated?: boolean } | null;
  readonly cdp?: CdpDescription;
  readonly lldp?: LldpDescription;
}

/** PhysicalNicCdpInfo; the devId is the switch's name. */
export interface CdpDescription {
  readonly devId?: string;
  readonly portId?: string;
  readonly mtu?: number;
  readonly vlan?: number;
  readonly fullDuplex?: boolean;
  readonly hardwarePlatform?: string;
  readonly systemName?: string;
}

export interface LldpDescription {
  readonly chassisId?: string;
  readonly portId?: string;
  /** `parameter[]`: "System Name", "MTU", "Vlan ID" ... */
  readonly parameters?: Named<string | number | boolean>;
}

/** Teaming as a switch sets it or a port group overrides it; what is absent is inherited. */
export interface TeamingDescription {
  readonly policy?: 'loadbalance_srcid' | 'loadbalance_srcmac' | 'loadbalance_ip' | 'failover_explicit' | 'loadbalance_loadbased';
  readonly active?: readonly string[];
  readonly standby?: readonly string[];
  readonly beacon?: boolean;
  readonly notify?: boolean;
  /** true is "Failback: No". */
  readonly rolling?: boolean;
}

export interface SecurityDescription {
  readonly promiscuous?: boolean;
  readonly macChanges?: boolean;
  readonly forgedTransmits?: boolean;
}

export interface VswitchDescription {
  readonly mtu?: number;
  readonly uplinks?: readonly string[];
  /** By default all uplinks active. */
  readonly teaming?: TeamingDescription;
  /** By default all three rejected. */
  readonly security?: SecurityDescription;
  readonly portGroups?: Named<PortGroupDescription>;
}

export interface PortGroupDescription extends TeamingDescription, SecurityDescription {
  /** 0 by default. */
  readonly vlan?: number;
}

export interface ProxySwitchDescription {
  readonly uuid?: string;
  readonly mtu?: number;
  /** Uplink port name -> pnic. */
  readonly uplinks?: Named<string>;
  /** LAG name -> pnics. */
  readonly lags?: Named<readonly string[]>;
}

export interface VmkDescription {
  /** Port group of a standard switch. */
  readonly portGroup?: string;
  /** Key of a distributed port group, "dvportgroup-21". */
  readonly dvpg?: string;
  /** Distributed switch of dvpg; may be left out when the host has one. */
  readonly dvs?: string;
  /** Opaque (NSX) network. */
  readonly opaque?: string;
  /** "10.0.1.11/24". */
  readonly ip?: string;
  readonly mtu?: number;
  /** Services: "management", "vmotion" ... */
  readonly tags?: readonly string[];
  readonly netstack?: string;
  /** A gateway of its own. */
  readonly gateway?: string;
  readonly dhcp?: boolean;
  readonly mac?: string;
  readonly tso?: boolean;
  /** On a distributed switch, the pnic that QueryBoundVnics names. */
  readonly pnic?: string;
}

export type AdapterKind = 'software' | 'dependent' | 'independent' | 'iser' | 'fc' | 'local';

export interface AdapterDescription {
  readonly kind?: AdapterKind;
  readonly iqn?: string;
  readonly status?: string;
  /** "10.0.1.201", "10.0.1.201:3260" or an object. Each also yields the static target that discovery adds. */
  readonly sendTargets?: readonly (string | TargetDescription)[];
  /** Static targets set by hand. */
  readonly staticTargets?: readonly (string | TargetDescription)[];
  /** Advanced options that differ from the initiator's defaults. */
  readonly advanced?: Named<string | number | boolean>;
  readonly chap?: ChapDescription;
  readonly headerDigest?: string;
  readonly dataDigest?: string;
  /** VMkernel adapters bound to it; absent: the export has no QueryBoundVnics answer; []: known to be none. */
  readonly bound?: readonly string[];
  /** What QueryBoundVnics says of a bound vmk, where it differs from what the teaming makes it say. */
  readonly binding?: Named<BindingDescription>;
  /** The NIC of a dependent adapter. */
  readonly pnic?: string;
  readonly bindingSupport?: 'notsupported' | 'optional' | 'required';
  /** Address of an independent adapter, "10.0.1.31/24". */
  readonly ip?: string;
  readonly mtu?: number;
}

export interface TargetDescription {
  readonly address: string;
  readonly port?: number;
  /** IQN of the target. */
  readonly iqn?: string;
  /** Options set for this target alone; all others are inherited. */
  readonly advanced?: Named<string | number | boolean>;
  readonly chap?: ChapDescription;
}

export interface ChapDescription {
  /** "chapProhibited", "chapDiscouraged", "chapPreferred", "chapRequired". */
  readonly type: string;
  readonly mutual?: string;
  readonly name?: string;
  readonly mutualName?: string;
}

export interface BindingDescription {
  readonly pathStatus?: 'notUsed' | 'active' | 'standBy' | 'lastActive';
  /** Names of IscsiFault types; [] is compliant. */
  readonly reasons?: readonly string[];
}

export interface LunDescription {
  readonly vendor?: string;
  readonly model?: string;
  readonly revision?: string;
  /** GiB. */
  readonly size?: number;
  readonly lun?: number;
  readonly uuid?: string;
  /** "VMW_PSP_RR"; for HPP "LB-RR", "FIXED" ... */
  readonly psp?: string;
  readonly satp?: string;
  /** Preferred path of a fixed policy; default its first path, null: none. */
  readonly prefer?: string | null;
  readonly plugin?: 'NMP' | 'HPP' | 'PowerPath';
  /** Policy settings: esxcli's for Round Robin under NMP, the policy object's under HPP. */
  readonly iops?: number;
  /** How Round Robin changes paths, where that is not by `iops`; only esxcli tells it. */
  readonly limit?: 'bytes' | 'latency';
  /** useANO; false by default. */
  readonly unoptimized?: boolean;
  readonly local?: boolean;
  readonly ssd?: boolean;
  /** Target address, or an object. Absent: what the adapters' bindings and targets yield. */
  readonly paths?: readonly (string | PathDescription)[];
  /** null: not in the export. By default false from 6.7U2, absent before. */
  readonly perenniallyReserved?: boolean | null;
  readonly queueDepth?: number;
  /** null: not in the export. By default false from 7.0, absent before. */
  readonly clusteredVmdkSupported?: boolean | null;
  readonly operationalState?: readonly string[];
  readonly vStorageSupport?: 'vStorageSupported' | 'vStorageUnsupported' | 'vStorageUnknown';
  readonly queueFullSampleSize?: number;
  readonly queueFullThreshold?: number;
}

export interface PathDescription {
  /** Default: the first iSCSI adapter, or the first FC one. */
  readonly adapter?: string;
  /** "10.0.1.201" or with a port. */
  readonly target?: string;
  readonly iqn?: string;
  /** The bound vmk it runs over; gives the channel. */
  readonly via?: string;
  readonly channel?: number;
  /** nonOptimized: usable, but the array prefers others (`state` active, `pathState` standby). */
  readonly state?: 'active' | 'nonOptimized' | 'standby' | 'dead' | 'disabled';
  readonly working?: boolean;
}

export interface VmfsDescription {
  readonly extents?: readonly string[];
  readonly major?: number;
  readonly version?: string;
  readonly uuid?: string;
  /** GiB. */
  readonly capacity?: number;
  readonly local?: boolean;
  readonly mounted?: boolean;
  /** Only esxcli tells it: "ATS" by default. */
  readonly locking?: 'ATS' | 'ATS+SCSI';
  /** `unmapPriority`; "low" by default on VMFS6; null: not in the export. */
  readonly unmap?: 'none' | 'low' | 'medium' | 'high' | null;
}

export interface NfsDescription {
  readonly server: string;
  readonly share?: string;
  readonly type?: 'NFS' | 'NFS41';
}
