import type { Known } from './fact.ts';
import type { MethodAnswer } from './from-vim-host.ts';
import type { Maybe, Node } from './node.ts';
import type {
  DvPort,
  HostSource,
  NeighborSource,
  PnicSource,
  PortGroupSource,
  SecuritySource,
  SwitchSource,
  TeamingSource,
  VmkSource,
} from './source.ts';

/** What `HostSystem.config.network` and `virtualNicManagerInfo` know. */
export function vimNetwork(
  config: Node,
  answers: readonly MethodAnswer[],
): Required<Pick<HostSource, 'vmks' | 'portGroups' | 'switches' | 'pnics'>> {
  const network = config.get('network');
  return new VimNetwork(config, network, answers);
}

class VimNetwork implements Required<Pick<HostSource, 'vmks' | 'portGroups' | 'switches' | 'pnics'>> {
  private readonly config: Node;
  private readonly network: Node;
  private readonly answers: readonly MethodAnswer[];

  constructor(config: Node, network: Node, answers: readonly MethodAnswer[]) {
    this.config = config;
    this.network = network;
    this.answers = answers;
  }

  get vmks() {
    const { config, network } = this;
    const isDefaultWithoutKey = keylessIsDefault(network);
    const manager = config.get('virtualNicManagerInfo');
    return { all: listed(network.get('vnic'), (vnic) => vmk(vnic, manager, isDefaultWithoutKey)) };
  }
  get portGroups() {
    const { network } = this;
    return { all: listed(network.get('portgroup'), portGroup) };
  }
  get switches() {
    const { network } = this;
    const standard = listed(network.get('vswitch'), standardSwitch);
    const proxies = listed(network.get('proxySwitch'), proxySwitch);
    // Whoever says nothing of one kind of switch does not say that there are none of it.
    const complete = network
      .get('proxySwitch')
      .items()
      .every((proxy) => proxy.get('dvsName').string() !== undefined);
    if (standard === undefined || proxies === undefined || !complete)
      return { some: [...(standard?.value ?? []), ...(proxies?.value ?? [])] };
    return { all: { ...standard, value: [...standard.value, ...proxies.value] } };
  }
  get pnics() {
    const { network, answers } = this;
    return { all: listed(network.get('pnic'), (nic) => pnic(nic, answers)) };
  }
}

/** The elements of an array as sources; elements without a name are no objects of their kind. */
export function listed<S extends { readonly name: string }>(
  node: Node,
  make: (item: Node) => S | undefined,
): Maybe<readonly S[]> {
  const list = node.list();
  return list && node.known(list.value.map(make).filter((source) => source !== undefined));
}

/** VIM keys end in the device name: "management.key-vim.host.VirtualNic-vmk0", "key-vim.host.PhysicalNic-vmnic2". */
export function keyTail(key: unknown): string {
  return typeof key === 'string' ? key.slice(key.lastIndexOf('-') + 1) : '';
}

/**
 * Whether an adapter without a key can only be on the default stack: nothing speaks of another one, or the adapters name the others
 * and never the default.
 */
function keylessIsDefault(network: Node): boolean {
  const keysOf = (nodes: readonly Node[], key: string) =>
    nodes.map((node) => node.raw(key)).filter((value) => value !== undefined);
  const isDefault = (key: unknown) => key === 'defaultTcpipStack';
  const ofAdapters = keysOf(
    network
      .get('vnic')
      .items()
      .map((vnic) => vnic.get('spec')),
    'netStackInstanceKey',
  );
  if (ofAdapters.length > 0 && !ofAdapters.some(isDefault)) return true;
  return [...ofAdapters, ...keysOf(network.get('netStackInstance').items(), 'key')].every(isDefault);
}

function vmk(vnic: Node, manager: Node, isDefaultWithoutKey: boolean): VmkSource | undefined {
  const name = vnic.get('device').string() ?? vnic.get('key').string();
  if (name === undefined) return undefined;
  const device = keyTail(name.value);
  const spec = vnic.get('spec');
  const port = spec.get('distributedVirtualPort');
  return new VimVmk(device, vnic, spec, port, manager, isDefaultWithoutKey);
}

class VimVmk implements VmkSource {
  readonly name: string;
  private readonly vnic: Node;
  private readonly spec: Node;
  private readonly port: Node;
  private readonly manager: Node;
  private readonly isDefaultWithoutKey: boolean;

