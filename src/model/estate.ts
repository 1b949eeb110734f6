import type { Subject } from '../findings/report.ts';
import { ArrayPortals } from './array-portals.ts';
import { type ClusterNote, noteCluster } from './cluster-note.ts';
import { type Ballot, Ballots, type Comparison } from './comparison.ts';
import {
  digestHost,
  digestVm,
  type HostDigest,
  type HostHead,
  hostHead,
  type NotedUse,
  originOf,
  type VmDigest,
} from './digest.ts';
import { unknown } from './entity.ts';
import type { DiskUse, EstateView, IscsiPeer, RdmUse, RdmUses, SharedFileUse, SharedFileUses } from './estate-view.ts';
import { type EsxcliGroup, esxcliGroups } from './esxcli-hosts.ts';
import { type EntryRef, type Fact, type Known, mapFact, settled, type Unknown } from './fact.ts';
import { type EsxcliAnswer, esxcliHost } from './from-esxcli.ts';
import { ESX_CONF, reportedHost } from './from-report.ts';
import { reportedVm } from './from-report-vm.ts';
import { type DvPortGroupSource, type DvsSource, vimDvPortGroup, vimDvs } from './from-vim-dvs.ts';
import { type MethodAnswer, vimHost } from './from-vim-host.ts';
import { vimVm } from './from-vim-vm.ts';
import { Host, type HostSurroundings } from './host.ts';
import { sameHostName } from './host-name.ts';
import { type HostNote, noteHost } from './host-note.ts';
import { isNaa, lunKey, lunKeysOf } from './lun-key.ts';
import { PortGroup } from './network.ts';
import type { Memory, Node } from './node.ts';
import { PhysicalSwitches, type PhysicalSwitchPort, type Plug } from './physical-switches.ts';
import type { SiteFacts } from './site.ts';
import type { HostSource, PortGroupSource } from './source.ts';
import type { Device } from './storage.ts';
import { sameUuid } from './teaming.ts';
import { Vm } from './vm.ts';
import type { VmLoads } from './vm-load.ts';

/** One entry of the inputs as the readers keep it: what it is about, and how to open it (again). */
export type StoredEntry = StoredObject | StoredMethod | StoredEsxcli | StoredDevice;

interface Stored {
  readonly ref: EntryRef;
  /** The properties of an object, the result of a method, the output of a command. Opens the compact form, never the file. */
  open(memory?: Memory): Node;
}

export interface StoredObject extends Stored {
  readonly kind: 'object';
  /** WSDL name: HostSystem, VirtualMachine, ClusterComputeResource, ...; ReportedHost and ReportedVm for what reports tell. */
  readonly type: string;
  /** Told by a report of another tool: where a dump has the same object, that one counts. */
  readonly lesser?: boolean | undefined;
  /** Managed object reference ("host-28"); a made-up unique one when the input has none. */
  readonly id: string;
  /** Of a VM: what was noted of it while it was read, so that it need not be opened for that. */
  readonly noted?: VmDigest | undefined;
  /** The same of a host. */
  readonly head?: HostHead | undefined;
}

export interface StoredMethod extends Stored {
  readonly kind: 'method';
  /** Reference or name of the host. */
  readonly host: string | undefined;
  readonly method: string;
  readonly argument: string | undefined;
}

export interface StoredEsxcli extends Stored {
  readonly kind: 'esxcli';
  /** Name of the host; undefined when neither the entry nor the file's name tells. */
  readonly host: string | undefined;
  /** The host's name is only that of the file's folder, which may mean something else. */
  readonly guessed: boolean;
  /** "network nic list", without options. */
  readonly command: string;
  /** Options by letter or name: { p: "iSCSI-A" }. */
  readonly options: ReadonlyMap<string, string>;
  /** Some of the output could not be read. */
  readonly partial: boolean;
}

