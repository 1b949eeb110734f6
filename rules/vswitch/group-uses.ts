import {
  type CheckContext,
  distributedVmNetworks,
  type Fact,
  Gap,
  type Host,
  type Inventory,
  IscsiPort,
  mapFact,
  type PortGroup,
  portGroupOf,
  standardVmNetworks,
  type Unknown,
  unknown,
  type VirtualSwitch,
  type VmkernelAdapter,
  VmNetwork,
  type VmPort,
} from 'vlint';

/** A port group and what is in it on one host. */
export class GroupUse {
  readonly group: PortGroup;
  readonly vmks: readonly VmkernelAdapter[];
  readonly vms: readonly VmPort[];
  /** Whether it is there for VMs: one is in it, or nothing else is. */
  readonly forVms: Fact<boolean>;
  /** What may hide a further VMkernel adapter. */
  readonly moreVmks: Unknown | undefined;
  /** The same for VMs: false when there is certainly none. */
  readonly moreVms: Fact<boolean>;

  constructor(
    group: PortGroup,
    vmks: readonly VmkernelAdapter[],
    vms: readonly VmPort[],
    forVms: Fact<boolean>,
    moreVmks: Unknown | undefined,
    moreVms: Fact<boolean>,
  ) {
    this.group = group;
    this.vmks = vmks;
    this.vms = vms;
    this.forVms = forVms;
    this.moreVmks = moreVmks;
    this.moreVms = moreVms;
  }

  get host(): Host {
    return this.group.host;
  }
  get subject() {
    return this.group.subject;
  }
  get identity(): string {
    return this.group.identity;
  }
}

/** The port groups of a host's standard switches, and the distributed ones that its VMkernel adapters or VMs are in. */
export function groupUses(host: Host): readonly (GroupUse | Gap)[] {
  return host.remember('uses of port groups', () => {
    const standard = standardGroupUses(host);
    const hidden = standard.find((use) => use instanceof Gap && use.identity === host.identity);
    return [...standard, ...distributedUses(host).filter((use) => hidden === undefined || use.identity !== hidden.identity)];
  });
}

/** Those of standard switches only. */
export function standardGroupUses(host: Host): readonly (GroupUse | Gap)[] {
  return host.remember('uses of standard port groups', () => findStandardUses(host));
}

function findStandardUses(host: Host): readonly (GroupUse | Gap)[] {
  const { portGroups, vmks } = host;
  if (!portGroups.known) return [new Gap(host, portGroups)];
  const adapters = new Map<string, VmkernelAdapter[]>();
  let moreVmks: Unknown | undefined = vmks.known ? undefined : vmks;
  for (const vmk of vmks.known ? vmks.value : []) {
    const { portGroupName } = vmk;
    if (!portGroupName.known) moreVmks ??= portGroupName;
    else if (portGroupName.value !== null) push(adapters, portGroupName.value, vmk);
  }
  const networks = new Map(standardVmNetworks(host).map((network) => [network.identity, network]));
  const others = noMoreVms(host);
  return portGroups.value.map((group) => {
    const network = networks.get(group.identity);
    const found = network instanceof VmNetwork ? network.ports.found : [];
    const forVms =
      network instanceof VmNetwork ? mapFact(portGroups, () => true) : network instanceof Gap ? network.missing : others;
    return new GroupUse(group, adapters.get(group.name) ?? [], found, forVms, moreVmks, others);
  });
}

/** False when all VM NICs are known: what has not been found in a port group is not in it. */
function noMoreVms({ vms }: Host): Fact<boolean> {
  if (!vms.known) return vms;
  for (const vm of vms.value) {
    const { nics } = vm;
    if (!nics.known) return nics;
    for (const { label, network, portgroupKey } of nics.value) {
      if (network === undefined || (network.value === null && portgroupKey === undefined))
        return unknown('network of a VM NIC', `${label} of ${vm.name}`, 'govc collect -json -type m / name config guest runtime');
    }
  }
  return mapFact(vms, () => false);
}

function distributedUses(host: Host): readonly (GroupUse | Gap)[] {
  const found = new Map<string, { group: PortGroup; vmks: VmkernelAdapter[]; vms: readonly VmPort[] }>();
  const gaps: Gap[] = [];
  for (const network of distributedVmNetworks(host)) {
    if (network instanceof VmNetwork) {
      const { group, ports } = network;
      found.set(group.key ?? group.name, { group, vmks: [], vms: ports.found });
    } else gaps.push(network);
  }
  const { vmks, switches } = host;
  const mayHaveOne = !switches.known || switches.value.some((vswitch) => vswitch.distributed);
  if (!vmks.known && mayHaveOne && gaps.length === 0) gaps.push(new Gap(host, vmks));
  for (const vmk of vmks.known ? vmks.value : []) {
    const { dvPort, opaqueNetwork } = vmk;
    if (opaqueNetwork.known || (dvPort.known && dvPort.value === null)) continue;
    const group = portGroupOf(vmk);
    if (!group.known) gaps.push(new Gap(vmk, group));
    else if (group.value.distributed) {
      const key = group.value.key ?? group.value.name;
      const use = found.get(key) ?? { group: group.value, vmks: [], vms: [] };
      use.vmks.push(vmk);
      found.set(key, use);
    }
  }
  const others = noMoreVms(host);
  const moreVmks = vmks.known ? undefined : vmks;
  const uses = [...found.values()].map(({ group, vmks: adapters, vms }) => {
    const [first] = vms;
    return new GroupUse(group, adapters, vms, first ? mapFact(first.evidence, () => true) : others, moreVmks, others);
  });
  return [...uses, ...gaps];
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Whether facts.yaml allows a VM in the port group for the rule. Only if it allows anything can a VM that is not known matter. */
export function holdsAllowedVm(use: GroupUse, ruleId: string, { allowed }: CheckContext): boolean | Unknown {
  const { group, vms, moreVms, host } = use;
  // The engine knows what to do then.
  if (allowed(group.name)) return false;
  if (vms.some(({ vm }) => allowed(vm.name) !== undefined)) return true;
  const isStated = host.site.entries.allow.some(({ rule }) => rule.value === ruleId);
  return isStated && !moreVms.known ? moreVms : false;
}

/** Whether a VMkernel adapter carries iSCSI. */
export function carriesIscsi(vmk: VmkernelAdapter, { iscsiPorts }: Inventory): Fact<boolean> {
  let missing: Unknown | undefined;
  for (const port of iscsiPorts) {
    if (port instanceof IscsiPort) {
      if (port.vmk.name === vmk.name) return mapFact(vmk.host.vmks, () => true);
    } else if (port.subject.kind !== 'vmkernel-adapter' || port.identity === vmk.identity) missing ??= port.missing;
  }
  return missing ?? mapFact(vmk.host.vmks, () => false);
}

/** Whether any of these VMkernel adapters carries iSCSI; one that certainly does decides. */
export function anyCarriesIscsi(vmks: readonly VmkernelAdapter[], inventory: Inventory): Fact<boolean> | undefined {
  let missing: Fact<boolean> | undefined;
  for (const vmk of vmks) {
    const role = carriesIscsi(vmk, inventory);
    if (role.known && role.value) return role;
    if (!role.known) missing ??= role;
  }
  return missing;
}

/** Whether a port group belongs to a switch. */
export function isOn({ switchName }: PortGroup, vswitch: VirtualSwitch): Fact<boolean> {
  return mapFact(switchName, (name) => name === vswitch.name);
}
