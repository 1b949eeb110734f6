import { type ControllerKind, type Fact, mapFact, unknown, type Vm, type VmController } from 'vlint';

/** Controllers that a firmware tries as one group. */
const BUS: Readonly<Record<ControllerKind, string>> = {
  pvscsi: 'scsi',
  lsisas: 'scsi',
  lsilogic: 'scsi',
  buslogic: 'scsi',
  ahci: 'sata',
  nvme: 'nvme',
  ide: 'ide',
};

/**
 * Keys of the controllers that may carry the boot disk: the one that an explicit boot order names, else the first one with disks of each
 * bus. One key is certain.
 */
export function bootControllers(vm: Vm): Fact<readonly number[]> {
  const { disks, bootDisk, controllers } = vm;
  if (!disks.known) return disks;
  if (!bootDisk.known) return bootDisk;
  const named = disks.value.find((disk) => disk.key === bootDisk.value)?.controllerKey;
  if (named !== undefined) return mapFact(named, (key) => [key]);
  if (!controllers.known) return controllers;
  const first = new Map<string, { readonly key: number; readonly bus: number }>();
  for (const controller of controllers.value) {
    const hanging = controller.disks;
    if (!hanging.known) return hanging;
    if (hanging.value.length === 0) continue;
    const { kind, bus, key } = controller;
    if (!kind.known) return kind;
    if (!bus.known) return bus;
    const before = first.get(BUS[kind.value]);
    if (before === undefined || bus.value < before.bus) first.set(BUS[kind.value], { key, bus: bus.value });
  }
  return mapFact(controllers, () => [...first.values()].map((item) => item.key));
}

/** Whether a disk other than the boot disk hangs on a controller. */
export function carriesData(controller: VmController): Fact<boolean> {
  const { disks, vm, key } = controller;
  if (!disks.known) return disks;
  if (disks.value.length !== 1) return mapFact(disks, (list) => list.length > 1);
  if (vm.disks.known && vm.disks.value.length === 1) return mapFact(disks, () => false);
  const boot = bootControllers(vm);
  if (!boot.known) return boot;
  if (!boot.value.includes(key)) return mapFact(disks, () => true);
  if (boot.value.length === 1) return mapFact(disks, () => false);
  return unknown(
    'boot disk',
    vm.name,
    'which disk boots: an explicit boot order, or an entry under allow in facts.yaml',
    'disks hang on controllers of several kinds',
  );
}