/** What a device at the other end of the cables says: a physical switch or a storage array. */
export interface StoredDevice extends Stored {
  readonly kind: 'device';
  readonly role: 'switch' | 'array';
  /** As the input names it outside of the output itself, for example in a prompt. */
  readonly name: string | undefined;
}

/** Everything about one host, before it is opened. */
interface HostRecord {
  readonly index: number;
  readonly objects: StoredObject[];
  readonly methods: StoredMethod[];
  readonly esxcli: StoredEsxcli[];
  name: string | undefined;
  uuid: string | undefined;
  /** References by which other entries may name it. */
  readonly ids: Set<string>;
}

/**
 * The inputs as a whole: hosts and VMs are opened one at a time from their compact form and dropped again; what rules ask across hosts is
 * kept in digests.
 */
export class Estate implements EstateView {
  private readonly records: HostRecord[] = [];
  /** Records by each of their references, with the inputs that give them it. */
  private readonly byId = new Map<string, { readonly record: number; readonly files: Set<string> }[]>();
  private readonly byLabel = new Map<string, HostRecord[]>();
  private readonly vmEntries: StoredObject[] = [];
  private readonly clusterNames = new Map<string, string>();
  private readonly datastoreNames = new Map<string, Known<string> | null>();
  private readonly switches: DvsSource[] = [];
  private readonly portGroups = new Map<string, DvPortGroupSource>();
  private readonly vmDigests: VmDigest[] = [];
  private readonly strays: VmDigest[] = [];
  private plannedVms = 0;
  private readonly vmIds = new Set<string>();
  /** A VM does not say which host runs it: it may be any. */
  private unplacedVm = false;
  private readonly vmsByHost = new Map<string, VmDigest[]>();
  private readonly rdms = new Map<string, RdmUse[]>();
  private readonly sharedFiles = new Map<string, SharedFileUse[]>();
  /** By name: true as soon as one of this name is marked. */
  private readonly clusteredDatastores = new Map<string, Known<boolean>>();
  /** References of VMs that map raw devices or may do so. */
  private readonly rawVms = new Set<string>();
  private readonly clusterNotes = new Map<string, ClusterNote>();
  /** By the place of the host. */
  private readonly hostNotes = new Map<string, HostNote>();
  /** What may hide a raw device mapping or a shared disk: the first reason found. */
  private hidden: Unknown | undefined;
  private readonly ballots: ReadonlyMap<Comparison, Ballots>;
  private readonly peers = new Map<string, IscsiPeer[]>();
  /** Peers of which no input tells the cluster. */
  private readonly peersOfNoCluster: IscsiPeer[] = [];
  private readonly switchesAround: PhysicalSwitches;
  private readonly portals: ArrayPortals;
  private readonly site: SiteFacts;
  private readonly memory: Memory | undefined;
  /** esxcli answers and method results that no host could be found for. */
  readonly homeless: (StoredEsxcli | StoredMethod)[] = [];
  /** Comparisons that threw on a host. */
  readonly crashes: { readonly comparison: string; readonly subject: Subject; readonly error: unknown }[] = [];

  /** `comparisons` are put to every host; only those can be asked for later. */
  constructor(entries: readonly StoredEntry[], site: SiteFacts, memory?: Memory, comparisons: Iterable<Comparison> = []) {
    this.ballots = new Map([...comparisons].map((comparison) => [comparison, new Ballots(comparison)]));
    this.site = site;
    this.memory = memory;
    const devices = entries.filter((entry) => entry.kind === 'device');
    this.switchesAround = new PhysicalSwitches(devices, memory);
    this.portals = new ArrayPortals(devices, memory);
    // What is told of one object later replaces what was told before.
    for (const entry of entries) if (entry.kind === 'object' && entry.lesser) this.addObject(entry);
    for (const entry of entries) if (entry.kind === 'object' && !entry.lesser) this.addObject(entry);
    for (const entry of entries) if (entry.kind === 'method') this.addMethod(entry);
    this.addEsxcli(esxcliGroups(entries.filter((entry) => entry.kind === 'esxcli')));
    this.digest();
  }

