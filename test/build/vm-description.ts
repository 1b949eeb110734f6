import type { HostReference } from './cluster.ts';

/** What a test says about a virtual machine; see vm.ts for the defaults. */
export interface VmDescription {
  readonly name: string;
  readonly id?: string;
  /** The host that it runs on. */
  readonly host?: HostReference;
  readonly uuid?: string;
  /** Hardware version, "vmx-19". */
  readonly hw?: string;
  readonly guestId?: string;
  readonly guestName?: string;
  readonly power?: 'poweredOn' | 'poweredOff' | 'suspended';
  /** `guest.toolsVersionStatus2`; null: not in the export. */
  readonly tools?: string | null;
  readonly cpus?: number;
  readonly memoryMB?: number;
  readonly memoryReservationLocked?: boolean;
  readonly firmware?: 'bios' | 'efi';
  /** By "scsi0", "sata0", "nvme0"; a string is the kind. Default { scsi0: 'pvscsi' }. */
  readonly controllers?: Readonly<Record<string, ControllerKind | ControllerDescription>>;
  /** A string is `at`. Default ['scsi0:0']. */
  readonly disks?: readonly (string | DiskDescription)[];
  /** "ide0:0", "sata0:0". */
  readonly cdroms?: readonly string[];
  /** A string is a port group of a standard switch. */
  readonly nics?: readonly (string | VmNicDescription)[];
  readonly snapshot?: boolean;
  /** Fault tolerance state, "running". */
  readonly ft?: string;
  readonly template?: boolean;
  /** Datastore of files without one of their own. */
  readonly datastore?: string;
}

export type ControllerKind = 'pvscsi' | 'lsisas' | 'lsilogic' | 'buslogic' | 'ahci' | 'nvme';

export interface ControllerDescription {
  readonly kind: ControllerKind;
  readonly sharedBus?: 'noSharing' | 'virtualSharing' | 'physicalSharing';
}

export interface DiskDescription {
  /** "scsi1:0": controller and unit number. */
  readonly at: string;
  /** GiB. */
  readonly size?: number;
  /** "[ds1] sql01/sql01.vmdk"; by default named after the VM and the place. */
  readonly file?: string;
  readonly rdm?: RdmDescription;
  readonly sharing?: 'sharingNone' | 'sharingMultiWriter';
  readonly thin?: boolean;
  readonly eager?: boolean;
  readonly mode?: string;
}

export interface RdmDescription {
  /** Canonical name of the device: `lunUuid` is then that of the LUN in host(). */
  readonly device?: string;
  /** `backing.lunUuid`, for a LUN whose uuid a description sets. */
  readonly lunUuid?: string;
  readonly mode?: 'physicalMode' | 'virtualMode';
}

export interface VmNicDescription {
  readonly type?: 'vmxnet3' | 'e1000' | 'e1000e' | 'pcnet32' | 'sriov';
  readonly portGroup?: string;
  /** Key of a distributed port group. */
  readonly dvpg?: string;
  /** Name of its distributed switch. */
  readonly dvs?: string;
  readonly connected?: boolean;
  readonly startConnected?: boolean;
}
