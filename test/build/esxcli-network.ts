import { addressOf, broadcastOf } from './address.ts';
import type { Json, JsonObject } from './json.ts';
import type { HostPlan, PortGroupPlan } from './plan.ts';

/** Output of `network ...` commands, with keys sorted and spelled as `--formatter=json` does; undefined for others. */
export function networkOutput(host: HostPlan, command: string, object: string): Json | undefined {
  switch (command) {
    case 'network nic list':
      return nics(host);
    case 'network nic pauseParams list':
      return pauses(host);
    case 'network vswitch standard list':
      return vswitches(host);
    case 'network vswitch standard portgroup list':
      return portGroups(host);
    case 'network vswitch standard portgroup policy failover get':
      return failover(host, object);
    case 'network vswitch standard portgroup policy security get':
      return security(host, object);
    case 'network vswitch dvs vmware list':
      return distributed(host);
    case 'network ip interface list':
      return interfaces(host);
    case 'network ip interface ipv4 get':
      return addresses(host);
    case 'network ip interface tag get':
      return { Tags: tags(host, object) };
    default:
      return undefined;
  }
}

function nics(host: HostPlan): JsonObject[] {
  return host.pnics.map((pnic) => ({
    AdminStatus: 'Up',
    DPUId: 'N/A',
    Description: 'Intel(R) Ethernet Controller X550',
    Driver: pnic.driver,
    Duplex: pnic.speed === null ? 'Half' : pnic.duplex ? 'Full' : 'Half',
    Link: pnic.speed === null ? 'Down' : 'Up',
    LinkStatus: pnic.speed === null ? 'Down' : 'Up',
    MACAddress: pnic.mac,
    MTU: pnic.mtu,
    Name: pnic.name,
    PCIDevice: pnic.pci,
    Speed: pnic.speed ?? 0,
  }));
}

/** With negotiation the settings stay as they are and what was agreed on stands in columns of its own. */
function pauses(host: HostPlan): JsonObject[] {
  return host.pnics.map(({ name, pause }) => {
    const { receives = false, sends = false, negotiated = false } = pause ?? {};
    return {
      AutoNegotiation: negotiated,
      AutoNegotiationResolutionAvail: negotiated,
      NIC: name,
      PauseParamsSupported: pause !== null,
      PauseRX: !negotiated && receives,
      PauseTX: !negotiated && sends,
      RXAutoNegotiationResolution: negotiated && receives,
      TXAutoNegotiationResolution: negotiated && sends,
    };
  });
}

function vswitches(host: HostPlan): JsonObject[] {
  return host.vswitches.map((vswitch) => ({
    BeaconEnabled: vswitch.teaming.beacon,
    BeaconInterval: 1,
    BeaconRequiredBy: vswitch.groups.filter((group) => group.teaming.beacon).map((group) => group.name),
    BeaconThreshold: 3,
    CDPStatus: 'listen',
    Class: 'cswitch',
    ConfiguredPorts: 128,
    MTU: vswitch.mtu,
    Name: vswitch.name,
    NumPorts: 10_496,
    Portgroups: vswitch.groups.map((group) => group.name),
    Uplinks: vswitch.uplinks,
    UsedPorts: 6,
  }));
}

function portGroups(host: HostPlan): JsonObject[] {
  return host.vswitches.flatMap((vswitch) =>
    vswitch.groups.map((group) => ({
      ActiveClients: host.vmks.filter((vmk) => vmk.group === group).length,
      Name: group.name,
      VLANID: group.vlan,
      VirtualSwitch: vswitch.name,
    })),
  );
}

const balancing: Readonly<Record<string, string>> = {
  loadbalance_srcid: 'srcport',
  loadbalance_srcmac: 'srcmac',
  loadbalance_ip: 'iphash',
  failover_explicit: 'explicit',
  loadbalance_loadbased: 'srcport',
};

function failover(host: HostPlan, name: string): JsonObject {
  const vswitch = host.vswitches.find((candidate) => candidate.groups.some((group) => group.name === name));
  const group = vswitch?.groups.find((candidate) => candidate.name === name);
  if (!vswitch || !group) throw new RangeError(`${host.name} has no port group "${name}"`);
  const { teaming, override } = group;
  return {
    ActiveAdapters: teaming.active,
    Failback: !teaming.rolling,
    LoadBalancing: balancing[teaming.policy] ?? 'srcport',
    NetworkFailureDetection: teaming.beacon ? 'beacon' : 'link',
    NotifySwitches: teaming.notify,
    OverrideVswitchFailback: override.rolling !== undefined,
    OverrideVswitchLoadBalancing: override.policy !== undefined,
    OverrideVswitchNetworkFailureDetection: override.beacon !== undefined,
    OverrideVswitchNotifySwitches: override.notify !== undefined,
    OverrideVswitchUplinks: overridesOrder(group),
    StandbyAdapters: teaming.standby,
    UnusedAdapters: vswitch.uplinks.filter((uplink) => !teaming.active.includes(uplink) && !teaming.standby.includes(uplink)),
  };
}