  constructor(name: string, vnic: Node, spec: Node, port: Node, manager: Node, isDefaultWithoutKey: boolean) {
    this.name = name;
    this.vnic = vnic;
    this.spec = spec;
    this.port = port;
    this.manager = manager;
    this.isDefaultWithoutKey = isDefaultWithoutKey;
  }

  get mtu() {
    const { spec } = this;
    const mtu = spec.get('mtu').number();
    return mtu?.value === 0 ? undefined : mtu;
  }
  get ip() {
    const { spec } = this;
    return spec.at('ip', 'ipAddress').string();
  }
  get mask() {
    const { spec } = this;
    return spec.at('ip', 'subnetMask').string();
  }
  get dhcp() {
    const { spec } = this;
    return spec.at('ip', 'dhcp').boolean();
  }
  get portGroup() {
    const { vnic, spec, port } = this;
    return portGroupName(vnic, spec) ?? (port.present ? port.known<string | null>(null) : undefined);
  }
  get dvPort(): Maybe<DvPort | null> {
    const { vnic, spec, port } = this;
    const switchUuid = port.get('switchUuid').string();
    if (switchUuid === undefined) return portGroupName(vnic, spec) && vnic.get('portgroup').known<DvPort | null>(null);
    const portgroupKey = port.get('portgroupKey').string()?.value;
    const portKey = port.get('portKey').string()?.value;
    return port.known<DvPort | null>({
      switchUuid: switchUuid.value,
      ...(portgroupKey === undefined ? {} : { portgroupKey }),
      ...(portKey === undefined ? {} : { portKey }),
    });
  }
  get opaqueNetwork() {
    const { spec } = this;
    return spec.at('opaqueNetwork', 'opaqueNetworkId').string();
  }
  get netstack() {
    const { spec } = this;
    const key = spec.get('netStackInstanceKey');
    // The API's own default; in doubt only where the host shows that it has other stacks.
    return key.string() ?? (this.isDefaultWithoutKey ? key.orAbsent(undefined, 'defaultTcpipStack') : undefined);
  }
  get gateway() {
    const { spec } = this;
    const own = spec.at('ipRouteSpec', 'ipRouteConfig', 'defaultGateway').string();
    return own ?? spec.get('ipRouteSpec').orAbsent<string | null>(undefined, null);
  }
  get tso() {
    const { spec } = this;
    return spec.get('tsoEnabled').boolean();
  }
  get tags() {
    const { manager } = this;
    return serviceTags(manager, this.name);
  }
}

function portGroupName(vnic: Node, spec: Node): Maybe<string> {
  return vnic.get('portgroup').string() ?? spec.get('portgroup').string();
}

function serviceTags(manager: Node, device: string): Maybe<readonly Known<string>[]> {
  const services = manager.get('netConfig').list();
  if (services === undefined) return undefined;
  const tags: Known<string>[] = [];
  for (const service of services.value) {
    const type = service.get('nicType').value;
    const selected = service
      .get('selectedVnic')
      .items()
      .find((key) => keyTail(key.value) === device);
    if (typeof type !== 'string' || selected === undefined) continue;
    const tag = selected.known(type);
    if (tag === undefined) return undefined;
    tags.push(tag);
  }
  return manager.get('netConfig').known(tags);
}

/** "key-vim.host.PortGroup-VM Network" */
function groupOfKey(key: unknown): string | undefined {
  return typeof key === 'string' ? /^key-vim\.host\.PortGroup-(.+)$/.exec(key)?.[1] : undefined;
}

function portGroup(node: Node): PortGroupSource | undefined {
  const spec = node.get('spec');
  const name = spec.get('name').string()?.value ?? groupOfKey(node.get('key').value);
  if (name === undefined) return undefined;
  return new VimPortGroup(
    name,
    teaming(node.at('computedPolicy', 'nicTeaming'), spec.get('policy')),
    security(node.at('computedPolicy', 'security')),
    spec,
  );
}

class VimPortGroup implements PortGroupSource {
  readonly name: string;
  readonly teaming: TeamingSource;
  readonly security: SecuritySource;
  private readonly spec: Node;

  constructor(name: string, teaming: TeamingSource, security: SecuritySource, spec: Node) {
    this.name = name;
    this.teaming = teaming;
    this.security = security;
    this.spec = spec;
  }

  get switchName() {
    const { spec } = this;
    return spec.get('vswitchName').string();
  }
  get vlan() {
    const { spec } = this;
    return spec.get('vlanId').number();
  }
}

