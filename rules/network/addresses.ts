import type { Answer, Comparison, Fact, Host, VmkernelAdapter } from 'vlint';
import { mapFact, portGroupOf } from 'vlint';
import { isUntagged } from './vlans.ts';

/** Who has an address, as far as another host needs it. */
export interface Holder {
  /** Reference of the cluster; null outside any, undefined where it is not known. */
  readonly cluster: string | null | undefined;
  /** 0 without a tag. */
  readonly vlan: number;
  readonly vmk: string;
}

/** Which VMkernel adapters of the estate have which IPv4 address. */
export const addresses: Comparison = { name: 'vmk-addresses', within: 'estate', answers: answersOf };

function answersOf({ vmks }: Host): Fact<Iterable<Answer>> {
  if (!vmks.known) return vmks;
  const answers: Answer[] = [];
  for (const vmk of vmks.value) {
    const { ip } = vmk;
    if (!ip.known) return ip;
    if (!isPlaceholder(ip.value)) answers.push([ip.value, holderOf(vmk)]);
  }
  return mapFact(vmks, () => answers);
}

/** What stands for no address, or for one that holds on its link only. */
export function isPlaceholder(ip: string): boolean {
  return ip === '0.0.0.0' || ip.startsWith('169.254.');
}

/** The holder as text, with the address as evidence. */
export function holderOf(vmk: VmkernelAdapter): Fact<string> {
  const { ip, host } = vmk;
  const group = portGroupOf(vmk);
  if (!group.known) return group;
  const { vlan } = group.value;
  if (!vlan.known) return vlan;
  const { cluster } = host;
  const holder: Holder = {
    cluster: cluster.known ? cluster.value : undefined,
    vlan: isUntagged(vlan.value) || typeof vlan.value !== 'number' ? 0 : vlan.value,
    vmk: vmk.name,
  };
  return mapFact(ip, () => JSON.stringify(holder));
}

export function readHolder(text: string): Holder {
  const { cluster, vlan, vmk } = JSON.parse(text) as Holder;
  return { cluster, vlan, vmk };
}
