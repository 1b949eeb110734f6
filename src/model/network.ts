import { unknown } from './entity.ts';
import { type Fact, type Known, mapFact } from './fact.ts';
import type { SwitchPortRow } from './from-device.ts';
import type { Host } from './host.ts';
import { HostPart } from './host-part.ts';
import { contains, type Network, networkOf, parseIpv4 } from './ipv4.ts';
import type { PhysicalSwitchPort } from './physical-switches.ts';
import type { FlowControl } from './site.ts';
import type {
  DvPort,
  NeighborSource,
  PauseFrames,
  PnicSource,
  PortGroupSource,
  SecuritySource,
  SwitchSource,
  TeamingSource,
  Vlan,
  VlanRange,
  VmkSource,
} from './source.ts';

/** A VMkernel adapter (vmk0, vmk1, ...). */
export class VmkernelAdapter extends HostPart<VmkSource> {
  protected get subjectKind() {
    return 'vmkernel-adapter' as const;
  }

  protected get supplies() {
    return VMK_SUPPLIES;
  }

  /** Bytes. */
  get mtu(): Fact<number> {
    return this.pick('mtu');
  }
  get ip(): Fact<string> {
    return this.pick('ip');
  }
  get mask(): Fact<string> {
    return this.pick('mask');
  }
  get dhcp(): Fact<boolean> {
    return this.pick('dhcp');
  }
  /** Name of the standard port group; null on a distributed switch. */
  get portGroupName(): Fact<string | null> {
    return this.pick('portGroup');
  }
  get dvPort(): Fact<DvPort | null> {
    return this.pick('dvPort');
  }
  /** Id of an opaque (NSX) network; known only for an adapter on one. */
  get opaqueNetwork(): Fact<string> {
    return this.pick('opaqueNetwork');
  }
  get netstack(): Fact<string> {
    return this.pick('netstack');
  }
  /** Own default gateway, null for none; ESXi 6.5 and later. */
  get gateway(): Fact<string | null> {
    return this.pick('gateway');
  }
  /** TCP segmentation offload. */
  get tso(): Fact<boolean> {
    return this.pick('tso');
  }
  /** Service tags in VIM spelling, each with its evidence. */
  get tags(): Fact<readonly Known<string>[]> {
    return this.pick('tags');
  }

  /** The IPv4 subnet; unknown too when address and netmask make none. */
  get subnet(): Fact<Network> {
    const { ip, mask } = this;
    if (!ip.known) return ip;
    if (!mask.known) return mask;
    const network = networkOf(ip.value, mask.value);
    if (network === undefined)
      return unknown('IPv4 subnet', this.name, IPV4_GET, `${ip.value} with mask ${mask.value} is no subnet`);
    return { known: true, value: network, origin: ip.origin };
  }

  /** True when `address` (IPv4) is on-link for this adapter. An adapter without an address (0.0.0.0) reaches nothing. */
  reaches(address: string): Fact<boolean> {
    const target = parseIpv4(address);
    return mapFact(this.subnet, (subnet) => target !== undefined && subnet.prefix > 0 && contains(subnet, target));
  }

  /** The number in the name: iSCSI without binding leaves through the lowest one of a subnet. */
  get number(): number {
    return Number(/\d+$/.exec(this.name)?.[0] ?? Number.NaN);
  }
}

const IP_LIST = 'esxcli network ip interface list';
const IPV4_GET = 'esxcli network ip interface ipv4 get';
const VMK_SUPPLIES = {
  mtu: { group: 'MTU', provide: IP_LIST },
  ip: { group: 'IPv4 address', provide: IPV4_GET },
  mask: { group: 'IPv4 netmask', provide: IPV4_GET },
  dhcp: { group: 'DHCP setting', provide: IPV4_GET },
  portGroup: { group: 'port group', provide: IP_LIST },
  dvPort: { group: 'distributed port', provide: IP_LIST },
  opaqueNetwork: { group: 'opaque network', provide: IP_LIST },
  netstack: { group: 'TCP/IP stack', provide: IP_LIST },
  gateway: { group: 'gateway', provide: IPV4_GET },
  tso: { group: 'TCP segmentation offload', provide: 'govc collect -json -type h / name parent config.network' },
  tags: { group: 'service tags', provide: 'esxcli network ip interface tag get -i vmkN' },
} as const;

/** A port group of a standard switch, or a distributed port group as one host uses it. */
export class PortGroup extends HostPart<PortGroupSource> {
  readonly distributed: boolean;
  /** Key of a distributed port group ("dvportgroup-21"). */
  readonly key: string | undefined;

