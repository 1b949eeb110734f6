import {
  distributedVmNetworks,
  type Host,
  standardVmNetworks,
  switchOf,
  type Unknown,
  type VirtualSwitch,
  type VmkernelAdapter,
  VmNetwork,
  type VmPort,
} from 'vlint';

/** What a virtual switch carries on one host. */
export interface SwitchLoad {
  readonly vmks: readonly VmkernelAdapter[];
  readonly vms: readonly VmPort[];
  /** What may hide a further VMkernel adapter, and what a further VM. */
  readonly moreVmks: Unknown | undefined;
  readonly moreVms: Unknown | undefined;
}

/** What a switch carries. All switches of a host are looked through at once. */
export function loadOf(vswitch: VirtualSwitch): SwitchLoad {
  const { bySwitch, moreVmks, moreVms } = vswitch.host.remember('loads of switches', () => findLoads(vswitch.host));
  return { vmks: [], vms: [], ...bySwitch.get(vswitch.name), moreVmks, moreVms };
}

interface Loads {
  readonly bySwitch: ReadonlyMap<string, { readonly vmks: VmkernelAdapter[]; readonly vms: VmPort[] }>;
  readonly moreVmks: Unknown | undefined;
  readonly moreVms: Unknown | undefined;
}

function findLoads(host: Host): Loads {
  const bySwitch = new Map<string, { vmks: VmkernelAdapter[]; vms: VmPort[] }>();
  const load = ({ name }: VirtualSwitch) => {
    const found = bySwitch.get(name) ?? { vmks: [], vms: [] };
    bySwitch.set(name, found);
    return found;
  };
  let moreVmks: Unknown | undefined = host.vmks.known ? undefined : host.vmks;
  for (const vmk of host.vmks.known ? host.vmks.value : []) {
    const vswitch = switchOf(vmk);
    // An opaque network is on a switch of NSX, which is none of those that are judged.
    if (vswitch.known) load(vswitch.value).vmks.push(vmk);
    else if (!vmk.opaqueNetwork.known) moreVmks ??= vswitch;
  }
  let moreVms: Unknown | undefined = host.vms.known ? undefined : host.vms;
  for (const network of [...standardVmNetworks(host), ...distributedVmNetworks(host)]) {
    if (!(network instanceof VmNetwork)) {
      moreVms ??= network.missing;
      continue;
    }
    const { vswitch, ports } = network;
    if (!ports.all.known) moreVms ??= ports.all;
    if (ports.found.length === 0) continue;
    if (vswitch.known) load(vswitch.value).vms.push(...ports.found);
    else moreVms ??= vswitch;
  }
  return { bySwitch, moreVmks, moreVms };
}

/** VMkernel adapters and VMs as a sentence names them. */
export function usersOf({ vmks, vms }: SwitchLoad): readonly string[] {
  return [...vmks.map((vmk) => vmk.name), ...new Set(vms.map(({ vm }) => vm.name))];
}