  get hostCount(): number {
    return this.records.length;
  }

  get vmCount(): number {
    return this.vmDigests.length + this.plannedVms;
  }

  /** Opens the hosts one after another. */
  *hosts(): Generator<Host> {
    for (const record of this.records) yield this.openHost(record);
  }

  /** Opens the VMs whose host is not among the hosts. */
  *vmsElsewhere(): Generator<Vm> {
    for (const digest of this.strays) yield this.openVm(digest, undefined);
  }

  lagNames(dvsUuid: string | undefined): Fact<readonly string[]> {
    return (
      this.dvs(dvsUuid)?.lagNames ??
      unknown('link aggregation groups', `distributed switch ${dvsUuid ?? ''}`.trim(), 'govc collect -json -type w / name config')
    );
  }

  switchMtu(dvsUuid: string | undefined): Known<number> | undefined {
    const mtu = this.dvs(dvsUuid)?.maxMtu;
    return mtu?.value === 0 ? undefined : mtu;
  }

  switchPort(ask: () => Omit<Plug, 'isHost'>): PhysicalSwitchPort | undefined {
    if (this.switchesAround.none) return undefined;
    const plug = ask();
    const { host } = plug;
    // A name that several hosts may have tells none of them.
    const isHost = (name: string) => sameHostName(name, host) && this.named(name).length <= 1;
    return this.switchesAround.portOf({ ...plug, isHost });
  }

  portalMtu(address: string): Known<number> | undefined {
    return this.portals.mtuOf(address);
  }

  resourceManagement(dvsUuid: string | undefined): Fact<boolean> {
    return (
      this.dvs(dvsUuid)?.resourceManagement ??
      unknown('Network I/O Control', `distributed switch ${dvsUuid ?? ''}`.trim(), 'govc collect -json -type w / name config')
    );
  }

  get hasVms(): boolean {
    return this.vmDigests.length > 0;
  }

  datastoreName(ref: string): Known<string> | undefined {
    return this.datastoreNames.get(ref) ?? undefined;
  }

  rdmUses(device: Device): RdmUses {
    if (this.rdms.size === 0) return { found: [], all: this.allVms() };
    const { name, uuid } = device;
    const found = new Set([...lunKeysOf(name, uuid.known ? uuid.value : undefined)].flatMap((key) => this.rdms.get(key) ?? []));
    // Without its UUID a device is told by a NAA name alone, and only from mappings that tell theirs.
    const blind = !uuid.known && [...this.rdms.keys()].some((key) => !(isNaa(name) && isNaa(key)));
    return { found: [...found], all: blind && !uuid.known ? uuid : this.allVms() };
  }

  mayMapRaw(vmRef: string): boolean {
    return this.rawVms.has(vmRef);
  }

  lunUses(lunUuid: string): RdmUses {
    return { found: this.rdms.get(lunKey(lunUuid)) ?? [], all: this.allVms() };
  }

  clusteredVmdk(datastore: string): Known<boolean> | undefined {
    return this.clusteredDatastores.get(datastore);
  }

  hostNote(place: string): HostNote | undefined {
    return this.hostNotes.get(place);
  }

  hostsIn(cluster: string): readonly HostNote[] {
    return [...this.hostNotes.values()].filter((note) => note.cluster.known && note.cluster.value === cluster);
  }

  clusterNote(cluster: string): ClusterNote | undefined {
    return this.clusterNotes.get(cluster);
  }

  sharedFileUses(file: string): SharedFileUses {
    return { vms: this.sharedFiles.get(file) ?? [], all: this.allVms() };
  }

  ballot(comparison: Comparison, host: Host, key: string): Ballot {
    return this.ballotsOf(comparison).ballot(host, key);
  }

  ballotKeys(comparison: Comparison, host: Host): readonly string[] {
    return this.ballotsOf(comparison).keys(host);
  }

