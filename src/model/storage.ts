import { unknown } from './entity.ts';
import { type Fact, type Known, mapFact } from './fact.ts';
import { HostPart } from './host-part.ts';
import { contains, type Network, networkOf, parseIpv4 } from './ipv4.ts';
import type {
  AdapterKind,
  AdapterSource,
  BoundSource,
  DeviceSource,
  NfsSource,
  PathSource,
  PathSwitchSetting,
  PortalSource,
  TargetChap,
  TargetSource,
  Transport,
  VolumeSource,
} from './source.ts';

/** An iSCSI storage adapter (vmhba64, ...): the software initiator, a dependent or an independent hardware one, or iSER. */
export class IscsiAdapter extends HostPart<AdapterSource> {
  private allPortals: Fact<readonly PortalSource[]> | undefined;
  private allEntries: Fact<readonly PortalSource[]> | undefined;

  protected get subjectKind() {
    return 'iscsi-adapter' as const;
  }

  protected get supplies() {
    return ADAPTER_SUPPLIES;
  }

  /** Bindings are compared by the VMkernel adapters that they name. */
  protected override comparable(field: keyof AdapterSource, value: unknown): unknown {
    if (field !== 'bound') return super.comparable(field, value);
    return (value as readonly BoundSource[]).map(({ vmk }) => vmk.value);
  }

  get kind(): Fact<AdapterKind> {
    return this.pick('kind');
  }
  get iqn(): Fact<string> {
    return this.pick('iqn');
  }

  /** Target portals from discovery, static entries and live paths, each address and port once: as configured, else as a path, else as discovered. */
  get portals(): Fact<readonly PortalSource[]> {
    this.allPortals ??= this.joinPortals();
    return this.allPortals;
  }

  /** The same as they were entered, found or used: one portal may be a send target, a static target and that of many paths. */
  get portalEntries(): Fact<readonly PortalSource[]> {
    this.allEntries ??= this.gatherEntries();
    return this.allEntries;
  }

  private gatherEntries(): Fact<readonly PortalSource[]> {
    const known = this.sources.map((source) => source.portals).filter((portals) => portals !== undefined);
    const [first] = known;
    if (!first) return this.pick('portals');
    return { known: true, value: known.flatMap((portals) => portals.value), origin: first.origin };
  }

  private joinPortals(): Fact<readonly PortalSource[]> {
    return mapFact(this.portalEntries, (entries) => {
      const seen = new Map<string, PortalSource>();
      for (const portal of entries) {
        const key = `${portal.address}:${portal.port}`;
        const before = seen.get(key);
        const [best, other] = before === undefined || weight(portal) > weight(before) ? [portal, before] : [before, portal];
        seen.set(key, best.iqn === undefined && other?.iqn !== undefined ? { ...best, iqn: other.iqn } : best);
      }
      return [...seen.values()];
    });
  }

  /** VMkernel adapters bound to this adapter. A HostSystem dump does not hold them: they are then unknown, not none. */
  get bound(): Fact<readonly BoundSource[]> {
    return this.pick('bound');
  }

  /** Addresses of portals with a session or a path. */
  get sessions(): Fact<ReadonlySet<string>> {
    return this.pick('sessions');
  }

