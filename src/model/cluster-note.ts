import { unknown } from './entity.ts';
import { type Fact, mapFact, settled, type Unknown } from './fact.ts';
import type { Maybe, Node } from './node.ts';
import { referenceOf } from './reference.ts';

/** What is kept of a cluster of hosts: how its Distributed Resource Scheduler moves VMs. */
export interface ClusterNote {
  readonly drs: Fact<boolean>;
  /** References of VMs for which it is switched on or off by themselves. */
  readonly drsOfVms: Fact<ReadonlyMap<string, boolean>>;
  /** Its enabled rules that keep VMs on different hosts. */
  readonly apart: Fact<readonly ApartRule[]>;
}

export interface ApartRule {
  readonly name: string;
  /** References of the VMs. */
  readonly vms: ReadonlySet<string>;
}

export function noteCluster(properties: Node): ClusterNote {
  const name = String(properties.get('name').value ?? '');
  const config = properties.get('configurationEx');
  const told = <T>(value: Maybe<T>, group: string): Fact<T> => settled(value ?? missing(group, name));
  return {
    drs: told(config.at('drsConfig', 'enabled').boolean(), 'DRS'),
    drsOfVms: told(overrides(config.get('drsVmConfig')), 'DRS settings of VMs'),
    apart: rulesOf(config.get('rule'), name),
  };
}

/** Unknown as a whole when one of them does not tell its VM. */
function overrides(node: Node): Maybe<ReadonlyMap<string, boolean>> {
  const list = node.list();
  const found = new Map<string, boolean>();
  for (const item of list?.value ?? []) {
    const { id } = referenceOf(item.get('key'));
    if (id === undefined) return undefined;
    // Unset is on: the entry then only sets how far the VM is automated.
    const enabled = item.get('enabled').orAbsent(item.get('enabled').boolean(), true);
    if (enabled === undefined) return undefined;
    found.set(id, enabled.value);
  }
  return list && node.known<ReadonlyMap<string, boolean>>(found);
}

function rulesOf(node: Node, cluster: string): ClusterNote['apart'] {
  const list = node.list();
  if (list === undefined) return missing('DRS rules', cluster);
  const found: ApartRule[] = [];
  for (const item of list.value) {
    const name = item.get('name').string()?.value ?? 'a rule without a name';
    const enabled = item.get('enabled').boolean();
    if (enabled?.value === false) continue;
    const members = item
      .get('vm')
      .list()
      ?.value.map((vm) => referenceOf(vm).known()?.value);
    if (members === undefined || members.includes(undefined)) return missing('VMs of DRS rule', `${name} of ${cluster}`);
    const vms = new Set(members.filter((id) => id !== undefined));
    const type = item.get('_typeName').string() ?? item.get('_vimtype').string();
    // Rules of groups of VMs and hosts name no VM.
    if (vms.size < 2) continue;
    // govc prints no types, and a rule that keeps VMs together looks the same.
    if (type === undefined) return missing('kind of DRS rule', `${name} of ${cluster}`);
    if (enabled === undefined) return missing('state of DRS rule', `${name} of ${cluster}`);
    if (type.value.includes('AntiAffinity')) found.push({ name, vms });
  }
  return settled(mapFact(list, () => found));
}

function missing(group: string, of: string): Unknown {
  return unknown(group, of, 'govc collect -json -type c / name host configurationEx');
}