  private ballotsOf(comparison: Comparison): Ballots {
    const ballots = this.ballots.get(comparison);
    if (ballots === undefined) throw new TypeError(`no rule names the comparison ${comparison.name} in its compares`);
    return ballots;
  }

  /** Whether every VM that the inputs speak of was exported with its disks. */
  private allVms(): Fact<true> {
    if (this.hidden) return this.hidden;
    const [vm] = this.vmDigests;
    return vm ? { known: true, value: true, origin: originOf(vm) } : unknown('virtual machines', '', VM_COLLECT);
  }

  iscsiPeers(cluster: string | null): readonly IscsiPeer[] {
    return [...(this.peers.get(cluster ?? '') ?? []), ...this.peersOfNoCluster];
  }

  private addObject(entry: StoredObject): void {
    switch (entry.type) {
      case 'HostSystem':
      case 'ReportedHost':
        this.addHostObject(entry);
        break;
      case 'VirtualMachine':
      case 'ReportedVm':
        this.vmEntries.push(entry);
        break;
      case 'ClusterComputeResource': {
        const name = entry.open().get('name').value;
        if (typeof name === 'string') this.clusterNames.set(entry.id, name);
        this.clusterNotes.set(entry.id, noteCluster(entry.open(this.memory)));
        break;
      }
      case 'Datastore':
        this.addDatastore(entry);
        break;
      case 'DistributedVirtualSwitch':
      case 'VmwareDistributedVirtualSwitch':
        this.switches.push(vimDvs(entry.id, entry.open(this.memory)));
        break;
      case 'DistributedVirtualPortgroup': {
        const source = vimDvPortGroup(entry.id, entry.open(this.memory));
        this.portGroups.set(source.key, source);
        break;
      }
      default:
    }
  }

  /** References are unique within one vCenter only: two names for one tell nothing. */
  private addDatastore(entry: StoredObject): void {
    const properties = entry.open(this.memory);
    const name = properties.get('name').string();
    const clustered = properties.at('capability', 'clusteredVmdkSupported').boolean();
    if (name && clustered && !this.clusteredDatastores.get(name.value)?.value)
      this.clusteredDatastores.set(name.value, settled(clustered));
    const before = this.datastoreNames.get(entry.id);
    if (name === undefined) return;
    this.datastoreNames.set(entry.id, before === undefined || before?.value === name.value ? settled(name) : null);
  }

  private addHostObject(entry: StoredObject): void {
    const { name, uuid: uuidText } = entry.head ?? hostHead(entry.open());
    const sameUuidOrUntold = (record: HostRecord) =>
      uuidText === undefined || record.uuid === undefined || sameUuid(record.uuid, uuidText);
    const byName = name === undefined ? undefined : this.named(name).find(sameUuidOrUntold);
    const same =
      byName ??
      this.records.find(
        (record) =>
          (name === undefined || record.name === undefined) &&
          (record.ids.has(entry.id) || (uuidText !== undefined && record.uuid !== undefined && sameUuid(record.uuid, uuidText))),
      );
    const record = same ?? this.newRecord();
    record.objects.push(entry);
    this.nameRecord(record, name);
    record.uuid ??= uuidText;
    record.ids.add(entry.id);
    this.noteId(entry, record.index);
  }

  private noteId({ id, ref }: StoredObject, record: number): void {
    const found = this.byId.get(id)?.find((item) => item.record === record);
    if (found) found.files.add(ref.file);
    else pushTo(this.byId, id, { record, files: new Set([ref.file]) });
  }

  /** Records whose name is that of the same host, as far as names tell. */
  private named(name: string): readonly HostRecord[] {
    return (this.byLabel.get(label(name)) ?? []).filter((record) => record.name !== undefined && sameHostName(record.name, name));
  }

  private nameRecord(record: HostRecord, name: string | undefined): void {
    if (record.name !== undefined || name === undefined) return;
    record.name = name;
    pushTo(this.byLabel, label(name), record);
  }

