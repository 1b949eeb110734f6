import type { Known, Vm } from 'vlint';

/** Why a faster controller is not expected to help, and the fact that says so. */
export function noGain(vm: Vm): { readonly why: string; readonly fact: Known<unknown> } | undefined {
  const { hasSnapshots, host } = vm;
  if (hasSnapshots.known && hasSnapshots.value) return { why: 'the VM has snapshots', fact: hasSnapshots };
  if (host === undefined) return undefined;
  const { memoryMiB, vms } = host;
  if (!memoryMiB.known || !vms.known) return undefined;
  const running = vms.value.filter(({ poweredOn }) => poweredOn.known && poweredOn.value);
  const promised = running.reduce((sum, item) => sum + (item.memoryMiB.known ? item.memoryMiB.value : 0), 0);
  return promised > memoryMiB.value ? { why: 'the host overcommits memory', fact: memoryMiB } : undefined;
}
