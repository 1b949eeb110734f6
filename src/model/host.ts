import type { Subject, SubjectKind } from '../findings/report.ts';
import { Entity, join, sourcesIn, unknown } from './entity.ts';
import { type Fact, type Known, mapFact, type Unknown } from './fact.ts';
import { PhysicalNic, PortGroup, VirtualSwitch, VmkernelAdapter } from './network.ts';
import type { SiteFacts } from './site.ts';
import type { ClaimRuleSource, HostSource, PingSource } from './source.ts';
import { Device, IscsiAdapter, NfsMount, VmfsVolume } from './storage.ts';
import type { Vm } from './vm.ts';
import type { VmLoads } from './vm-load.ts';

/** What a host needs from the rest of the estate. */
export interface HostSurroundings {
  readonly clusterName?: string | undefined;
  readonly site: SiteFacts;
  /** Distributed port groups by key, as this host uses them. */
  distributedPortGroup(host: Host, key: string): PortGroup | undefined;
  /** MTU of a distributed switch from its own object, where the host's proxy switch does not tell. */
  vmsOn(host: Host): Fact<readonly Vm[]>;
  /** What its VMs ask of datastores, without opening them. */
  vmLoads(host: Host): VmLoads;
  estate: import('./estate-view.ts').EstateView;
}

/** An ESXi host, joined from every source about it. */
export class Host extends Entity<HostSource> {
  /** The name that inputs give, or a placeholder when none does. */
  readonly name: string;
  readonly identity: string;
  readonly around: HostSurroundings;
  private readonly memo = new Map<string, unknown>();

  constructor(name: string, identity: string, sources: readonly HostSource[], around: HostSurroundings) {
    super(sources);
    this.name = name;
    this.identity = identity;
    this.around = around;
  }

  /** Itself: the release that rules are about is compared with it. */
  get host(): Host {
    return this;
  }

  get subject(): Subject {
    return { kind: 'host', ...this.clusterPart, name: this.name };
  }

  subjectOf(kind: SubjectKind, name: string): Subject {
    return { kind, ...this.clusterPart, host: this.name, name };
  }

  private get clusterPart(): { cluster?: string } {
    return this.around.clusterName === undefined ? {} : { cluster: this.around.clusterName };
  }

  /** The document that plans the host; undefined for a real one. What is planned is never compared with what is. */
  get plannedBy(): string | undefined {
    return this.sources.find((source) => source.plannedBy !== undefined)?.plannedBy;
  }

  get site(): SiteFacts {
    return this.around.site;
  }

  protected get supplies() {
    return HOST_SUPPLIES;
  }

  /** Reports round the size of memory. */
  protected override comparable(field: keyof HostSource, value: unknown): unknown {
    return field === 'memoryMiB' ? undefined : super.comparable(field, value);
  }

  /** "7.0.3" */
  get version(): Fact<string> {
    return this.pick('version');
  }
  get build(): Fact<number> {
    return this.pick('build');
  }
  get uuid(): Fact<string> {
    return this.pick('uuid');
  }
  /** Reference or name of the cluster; null outside any. */
  get cluster(): Fact<string | null> {
    return this.pick('cluster');
  }
  /** Physical memory in MiB. */
  get memoryMiB(): Fact<number> {
    return this.pick('memoryMiB');
  }
  /** Physical CPU cores. */
  get cores(): Fact<number> {
    return this.pick('cores');
  }
  get inMaintenance(): Fact<boolean> {
    return this.pick('inMaintenance');
  }
  get connected(): Fact<boolean> {
    return this.pick('connected');
  }
  /** Of the default TCP/IP stack; null for none. */
  get defaultGateway(): Fact<string | null> {
    return this.pick('defaultGateway');
  }
  get softwareIscsi(): Fact<boolean> {
    return this.pick('softwareIscsi');
  }
  get vmRefs(): Fact<readonly string[]> {
    return this.pick('vmRefs');
  }