  private newRecord(): HostRecord {
    const record: HostRecord = {
      index: this.records.length,
      objects: [],
      methods: [],
      esxcli: [],
      name: undefined,
      uuid: undefined,
      ids: new Set(),
    };
    this.records.push(record);
    return record;
  }

  private addMethod(entry: StoredMethod): void {
    const record = entry.host === undefined ? this.onlyHost() : this.find(entry.host, entry.ref.file);
    if (record) record.methods.push(entry);
    else this.homeless.push(entry);
  }

  /** A guessed name, or none, may mean the only host that is named elsewhere, if it is the only such group. */
  private addEsxcli(groups: readonly EsxcliGroup[]): void {
    const doubtful = groups.filter(({ host, guessed }) => host === undefined || guessed);
    for (const group of groups) {
      const { host, guessed, entries } = group;
      const only = doubtful.length === 1 && doubtful[0] === group ? this.onlyHost() : undefined;
      const found = host === undefined ? only : (this.find(host) ?? (guessed ? only : undefined));
      if (found === undefined && host === undefined && this.records.length > 0) {
        this.homeless.push(...entries);
        continue;
      }
      const record = found ?? this.newRecord();
      this.nameRecord(record, host);
      record.esxcli.push(...entries);
    }
  }

  /** What does not say of which host it is can only be meant for the only one. */
  private onlyHost(): HostRecord | undefined {
    return this.records.length === 1 ? this.records[0] : undefined;
  }

  private find(nameOrId: string, file = ''): HostRecord | undefined {
    const byId = this.recordOf(nameOrId, file);
    if (byId !== undefined) return this.records[byId];
    const short = this.named(nameOrId);
    const exact = short.find((record) => record.name?.toLowerCase() === nameOrId.toLowerCase());
    if (exact) return exact;
    return short.length === 1 ? short[0] : undefined;
  }

  private digest(): void {
    const digests = this.vmEntries.map(
      (entry) => (this.memory === undefined ? entry.noted : undefined) ?? digestVm(entry, entry.open(this.memory)),
    );
    this.strays.push(...digests.filter(({ planned }) => planned));
    this.plannedVms = this.strays.length;
    for (const digest of joinReports(digests.filter(({ planned }) => !planned))) {
      const { entry } = digest;
      const file = (digest.also ?? entry).ref.file;
      const record = digest.hostId === undefined ? undefined : this.find(digest.hostId, file)?.index;
      this.vmDigests.push(digest);
      this.vmIds.add(entry.id);
      this.unplacedVm ||= digest.hostId === undefined;
      if (record === undefined) this.strays.push(digest);
      else pushTo(this.vmsByHost, String(record), digest);
      this.hidden ??= digest.hidden;
      if (digest.hidden || digest.rdms.length > 0) this.rawVms.add(entry.id);
      for (const [file, use] of digest.sharedFiles) pushTo(this.sharedFiles, file, this.placed(use, record));
      for (const [lunUuid, use] of digest.rdms) pushTo(this.rdms, lunKey(lunUuid), this.placed(use, record));
    }
    let index = 0;
    for (const host of this.hosts()) {
      this.hostNotes.set(placeOf(index++), noteHost(host, this.rdms));
      this.add(digestHost(host));
      for (const ballots of this.ballots.values()) this.vote(ballots, host);
    }
  }

  /** A use with the host that runs the VM: one of the hosts, or a reference to one that was not exported. */
  private placed<U extends DiskUse>(
    use: NotedUse<U>,
    record: number | undefined,
  ): Omit<NotedUse<U>, 'placed'> & Pick<DiskUse, 'host' | 'place'> {
    const { placed, ...rest } = use;
    const host = record === undefined ? undefined : this.records[record]?.name;
    return { ...rest, host, place: mapFact(placed, (reference) => (record === undefined ? reference : placeOf(record))) };
  }

  /** A comparison that fails on a host takes no other one with it: the host's answer is not known, and the fault is told. */
  private vote(ballots: Ballots, host: Host): void {
    try {
      ballots.add(host);
    } catch (error) {
      this.crashes.push({ comparison: ballots.name, subject: host.subject, error });
      ballots.fail(host);
    }
  }

