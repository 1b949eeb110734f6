import type { PropertiesEntry } from './entry.ts';
import type { HostDescription } from './host-description.ts';
import { idOf } from './identity.ts';
import { filled, members, moRef } from './json.ts';

export interface ClusterDescription {
  readonly name: string;
  readonly id?: string;
  /** Hosts in it, as descriptions, names or ids. */
  readonly hosts?: readonly HostReference[];
  /** vSAN is on. */
  readonly vsan?: boolean;
  /** DRS anti-affinity rules: rule name -> VM names or ids. */
  readonly apart?: Readonly<Record<string, readonly string[]>>;
}

/** A host, named in any way that a test has at hand. */
export type HostReference = string | HostDescription;

export function hostId(reference: HostReference): string {
  return typeof reference === 'string' ? idOf('host', reference) : (reference.id ?? idOf('host', reference.name));
}

/** The entry of a cluster. Hosts point to it by the name in their `cluster`. */
export function cluster(description: ClusterDescription): PropertiesEntry {
  const { name } = description;
  const rules = Object.entries(description.apart ?? {}).map(([rule, vms], index) => ({
    _typeName: 'ClusterAntiAffinityRuleSpec',
    key: index + 1,
    enabled: true,
    name: rule,
    vm: vms.map((vm) => moRef('VirtualMachine', idOf('vm', vm))),
  }));
  return {
    source: 'vim',
    object: { type: 'ClusterComputeResource', value: description.id ?? idOf('domain', name) },
    properties: members({
      name,
      host: filled((description.hosts ?? []).map((item) => moRef('HostSystem', hostId(item)))),
      configurationEx: members({
        _typeName: 'ClusterConfigInfoEx',
        dasConfig: { enabled: true },
        drsConfig: { enabled: true, defaultVmBehavior: 'fullyAutomated' },
        rule: filled(rules),
        vsanConfigInfo: description.vsan === undefined ? undefined : { enabled: description.vsan },
      }),
    }),
  };
}
