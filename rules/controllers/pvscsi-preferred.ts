import {
  type ControllerKind,
  defineRule,
  type Fact,
  type Known,
  listed,
  mapFact,
  notApplicable,
  problem,
  psWord,
  type Remedy,
  type VmController,
  weighed,
} from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { bootControllers, carriesData } from './boot-controller.ts';
import { noGain } from './no-gain.ts';
import { directAttachedBefore5, faultTolerantBefore6, hardwareOf, unsupportedGuest } from './pvscsi-support.ts';

/** I/O operations a second from which PVSCSI pays, and disks on one adapter that a database should not exceed. */
const BUSY = 2000;
const MANY = 4;
/** Names of VMs that run Oracle: oracle01, ora-db1, fin_ora. */
const ORACLE = /oracle|(^|[^a-z])ora([^a-z]|$)/i;

const OTHERS: Readonly<Partial<Record<ControllerKind, string>>> = {
  lsilogic: 'an LSI Logic Parallel',
  lsisas: 'an LSI Logic SAS',
  buslogic: 'a BusLogic',
  ahci: 'an AHCI (SATA)',
};

export default defineRule<VmController>({
  id: 'pvscsi-preferred',
  family: 'controllers',
  title: 'Busy data disks should hang on a paravirtual SCSI controller (PVSCSI)',
  rationale:
    'PVSCSI spends less CPU on the same I/O than the emulated LSI Logic, BusLogic and AHCI adapters, and has deeper queues. It pays for disks ' +
    'with much I/O; on quiet disks, with snapshots or with overcommitted memory nothing is gained. LSI Logic passes guest I/Os of more ' +
    'than 512 KB whole where PVSCSI splits them: who needs that puts the VM on the allow-list.',
  severity: 'note',
  cases: {
    busy: {
      level: 'warning',
      when: 'The VM is known to be busy, and a gain is expected: a stated peak, Oracle, or a database with more than four disks on one adapter.',
    },
  },
  sources: [
    says(
      'S24',
      'PVSCSI pays above 2000 I/O operations a second; below that keep the default adapter. It needs hardware version 7; vSphere 4 supports it neither for booting nor with FT, MSCS or direct-attached storage.',
    ),
    says(
      'S25',
      'No gain is expected for disks with snapshots or on a host that overcommits memory; VMs with PVSCSI cannot be part of an MSCS cluster (6.0).',
    ),
    says('S27', 'PVSCSI is meant for high performance; changing the type of the boot controller can stop the VM from booting.'),
    says('S57', 'vSphere 5.0: no boot disks on PVSCSI with RHEL 5; no gain with snapshots or overcommitted memory.'),
    says('S56b', 'For Oracle on datastores a paravirtualized SCSI driver is required.'),
    says('S23b', 'PVSCSI splits guest I/Os of more than 512 KB; LSI Logic passes up to 32 MB.'),
    unsourced(
      'That a virtual NVMe controller is at least as good, and that the advice of 2000 I/O operations still holds for later releases.',
    ),
  ],
  exceptions: {
    'shared-bus': 'The bus is shared between VMs, whatever the version.',
    'boot-disk-only': 'Only the boot disk hangs on the controller.',
    'low-io': 'facts.yaml states a peak of less than 2000 I/O operations a second.',
    'no-statistics': 'No peak is stated: a note only.',
    'guest-not-supported': 'ESXi 4 names the guests that PVSCSI supports, and this is none of them.',
    'old-hardware': 'The hardware version is below 7.',
    'direct-attached': 'On ESXi 4 all disks lie on storage of the host itself.',
    'fault-tolerance': 'Fault tolerance protects the VM on ESXi 4 or 5.',
    snapshots: 'The VM has snapshots: a note, no gain is expected.',
    'memory-overcommit': 'The host overcommits memory: a note, no gain is expected.',
    nvme: 'The controller is a virtual NVMe controller.',
    appliance: "facts.yaml calls the VM a vendor's appliance.",
    'no-disk': 'No disk hangs on the controller, as on an AHCI controller with a DVD drive.',
  },
  disputes: [
    'PVSCSI in Windows clusters: the documents of 5.0 and 6.0 say no, the guides of 6.5 and 6.7 yes. A shared bus is never judged here.',
  ],
  fix: {
    powercli: [
      'New-HardDisk -VM $vm -CapacityGB 1 | New-ScsiController -Type ParaVirtual',
      'Get-ScsiController -VM $vm -Name $name | Set-ScsiController -Type ParaVirtual',
    ],
    manual: [
      'Boot once with a dummy disk on the new controller so that the guest loads the driver (Windows: from VMware Tools or Windows Update), power off, move the data disks.',
      'Leave the boot disk where it is: changing its controller can stop the VM from booting.',
    ],
  },
  each: (inventory) => inventory.vmControllers,
  glance: (controller) =>
    controller.vm.site.vm(controller.vm.name).roles.length === 0 && needsNone(controller) ? 'pass' : undefined,
  *check(controller) {
    const { kind, disks, vm } = controller;
    const stated = vm.site.vm(vm.name);
    if (stated.roles.some((role) => /appliance$/.test(role.value)))
      return yield notApplicable("facts.yaml calls the VM a vendor's appliance");
    const word = kind.known ? OTHERS[kind.value] : undefined;
    if (needsNone(controller)) return;
    const peak = stated.peakIops;
    if (peak !== undefined && peak.value < BUSY) return;
    const excuses = excusesOf(controller);
    if (excuses.some((excuse) => excuse.known && excuse.value)) return;
    const missing = [kind, ...excuses].filter((fact) => !fact.known);
    if (missing.length > 0 || !kind.known || !disks.known) return yield* missing;
    const load = loadOf(controller, disks.value.length, kind.value);
    const idle = noGain(vm);
    yield problem(
      kind,
      `${controller.name} of ${vm.name} is ${word} adapter and carries ${listed(disks.value.map((disk) => disk.label))}. ` +
        `${load?.why ?? `PVSCSI spends less CPU on the same I/O, but the load of the VM is not known: below ${BUSY} I/O operations a second keep the adapter.`}` +
        (idle ? ` No gain is expected while ${idle.why}.` : ''),
      remedyOf(
        controller,
        kind.value,
        disks.value.map((disk) => disk.label),
      ),
      {
        case: load && !idle ? 'busy' : undefined,
        related: [...(load?.fact ? weighed(load.why, load.fact) : []), ...(idle ? weighed(idle.why, idle.fact) : [])],
      },
    );
  },
});

