import type {
  AdapterDescription,
  AdapterKind,
  HostDescription,
  LunDescription,
  PnicDescription,
  PortGroupDescription,
  ProxySwitchDescription,
  TargetDescription,
  TeamingDescription,
  VmkDescription,
  VswitchDescription,
} from './host-description.ts';
import { idOf, uuidOf } from './identity.ts';
import { named } from './named.ts';
import { pnicPlans, proxySwitchPlan, vmkPlan, vswitchPlan } from './plan-network.ts';
import { adapterPlans, lunPlan } from './plan-storage.ts';

/**
 * A host's description with every default filled in and every reference resolved: what the VIM and the esxcli printers
 * share, so that both tell the same story.
 */
export interface HostPlan {
  readonly description: HostDescription;
  readonly name: string;
  readonly id: string;
  readonly uuid: string;
  readonly version: string;
  readonly build: string;
  readonly pnics: readonly PnicPlan[];
  readonly vswitches: readonly VswitchPlan[];
  readonly proxySwitches: readonly ProxySwitchPlan[];
  readonly vmks: readonly VmkPlan[];
  readonly adapters: readonly AdapterPlan[];
  readonly luns: readonly LunPlan[];
}

export interface PnicPlan extends PnicDescription {
  readonly name: string;
  readonly speed: number | null;
  readonly duplex: boolean;
  readonly pci: string;
  readonly driver: string;
  readonly mac: string;
  readonly mtu: number;
}

export type Teaming = Required<TeamingDescription>;

export interface Security {
  readonly promiscuous: boolean;
  readonly macChanges: boolean;
  readonly forgedTransmits: boolean;
}

export interface VswitchPlan extends VswitchDescription {
  readonly name: string;
  readonly mtu: number;
  readonly uplinks: readonly string[];
  readonly teaming: Teaming;
  readonly security: Security;
  readonly groups: readonly PortGroupPlan[];
}

export interface PortGroupPlan {
  readonly name: string;
  readonly vswitch: string;
  readonly vlan: number;
  readonly override: PortGroupDescription;
  /** What holds in the end: the override where there is one, else the switch's. */
  readonly teaming: Teaming;
  readonly security: Security;
}

export interface ProxySwitchPlan extends ProxySwitchDescription {
  readonly name: string;
  readonly uuid: string;
  readonly mtu: number;
  /** Uplink port -> pnic, keys as the switch numbers its ports; LAG members last. */
  readonly ports: readonly { readonly key: string; readonly name: string; readonly pnic: string; readonly lag?: string }[];
}

export interface VmkPlan extends VmkDescription {
  readonly name: string;
  readonly mtu: number;
  readonly mac: string;
  readonly netstack: string;
  /** Port key on its switch. */
  readonly port: string;
  readonly group?: PortGroupPlan;
  readonly proxySwitch?: ProxySwitchPlan;
}

export interface TargetPlan extends TargetDescription {
  readonly port: number;
  readonly iqn: string;
}

export interface AdapterPlan extends AdapterDescription {
  readonly name: string;
  readonly kind: AdapterKind;
  readonly key: string;
  readonly sends: readonly TargetPlan[];
  readonly statics: readonly TargetPlan[];
}

export interface PathPlan {
  readonly name: string;
  readonly adapter: AdapterPlan;
  readonly channel: number;
  readonly targetNumber: number;
  readonly lun: number;
  readonly target?: { readonly address: string; readonly port: number; readonly iqn: string };
  readonly state: 'active' | 'standby' | 'dead' | 'disabled';
  readonly pathState: 'active' | 'standby' | 'dead' | 'disabled';
  readonly working: boolean;
}

export interface LunPlan extends LunDescription {
  readonly name: string;
  readonly lun: number;
  readonly uuid: string;
  readonly key: string;
  readonly vendor: string;
  readonly model: string;
  readonly revision: string;
  readonly size: number;
  readonly psp: string;
  readonly satp: string;
  readonly plugin: 'NMP' | 'HPP' | 'PowerPath';
  readonly preferred: string | undefined;
  readonly reserved: boolean | undefined;
  readonly clustered: boolean | undefined;
  readonly depth: number;
  readonly state: readonly string[];
  readonly vaai: string;
  readonly pathPlans: readonly PathPlan[];
}

/** GA builds, or the one update that the rules name; any other version gets the 8.0.3 build. */
const builds = new Map([
  ['5.0.0', '469512'],
  ['5.1.0', '799733'],
  ['5.5.0', '1331820'],
  ['6.0.0', '2494585'],
  ['6.5.0', '4564106'],
  ['6.7.0', '8169922'],
  ['7.0.0', '15843807'],
  ['7.0.2', '17630552'],
  ['7.0.3', '19193900'],
  ['8.0.0', '20513097'],
  ['8.0.2', '22380479'],
  ['8.0.3', '24022510'],
  ['9.0.0', '24755229'],
]);

/** @throws RangeError when the description refers to what it does not describe. */
export function planOf(description: HostDescription): HostPlan {
  const version = description.version ?? '8.0.3';
  const build = description.build ?? builds.get(version) ?? '24022510';
  const vswitches = named(description.vswitches).map(([name, item]) => vswitchPlan(name, item));
  const proxySwitches = named(description.proxySwitches).map(([name, item]) => proxySwitchPlan(name, item));
  const vmks = named(description.vmks).map(([name, item], index) =>
    vmkPlan(description, name, item, index, vswitches, proxySwitches),
  );
  const adapters = adapterPlans(description, vmks);
  const luns = named(description.luns).map(([name, item]) => lunPlan(name, item, adapters, vmks, Number(build)));
  return {
    description,
    version,
    build,
    vswitches,
    proxySwitches,
    vmks,
    adapters,
    luns,
    name: description.name,
    id: description.id ?? idOf('host', description.name),
    uuid: description.uuid ?? uuidOf(`host/${description.name}`),
    pnics: pnicPlans(description, vswitches, proxySwitches),
  };
}
