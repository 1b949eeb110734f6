import {
  atLeast,
  type DiskSource,
  type DiskUse,
  type Fact,
  mapFact,
  type RawDeviceMapping,
  type Unknown,
  unknown,
  type VmController,
} from 'vlint';
import { hostOf } from './node.ts';

/** A disk that the bus sharing of its controller does not suit. */
export interface WrongSharing {
  readonly label: string;
  readonly wanted: 'physicalSharing' | 'virtualSharing';
  /** Uses of the disk by other VMs; at least one. */
  readonly others: readonly DiskUse[];
}

/** What is wrong with the bus sharing for a disk, what is missing to tell, or how the disk is right: shared as it needs, or not shared. */
export function wantedSharing(controller: VmController, disk: DiskSource): WrongSharing | Unknown | 'right' | 'not shared' {
  const { vm, sharing } = controller;
  const of = `${disk.label} of ${vm.name}`;
  if (disk.sharing?.value === 'sharingMultiWriter') return 'not shared';
  if (disk.rdm === undefined) return unknown('kind of disk', of, VM_COLLECT);
  const rdm = disk.rdm.value;
  // True of nearly all disks.
  if (rdm === null && sharing.known && sharing.value === 'noSharing') return 'not shared';
  if (isRight(controller, rdm)) return 'right';
  const name = rdm ? rdm.lunUuid : disk.file?.value;
  if (name === undefined) return unknown('file of a disk', of, VM_COLLECT);

  const { uses, all } = usesOf(controller, rdm, name);
  const others = uses.filter((use) => use.vmIdentity !== vm.identity && !(use.multiWriter.known && use.multiWriter.value));
  if (others.length === 0) {
    if (!all.known) return all;
    if (rdm === null) return 'not shared';
    if (!sharing.known) return sharing;
    // A bus that is shared is shared with somebody.
    const nobody = unknown('other nodes of a cluster', name, VM_COLLECT, `only ${vm.name} is in the export`);
    return sharing.value === 'noSharing' ? 'not shared' : nobody;
  }
  if (disk.sharing === undefined) return unknown('multi-writer flag', of, VM_COLLECT);
  if (!sharing.known) return sharing;
  if (rdm?.mode === '') return unknown('compatibility mode', of, VM_COLLECT);

  const wanted = rdm?.mode === 'physicalMode' ? 'physicalSharing' : 'virtualSharing';
  const apart = others.filter((use) => onAnotherHost(vm.hostRef, uses, vm.identity, use) === true);
  const untold = others
    .map((use) => onAnotherHost(vm.hostRef, uses, vm.identity, use))
    .find((answer) => typeof answer === 'object');
  const wrong = (found: readonly DiskUse[]): WrongSharing | Unknown | undefined => {
    const sure = found.filter((use) => use.multiWriter.known);
    return sure.length > 0 ? { label: disk.label, wanted, others: sure } : unknownOf(found.map((use) => use.multiWriter));
  };
  if (sharing.value === 'noSharing') return wrong(others) ?? 'right';
  // A physical-mode device on one host: virtual bus sharing is what a cluster in a box has.
  if (wanted === 'physicalSharing') return wrong(apart) ?? untold ?? (all.known ? 'right' : all);
  // Another disk with physical bus sharing: its nodes run on several hosts, or may do so.
  if (apart.length > 0) return 'right';
  if (untold) return untold;
  if (!all.known) return all;
  const excuse = mayBeApart(controller, rdm, uses);
  if (!excuse.known) return excuse;
  return (excuse.value ? undefined : wrong(others)) ?? 'right';
}

/** Right for the disk whoever else has it. */
function isRight({ sharing }: VmController, rdm: RawDeviceMapping | null): boolean {
  if (!sharing.known) return false;
  if (rdm === null) return sharing.value !== 'physicalSharing';
  if (rdm.mode === 'physicalMode') return sharing.value === 'physicalSharing';
  return rdm.mode === 'virtualMode' && sharing.value === 'virtualSharing';
}

function usesOf(
  { vm: { estate } }: VmController,
  rdm: RawDeviceMapping | null,
  name: string,
): { readonly uses: readonly DiskUse[]; readonly all: Fact<true> } {
  if (rdm) {
    const { found, all } = estate.lunUses(name);
    return { uses: found, all };
  }
  const { vms, all } = estate.sharedFileUses(name);
  return { uses: vms, all };
}

function onAnotherHost(hostRef: Fact<string>, uses: readonly DiskUse[], identity: string, { place }: DiskUse): boolean | Unknown {
  const own = uses.find((use) => use.vmIdentity === identity)?.place ?? hostRef;
  if (!own.known) return own;
  return place.known ? place.value !== own.value : place;
}

/** Virtual disks can be shared across hosts from 7.0 on, virtual-mode devices with Windows Server 2003. */
function mayBeApart({ vm }: VmController, rdm: RawDeviceMapping | null, uses: readonly DiskUse[]): Fact<boolean> {
  if (rdm === null) {
    const host = hostOf(vm);
    return host.known ? atLeast(host.value, '7.0') : host;
  }
  const guests = uses.map((use) => use.guestId);
  const old = guests.find((guest) => guest.known && guest.value.startsWith('winNet'));
  return old ? mapFact(old, () => true) : (unknownOf(guests) ?? mapFact(vm.guestId, () => false));
}

function unknownOf(facts: readonly Fact<unknown>[]): Unknown | undefined {
  const missing = facts.find((fact) => !fact.known);
  return missing?.known === false ? missing : undefined;
}

const VM_COLLECT = 'govc collect -json -type m / name config guest runtime';