  /** Bytes; hardware adapters only. */
  get mtu(): Fact<number> {
    return this.pick('mtu');
  }
  get jumbo(): Fact<boolean> {
    return this.pick('jumbo');
  }
  /** The subnet of an independent hardware adapter's own address. */
  get subnet(): Fact<Network> {
    const ip = this.pick('ip');
    const mask = this.pick('mask');
    if (!ip.known) return ip;
    if (!mask.known) return mask;
    const network = networkOf(ip.value, mask.value);
    if (network !== undefined) return mapFact(ip, () => network);
    return unknown('IPv4 subnet', this.name, HBA_ADDRESS, `${ip.value} with mask ${mask.value} is no subnet`);
  }
  /** True when `address` (IPv4) is on-link for an independent hardware adapter. */
  reaches(address: string): Fact<boolean> {
    const target = parseIpv4(address);
    return mapFact(this.subnet, (subnet) => target !== undefined && subnet.prefix > 0 && contains(subnet, target));
  }
  get pnic(): Fact<string> {
    return this.pick('pnic');
  }
  /** Send targets and static targets, with the parameters that are set on them alone. */
  get targets(): Fact<readonly TargetSource[]> {
    return this.pick('targets');
  }
  /** Initiator parameters by esxcli's names ("DelayedAck"). */
  get parameters(): Fact<ReadonlyMap<string, Known<string | number | boolean>>> {
    return this.pick('parameters');
  }
  /** digestProhibited, digestDiscouraged, digestPreferred or digestRequired. */
  get headerDigest(): Fact<string> {
    return this.pick('headerDigest');
  }
  get dataDigest(): Fact<string> {
    return this.pick('dataDigest');
  }
  /** CHAP by which targets ask the host: chapProhibited, chapDiscouraged, chapPreferred or chapRequired. */
  get chap(): Fact<string> {
    return this.pick('chap');
  }
  /** CHAP by which the host asks targets. */
  get mutualChap(): Fact<string> {
    return this.pick('mutualChap');
  }
  /** Targets with a setting of their own. */
  get targetChap(): Fact<readonly TargetChap[]> {
    return this.pick('targetChap');
  }
}

/** What is configured says more of a portal than that a path leads to it, and that more than that discovery found it once. */
function weight({ how, discovered }: PortalSource): number {
  if (discovered) return 0;
  return how === 'path' ? 1 : 2;
}

const HBA_ADDRESS = 'govc collect -json -type h / name config.storageDevice';
const HOST_STORAGE = 'govc collect -json -type h / name parent config.storageDevice';
const ADAPTER_SUPPLIES = {
  kind: { group: 'kind of iSCSI adapter', provide: 'esxcli iscsi adapter list' },
  iqn: { group: 'iSCSI name', provide: 'esxcli iscsi adapter get -A vmhbaN' },
  portals: { group: 'iSCSI targets', provide: 'esxcli iscsi adapter target portal list' },
  bound: { group: 'port bindings', provide: 'esxcli iscsi networkportal list' },
  sessions: { group: 'iSCSI sessions', provide: 'esxcli iscsi session connection list' },
  mtu: { group: 'adapter MTU', provide: 'esxcli iscsi physicalnetworkportal list' },
  ip: { group: 'IPv4 address', provide: HBA_ADDRESS },
  mask: { group: 'IPv4 netmask', provide: HBA_ADDRESS },
  jumbo: { group: 'adapter jumbo frame setting', provide: 'esxcli iscsi physicalnetworkportal list' },
  pnic: { group: 'physical NIC of the adapter', provide: 'esxcli iscsi physicalnetworkportal list' },
  targets: { group: 'iSCSI targets', provide: 'esxcli iscsi adapter discovery sendtarget list' },
  parameters: { group: 'initiator parameters', provide: 'esxcli iscsi adapter param get -A vmhbaN' },
  headerDigest: { group: 'header digest', provide: 'esxcli iscsi adapter param get -A vmhbaN' },
  dataDigest: { group: 'data digest', provide: 'esxcli iscsi adapter param get -A vmhbaN' },
  chap: { group: 'CHAP setting', provide: HOST_STORAGE },
  mutualChap: { group: 'mutual CHAP setting', provide: HOST_STORAGE },
  targetChap: { group: 'CHAP settings of targets', provide: HOST_STORAGE },
} as const;

const NETWORKS: ReadonlySet<Transport> = new Set(['iscsi', 'fc', 'fcoe']);

/** A storage device (LUN) as one host sees it. */
export class Device extends HostPart<DeviceSource> {
  private transportSet: Fact<ReadonlySet<Transport>> | undefined;

  protected get subjectKind() {
    return 'device' as const;
  }

  protected get supplies() {
    return DEVICE_SUPPLIES;
  }

  /** The API and esxcli have different words for the state of a device: they cannot contradict each other. */
  protected override comparable(field: keyof DeviceSource, value: unknown): unknown {
    return field === 'operationalState' ? undefined : super.comparable(field, value);
  }

