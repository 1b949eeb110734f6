import { defineRule, type Fact, type Host, mapFact, problem, type Unknown, type Vm, vendorSources, weighed } from 'vlint';
import { arrayBehind } from './arrays.ts';
import { setOptions } from './set-option.ts';

const KEY = 'Disk.DiskMaxIOSize';

export default defineRule({
  id: 'disk-max-io-size',
  family: 'vmfs',
  title: 'Hosts with VMs that boot by EFI should send no larger I/O than the array takes',
  rationale:
    'The EFI firmware of a VM reads its disk in very large pieces. An array that refuses I/Os above its limit then refuses the boot, while ' +
    'everything that is running already works.',
  severity: 'warning',
  sources: vendorSources('maxIoSizeEfi'),
  exceptions: {
    'bios-only': 'All VMs of the host boot by BIOS.',
    'other-vendor': 'The vendor of no array that the host sees asks for a limit.',
  },
  fix: {
    esxcli: ['esxcli system settings advanced set -o /Disk/DiskMaxIOSize -i 4096'],
    powercli: ['Get-AdvancedSetting -Entity $h -Name Disk.DiskMaxIOSize | Set-AdvancedSetting -Value 4096'],
    manual: ['Set it on all hosts that the VMs may move to.'],
  },
  each: (inventory) => inventory.hosts,
  *check(host, _, { vendors }) {
    const size = host.option(KEY);
    const limits = vendors.arrays.flatMap(({ maxIoSizeEfi }) => maxIoSizeEfi?.kib ?? []);
    if (size.known && Number(size.value) <= Math.min(...limits)) return;
    const tooLarge = (kib: number) => !size.known || Number(size.value) > kib;
    const behind = arrayBehind(host, vendors, ({ maxIoSizeEfi }) => maxIoSizeEfi !== undefined && tooLarge(maxIoSizeEfi.kib));
    if (behind.known && behind.value === null) return;
    const efi = efiVm(host);
    if (efi.known && efi.value === null) return;
    for (const fact of [behind, efi, size]) if (!fact.known) return yield fact;
    if (!behind.known || behind.value === null || !efi.known || efi.value === null || !size.known) return;
    const { array, device } = behind.value;
    const kib = array.maxIoSizeEfi?.kib ?? 0;
    yield problem(
      size,
      `${KEY} is ${size.value} KB on ${host.name}, where ${efi.value.name} boots by EFI; ${array.name} asks for ${kib} at most.`,
      { ...setOptions(host, [{ key: KEY, value: kib }]), manual: ['Set it on all hosts that the VMs may move to.'] },
      {
        related: [
          ...weighed(`${efi.value.name} boots by EFI`, efi.value.firmware),
          ...weighed(`${device.name} is on ${array.name}`, device.vendor),
        ],
      },
    );
  },
});

/** A VM of the host that boots by EFI; `null` when none does. */
function efiVm({ vms }: Host): Fact<Vm | null> {
  if (!vms.known) return vms;
  let missing: Unknown | undefined;
  for (const vm of vms.value) {
    const { firmware } = vm;
    if (!firmware.known) missing ??= firmware;
    else if (firmware.value.toLowerCase() === 'efi') return mapFact(firmware, () => vm);
  }
  return missing ?? mapFact(vms, () => null);
}
