import type { Maybe, Node } from './node.ts';
import { referenceOf } from './reference.ts';
import type { PortGroupSource, SecuritySource, TeamingSource, Vlan } from './source.ts';

/** A distributed switch as its own object tells it. */
export interface DvsSource {
  readonly ref: string;
  readonly uuid?: Maybe<string>;
  readonly name?: Maybe<string>;
  /** Bytes. */
  readonly maxMtu?: Maybe<number>;
  /** Network I/O Control. */
  readonly resourceManagement?: Maybe<boolean>;
  readonly lagNames?: Maybe<readonly string[]>;
}

/** What a (Vmware)DistributedVirtualSwitch dump knows. */
export function vimDvs(ref: string, properties: Node): DvsSource {
  const config = properties.get('config');
  return {
    ref,
    get uuid() {
      return properties.get('uuid').string() ?? config.get('uuid').string();
    },
    get name() {
      return properties.get('name').string() ?? config.get('name').string();
    },
    get maxMtu() {
      return config.get('maxMtu').number();
    },
    get resourceManagement() {
      return config.get('networkResourceManagementEnabled').boolean();
    },
    get lagNames() {
      const groups = config.get('lacpGroupConfig').list();
      return groups && config.get('lacpGroupConfig').known(groups.value.map((group) => String(group.get('name').value)));
    },
  };
}

/** A distributed port group: what all hosts share of it. */
export interface DvPortGroupSource {
  readonly key: string;
  readonly name: string;
  /** Reference of its distributed switch. */
  readonly dvsRef?: string;
  readonly portGroup: PortGroupSource;
}

/** What a DistributedVirtualPortgroup dump knows; every setting of a port is an object with `value`. */
export function vimDvPortGroup(ref: string, properties: Node): DvPortGroupSource {
  const config = properties.get('config');
  const key = properties.get('key').string()?.value ?? config.get('key').string()?.value ?? ref;
  const name = properties.get('name').string()?.value ?? config.get('name').string()?.value ?? key;
  const dvsRef = referenceOf(config.get('distributedVirtualSwitch')).id;
  const port = config.get('defaultPortConfig');
  return {
    key,
    name,
    ...(dvsRef === undefined ? {} : { dvsRef }),
    portGroup: {
      name,
      get vlan() {
        return dvVlan(port.get('vlan'));
      },
      teaming: dvTeaming(port.get('uplinkTeamingPolicy')),
      security: dvSecurity(port.get('securityPolicy')),
    },
  };
}

/** vlanId is a number (one VLAN) or ranges (a trunk); a private VLAN has pvlanId. */
function dvVlan(vlan: Node): Maybe<Vlan> {
  const id = vlan.get('vlanId');
  const number = id.number() ?? vlan.get('pvlanId').number();
  if (number !== undefined) return number;
  const ranges = id.items().map((range) => ({ start: Number(range.get('start').value), end: Number(range.get('end').value) }));
  return Array.isArray(id.value) ? id.known<Vlan>(ranges) : undefined;
}

function dvTeaming(policy: Node): TeamingSource {
  const order = policy.get('uplinkPortOrder');
  return {
    get policy() {
      return policy.at('policy', 'value').string();
    },
    get active() {
      return order.get('activeUplinkPort').strings();
    },
    get standby() {
      return order.get('standbyUplinkPort').strings();
    },
    get checkBeacon() {
      return policy.at('failureCriteria', 'checkBeacon', 'value').boolean();
    },
    get notifySwitches() {
      return policy.at('notifySwitches', 'value').boolean();
    },
    get rollingOrder() {
      return policy.at('rollingOrder', 'value').boolean();
    },
    get overrides() {
      const inherited = policy.get('inherited').boolean();
      return inherited && policy.get('inherited').known(!inherited.value);
    },
  };
}

function dvSecurity(policy: Node): SecuritySource {
  return {
    get promiscuous() {
      return policy.at('allowPromiscuous', 'value').boolean();
    },
    get macChanges() {
      return policy.at('macChanges', 'value').boolean();
    },
    get forgedTransmits() {
      return policy.at('forgedTransmits', 'value').boolean();
    },
  };
}