  get uuid(): Fact<string> {
    return this.pick('uuid');
  }
  /** SCSI INQUIRY vendor, trimmed. */
  get vendor(): Fact<string> {
    return this.pick('vendor');
  }
  get model(): Fact<string> {
    return this.pick('model');
  }
  /** Path selection policy: VMW_PSP_RR, VMW_PSP_FIXED, VMW_PSP_MRU or a vendor's. */
  get psp(): Fact<string> {
    return this.pick('psp');
  }
  get satp(): Fact<string> {
    return this.pick('satp');
  }
  /** "NMP", "HPP" or another multipathing plug-in. */
  get plugin(): Fact<string> {
    return this.pick('plugin');
  }
  /** Whether ESXi's own multipathing has the device; a product of another vendor (PowerPath) does not show its paths. */
  get native(): Fact<boolean> {
    return this.pick('native');
  }
  /** Of a fixed policy; null where none is set. */
  get preferred(): Fact<string | null> {
    return this.pick('preferred');
  }
  /** After how much Round Robin goes over to the next path. */
  get pathSwitch(): Fact<PathSwitchSetting> {
    return this.pick('pathSwitch');
  }
  /** Whether Round Robin also takes paths that the array calls active but not optimized. */
  get usesUnoptimized(): Fact<boolean> {
    return this.pick('usesUnoptimized');
  }
  get queueFullSampleSize(): Fact<number> {
    return this.pick('queueFullSampleSize');
  }
  get queueFullThreshold(): Fact<number> {
    return this.pick('queueFullThreshold');
  }
  get local(): Fact<boolean> {
    const local = this.pick('local');
    if (local.known) return local;
    // Older hosts do not tell; what is reached over a network is no disk of the host itself.
    const far = this.certainPaths.find(({ transport }) => transport !== undefined && NETWORKS.has(transport.value))?.transport;
    return far === undefined ? local : { ...far, value: false };
  }
  /** False for CD-ROMs, enclosures and the like. */
  get disk(): Fact<boolean> {
    return this.pick('disk');
  }
  get perenniallyReserved(): Fact<boolean> {
    return this.pick('perenniallyReserved');
  }
  /** Transports of the paths; unknown when a path does not tell. */
  get transports(): Fact<ReadonlySet<Transport>> {
    this.transportSet ??= this.findTransports();
    return this.transportSet;
  }

  private findTransports(): Fact<ReadonlySet<Transport>> {
    const { paths } = this;
    if (!paths.known) return paths;
    const set = new Set<Transport>();
    for (const { name, transport } of paths.value) {
      if (transport === undefined) return unknown('path transports', name, 'esxcli storage core path list');
      set.add(transport.value);
    }
    return mapFact(paths, () => set);
  }

  get paths(): Fact<readonly PathSource[]> {
    return this.pick('paths');
  }
  /** Paths that are there for certain: all of them, where they are known. */
  get certainPaths(): readonly PathSource[] {
    const { paths } = this;
    return paths.known ? paths.value : (this.sources.find(({ somePaths }) => somePaths !== undefined)?.somePaths ?? []);
  }
  /** What the array says of each path, by runtime name: "active" (to the controller that owns the device), "active unoptimized", ... */
  get groupStates(): Fact<ReadonlyMap<string, Known<string>>> {
    return this.pick('groupStates');
  }
  get queueDepth(): Fact<number> {
    return this.pick('queueDepth');
  }
  get operationalState(): Fact<readonly string[]> {
    return this.pick('operationalState');
  }
  /** Storage primitives of the array (VAAI): vStorageSupported, vStorageUnsupported or vStorageUnknown. */
  get vaai(): Fact<string> {
    return this.pick('vaai');
  }
  get clusteredVmdk(): Fact<boolean> {
    return this.pick('clusteredVmdk');
  }
}