/** `computedPolicy.nicTeaming` of a standard port group: inheritance is already resolved by the host. */
function teaming(settings: Node, own: Node): TeamingSource {
  const order = settings.get('nicOrder');
  return new VimTeaming(settings, own, order);
}

class VimTeaming implements TeamingSource {
  private readonly settings: Node;
  private readonly own: Node;
  private readonly order: Node;

  constructor(settings: Node, own: Node, order: Node) {
    this.settings = settings;
    this.own = own;
    this.order = order;
  }

  get policy() {
    const { settings } = this;
    return settings.get('policy').string();
  }
  get active() {
    const { order } = this;
    return order.get('activeNic').strings();
  }
  get standby() {
    const { order } = this;
    return order.get('standbyNic').strings();
  }
  get checkBeacon() {
    const { settings } = this;
    return settings.at('failureCriteria', 'checkBeacon').boolean();
  }
  get notifySwitches() {
    const { settings } = this;
    return settings.get('notifySwitches').boolean();
  }
  get rollingOrder() {
    const { settings } = this;
    return settings.get('rollingOrder').boolean();
  }
  get overrides() {
    const { own } = this;
    const set = own.get('nicTeaming');
    const isSet = SETTINGS.some((name) => set.get(name).present) || set.at('failureCriteria', 'checkBeacon').present;
    return set.present ? set.known(isSet) : set.orAbsent(undefined, false);
  }
}

/** What a port group may set for itself in `spec.policy.nicTeaming`; what it leaves out is inherited. */
const SETTINGS = ['policy', 'notifySwitches', 'rollingOrder', 'nicOrder'] as const;

function security(policy: Node): SecuritySource {
  return new VimSecurity(policy);
}

class VimSecurity implements SecuritySource {
  private readonly policy: Node;

  constructor(policy: Node) {
    this.policy = policy;
  }

  get promiscuous() {
    const { policy } = this;
    return policy.get('allowPromiscuous').boolean();
  }
  get macChanges() {
    const { policy } = this;
    return policy.get('macChanges').boolean();
  }
  get forgedTransmits() {
    const { policy } = this;
    return policy.get('forgedTransmits').boolean();
  }
}

function standardSwitch(node: Node): SwitchSource | undefined {
  const key = node
    .get('key')
    .string()
    ?.value.replace(/^.*VirtualSwitch-/, '');
  const name = node.get('name').string()?.value ?? key;
  if (name === undefined) return undefined;
  return new StandardSwitch(name, node);
}

class StandardSwitch implements SwitchSource {
  readonly name: string;
  readonly distributed = false;
  private readonly node: Node;

  constructor(name: string, node: Node) {
    this.name = name;
    this.node = node;
  }

  get mtu() {
    const { node } = this;
    return nonZero(node.get('mtu').number()) ?? nonZero(node.at('spec', 'mtu').number());
  }
  get uplinks() {
    const { node } = this;
    const keys = node.get('pnic');
    if (Array.isArray(keys.value)) return keys.known(keys.items().map((key) => keyTail(key.value)));
    return node.at('spec', 'bridge', 'nicDevice').strings() ?? keys.orAbsent<readonly string[]>(undefined, []);
  }
}

function proxySwitch(node: Node): SwitchSource | undefined {
  const uuid = node.get('dvsUuid').string();
  const name = node.get('dvsName').string() ?? uuid;
  if (name === undefined) return undefined;
  const specs = () => node.at('spec', 'backing', 'pnicSpec').items();
  /** Port key to uplink name; ports of a link aggregation group are listed with the group. */
  const nicOfPort = () =>
    new Map(specs().map((spec) => [String(spec.get('uplinkPortKey').value), String(spec.get('pnicDevice').value)]));
  return {
    name: name.value,
    distributed: true,
    ...(uuid === undefined ? {} : { uuid: uuid.value }),
    get mtu() {
      return nonZero(node.get('mtu').number());
    },
    get uplinks() {
      const keys = node.get('pnic').list();
      return keys && node.get('pnic').known(keys.value.map((key) => keyTail(key.value)));
    },
    get uplinkNics() {
      const ports = node.get('uplinkPort').list();
      if (ports === undefined || !node.at('spec', 'backing').present) return undefined;
      // The API lets a host leave out which port a NIC sits in.
      const used = node.get('pnic').items().length;
      if (
        specs().length < used ||
        (used > 0 && ports.value.length === 0) ||
        specs().some((spec) => !spec.get('uplinkPortKey').present)
      )
        return undefined;
      const nics = nicOfPort();
      const map = new Map<string, string>();
      for (const port of ports.value) {
        const nic = nics.get(String(port.get('key').value));
        if (nic !== undefined) map.set(String(port.get('value').value), nic);
      }
      return node.get('uplinkPort').known<ReadonlyMap<string, string>>(map);
    },
    get lags() {
      const groups = node.get('hostLag').list();
      if (groups === undefined) return undefined;
      const nics = nicOfPort();
      const map = new Map<string, readonly string[]>();
      for (const group of groups.value) {
        const members = group
          .get('uplinkPort')
          .items()
          .map((port) => nics.get(String(port.get('key').value)));
        map.set(
          String(group.get('lagName').value),
          members.filter((nic) => nic !== undefined),
        );
      }
      return node.get('hostLag').known<ReadonlyMap<string, readonly string[]>>(map);
    },
  };
}