  get vmks(): Fact<readonly VmkernelAdapter[]> {
    return this.once('vmks', (missing) =>
      join(
        this.sources.map((source) => source.vmks),
        (name, sources) => new VmkernelAdapter(this, name, sources),
        missing,
      ),
    );
  }
  get portGroups(): Fact<readonly PortGroup[]> {
    return this.once('portGroups', (missing) =>
      join(
        this.sources.map((source) => source.portGroups),
        (name, sources) => new PortGroup(this, name, sources),
        missing,
      ),
    );
  }
  get switches(): Fact<readonly VirtualSwitch[]> {
    return this.once('switches', (missing) =>
      join(
        this.sources.map((source) => source.switches),
        (name, sources) => new VirtualSwitch(this, name, sources),
        missing,
      ),
    );
  }
  get pnics(): Fact<readonly PhysicalNic[]> {
    return this.once('pnics', (missing) =>
      join(
        this.sources.map((source) => source.pnics),
        (name, sources) => new PhysicalNic(this, name, sources),
        missing,
      ),
    );
  }
  /** iSCSI storage adapters only. */
  get iscsiAdapters(): Fact<readonly IscsiAdapter[]> {
    return this.once('adapters', (missing) =>
      join(
        this.sources.map((source) => source.adapters),
        (name, sources) => new IscsiAdapter(this, name, sources),
        missing,
      ),
    );
  }
  get devices(): Fact<readonly Device[]> {
    return this.once('devices', (missing) =>
      join(
        this.sources.map((source) => source.devices),
        (name, sources) => new Device(this, name, sources),
        missing,
      ),
    );
  }
  /** iSCSI adapters that are there for certain: all of them, else those that bindings or targets name. */
  get certainAdapters(): readonly IscsiAdapter[] {
    const { iscsiAdapters } = this;
    if (iscsiAdapters.known) return iscsiAdapters.value;
    return this.remember('certain iSCSI adapters', () => {
      const sources = this.sources.flatMap(({ adapters }) => sourcesIn(adapters));
      const names = new Set(sources.map(({ name }) => name));
      return [...names].map(
        (name) =>
          new IscsiAdapter(
            this,
            name,
            sources.filter((source) => source.name === name),
          ),
      );
    });
  }
  /** Devices that are there for certain: all of them, else those that a report names. */
  get certainDevices(): readonly Device[] {
    const { devices } = this;
    if (devices.known) return devices.value;
    return this.remember('certain devices', () => {
      const listings = this.sources.map((source) => source.devices);
      const names = new Set(listings.flatMap((listing) => listing?.part ?? []).map(({ name }) => name));
      return [...names].map(
        (name) =>
          new Device(
            this,
            name,
            listings.flatMap(sourcesIn).filter((source) => source.name === name),
          ),
      );
    });
  }
  get volumes(): Fact<readonly VmfsVolume[]> {
    return this.once('volumes', (missing) =>
      join(
        this.sources.map((source) => source.volumes),
        (name, sources) => new VmfsVolume(this, name, sources),
        missing,
      ),
    );
  }
  get nfsMounts(): Fact<readonly NfsMount[]> {
    return this.once('nfsMounts', (missing) =>
      join(
        this.sources.map((source) => source.nfsMounts),
        (name, sources) => new NfsMount(this, name, sources),
        missing,
      ),
    );
  }

  /** Rules by which the native multipathing plug-in claims devices. */
  get claimRules(): Fact<readonly ClaimRuleSource[]> {
    return this.pick('claimRules');
  }

  /** Type of a mounted file system by its name: VMFS, NFS, NFS41, VVOL, vsan, ... */
  fileSystemType(name: string): Fact<string> {
    for (const source of this.sources) {
      const type = source.fileSystemType?.(name);
      if (type !== undefined) return type;
    }
    return unknown('type of datastore', name, 'govc collect -json -type h / name config.fileSystemVolume');
  }

  /** Powered-on, powered-off and template VMs registered on this host. */
  get vms(): Fact<readonly Vm[]> {
    const found = this.memo.get('vms') as Fact<readonly Vm[]> | undefined;
    if (found) return found;
    const vms = this.around.vmsOn(this);
    this.memo.set('vms', vms);
    return vms;
  }

  /** Results of vmkping that sessions on the host hold, the oldest first. */
  get pings(): readonly PingSource[] {
    return this.sources.flatMap((source) => source.pings ?? []);
  }

  /** An advanced option by its VIM key ("Disk.QFullSampleSize"). */
  option(key: string): Fact<string | number | boolean> {
    for (const source of this.sources) {
      const value = source.option?.(key);
      if (value !== undefined) return value;
    }
    return unknown(`advanced option ${key}`, this.name, `esxcli system settings advanced list -o /${key.replaceAll('.', '/')}`);
  }

