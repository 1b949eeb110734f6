import {
  type ControllerKind,
  defineRule,
  type Fact,
  listed,
  mapFact,
  problem,
  psWord,
  type Vm,
  type VmController,
  weighed,
} from 'vlint';
import { says, unsourced } from '../ledger.ts';

/** Disks on one adapter, adapters that a VM can have, and I/O operations a second below which nothing queues. */
const MANY = 4;
const MOST_ADAPTERS = 4;
const BUSY = 2000;

const ADAPTERS: Readonly<Partial<Record<ControllerKind, string>>> = {
  pvscsi: 'PVSCSI',
  lsisas: 'LSI Logic SAS',
  lsilogic: 'LSI Logic Parallel',
  buslogic: 'BusLogic',
};

export default defineRule<VmController>({
  id: 'controller-all-disks-one-adapter',
  family: 'controllers',
  title: 'Four or more busy disks should be spread over several SCSI controllers',
  rationale:
    'All disks of a controller share its queue. Where four or more of them are busy they wait for each other in the adapter although the VM can ' +
    'have four SCSI controllers. On quiet disks nothing is gained.',
  severity: 'note',
  sources: [
    says('S27', 'A VM can have four SCSI controllers, besides SATA and NVMe ones.'),
    says(
      'S26',
      'PVSCSI queues 64 requests a disk and 254 an adapter by default, at most 254 and 1024; LSI Logic SAS queues 32 a disk and 128 an adapter.',
    ),
    unsourced('That four busy disks on one adapter are too many, and that below 2000 I/O operations a second none is busy.'),
  ],
  exceptions: {
    'few-disks': 'Fewer than four disks hang on the controller.',
    'no-controller-left': 'The VM has four SCSI controllers already.',
    'low-io': 'facts.yaml states a peak of less than 2000 I/O operations a second for the VM.',
    appliance: "facts.yaml calls the VM a vendor's appliance, whose controllers are the vendor's to choose.",
  },
  fix: {
    powercli: ['New-HardDisk -VM $vm -CapacityGB 1 | New-ScsiController -Type ParaVirtual'],
    manual: [
      'Power the VM off and move every other busy disk to a second controller; leave the boot disk where it is.',
      'Only where a single disk is starved, raise the queue of PVSCSI in the guest (Windows: RequestRingPages=32,MaxQueueDepth=254).',
    ],
  },
  each: (inventory) => inventory.vmControllers,
  glance: ({ disks }) => (disks.known && disks.value.length < MANY ? 'pass' : undefined),
  *check(controller) {
    const { disks, kind, vm, name } = controller;
    if (disks.known && disks.value.length < MANY) return;
    if (kind.known && ADAPTERS[kind.value] === undefined) return;
    const { peakIops, roles } = vm.site.vm(vm.name);
    if (roles.some((role) => role.value.endsWith('appliance'))) return;
    if (peakIops !== undefined && peakIops.value < BUSY) return;
    const adapters = scsiControllers(vm);
    if (adapters.known && adapters.value >= MOST_ADAPTERS) return;
    if (!disks.known) return yield disks;
    if (!kind.known) return yield kind;
    if (!adapters.known) return yield adapters;
    const load =
      peakIops === undefined
        ? 'Whether they are busy no export tells; only then they wait for each other.'
        : `The VM peaks at ${peakIops.value} I/O operations a second.`;
    yield problem(
      kind,
      `${name} of ${vm.name} (${ADAPTERS[kind.value]}) carries ${disks.value.length} disks: ${listed(
        disks.value.map((disk) => disk.label),
        8,
      )}; the VM has ${adapters.value} of ${MOST_ADAPTERS} possible SCSI controllers. ${load}`,
      {
        powercli: [`New-HardDisk -VM ${psWord(vm.name)} -CapacityGB 1 | New-ScsiController -Type ParaVirtual`],
        manual: [
          `Power ${vm.name} off and move some of its busy disks from ${name} to the new controller; leave the boot disk where it is.`,
        ],
      },
      { related: weighed('The stated peak of the VM', peakIops) },
    );
  },
});

/** How many SCSI controllers a VM has. */
function scsiControllers({ controllers }: Vm): Fact<number> {
  if (!controllers.known) return controllers;
  const kinds = controllers.value.map((controller) => controller.kind);
  const certain = kinds.filter((kind) => kind.known && ADAPTERS[kind.value] !== undefined).length;
  const missing = kinds.find((kind) => !kind.known);
  if (certain >= MOST_ADAPTERS || missing === undefined) return mapFact(controllers, () => certain);
  return missing as Fact<number>;
}
