import type { Entry } from './entry.ts';
import type { JsonObject } from './json.ts';

/** What the modules of community.vmware return for the hosts of an export, computed from the same properties as they do. */
export function ansibleInfo(entries: readonly Entry[]): Readonly<Record<string, JsonObject>> {
  const hosts = entries.flatMap((entry) =>
    entry.source === 'vim' && 'properties' in entry && entry.object.type === 'HostSystem'
      ? [entry.properties as unknown as Properties]
      : [],
  );
  const each = (make: (host: Properties) => unknown) =>
    Object.fromEntries(hosts.map((host) => [host.name, make(host)])) as unknown as JsonObject;
  return {
    host_vmk_info: each(({ config }) => config.network.vnic.map(vmk)),
    hosts_vswitch_info: each(({ config }) =>
      Object.fromEntries(config.network.vswitch.map((item) => [item.name, vswitch(item)])),
    ),
    hosts_portgroup_info: each(({ config }) => config.network.portgroup.map(portGroup)),
    hosts_vmnics_info: each(({ config }) => ({
      all: config.network.pnic.map(({ device }) => device),
      num_vmnics: config.network.pnic.length,
      vmnic_details: config.network.pnic.map(vmnic),
    })),
  };
}

/** A result as a task registers it. */
export function registered(key: string, value: JsonObject): JsonObject {
  return { changed: false, failed: false, [key]: value };
}

interface Teaming {
  readonly policy?: string;
  readonly notifySwitches?: boolean;
  readonly rollingOrder?: boolean;
  readonly failureCriteria?: { readonly checkBeacon?: boolean };
  readonly nicOrder?: { readonly activeNic?: readonly string[]; readonly standbyNic?: readonly string[] };
}
interface Security {
  readonly allowPromiscuous?: boolean;
  readonly macChanges?: boolean;
  readonly forgedTransmits?: boolean;
}
interface Policy {
  readonly nicTeaming?: Teaming;
  readonly security?: Security;
}
interface Properties {
  readonly name: string;
  readonly config: {
    readonly network: {
      readonly vnic: readonly {
        readonly device: string;
        readonly portgroup?: string;
        readonly spec: {
          readonly mtu: number;
          readonly mac: string;
          readonly netStackInstanceKey: string;
          readonly ip: { readonly dhcp: boolean; readonly ipAddress: string; readonly subnetMask: string };
        };
      }[];
      readonly vswitch: readonly {
        readonly name: string;
        readonly mtu: number;
        readonly pnic?: readonly string[];
        readonly spec: { readonly policy: Policy };
      }[];
      readonly portgroup: readonly {
        readonly spec: { readonly name: string; readonly vlanId: number; readonly vswitchName: string; readonly policy: Policy };
      }[];
      readonly pnic: readonly {
        readonly device: string;
        readonly pci: string;
        readonly mac: string;
        readonly linkSpeed?: { readonly speedMb: number; readonly duplex: boolean };
      }[];
    };
  };
}
type Network = Properties['config']['network'];

const NONE = 'No override';

function vmk({ device, portgroup, spec }: Network['vnic'][number]) {
  return {
    device,
    dhcp: spec.ip.dhcp,
    enable_management: device === 'vmk0',
    ipv4_address: spec.ip.ipAddress,
    ipv4_subnet_mask: spec.ip.subnetMask,
    key: `key-vim.host.VirtualNic-${device}`,
    mac: spec.mac,
    mtu: spec.mtu,
    portgroup: portgroup ?? '',
    stack: spec.netStackInstanceKey,
  };
}

function vswitch({ mtu, pnic = [], spec }: Network['vswitch'][number]) {
  return { pnics: pnic.map((key) => key.split('-').at(-1)), mtu, num_ports: 128, ...policies(spec.policy, undefined) };
}

function portGroup({ spec }: Network['portgroup'][number]) {
  return { portgroup: spec.name, vlan_id: spec.vlanId, vswitch: spec.vswitchName, ...policies(spec.policy, NONE) };
}

function policies({ nicTeaming = {}, security = {} }: Policy, none: string | undefined) {
  const { policy, notifySwitches, rollingOrder, failureCriteria, nicOrder } = nicTeaming;
  return {
    security: [security.allowPromiscuous ?? none, security.macChanges ?? none, security.forgedTransmits ?? none],
    ts: none ?? false,
    lb: policy ?? none,
    notify: notifySwitches ?? none,
    failback: rollingOrder === undefined ? none : !rollingOrder,
    failover_active: nicOrder === undefined ? none : (nicOrder.activeNic ?? []),
    failover_standby: nicOrder === undefined ? none : (nicOrder.standbyNic ?? []),
    failure_detection: failureCriteria === undefined ? none : failureCriteria.checkBeacon ? 'beacon_probing' : 'link_status_only',
  };
}

function vmnic({ device, pci, mac, linkSpeed }: Network['pnic'][number]) {
  const link = linkSpeed
    ? {
        status: 'Connected',
        actual_speed: linkSpeed.speedMb,
        actual_duplex: linkSpeed.duplex ? 'Full Duplex' : 'Half Duplex',
        lldp_info: { 'System Name': 'san-a', MTU: '9216', 'Vlan ID': '101', Samples: 18814 },
      }
    : { status: 'Disconnected', actual_speed: 'N/A', actual_duplex: 'N/A', lldp_info: 'N/A' };
  return { location: pci, device, driver: 'ixgben', cdp_info: 'N/A', ...link, configured_speed: 'Auto negotiate', mac };
}
