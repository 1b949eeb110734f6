import type { Fact, Host, Unknown, VmkernelAdapter } from 'vlint';
import { DEFAULT_STACK, parseIpv4, unknown } from 'vlint';

/** Whether NFS leaves the host through this adapter: the lowest one of the default stack with an NFS server in its subnet. */
export function carriesNfs(vmk: VmkernelAdapter): Fact<boolean> {
  const { nfsMounts, vmks } = vmk.host;
  if (!nfsMounts.known) return nfsMounts;
  if (!vmks.known) return vmks;
  let missing: Unknown | undefined;
  for (const { server } of nfsMounts.value) {
    const way = server.known ? wayTo(server.value, vmk.host, vmks.value) : server;
    if (way === null) continue;
    if ('known' in way) missing ??= way;
    else if (way === vmk) return { known: true, value: true, origin: nfsMounts.origin };
  }
  return missing ?? { known: true, value: false, origin: nfsMounts.origin };
}

/** Null where the server is in no subnet of the host. */
function wayTo(server: string, host: Host, vmks: readonly VmkernelAdapter[]): VmkernelAdapter | null | Unknown {
  if (server.includes(':')) return null;
  if (parseIpv4(server) === undefined) {
    return unknown(
      'address of an NFS server',
      `${server} (seen from ${host.name})`,
      'esxcli network diag ping -H SERVER',
      'a DNS name, not an address',
    );
  }
  let lowest: VmkernelAdapter | null = null;
  for (const vmk of vmks) {
    const { netstack } = vmk;
    if (netstack.known && netstack.value !== DEFAULT_STACK) continue;
    const reaches = vmk.reaches(server);
    if (!reaches.known) return reaches;
    if (!reaches.value) continue;
    if (!netstack.known) return netstack;
    if (lowest === null || vmk.number < lowest.number) lowest = vmk;
  }
  return lowest;
}