/** Another kind of adapter than those that PVSCSI takes the place of, or one without disks. */
function needsNone({ kind, disks }: VmController): boolean {
  return (kind.known && OTHERS[kind.value] === undefined) || (disks.known && disks.value.length === 0);
}

/** Reasons not to ask for PVSCSI; one that is certain is enough. */
function excusesOf(controller: VmController): readonly Fact<boolean>[] {
  const { disks, sharing, vm } = controller;
  return [
    mapFact(sharing, (value) => value !== 'noSharing'),
    mapFact(carriesData(controller), (data) => !data),
    mapFact(hardwareOf(vm), (version) => version < 7),
    unsupportedGuest(vm),
    faultTolerantBefore6(vm),
    disks.known ? directAttachedBefore5(vm, disks.value) : disks,
  ];
}

/** What is known to make the controller a busy one. */
function loadOf(
  { vm }: VmController,
  disks: number,
  kind: ControllerKind,
): { readonly why: string; readonly fact?: Known<unknown> } | undefined {
  const { peakIops, roles } = vm.site.vm(vm.name);
  if (peakIops)
    return { why: `The VM peaks at ${peakIops.value} I/O operations a second; PVSCSI pays above ${BUSY}.`, fact: peakIops };
  const oracle = roles.find((role) => role.value === 'oracle');
  if (oracle || ORACLE.test(vm.name))
    return { why: 'NetApp requires PVSCSI for Oracle on datastores.', ...(oracle && { fact: oracle }) };
  const database = roles.find((role) => role.value === 'database');
  if (!database || disks <= MANY || !kind.startsWith('lsi')) return undefined;
  return { why: `It is a database with ${disks} disks on one adapter.`, fact: database };
}

function remedyOf({ vm, name, key }: VmController, kind: ControllerKind, disks: readonly string[]): Remedy {
  const boot = bootControllers(vm);
  const inPlace = kind !== 'ahci' && boot.known && !boot.value.includes(key);
  const add = `New-HardDisk -VM ${psWord(vm.name)} -CapacityGB 1 | New-ScsiController -Type ParaVirtual`;
  const change = `Get-ScsiController -VM ${psWord(vm.name)} -Name ${psWord(name)} | Set-ScsiController -Type ParaVirtual`;
  return {
    powercli: inPlace ? [add, change] : [add],
    manual: [
      'Boot once with the dummy disk so that the guest loads the driver (Windows: from VMware Tools or Windows Update), then power off.',
      inPlace
        ? `Change ${name}, which does not carry the boot disk, to the new type.`
        : `Move the data disks of ${name} (${listed(disks)}) to the new controller; leave the boot disk, or the VM may not boot.`,
    ],
  };
}
