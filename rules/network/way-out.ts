import type { Fact, IscsiPort, VmkernelAdapter } from 'vlint';
import { formatNetwork, mapFact, sameSubnet } from 'vlint';

/** "10.0.1.0/24"; "its subnet" where the address was not exported. */
export function subnetText(vmk: VmkernelAdapter): string {
  const { subnet } = vmk;
  return subnet.known ? formatNetwork(subnet.value) : 'its subnet';
}

/** The lowest VMkernel adapter of a subnet: what is not bound leaves the host there. */
export function lowestOf(vmk: VmkernelAdapter): Fact<VmkernelAdapter> {
  const { vmks } = vmk.host;
  if (!vmks.known) return vmks;
  let lowest = vmk;
  for (const other of vmks.value) {
    if (other === vmk || other.number >= lowest.number) continue;
    const shared = sameSubnet(vmk, other);
    if (!shared.known) return shared;
    if (shared.value) lowest = other;
  }
  return mapFact(vmks, () => lowest);
}

/** Which way iSCSI takes from a host where nothing is bound, in one sentence; nothing for bound ports. */
export function wayOut({ vmk, adapter, bound }: IscsiPort): string {
  if (!bound.known || bound.value) return '';
  const lowest = lowestOf(vmk);
  const named = lowest.known ? `, ${lowest.value.name}` : '';
  return ` Nothing is bound to ${adapter.name}, so iSCSI leaves through the lowest VMkernel adapter of ${subnetText(vmk)}${named}.`;
}
