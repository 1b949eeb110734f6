import { addressOf, networkOf } from './address.ts';
import type { Json, JsonObject } from './json.ts';
import { filled, members } from './json.ts';
import type { HostPlan, PnicPlan, ProxySwitchPlan, VmkPlan, VswitchPlan } from './plan.ts';
import { computedPolicy, overridePolicy, switchPolicy } from './teaming.ts';

/** HostConfigInfo.network. */
export function networkInfo(host: HostPlan): JsonObject {
  const groups = host.vswitches.flatMap((vswitch) => vswitch.groups.map((group) => portGroup(host, vswitch, group.name)));
  return members({
    vswitch: filled(host.vswitches.map(standardSwitch)),
    proxySwitch: filled(host.proxySwitches.map((proxy, index) => proxySwitch(proxy, index))),
    portgroup: filled(groups),
    pnic: filled(host.pnics.map(physicalNic)),
    vnic: filled(host.vmks.map(virtualNic)),
    dnsConfig: {
      dhcp: false,
      hostName: host.name.split('.')[0] ?? host.name,
      domainName: host.name.split('.').slice(1).join('.'),
    },
    ipRouteConfig: members({ defaultGateway: host.description.defaultGateway }),
    ipV6Enabled: false,
    atBootIpV6Enabled: false,
    netStackInstance: netStacks(host),
  });
}

export function pnicKey(name: string): string {
  return `key-vim.host.PhysicalNic-${name}`;
}

function standardSwitch(vswitch: VswitchPlan): JsonObject {
  return members({
    name: vswitch.name,
    key: `key-vim.host.VirtualSwitch-${vswitch.name}`,
    numPorts: 1536,
    numPortsAvailable: 1530,
    mtu: vswitch.mtu,
    portgroup: filled(vswitch.groups.map((group) => `key-vim.host.PortGroup-${group.name}`)),
    pnic: filled(vswitch.uplinks.map(pnicKey)),
    spec: members({
      numPorts: 128,
      bridge:
        vswitch.uplinks.length === 0
          ? undefined
          : {
              _typeName: 'HostVirtualSwitchBondBridge',
              nicDevice: vswitch.uplinks,
              beacon: { interval: 1 },
              linkDiscoveryProtocolConfig: { protocol: 'cdp', operation: 'listen' },
            },
      policy: switchPolicy(vswitch),
      mtu: vswitch.mtu === 1500 ? undefined : vswitch.mtu,
    }),
  });
}

function portGroup(host: HostPlan, vswitch: VswitchPlan, name: string): JsonObject {
  const group = vswitch.groups.find((candidate) => candidate.name === name);
  if (!group) throw new RangeError(`${vswitch.name} has no port group ${name}`);
  const ports = host.vmks.filter((vmk) => vmk.group === group);
  return members({
    key: `key-vim.host.PortGroup-${name}`,
    port: filled(ports.map((vmk) => ({ key: `key-vim.host.PortGroup.Port-${vmk.port}`, mac: [vmk.mac], type: 'host' }))),
    vswitch: `key-vim.host.VirtualSwitch-${vswitch.name}`,
    computedPolicy: computedPolicy(group),
    spec: { name, vlanId: group.vlan, vswitchName: vswitch.name, policy: overridePolicy(group.override) },
  });
}

/** PhysicalNic; `linkSpeed` is unset when the link is down, `spec.linkSpeed` when the speed is negotiated. */
export function physicalNic(pnic: PnicPlan): JsonObject {
  const possible = pnic.possible ?? [pnic.speed ?? pnic.forced ?? 10_000];
  return members({
    key: pnicKey(pnic.name),
    device: pnic.name,
    pci: pnic.pci,
    driver: pnic.driver,
    linkSpeed: pnic.speed === null ? undefined : { speedMb: pnic.speed, duplex: pnic.duplex },
    validLinkSpecification: possible.map((speedMb) => ({ speedMb, duplex: true })),
    spec: members({
      ip: { dhcp: false },
      linkSpeed: pnic.forced === undefined ? undefined : { speedMb: pnic.forced, duplex: true },
    }),
    wakeOnLanSupported: false,
    mac: pnic.mac,
    vmDirectPathGen2Supported: false,
    resourcePoolSchedulerAllowed: true,
    autoNegotiateSupported: true,
  });
}