function security(host: HostPlan, name: string): JsonObject {
  const group = host.vswitches.flatMap((vswitch) => vswitch.groups).find((candidate) => candidate.name === name);
  if (!group) throw new RangeError(`${host.name} has no port group "${name}"`);
  const { security: effective, override } = group;
  return {
    AllowForgedTransmits: effective.forgedTransmits,
    AllowMACAddressChange: effective.macChanges,
    AllowPromiscuous: effective.promiscuous,
    OverrideVswitchAllowForgedTransmits: override.forgedTransmits !== undefined,
    OverrideVswitchAllowMACAddressChange: override.macChanges !== undefined,
    OverrideVswitchAllowPromiscuous: override.promiscuous !== undefined,
  };
}

function overridesOrder(group: PortGroupPlan): boolean {
  return group.override.active !== undefined || group.override.standby !== undefined;
}

function distributed(host: HostPlan): JsonObject[] {
  return host.proxySwitches.map((proxy) => ({
    CDPStatus: 'listen',
    Class: 'cswitch',
    Client: host.vmks.filter((vmk) => vmk.proxySwitch === proxy).map((vmk) => vmk.name),
    ConfiguredPorts: 512,
    DVPort: proxy.ports.map((port) => ({ Client: port.pnic, DVPortgroupID: 'dvportgroup-19', InUse: true, PortID: port.key })),
    MTU: proxy.mtu,
    Name: proxy.name,
    NumPorts: 9216,
    Uplinks: proxy.ports.map((port) => port.pnic),
    UsedPorts: 10,
    VDSID: proxy.uuid,
    VMwareBranded: true,
  }));
}

function interfaces(host: HostPlan): JsonObject[] {
  return host.vmks.map((vmk) => ({
    Enabled: true,
    ExternalID: 'N/A',
    MACAddress: vmk.mac,
    MTU: vmk.mtu,
    Name: vmk.name,
    NetstackInstance: vmk.netstack,
    OpaqueNetworkID: vmk.opaque ?? 'N/A',
    OpaqueNetworkType: vmk.opaque === undefined ? 'N/A' : 'nsx.LogicalSwitch',
    PortID: vmk.proxySwitch ? '' : vmk.port,
    Portgroup: vmk.portGroup ?? 'N/A',
    Portset: vmk.group?.vswitch ?? (vmk.proxySwitch ? `DvsPortset-${host.proxySwitches.indexOf(vmk.proxySwitch)}` : 'N/A'),
    RXDispQueueSize: 4,
    TSOMSS: 65_535,
    VDSConnection: vmk.proxySwitch ? 1_804_289_383 : -1,
    VDSName: vmk.proxySwitch?.name ?? 'N/A',
    VDSPort: vmk.proxySwitch ? vmk.port : 'N/A',
    VDSUUID: vmk.proxySwitch?.uuid ?? 'N/A',
  }));
}

function addresses(host: HostPlan): JsonObject[] {
  return host.vmks.map((vmk) => {
    const ip = vmk.ip === undefined ? undefined : addressOf(vmk.ip);
    const stackGateway = vmk.netstack === 'defaultTcpipStack' ? host.description.defaultGateway : undefined;
    return {
      AddressType: vmk.dhcp === true ? 'DHCP' : ip ? 'STATIC' : 'NONE',
      DHCPDNS: vmk.dhcp ?? false,
      Gateway: vmk.gateway ?? (vmk === host.vmks[0] ? (stackGateway ?? '0.0.0.0') : '0.0.0.0'),
      IPv4Address: ip?.address ?? '0.0.0.0',
      IPv4Broadcast: vmk.ip === undefined ? '0.0.0.0' : broadcastOf(vmk.ip),
      IPv4Netmask: ip?.mask ?? '0.0.0.0',
      Name: vmk.name,
    };
  });
}

/** esxcli's spelling of the services. */
const tagNames: Readonly<Record<string, string>> = {
  management: 'Management',
  vmotion: 'VMotion',
  faultToleranceLogging: 'faultToleranceLogging',
  vsan: 'VSAN',
  vsanWitness: 'VSANWitness',
};

function tags(host: HostPlan, name: string): string[] {
  const vmk = host.vmks.find((candidate) => candidate.name === name);
  if (!vmk) throw new RangeError(`${host.name} has no ${name}`);
  return (vmk.tags ?? []).map((tag) => tagNames[tag] ?? tag);
}