const CORE_DEVICE_LIST = 'esxcli storage core device list';
const NMP_DEVICE_LIST = 'esxcli storage nmp device list';
const DEVICE_SUPPLIES = {
  uuid: { group: 'device UUID', provide: CORE_DEVICE_LIST },
  vendor: { group: 'vendor string', provide: CORE_DEVICE_LIST },
  model: { group: 'model string', provide: CORE_DEVICE_LIST },
  psp: { group: 'path selection policy', provide: NMP_DEVICE_LIST },
  satp: { group: 'storage array type', provide: NMP_DEVICE_LIST },
  plugin: { group: 'multipathing plug-in', provide: CORE_DEVICE_LIST },
  native: { group: 'multipathing plug-in', provide: CORE_DEVICE_LIST },
  preferred: { group: 'preferred path', provide: NMP_DEVICE_LIST },
  pathSwitch: { group: 'path switching of Round Robin', provide: NMP_DEVICE_LIST },
  usesUnoptimized: { group: 'use of unoptimized paths', provide: NMP_DEVICE_LIST },
  queueFullSampleSize: { group: 'queue full sample size', provide: CORE_DEVICE_LIST },
  queueFullThreshold: { group: 'queue full threshold', provide: CORE_DEVICE_LIST },
  local: { group: 'local or shared', provide: CORE_DEVICE_LIST },
  disk: { group: 'device type', provide: CORE_DEVICE_LIST },
  perenniallyReserved: { group: 'perennially reserved flag', provide: CORE_DEVICE_LIST },
  paths: { group: 'paths', provide: 'esxcli storage core path list' },
  groupStates: { group: 'group states of paths', provide: 'esxcli storage nmp path list' },
  queueDepth: { group: 'queue depth', provide: CORE_DEVICE_LIST },
  operationalState: { group: 'operational state', provide: CORE_DEVICE_LIST },
  vaai: { group: 'storage primitives (VAAI)', provide: CORE_DEVICE_LIST },
  clusteredVmdk: { group: 'clustered VMDK support', provide: CORE_DEVICE_LIST },
} as const;

/** A VMFS volume that a host has mounted. */
export class VmfsVolume extends HostPart<VolumeSource> {
  protected get subjectKind() {
    return 'datastore' as const;
  }

  protected get supplies() {
    return VOLUME_SUPPLIES;
  }

  get majorVersion(): Fact<number> {
    return this.pick('majorVersion');
  }

  /** The name as the inputs have it. */
  get label(): Fact<string> {
    return this.pick('label');
  }
  /** Canonical names of the devices under the volume. */
  get extents(): Fact<readonly string[]> {
    return this.pick('extents');
  }
  /** Whether it lies on a disk of the host itself. */
  get local(): Fact<boolean> {
    return this.pick('local');
  }
  /** Automatic unmap of VMFS6: "none", "low", "medium" or "high". */
  get unmapPriority(): Fact<string> {
    return this.pick('unmapPriority');
  }
  /** "ATS", "ATS+SCSI" or "SCSI". */
  get lockingMode(): Fact<string> {
    return this.pick('lockingMode');
  }
}

const VOLUME_SUPPLIES = {
  majorVersion: { group: 'VMFS version', provide: 'esxcli storage filesystem list' },
  label: { group: 'VMFS name', provide: 'esxcli storage vmfs extent list' },
  extents: { group: 'VMFS extents', provide: 'esxcli storage vmfs extent list' },
  local: { group: 'local flag of the volume', provide: 'govc collect -json -type h / name parent config.fileSystemVolume' },
  unmapPriority: { group: 'unmap priority', provide: 'esxcli storage vmfs reclaim config get -l VOLUME' },
  lockingMode: { group: 'locking mode', provide: 'esxcli storage vmfs lockmode list' },
} as const;

/** An NFS datastore that a host has mounted. */
export class NfsMount extends HostPart<NfsSource> {
  protected get subjectKind() {
    return 'datastore' as const;
  }

  protected get supplies() {
    return NFS_SUPPLIES;
  }

  /** Address or DNS name of the NFS server. */
  get server(): Fact<string> {
    return this.pick('server');
  }
}

const NFS_SUPPLIES = { server: { group: 'NFS server', provide: 'esxcli storage nfs list' } } as const;