/** HostVirtualNic; on a distributed switch the port group's name is the empty string. */
export function virtualNic(vmk: VmkPlan): JsonObject {
  return members({
    device: vmk.name,
    key: `key-vim.host.VirtualNic-${vmk.name}`,
    portgroup: vmk.portGroup ?? '',
    spec: virtualNicSpec(vmk),
    port: vmk.group ? `key-vim.host.PortGroup.Port-${vmk.port}` : undefined,
  });
}

export function virtualNicSpec(vmk: VmkPlan): JsonObject {
  const ip = vmk.ip === undefined ? undefined : addressOf(vmk.ip);
  return members({
    ip: members({ dhcp: vmk.dhcp ?? false, ipAddress: ip?.address, subnetMask: ip?.mask }),
    mac: vmk.mac,
    distributedVirtualPort:
      vmk.proxySwitch && vmk.dvpg !== undefined
        ? { switchUuid: vmk.proxySwitch.uuid, portgroupKey: vmk.dvpg, portKey: vmk.port, connectionCookie: 1_804_289_383 }
        : undefined,
    portgroup: vmk.portGroup,
    mtu: vmk.mtu,
    tsoEnabled: vmk.tso ?? true,
    netStackInstanceKey: vmk.netstack,
    opaqueNetwork: vmk.opaque === undefined ? undefined : { opaqueNetworkId: vmk.opaque, opaqueNetworkType: 'nsx.LogicalSwitch' },
    systemOwned: false,
    ipRouteSpec: vmk.gateway === undefined ? undefined : { ipRouteConfig: { defaultGateway: vmk.gateway } },
  });
}

function proxySwitch(proxy: ProxySwitchPlan, index: number): JsonObject {
  const lags = Object.keys(proxy.lags ?? {});
  return members({
    dvsUuid: proxy.uuid,
    dvsName: proxy.name,
    key: `DvsPortset-${index}`,
    numPorts: 9216,
    configNumPorts: 512,
    numPortsAvailable: 9189,
    uplinkPort: filled(proxy.ports.map((port) => ({ key: port.key, value: port.name }))),
    mtu: proxy.mtu,
    pnic: filled(proxy.ports.map((port) => pnicKey(port.pnic))),
    spec: {
      backing: members({
        _typeName: 'DistributedVirtualSwitchHostMemberPnicBacking',
        pnicSpec: filled(
          proxy.ports.map((port) => ({
            pnicDevice: port.pnic,
            uplinkPortKey: port.key,
            uplinkPortgroupKey: 'dvportgroup-19',
            connectionCookie: 1_681_692_777,
          })),
        ),
      }),
    },
    hostLag: filled(
      lags.map((lag, lagIndex) => ({
        lagKey: String(lagIndex + 1),
        lagName: lag,
        uplinkPort: proxy.ports.filter((port) => port.lag === lag).map((port) => ({ key: port.key, value: port.name })),
      })),
    ),
    networkReservationSupported: true,
  });
}

function netStacks(host: HostPlan): readonly Json[] {
  const keys = new Set(['vSphereProvisioning', 'vmotion', 'defaultTcpipStack', ...host.vmks.map((vmk) => vmk.netstack)]);
  return [...keys].map((key) => {
    const gateway = key === 'defaultTcpipStack' ? host.description.defaultGateway : undefined;
    return members({
      key,
      name: key,
      ipRouteConfig: members({ defaultGateway: gateway }),
      requestedMaxNumberOfConnections: 11_000,
      congestionControlAlgorithm: 'newreno',
      ipV6Enabled: true,
      routeTableConfig: members({ ipRoute: filled(routes(host, key, gateway)) }),
    });
  });
}

function routes(host: HostPlan, stack: string, gateway: string | undefined): JsonObject[] {
  const onLink = host.vmks.flatMap((vmk) =>
    vmk.netstack === stack && vmk.ip !== undefined
      ? [{ network: networkOf(vmk.ip), prefixLength: addressOf(vmk.ip).prefix, gateway: '0.0.0.0', deviceName: vmk.name }]
      : [],
  );
  const first = host.vmks.find((vmk) => vmk.netstack === stack);
  const fallback =
    gateway !== undefined && first ? [{ network: '0.0.0.0', prefixLength: 0, gateway, deviceName: first.name }] : [];
  return [...fallback, ...onLink].map((route) => ({ changeOperation: 'ignore', route }));
}
