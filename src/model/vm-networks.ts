import type { Subject } from '../findings/report.ts';
import { unknown } from './entity.ts';
import { type Fact, type Known, mapFact, type Unknown } from './fact.ts';
import { Gap } from './gap.ts';
import type { Host } from './host.ts';
import type { PortGroup, VirtualSwitch } from './network.ts';
import { distributedSwitch, sameUuid } from './teaming.ts';
import type { Vm } from './vm.ts';

/** A VM's NIC in a port group. `evidence` is the group's name or key as the NIC's backing has it. */
export interface VmPort {
  readonly vm: Vm;
  readonly label: string;
  readonly evidence: Known<string>;
}

/** The VM NICs in a port group. */
export interface VmPorts {
  readonly found: readonly VmPort[];
  /** Known when no input can hide a further one; else what may hide it. */
  readonly all: Fact<true>;
}

/** A port group that is there for VMs, as one host uses it. */
export class VmNetwork {
  readonly group: PortGroup;
  readonly vswitch: Fact<VirtualSwitch>;
  readonly ports: VmPorts;

  constructor(group: PortGroup, vswitch: Fact<VirtualSwitch>, ports: VmPorts) {
    this.group = group;
    this.vswitch = vswitch;
    this.ports = ports;
  }

  get host(): Host {
    return this.group.host;
  }
  get subject(): Subject {
    return this.group.subject;
  }
  get identity(): string {
    return this.group.identity;
  }
}

/**
 * Port groups of standard switches that VMs may use: all without a VMkernel adapter, and those with a VM in spite of one. Gaps where
 * it cannot be told.
 */
export function standardVmNetworks(host: Host): readonly (VmNetwork | Gap)[] {
  return host.remember('standard networks of VMs', () => findStandard(host));
}

function findStandard(host: Host): readonly (VmNetwork | Gap)[] {
  const { portGroups } = host;
  if (!portGroups.known) return [new Gap(host, portGroups)];
  const { byName, all } = indexOf(host);
  return portGroups.value.flatMap((group): (VmNetwork | Gap)[] => {
    const found = byName.get(group.name) ?? [];
    const { switchName } = group;
    const network = new VmNetwork(group, switchName.known ? host.switchNamed(switchName.value, switchName) : switchName, {
      found,
      all,
    });
    if (found.length > 0) return [network];
    const forVmk = carriesVmk(host, group.name);
    if (!forVmk.known) return [new Gap(group, forVmk)];
    return forVmk.value ? [] : [network];
  });
}

function carriesVmk(host: Host, name: string): Fact<boolean> {
  const { vmks } = host;
  if (!vmks.known) return vmks;
  let missing: Unknown | undefined;
  for (const { portGroupName } of vmks.value) {
    if (!portGroupName.known) missing ??= portGroupName;
    else if (portGroupName.value === name) return mapFact(portGroupName, () => true);
  }
  return missing ?? mapFact(vmks, () => false);
}

/**
 * Distributed port groups that VM NICs of the host refer to; with `uuid` those of one switch only. Gaps for those that were not
 * exported, and for what hides VM NICs of a host with a distributed switch.
 */
export function distributedVmNetworks(host: Host, uuid?: string): readonly (VmNetwork | Gap)[] {
  const { byKey, all } = indexOf(host);
  const networks = [...byKey].flatMap(([key, found]): (VmNetwork | Gap)[] => {
    const [first] = found;
    if (uuid !== undefined && first?.switchUuid !== undefined && !sameUuid(first.switchUuid, uuid)) return [];
    const group = host.around.distributedPortGroup(host, key);
    if (group === undefined) {
      const of = { subject: host.subjectOf('port-group', key), identity: key };
      const provide = 'govc collect -json -type g / name config';
      return [
        new Gap(of, unknown('distributed port group', `${key} on ${host.name}`, provide, 'referred to, but not in the export')),
      ];
    }
    return [new VmNetwork(group, switchOfGroup(group, first?.switchUuid), { found, all })];
  });
  if (all.known) return networks;
  const { switches } = host;
  if (switches.known && !switches.value.some((item) => item.distributed)) return networks;
  return [...networks, new Gap(host, all)];
}

function switchOfGroup(group: PortGroup, uuid: string | undefined): Fact<VirtualSwitch> {
  if (uuid !== undefined) return distributedSwitch(group.host, uuid);
  const { switchName } = group;
  return switchName.known ? group.host.switchNamed(switchName.value, switchName) : switchName;
}

interface Index {
  /** By name of a standard port group. */
  readonly byName: ReadonlyMap<string, readonly VmPort[]>;
  /** By key of a distributed one. */
  readonly byKey: ReadonlyMap<string, readonly (VmPort & { readonly switchUuid: string | undefined })[]>;
  readonly all: Fact<true>;
}

/**
 * A host may have hundreds of VMs and port groups: the VMs are gone through once. A WeakMap would keep each host alive until the next
 * full collection: what it leads to counts as used in all the smaller ones.
 */
function indexOf(host: Host): Index {
  return host.remember('networks of VMs', () => makeIndex(host));
}

function makeIndex(host: Host): Index {
  const byName = new Map<string, VmPort[]>();
  const byKey = new Map<string, (VmPort & { switchUuid: string | undefined })[]>();
  const { vms } = host;
  if (!vms.known) return { byName, byKey, all: vms };
  let missing: Unknown | undefined;
  for (const vm of vms.value) {
    const { nics } = vm;
    if (!nics.known) missing ??= nics;
    for (const { label, network, portgroupKey, switchUuid } of nics.known ? nics.value : []) {
      if (network !== undefined && isKnownText(network)) push(byName, network.value, { vm, label, evidence: network });
      else if (portgroupKey !== undefined && isKnownText(portgroupKey)) {
        push(byKey, portgroupKey.value, { vm, label, evidence: portgroupKey, switchUuid: switchUuid?.value });
      } else if (network === undefined || portgroupKey === undefined) {
        missing ??= unknown(
          'network of a VM NIC',
          `${label} of ${vm.name}`,
          'govc collect -json -type m / name config guest runtime',
        );
      }
    }
  }
  return { byName, byKey, all: missing ?? mapFact(vms, () => true as const) };
}

const isKnownText = (fact: Known<string | null>): fact is Known<string> => fact.value !== null;

function push<P>(map: Map<string, P[]>, key: string, port: P): void {
  const list = map.get(key);
  if (list) list.push(port);
  else map.set(key, [port]);
}