  constructor(host: Host, name: string, sources: readonly PortGroupSource[], distributed = false, key?: string) {
    super(host, name, sources);
    this.distributed = distributed;
    this.key = key;
  }

  protected get subjectKind() {
    return 'port-group' as const;
  }

  protected get supplies() {
    return this.distributed ? DVPG_SUPPLIES : PORT_GROUP_SUPPLIES;
  }

  get switchName(): Fact<string> {
    return this.pick('switchName');
  }

  get vlan(): Fact<Vlan> {
    return this.pick('vlan');
  }

  get policy(): Fact<string> {
    return this.teaming('policy');
  }
  get active(): Fact<readonly string[]> {
    return this.teaming('active');
  }
  get standby(): Fact<readonly string[]> {
    return this.teaming('standby');
  }
  get checkBeacon(): Fact<boolean> {
    return this.teaming('checkBeacon');
  }
  get notifySwitches(): Fact<boolean> {
    return this.teaming('notifySwitches');
  }
  /** true means NO failback. */
  get rollingOrder(): Fact<boolean> {
    return this.teaming('rollingOrder');
  }
  /** Whether it sets any of its teaming itself; false when it inherits all of it. */
  get overridesTeaming(): Fact<boolean> {
    return this.teaming('overrides');
  }

  /** Security settings; true is what the client calls Accept. */
  get promiscuous(): Fact<boolean> {
    return this.security('promiscuous');
  }
  get macChanges(): Fact<boolean> {
    return this.security('macChanges');
  }
  get forgedTransmits(): Fact<boolean> {
    return this.security('forgedTransmits');
  }

  private security(field: keyof SecuritySource): Fact<boolean> {
    for (const source of this.sources) {
      const value = source.security?.[field];
      if (value !== undefined) return value;
    }
    const provide = this.distributed
      ? 'govc collect -json -type g / name config'
      : `esxcli network vswitch standard portgroup policy security get -p "${this.name}"`;
    return unknown(SECURITY_NAMES[field], `port group ${this.name}`, provide);
  }

  private teaming<K extends keyof TeamingSource>(field: K): Fact<NonNullable<TeamingSource[K]>['value']> {
    for (const source of this.sources) {
      const value = source.teaming?.[field];
      if (value !== undefined) return value as Known<NonNullable<TeamingSource[K]>['value']>;
    }
    const group = TEAMING_NAMES[field];
    const provide = this.distributed
      ? 'govc collect -json -type g / name config'
      : `esxcli network vswitch standard portgroup policy failover get -p "${this.name}"`;
    return { ...unknown(group, `port group ${this.name}`, provide) };
  }
}

const TEAMING_NAMES = {
  policy: 'load balancing policy',
  active: 'active uplinks',
  standby: 'standby uplinks',
  checkBeacon: 'failure detection',
  notifySwitches: 'notify switches setting',
  rollingOrder: 'failback setting',
  overrides: 'teaming overrides',
} as const;
const SECURITY_NAMES = {
  promiscuous: 'promiscuous mode',
  macChanges: 'MAC address changes',
  forgedTransmits: 'forged transmits',
} as const;
const PORT_GROUP_LIST = 'esxcli network vswitch standard portgroup list';
const PORT_GROUP_SUPPLIES = {
  switchName: { group: 'virtual switch', provide: PORT_GROUP_LIST },
  vlan: { group: 'VLAN', provide: PORT_GROUP_LIST },
} as const;
const DVPG_LIST = 'govc collect -json -type g / name config';
const DVPG_SUPPLIES = {
  switchName: { group: 'distributed switch', provide: DVPG_LIST },
  vlan: { group: 'VLAN', provide: DVPG_LIST },
} as const;

/** A standard switch, or a distributed switch as one host uses it. */
export class VirtualSwitch extends HostPart<SwitchSource> {
  protected get subjectKind() {
    return 'switch' as const;
  }

  protected get supplies() {
    return this.distributed ? DVS_SUPPLIES : SWITCH_SUPPLIES;
  }

  get distributed(): boolean {
    return this.sources.some((source) => source.distributed);
  }

  get uuid(): string | undefined {
    return this.sources.find((source) => source.uuid !== undefined)?.uuid;
  }

  /** Bytes. Where the host does not tell it of a distributed switch, the switch's own object does. */
  get mtu(): Fact<number> {
    const told = this.pick('mtu');
    if (told.known || !this.distributed) return told;
    return this.host.around.estate.switchMtu(this.uuid) ?? told;
  }

  /** Physical NICs by device name. */
  get uplinks(): Fact<readonly string[]> {
    return this.pick('uplinks');
  }