  private add(digest: HostDigest): void {
    const { host, vmRefs } = digest;
    if (vmRefs.known && vmRefs.value.some((ref) => !this.vmIds.has(ref))) {
      this.hidden ??= unknown('virtual machines', host, VM_COLLECT, 'referred to, but not in the export');
    }
    if (digest.peer?.cluster.known) pushTo(this.peers, digest.cluster ?? '', digest.peer);
    else if (digest.peer) this.peersOfNoCluster.push(digest.peer);
  }

  /** References are unique within one vCenter only: the host of the same input first, else the only one that has the reference. */
  private recordOf(hostId: string, file: string): number | undefined {
    const found = this.byId.get(hostId) ?? [];
    return found.find(({ files }) => files.has(file))?.record ?? (found.length === 1 ? found[0]?.record : undefined);
  }

  private openHost(record: HostRecord): Host {
    const answers: MethodAnswer[] = record.methods.map((entry) => ({
      method: entry.method,
      argument: entry.argument,
      result: entry.open(this.memory),
    }));
    const dumps = record.objects.filter(({ type }) => type !== 'ReportedHost');
    const sources: HostSource[] = dumps.map((entry) => vimHost(entry.open(this.memory), answers));
    const ofCommands = record.esxcli.filter(({ command }) => command !== ESX_CONF);
    if (ofCommands.length > 0) {
      const outputs: EsxcliAnswer[] = ofCommands.map((entry) => ({
        command: entry.command,
        options: entry.options,
        partial: entry.partial,
        output: entry.open(this.memory),
      }));
      sources.push(esxcliHost(record.name, outputs));
    }
    // The file holds what a start of the host would make of it, the outputs what is.
    for (const entry of record.esxcli) if (entry.command === ESX_CONF) sources.push(reportedHost(entry.open(this.memory)));
    // Reports round, abbreviate and are older than they look: they only add what nobody else knows.
    const dumped = sources.map((source) => source.cluster).find((value) => value !== undefined);
    for (const entry of record.objects.filter(({ type }) => type === 'ReportedHost')) {
      // A name cannot contradict a reference.
      sources.push(
        reportedHost(entry.open(this.memory), (told) => (dumped === undefined ? this.clusterRef(told) : dumped.value)),
      );
    }
    const name = record.name ?? [...record.ids][0] ?? 'host without a name';
    const cluster = sources.map((source) => source.cluster).find((value) => value !== undefined)?.value;
    const clusterName = cluster === undefined || cluster === null ? undefined : (this.clusterNames.get(cluster) ?? cluster);
    return new Host(name, record.uuid ?? name.toLowerCase(), sources, this.surroundings(clusterName, record.index));
  }

  /** The reference of a cluster that is told by its name, if only one has that name. */
  private clusterRef(told: string): string {
    const named = [...this.clusterNames].filter(([id, name]) => name === told && id !== told);
    return named.length === 1 && !this.clusterNames.has(told) ? (named[0]?.[0] ?? told) : told;
  }

  private surroundings(clusterName: string | undefined, index: number): HostSurroundings {
    return {
      clusterName,
      site: this.site,
      estate: this,
      distributedPortGroup: (host, key) => {
        const source = this.portGroups.get(key);
        return source && new PortGroup(host, source.name, [withSwitchName(source, this.switches)], true, key);
      },
      vmsOn: (host) => this.vmsOn(host, index),
      vmLoads: (host) => this.vmLoads(host, index),
    };
  }