  /** A VMkernel adapter by name; `told`, what refers to it, is its evidence where the list as a whole is not known but this one is. */
  vmk(name: string, told?: Known<unknown>): Fact<VmkernelAdapter> {
    if (!this.vmks.known && told !== undefined) {
      const sources = this.sources.flatMap(({ vmks }) => sourcesIn(vmks)).filter((source) => source.name === name);
      const found = this.remember(`VMkernel adapter ${name}`, () => new VmkernelAdapter(this, name, sources));
      if (sources.length > 0) return { known: true, value: found, origin: told.origin };
    }
    return this.find(this.vmks, name, 'VMkernel adapter', 'esxcli network ip interface list');
  }
  pnic(name: string): Fact<PhysicalNic> {
    return this.find(this.pnics, name, 'physical NIC', 'esxcli network nic list');
  }
  /** A switch by name. `told`, what refers to it, is its evidence where the list as a whole is not known but this switch is. */
  switchNamed(name: string, told?: Known<unknown>): Fact<VirtualSwitch> {
    if (!this.switches.known && told !== undefined) {
      const listed = this.sources.flatMap(({ switches }) => sourcesIn(switches));
      const sources = listed.filter((source) => source.name === name);
      const found = this.remember(`switch ${name}`, () => new VirtualSwitch(this, name, sources));
      if (sources.length > 0) return { known: true, value: found, origin: told.origin };
    }
    return this.find(this.switches, name, 'virtual switch', 'esxcli network vswitch standard list');
  }
  /** A standard port group by name; `told` as of a VMkernel adapter. */
  portGroupNamed(name: string, told?: Known<unknown>): Fact<PortGroup> {
    if (!this.portGroups.known && told !== undefined) {
      const sources = this.sources.flatMap(({ portGroups }) => sourcesIn(portGroups)).filter((source) => source.name === name);
      const found = this.remember(`port group ${name}`, () => new PortGroup(this, name, sources));
      if (sources.length > 0) return { known: true, value: found, origin: told.origin };
    }
    return this.find(this.portGroups, name, 'port group', 'esxcli network vswitch standard portgroup list');
  }

  /** What is made of this host once, however many rules ask: `make` must depend on nothing but the host. */
  remember<T>(name: string, make: () => T): T {
    if (!this.memo.has(name)) this.memo.set(name, make());
    return this.memo.get(name) as T;
  }

  /** A member that something else refers to: when it was not exported it is unknown, never absent. */
  private find<E extends { readonly name: string }>(
    list: Fact<readonly E[]>,
    name: string,
    group: string,
    provide: string,
  ): Fact<E> {
    if (!list.known) return list;
    const found = list.value.find((entity) => entity.name === name);
    if (found === undefined) return unknown(group, `${name} on ${this.name}`, provide, 'referred to, but not in the export');
    return mapFact(list, () => found);
  }

  private once<T>(field: keyof typeof LISTS, make: (missing: Unknown) => Fact<T>): Fact<T> {
    const found = this.memo.get(field) as Fact<T> | undefined;
    if (found) return found;
    const [group, provide] = LISTS[field];
    const made = make(unknown(group, this.name, provide));
    this.memo.set(field, made);
    return made;
  }
}

const LISTS = {
  vmks: ['VMkernel adapters', 'esxcli network ip interface list'],
  portGroups: ['port groups', 'esxcli network vswitch standard portgroup list'],
  switches: ['virtual switches', 'esxcli network vswitch standard list'],
  pnics: ['physical NICs', 'esxcli network nic list'],
  adapters: ['iSCSI adapters', 'esxcli iscsi adapter list'],
  devices: ['storage devices', 'esxcli storage nmp device list'],
  volumes: ['VMFS volumes', 'esxcli storage vmfs extent list'],
  nfsMounts: ['NFS mounts', 'esxcli storage nfs list'],
} as const;

const HOST_SUPPLIES = {
  version: { group: 'ESXi version', provide: 'esxcli system version get' },
  build: { group: 'ESXi build', provide: 'esxcli system version get' },
  uuid: { group: 'hardware UUID', provide: 'esxcli system uuid get' },
  cluster: { group: 'cluster', provide: 'govc collect -json -type h -type c / name parent' },
  memoryMiB: { group: 'physical memory', provide: 'govc collect -json -type h / name hardware' },
  cores: { group: 'physical CPU cores', provide: 'govc collect -json -type h / name hardware' },
  inMaintenance: { group: 'maintenance mode', provide: 'esxcli system maintenanceMode get' },
  connected: { group: 'connection state', provide: 'govc collect -json -type h / name runtime' },
  defaultGateway: { group: 'default gateway', provide: 'esxcli network ip route ipv4 list' },
  softwareIscsi: { group: 'software iSCSI state', provide: 'esxcli iscsi software get' },
  claimRules: { group: 'claim rules', provide: 'esxcli storage nmp satp rule list' },
  vmRefs: { group: 'list of VMs', provide: 'govc collect -json -type h / name parent vm' },
} as const;