  /** Distributed only: uplink name to physical NIC. */
  get uplinkNics(): Fact<ReadonlyMap<string, string>> {
    return this.pick('uplinkNics');
  }

  /** Distributed only: link aggregation groups with a physical NIC of this host. */
  get lags(): Fact<ReadonlyMap<string, readonly string[]>> {
    return this.pick('lags');
  }
}

const VSWITCH_LIST = 'esxcli network vswitch standard list';
const SWITCH_SUPPLIES = {
  mtu: { group: 'virtual switch MTU', provide: VSWITCH_LIST },
  uplinks: { group: 'uplinks', provide: VSWITCH_LIST },
} as const;
const DVS_LIST = 'esxcli network vswitch dvs vmware list';
const HOST_NETWORK = 'govc collect -json -type h / name parent config.network';
const DVS_SUPPLIES = {
  mtu: { group: 'virtual switch MTU', provide: DVS_LIST },
  uplinks: { group: 'uplinks', provide: DVS_LIST },
  uplinkNics: { group: 'uplink names', provide: HOST_NETWORK },
  lags: { group: 'link aggregation groups', provide: HOST_NETWORK },
} as const;

/** A physical NIC (vmnic0, ...). */
export class PhysicalNic extends HostPart<PnicSource> {
  protected get subjectKind() {
    return 'physical-nic' as const;
  }

  protected get supplies() {
    return PNIC_SUPPLIES;
  }

  /** Mb/s; null when the link is down. */
  get speed(): Fact<number | null> {
    return this.pick('speed');
  }
  get duplex(): Fact<boolean> {
    return this.pick('duplex');
  }
  /** Configured speed in Mb/s; null when it is negotiated. */
  get forced(): Fact<number | null> {
    return this.pick('forced');
  }
  /** Speeds in Mb/s that the NIC supports; empty where its driver does not tell. */
  get possible(): Fact<readonly number[]> {
    return this.pick('possible');
  }
  /** Bytes; no VIM property holds it. */
  get mtu(): Fact<number> {
    return this.pick('mtu');
  }
  /** Flow control as it is in effect; null for a NIC that knows none. */
  get pause(): Fact<PauseFrames> {
    return this.pick('pause');
  }
  /** "0000:0b:00.0" */
  get pci(): Fact<string> {
    return this.pick('pci');
  }

  get mac(): Fact<string> {
    return this.pick('mac');
  }

  /** What is known of its switch port: a fact of facts.yaml, else the switch's own output, else CDP or LLDP. MTU in bytes. */
  get switchMtu(): Fact<number> {
    const { switchDevice, switchPort } = this;
    const neighbour = {
      switch: switchDevice.known ? switchDevice.value : undefined,
      port: switchPort.known ? switchPort.value : undefined,
    };
    return (
      this.host.site.switchMtu(this.host.name, this.name, neighbour) ??
      this.portField('mtu') ??
      this.neighbor('mtu', 'physical switch MTU')
    );
  }
  get switchDevice(): Fact<string> {
    const told = this.neighbor('device', 'physical switch name');
    return told.known ? told : (this.ownSwitch ?? told);
  }
  get switchPort(): Fact<string> {
    const told = this.neighbor('port', 'physical switch port');
    return told.known ? told : (this.plugged?.rows[0]?.name ?? told);
  }
  /** The VLAN of untagged frames: that of an access port, the native one of a trunk. */
  get nativeVlan(): Fact<number> {
    const mode = this.portField('mode')?.value;
    const own = mode === undefined ? undefined : this.portField(mode === 'access' ? 'accessVlan' : 'nativeVlan');
    return own ?? this.neighbor('vlan', 'native VLAN');
  }
  /** VLANs that the switch lets through with a tag; none on an access port. Only the switch's own output tells. */
  get taggedVlans(): Fact<readonly VlanRange[]> {
    const mode = this.portField('mode');
    const own = mode?.value === 'trunk' ? this.portField('trunkVlans') : mode && { ...mode, value: [] };
    return own ?? unknown('VLANs of the switch port', this.name, SWITCHPORT, 'no output of the switch tells it');
  }
  /** Speed of the switch port in Mb/s, by the switch's own output. */
  get switchSpeed(): Fact<number> {
    return this.portField('speed') ?? unknown('speed of the physical switch port', this.name, SWITCHPORT);
  }
  /** Flow control of the switch port: a fact of facts.yaml, else the switch's own output. */
  get switchFlowControl(): Fact<FlowControl> {
    const stated = this.host.site.flowControl(this.host.name, this.name);
    if (stated !== undefined) return stated;
    const [receives, sends] = [this.portField('receives'), this.portField('sends')];
    if (receives === undefined || sends === undefined)
      return unknown('flow control of the physical switch port', this.name, 'it in facts.yaml (switches)');
    return { ...receives, value: receives.value ? (sends.value ? 'on' : 'receive') : sends.value ? 'send' : 'off' };
  }
  /** The switch as its own outputs name it; only such names can be compared with each other. */
  get namedSwitch(): Fact<string> {
    return this.ownSwitch ?? unknown('physical switch name', this.name, QUERY_HINTS, 'no output of the switch names it');
  }
  /** The switch as CDP names it. */
  get cdpName(): Fact<string> {
    return this.neighbor('cdpName', 'physical switch name');
  }
  /** The switch as LLDP identifies it. */
  get chassis(): Fact<string> {
    return this.neighbor('chassis', 'chassis of the physical switch');
  }
  get switchPlatform(): Fact<string> {
    return this.neighbor('platform', 'platform of the physical switch');
  }
  get switchFullDuplex(): Fact<boolean> {
    return this.portField('fullDuplex') ?? this.neighbor('fullDuplex', 'duplex of the physical switch port');
  }