function pnic(node: Node, answers: readonly MethodAnswer[]): PnicSource | undefined {
  const name = node.get('device').string()?.value ?? keyTail(node.get('key').value);
  if (name === '') return undefined;
  const link = node.get('linkSpeed');
  return new VimPnic(name, neighbor(name, answers), node, link);
}

class VimPnic implements PnicSource {
  readonly name: string;
  readonly neighbor?: NeighborSource;
  private readonly node: Node;
  private readonly link: Node;

  constructor(name: string, neighbor: NeighborSource | undefined, node: Node, link: Node) {
    this.name = name;
    if (neighbor !== undefined) this.neighbor = neighbor;
    this.node = node;
    this.link = link;
  }

  get speed() {
    const { link } = this;
    return link.get('speedMb').number() ?? link.orAbsent<number | null>(undefined, null);
  }
  get duplex() {
    const { link } = this;
    return link.get('duplex').boolean();
  }
  get forced() {
    const { node } = this;
    const configured = node.at('spec', 'linkSpeed');
    return configured.get('speedMb').number() ?? configured.orAbsent<number | null>(undefined, null);
  }
  get possible() {
    const { node } = this;
    const list = node.get('validLinkSpecification').list();
    const speeds = list?.value.flatMap((item) => item.get('speedMb').number()?.value ?? []);
    return speeds?.length === list?.value.length && speeds ? node.get('validLinkSpecification').known(speeds) : undefined;
  }
  get pci() {
    const { node } = this;
    return node.get('pci').string();
  }
  get mac() {
    const { node } = this;
    return node.get('mac').string();
  }
}

/** PhysicalNicHintInfo of one NIC, from QueryNetworkHint. LLDP's MTU is a string under the key "MTU" and may be absent. */
function neighbor(nic: string, answers: readonly MethodAnswer[]): NeighborSource {
  const hint = answers
    .filter((answer) => answer.method === 'QueryNetworkHint')
    .flatMap((answer) => answer.result.items())
    .find((item) => item.get('device').value === nic);
  if (hint === undefined) return {};
  const cdp = hint.get('connectedSwitchPort');
  const lldp = hint.get('lldpInfo');
  const lldpParameter = (wanted: string) =>
    lldp
      .get('parameter')
      .items()
      .find((item) => String(item.get('key').value).toLowerCase() === wanted)
      ?.get('value');
  return {
    get device() {
      return cdp.get('devId').string() ?? cdp.get('systemName').string() ?? lldp.get('chassisId').string();
    },
    get port() {
      return cdp.get('portId').string() ?? lldp.get('portId').string();
    },
    get mtu() {
      return nonZero(cdp.get('mtu').number()) ?? nonZero(lldpParameter('mtu')?.number());
    },
    get vlan() {
      return nonZero(cdp.get('vlan').number()) ?? nonZero(lldpParameter('vlan id')?.number());
    },
    get cdpName() {
      return cdp.get('devId').string() ?? cdp.get('systemName').string();
    },
    get chassis() {
      return lldp.get('chassisId').string();
    },
    get systemName() {
      return lldpParameter('system name')?.string();
    },
    get platform() {
      return cdp.get('hardwarePlatform').string();
    },
    get fullDuplex() {
      return cdp.get('fullDuplex').boolean();
    },
  };
}

function nonZero(value: Maybe<number>): Maybe<number> {
  return value?.value === 0 ? undefined : value;
}