  /** The VMs of a host: known when all that the host lists were exported, or when VMs were exported and the host lists none. */
  private vmsOn(host: Host, index: number): Fact<readonly Vm[]> {
    const digests = this.vmsByHost.get(String(index)) ?? [];
    const { vmRefs } = host;
    const missing = this.missingVms(host, digests);
    if (missing !== undefined) return missing;
    const first = this.vmDigests[0];
    const origin = (digests[0] && originOf(digests[0])) ?? (vmRefs.known ? vmRefs.origin : first && originOf(first));
    if (origin === undefined) return unknown('virtual machines', host.name, VM_COLLECT);
    return { known: true, value: digests.map((digest) => this.openVm(digest, host)), origin };
  }

  /** What may hide a VM of the host. */
  private missingVms(host: Host, digests: readonly VmDigest[]): Unknown | undefined {
    const { vmRefs } = host;
    if (vmRefs.known) {
      const present = new Set(digests.map((digest) => digest.entry.id));
      if (vmRefs.value.some((ref) => !present.has(ref)))
        return unknown('virtual machines', host.name, VM_COLLECT, 'referred to, but not in the export');
      if (vmRefs.value.length === 0) return undefined;
    } else if (this.unplacedVm) {
      return unknown('virtual machines', host.name, VM_COLLECT, 'a VM does not say which host runs it');
    }
    return this.vmDigests.length === 0 ? unknown('virtual machines', host.name, VM_COLLECT) : undefined;
  }

  private vmLoads(host: Host, index: number): VmLoads {
    const digests = this.vmsByHost.get(String(index)) ?? [];
    return { found: digests.map(({ load }) => load), missing: this.missingVms(host, digests) };
  }

  private openVm(digest: VmDigest, host: Host | undefined): Vm {
    const sources = [digest.entry, ...(digest.also ? [digest.also] : [])].map((entry) =>
      (entry.type === 'ReportedVm' ? reportedVm : vimVm)(entry.open(this.memory)),
    );
    return new Vm(sources[0]?.name ?? '', digest.entry.id, sources, host, this.site, this);
  }

  private dvs(uuid: string | undefined): DvsSource | undefined {
    return uuid === undefined
      ? undefined
      : this.switches.find((item) => item.uuid !== undefined && sameUuid(item.uuid.value, uuid));
  }
}

const VM_COLLECT = 'govc collect -json -type m / name config guest runtime';

/** What a report tells of a VM joins a dump of the same VM, or else the first report that tells of it. */
function joinReports(digests: readonly VmDigest[]): readonly VmDigest[] {
  const reports = digests.filter(({ entry }) => entry.type === 'ReportedVm');
  if (reports.length === 0) return digests;
  const dumps = digests.filter(({ entry }) => entry.type !== 'ReportedVm');
  const all: VmDigest[] = [...dumps];
  const byUuid = new Map(dumps.map(({ uuid }, index) => [uuid?.toLowerCase(), index]));
  for (const report of reports) {
    const uuid = report.uuid?.toLowerCase();
    const at = uuid === undefined ? undefined : byUuid.get(uuid);
    const same = at === undefined ? undefined : all[at];
    if (at !== undefined && same !== undefined) {
      all[at] = { ...same, also: same.also ?? report.entry, hostId: same.hostId ?? report.hostId };
    } else {
      if (uuid !== undefined) byUuid.set(uuid, all.length);
      all.push(report);
    }
  }
  return all;
}

/** The place of a host that was exported; references hold no "#". */
function placeOf(record: number): string {
  return `#${record}`;
}

function withSwitchName(source: DvPortGroupSource, switches: readonly DvsSource[]): PortGroupSource {
  const dvs = switches.find((item) => item.ref === source.dvsRef);
  const base = source.portGroup;
  return {
    name: base.name,
    get switchName() {
      return dvs?.name;
    },
    get vlan() {
      return base.vlan;
    },
    ...(base.teaming === undefined ? {} : { teaming: base.teaming }),
    ...(base.security === undefined ? {} : { security: base.security }),
  };
}

/** What host names are looked up by: the first label of a domain name, an address whole. */
function label(name: string): string {
  const folded = name.toLowerCase();
  return /^[\d.]+$/.test(folded) ? folded : (folded.split('.')[0] ?? folded);
}

function pushTo<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