  /** The port of a physical switch that it is plugged into, by the switch's own outputs. */
  private get plugged(): PhysicalSwitchPort | undefined {
    return this.host.remember(`switch port of ${this.name}`, () => {
      const tell = (field: 'device' | 'cdpName' | 'systemName' | 'chassis' | 'port') => {
        const fact = this.neighbor(field, field);
        return fact.known ? [fact.value] : [];
      };
      return this.host.around.estate.switchPort(() => ({
        host: this.host.name,
        nic: this.name,
        mac: this.mac.known ? this.mac.value : undefined,
        switches: [...tell('cdpName'), ...tell('systemName'), ...tell('chassis'), ...tell('device')],
        port: tell('port')[0],
      }));
    });
  }

  /** The first that the switch says of the port; a member of a port channel is set up as the channel is. */
  private portField<K extends keyof SwitchPortRow>(field: K): Exclude<SwitchPortRow[K], undefined> | undefined {
    const { plugged } = this;
    if (plugged === undefined) return undefined;
    const rows = OF_CHANNEL.has(field) ? [...plugged.rows, ...plugged.channel] : plugged.rows;
    for (const row of rows) {
      const value = row[field];
      if (value !== undefined) return value as Exclude<SwitchPortRow[K], undefined>;
    }
    return undefined;
  }

  /** The name of the switch where it is certain, with the place of the port. */
  private get ownSwitch(): Known<string> | undefined {
    const { plugged } = this;
    const port = plugged?.rows[0]?.name;
    return plugged === undefined || plugged.device.guessed || port === undefined
      ? undefined
      : { known: true, value: plugged.device.name, origin: port.origin };
  }

  private neighbor<K extends keyof NeighborSource>(field: K, group: string): Fact<NonNullable<NeighborSource[K]>['value']> {
    for (const source of this.sources) {
      const value = source.neighbor?.[field];
      if (value !== undefined) return value as Known<NonNullable<NeighborSource[K]>['value']>;
    }
    const heard = this.sources.some(({ neighbor }) => (neighbor?.device ?? neighbor?.port) !== undefined);
    if (heard) return unknown(group, this.name, 'it in facts.yaml (switches)', 'the physical switch does not tell it');
    return unknown(group, this.name, QUERY_HINTS, 'no CDP or LLDP data in the export');
  }
}

/** What members of a port channel have from it. */
const OF_CHANNEL: ReadonlySet<string> = new Set(['mtu', 'mode', 'accessVlan', 'nativeVlan', 'trunkVlans', 'receives', 'sends']);
const SWITCHPORT = 'the output of show interface and show interface switchport of the physical switch';
/** In PowerCLI, where $h is a host: what the physical switches have announced to its NICs. */
const QUERY_HINTS = '(Get-View $h.ExtensionData.ConfigManager.NetworkSystem).QueryNetworkHint($null) | ConvertTo-Json -Depth 20';
const NIC_LIST = 'esxcli network nic list';
const PNIC_SUPPLIES = {
  speed: { group: 'link speed', provide: NIC_LIST },
  duplex: { group: 'duplex', provide: NIC_LIST },
  forced: { group: 'configured link speed', provide: HOST_NETWORK },
  possible: { group: 'supported link speeds', provide: HOST_NETWORK },
  mtu: { group: 'physical NIC MTU', provide: NIC_LIST },
  pause: { group: 'pause frame settings', provide: 'esxcli network nic pauseParams list' },
  pci: { group: 'PCI address', provide: NIC_LIST },
  mac: { group: 'MAC address', provide: NIC_LIST },
} as const;
