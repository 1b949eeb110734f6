import type { Level, Source } from '../findings/report.ts';
import type { Fact } from './fact.ts';
import { mapFact } from './fact.ts';
import type { Device } from './storage.ts';
import type { Release } from './version.ts';

/** A thing that is said of an array, and who says it. */
export interface Sourced {
  readonly source: Source;
}

/** How an array is claimed: the parts of `esxcli storage nmp satp rule add`. */
export interface ArrayClaim extends Sourced {
  readonly satp: string;
  readonly psp: string;
  /** -V: the device's own where it is absent, as with the others below. */
  readonly vendor?: string;
  /** -M */
  readonly model?: string;
  /** -O: option of the path selection policy. */
  readonly pspOption?: string;
  /** -c: claim option. */
  readonly claimOption?: string;
  /** -o: option of the storage array type plug-in. */
  readonly satpOption?: string;
}

/** After how much Round Robin goes over to the next path: after so many I/O operations, so many bytes, or by the paths' latency. */
export interface PathSwitchChoice extends Sourced {
  readonly iops?: number;
  readonly bytes?: number;
  readonly latency?: true;
  /** The first ESXi release that can do it. */
  readonly esxi?: Release;
}

export interface PathSwitch extends PathSwitchChoice {
  /** With `iops`: this many or more are right as well. */
  readonly atLeast?: number;
  /** Other choices that are right. */
  readonly or?: readonly PathSwitchChoice[];
}

/** A policy, or all whose names begin so when it ends with an underscore ("NIMBLE_PSP_"). */
export interface PolicyOpinion extends Sourced {
  readonly policy: string;
  /** Only together with this storage array type. */
  readonly satp?: string;
}

/** Words for messages. */
export interface VendorWords extends Sourced {
  readonly text: string;
}

/** What is known of a kind of storage array: its INQUIRY strings, and what its vendor asks for. A topic that is absent is not judged. */
export interface VendorArray {
  /** As messages call it: "NetApp ONTAP". */
  readonly name: string;
  /** Vendor: the whole string; model: its beginning. Both without case and blanks at the ends. */
  readonly match: readonly { readonly vendor: string; readonly model?: string }[];
  /** Where the strings are from. */
  readonly strings?: Sourced;
  /** Why nothing but the strings is known. A sentence. */
  readonly onlyStrings?: string;
  readonly claim?: ArrayClaim;
  /** The policy that ESXi's own claim rule prescribes, where it is not Round Robin. */
  readonly systemPolicy?: Sourced & { readonly psp: string };
  /** Policies other than the claim's that are right as well. */
  readonly accepts?: readonly PolicyOpinion[];
  /** The one pair that is right. */
  readonly requires?: Sourced & { readonly satp: string; readonly psp: string };
  readonly refuses?: readonly PolicyOpinion[];
  readonly pathSwitch?: PathSwitch;
  /** Two paths may be one to each controller, where Round Robin is of no use. */
  readonly onePathPerController?: Sourced;
  readonly delayedAck?: Sourced & { readonly enabled: boolean; readonly level?: Level };
  readonly loginTimeout?: Sourced & { readonly seconds: number };
  readonly recoveryTimeout?: Sourced & { readonly seconds: number };
  readonly queueFull?: Sourced & { readonly sampleSize: number; readonly threshold: number };
  /** iSCSI paths to one device. */
  readonly paths?: Sourced & { readonly minimum?: number; readonly maximum?: number };
  /** `never`, or of VMkernel adapters in one subnet. */
  readonly portBinding?: Sourced & { readonly use: 'never' | 'one-subnet' };
  readonly atsHeartbeat?: Sourced & { readonly enabled: boolean };
  /** Hardware-accelerated locking is mandatory. */
  readonly hardwareLocking?: Sourced;
  /** VMFS locks by atomic test and set alone. */
  readonly atsOnly?: Sourced;
  /** Automatic unmap of VMFS6. */
  readonly unmap?: Sourced & { readonly priority: string };
  /** VMFS3.EnableBlockDelete */
  readonly blockDelete?: Sourced & { readonly enabled: boolean };
  /** Disk.DiskMaxIOSize in KiB at most, on hosts with VMs that boot by EFI. */
  readonly maxIoSizeEfi?: Sourced & { readonly kib: number };
  readonly lro?: Sourced & { readonly enabled: boolean };
  /** Disk timeout in the guest. */
  readonly guestTimeout?: Sourced & { readonly seconds: number };
  /** Logins to one portal end at others, so that numbers of paths and sessions say nothing. */
  readonly redirectsLogins?: Sourced;
  readonly advice?: readonly VendorWords[];
  /** What to know before anything is changed; in place of the usual words on claim rules. */
  readonly caution?: VendorWords;
}

interface Candidate {
  readonly model: string | undefined;
  readonly array: VendorArray;
}

/** The arrays that are known, in the order in which they are asked; the first that matches a device speaks. */
export class VendorTable {
  readonly arrays: readonly VendorArray[];
  private readonly byVendor = new Map<string, Candidate[]>();
  /** Answers by the strings as devices spell them. */
  private readonly answers = new Map<string, Map<string, VendorArray | undefined>>();

  constructor(arrays: readonly VendorArray[]) {
    this.arrays = arrays;
    for (const array of arrays) {
      for (const { vendor, model } of array.match) {
        const key = plain(vendor);
        const candidates = this.byVendor.get(key);
        const candidate = { model: model === undefined ? undefined : plain(model), array };
        if (candidates) candidates.push(candidate);
        else this.byVendor.set(key, [candidate]);
      }
    }
  }

  /**
   * The kind of array that a device comes from; `undefined` when none of the table is. Asks for the model only where it tells arrays
   * apart.
   */
  of({ vendor, model }: Pick<Device, 'vendor' | 'model'>): Fact<VendorArray | undefined> {
    if (!vendor.known) return vendor;
    const candidates = this.byVendor.get(plain(vendor.value));
    if (candidates === undefined) return mapFact(vendor, () => undefined);
    const [first] = candidates;
    if (first?.model === undefined) return mapFact(vendor, () => first?.array);
    return mapFact(model, (text) => this.answer(vendor.value, text, candidates));
  }

  private answer(vendor: string, model: string, candidates: readonly Candidate[]): VendorArray | undefined {
    let models = this.answers.get(vendor);
    if (models === undefined) {
      models = new Map();
      this.answers.set(vendor, models);
    }
    if (!models.has(model)) {
      const text = plain(model);
      models.set(model, candidates.find((item) => item.model === undefined || text.startsWith(item.model))?.array);
    }
    return models.get(model);
  }

  /** The table with arrays of the user's: they are asked first, and one of the same name replaces ours. */
  with(own: readonly VendorArray[]): VendorTable {
    if (own.length === 0) return this;
    const names = new Set(own.map(({ name }) => plain(name)));
    return new VendorTable([...own, ...this.arrays.filter(({ name }) => !names.has(plain(name)))]);
  }
}

/** Whether the policy is the one of the opinion: by its name, or by its beginning where that ends with an underscore. */
export function isPolicyOf({ policy, satp }: PolicyOpinion, psp: string, deviceSatp?: string): boolean {
  const named = policy.endsWith('_') ? psp.startsWith(policy) : psp === policy;
  return named && (satp === undefined || satp === deviceSatp);
}

function plain(text: string): string {
  return text.trim().toUpperCase();
}
