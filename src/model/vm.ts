import type { Subject } from '../findings/report.ts';
import { Entity, unknown } from './entity.ts';
import type { EstateView } from './estate-view.ts';
import { type Fact, type Known, mapFact } from './fact.ts';
import type { Host } from './host.ts';
import type { Maybe } from './node.ts';
import type { SiteFacts } from './site.ts';
import { VmPart } from './vm-part.ts';

export type ControllerKind = 'pvscsi' | 'lsisas' | 'lsilogic' | 'buslogic' | 'ahci' | 'nvme' | 'ide';
export type BusSharing = 'noSharing' | 'virtualSharing' | 'physicalSharing';

export interface VmSource {
  readonly name: string;
  /** The UUID that vCenter gives, else the BIOS's, else the name. */
  readonly identity: string;
  readonly uuid?: Maybe<string>;
  /** Reference of the host that runs it. */
  readonly hostRef?: Maybe<string>;
  /** "vmx-19" */
  readonly hardwareVersion?: Maybe<string>;
  readonly guestId?: Maybe<string>;
  readonly guestName?: Maybe<string>;
  readonly poweredOn?: Maybe<boolean>;
  readonly template?: Maybe<boolean>;
  readonly hasSnapshots?: Maybe<boolean>;
  readonly faultTolerant?: Maybe<boolean>;
  readonly memoryMiB?: Maybe<number>;
  /** Whether all of its memory is reserved, whatever its size. */
  readonly memoryLocked?: Maybe<boolean>;
  /** Virtual CPUs. */
  readonly cpus?: Maybe<number>;
  /** "bios" or "efi". */
  readonly firmware?: Maybe<string>;
  /** `guest.toolsVersionStatus2`: guestToolsCurrent, guestToolsNotInstalled, guestToolsUnmanaged, ... */
  readonly toolsStatus?: Maybe<string>;
  /** Key of the disk that an explicit boot order names first; `null` when the firmware's own order holds. */
  readonly bootDisk?: Maybe<number | null>;
  readonly controllers?: Maybe<readonly ControllerSource[]>;
  readonly disks?: Maybe<readonly DiskSource[]>;
  readonly nics?: Maybe<readonly VmNicSource[]>;
}

export interface ControllerSource {
  readonly key: number;
  /** "SCSI controller 0" */
  readonly label: string;
  readonly bus?: Maybe<number>;
  readonly kind?: Maybe<ControllerKind>;
  readonly sharing?: Maybe<BusSharing>;
}

export interface DiskSource {
  readonly key: number;
  /** "Hard disk 1" */
  readonly label: string;
  readonly controllerKey?: Maybe<number>;
  readonly unit?: Maybe<number>;
  /** "[datastore] folder/name.vmdk" */
  readonly file?: Maybe<string>;
  readonly datastore?: Maybe<string>;
  /** Raw device mapping; `null` for an ordinary virtual disk. */
  readonly rdm?: Maybe<RawDeviceMapping | null>;
  /** sharingNone or sharingMultiWriter. */
  readonly sharing?: Maybe<string>;
  readonly eagerlyScrub?: Maybe<boolean>;
  readonly thin?: Maybe<boolean>;
  /** persistent, independent_persistent, ... */
  readonly mode?: Maybe<string>;
}

export interface RawDeviceMapping {
  readonly mode: 'physicalMode' | 'virtualMode' | string;
  /** Equals the device's UUID on every host. */
  readonly lunUuid: string;
  readonly evidence: Known<string>;
}

export interface VmNicSource {
  readonly key: number;
  readonly label: string;
  /** Name of a standard network; `null` on a distributed or opaque one. */
  readonly network?: Maybe<string | null>;
  readonly portgroupKey?: Maybe<string | null>;
  /** Uuid of the distributed switch. */
  readonly switchUuid?: Maybe<string>;
  readonly connected?: Maybe<boolean>;
  readonly startConnected?: Maybe<boolean>;
  /** Whether an explicit boot order names it. */
  readonly bootsFrom?: Maybe<boolean>;
  /** Class: VirtualVmxnet3, VirtualE1000, ... */
  readonly kind?: Maybe<string>;
}

/** A virtual machine. */
export class Vm extends Entity<VmSource> {
  readonly name: string;
  readonly host: Host | undefined;
  readonly ref: string;
  readonly site: SiteFacts;
  readonly estate: EstateView;
  private readonly memo = new Map<string, unknown>();
  private controllerList: Fact<readonly VmController[]> | undefined;
  private hanging: Fact<ReadonlyMap<number, readonly DiskSource[]>> | undefined;

  constructor(
    name: string,
    ref: string,
    sources: readonly VmSource[],
    host: Host | undefined,
    site: SiteFacts,
    estate: EstateView,
  ) {
    super(sources);
    this.site = site;
    this.estate = estate;
    this.name = name;
    this.ref = ref;
    this.host = host;
  }

  get subject(): Subject {
    const on = this.host?.subject;
    return {
      kind: 'vm',
      ...(on?.cluster === undefined ? {} : { cluster: on.cluster }),
      ...(on ? { host: on.name } : {}),
      name: this.name,
    };
  }

  /** The UUID that vCenter gives, else the name: a VM keeps its identity when it moves to another host. */
  get identity(): string {
    return this.sources[0]?.identity ?? this.name;
  }

  protected get supplies() {
    return VM_SUPPLIES;
  }

  /** What is made of this VM once, however many rules ask: `make` must depend on nothing but the VM. */
  remember<T>(name: string, make: () => T): T {
    if (!this.memo.has(name)) this.memo.set(name, make());
    return this.memo.get(name) as T;
  }

  get uuid(): Fact<string> {
    return this.pick('uuid');
  }
  /** Reference of the host that runs it. */
  get hostRef(): Fact<string> {
    return this.pick('hostRef');
  }
  get hardwareVersion(): Fact<string> {
    return this.pick('hardwareVersion');
  }
  get guestId(): Fact<string> {
    return this.pick('guestId');
  }
  get guestName(): Fact<string> {
    return this.pick('guestName');
  }
  get poweredOn(): Fact<boolean> {
    return this.pick('poweredOn');
  }
  get template(): Fact<boolean> {
    return this.pick('template');
  }
  get hasSnapshots(): Fact<boolean> {
    return this.pick('hasSnapshots');
  }
  get faultTolerant(): Fact<boolean> {
    return this.pick('faultTolerant');
  }
  get memoryMiB(): Fact<number> {
    return this.pick('memoryMiB');
  }
  /** guestToolsCurrent, guestToolsNotInstalled, guestToolsUnmanaged (as open-vm-tools are), ... */
  get toolsStatus(): Fact<string> {
    return this.pick('toolsStatus');
  }
  /** Virtual CPUs. */
  get cpus(): Fact<number> {
    return this.pick('cpus');
  }
  /** "bios" or "efi". */
  get firmware(): Fact<string> {
    return this.pick('firmware');
  }
  /** Whether all of its memory is reserved, whatever its size. */
  get memoryLocked(): Fact<boolean> {
    return this.pick('memoryLocked');
  }
  /** Key of the disk that an explicit boot order names first; null when the firmware's own order holds. */
  get bootDisk(): Fact<number | null> {
    return this.pick('bootDisk');
  }
  get disks(): Fact<readonly DiskSource[]> {
    return this.pick('disks');
  }
  get nics(): Fact<readonly VmNicSource[]> {
    return this.pick('nics');
  }
  get controllers(): Fact<readonly VmController[]> {
    this.controllerList ??= mapFact(this.pick('controllers'), (list) => list.map((source) => new VmController(this, source)));
    return this.controllerList;
  }

  /** Its disks by the key of the controller that they hang on; unknown when one of them does not tell it. */
  get disksByController(): Fact<ReadonlyMap<number, readonly DiskSource[]>> {
    this.hanging ??= this.groupDisks();
    return this.hanging;
  }

  private groupDisks(): Fact<ReadonlyMap<number, readonly DiskSource[]>> {
    const { disks } = this;
    if (!disks.known) return disks;
    const groups = new Map<number, DiskSource[]>();
    for (const disk of disks.value) {
      const { controllerKey } = disk;
      if (controllerKey === undefined) return unknown('controller of a disk', `${disk.label} of ${this.name}`, VM_DEVICES);
      const group = groups.get(controllerKey.value);
      if (group) group.push(disk);
      else groups.set(controllerKey.value, [disk]);
    }
    return { known: true, value: groups, origin: disks.origin };
  }
}

/** A virtual disk controller of a VM. */
export class VmController extends VmPart<ControllerSource> {
  private hanging: Fact<readonly DiskSource[]> | undefined;

  protected get subjectKind() {
    return 'vm-controller' as const;
  }

  protected get supplies() {
    return CONTROLLER_SUPPLIES;
  }

  get kind(): Fact<ControllerKind> {
    return this.pick('kind');
  }
  get sharing(): Fact<BusSharing> {
    return this.pick('sharing');
  }
  get bus(): Fact<number> {
    return this.pick('bus');
  }

  /** Disks (never CD-ROM drives) that hang on this controller. */
  get disks(): Fact<readonly DiskSource[]> {
    this.hanging ??= mapFact(this.vm.disksByController, (groups) => groups.get(this.key) ?? NO_DISKS);
    return this.hanging;
  }
}

const NO_DISKS: readonly DiskSource[] = [];
const VM_COLLECT = 'govc collect -json -type m / name config guest runtime';
const VM_DEVICES = 'govc device.info -json -vm VM';
const VM_SUPPLIES = {
  uuid: { group: 'VM UUID', provide: VM_COLLECT },
  hostRef: { group: 'host', provide: VM_COLLECT },
  hardwareVersion: { group: 'virtual hardware version', provide: VM_COLLECT },
  guestId: { group: 'guest operating system', provide: VM_COLLECT },
  guestName: { group: 'guest operating system name', provide: VM_COLLECT },
  poweredOn: { group: 'power state', provide: VM_COLLECT },
  template: { group: 'template flag', provide: VM_COLLECT },
  hasSnapshots: { group: 'snapshots', provide: 'govc collect -json -type m / name config guest runtime snapshot' },
  faultTolerant: { group: 'fault tolerance', provide: VM_COLLECT },
  memoryMiB: { group: 'memory size', provide: VM_COLLECT },
  toolsStatus: { group: 'VMware Tools status', provide: VM_COLLECT },
  cpus: { group: 'virtual CPUs', provide: VM_COLLECT },
  firmware: { group: 'firmware', provide: VM_COLLECT },
  memoryLocked: { group: 'memory reservation', provide: VM_COLLECT },
  bootDisk: { group: 'boot order', provide: VM_COLLECT },
  controllers: { group: 'virtual hardware', provide: VM_COLLECT },
  disks: { group: 'virtual disks', provide: VM_COLLECT },
  nics: { group: 'virtual NICs', provide: VM_COLLECT },
} as const;
const CONTROLLER_SUPPLIES = {
  kind: { group: 'type of disk controller', provide: VM_DEVICES },
  sharing: { group: 'bus sharing', provide: VM_COLLECT },
  bus: { group: 'bus number', provide: VM_COLLECT },
} as const;
