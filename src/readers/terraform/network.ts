import type { JsonCursor } from '../derived.ts';
import {
  type HostRows,
  inherited,
  type Told,
  type ToldSecurity,
  type ToldTeaming,
  toldFlag,
  toldNames,
  toldText,
} from '../host-rows.ts';

/** A resource on a host, by the host's name in the plan. */
export interface OnHost {
  readonly host: string;
  readonly values: JsonCursor;
}

const told = (from: JsonCursor): Told<unknown> | undefined =>
  from.number === undefined ? undefined : { from, value: from.number };

interface Policies {
  readonly teaming: ToldTeaming;
  readonly security: ToldSecurity;
}

/** vsphere_host_virtual_switch and vsphere_host_port_group: what is null in a port group it has from its switch. */
export function addSwitches(switches: readonly OnHost[], groups: readonly OnHost[], rows: HostRows): void {
  const bases = new Map<string, Policies>();
  for (const { host, values } of switches) {
    const name = toldText(values.get('name'));
    if (name === undefined) {
      rows.output(host, 'network vswitch standard list').partial = true;
      continue;
    }
    bases.set(JSON.stringify([host, name.value]), policiesOf(values));
    rows.vswitch(host, { name, mtu: told(values.get('mtu')), uplinks: toldNames(values.get('network_adapters')) });
  }
  for (const { host, values } of groups) {
    const name = toldText(values.get('name'));
    if (name === undefined) {
      rows.output(host, 'network vswitch standard portgroup list').partial = true;
      continue;
    }
    const vswitch = toldText(values.get('virtual_switch_name'));
    const [own, base] = [policiesOf(values), bases.get(JSON.stringify([host, vswitch?.value]))];
    rows.portGroup(host, { name, vswitch, vlan: told(values.get('vlan_id')) });
    rows.teaming(
      host,
      name.value,
      inherited(own.teaming, base?.teaming ?? {}),
      isSettled(values) ? own.teaming : undefined,
      values,
    );
    rows.security(host, name.value, {
      promiscuous: own.security.promiscuous ?? base?.security.promiscuous,
      macChanges: own.security.macChanges ?? base?.security.macChanges,
      forgedTransmits: own.security.forgedTransmits ?? base?.security.forgedTransmits,
    });
  }
}

const SETTINGS = ['teaming_policy', 'check_beacon', 'notify_switches', 'failback', 'active_nics', 'standby_nics'] as const;

/** What only the apply will tell is left out; what is not set is null. */
function isSettled(values: JsonCursor): boolean {
  return SETTINGS.every((key) => values.get(key).value !== undefined);
}

function policiesOf(values: JsonCursor): Policies {
  return {
    teaming: {
      policy: toldText(values.get('teaming_policy')),
      beacon: toldFlag(values.get('check_beacon')),
      notify: toldFlag(values.get('notify_switches')),
      failback: toldFlag(values.get('failback')),
      active: toldNames(values.get('active_nics')),
      standby: toldNames(values.get('standby_nics')),
    },
    security: {
      promiscuous: toldFlag(values.get('allow_promiscuous')),
      macChanges: toldFlag(values.get('allow_mac_changes')),
      forgedTransmits: toldFlag(values.get('allow_forged_transmits')),
    },
  };
}

/** vsphere_vnic: its name ("vmk1") is the end of its id, which ESXi gives when it is made. */
export function addVnic({ host, values }: OnHost, rows: HostRows): void {
  const id = values.get('id');
  const device = /(vmk\d+)$/.exec(id.text ?? '')?.[1];
  const output = rows.output(host, 'network ip interface list');
  if (device === undefined) {
    output.partial = true;
    return;
  }
  const name = { from: id, value: device };
  const port = values.get('distributed_switch_port');
  rows.row(host, 'network ip interface list', {
    Name: name,
    MTU: told(values.get('mtu')),
    Portgroup: toldText(values.get('portgroup')),
    'VDS UUID': toldText(port),
    'VDS Name': toldText(port),
    'Netstack Instance': toldText(values.get('netstack')),
  });
  const address = values.get('ipv4').get(0);
  const dhcp = toldFlag(address.get('dhcp'));
  rows.row(host, 'network ip interface ipv4 get', {
    Name: name,
    'IPv4 Address': toldText(address.get('ip')),
    'IPv4 Netmask': toldText(address.get('netmask')),
    'Address Type': dhcp && { ...dhcp, value: dhcp.value ? 'DHCP' : 'STATIC' },
  });
}

/** vsphere_distributed_virtual_switch: a row on each host that is a member, with the host's own NICs. */
export function addDvs(values: JsonCursor, hostOf: (id: JsonCursor) => string, rows: HostRows): void {
  for (const member of values.get('host').items()) {
    rows.row(hostOf(member.get('host_system_id')), 'network vswitch dvs vmware list', {
      Name: toldText(values.get('name')),
      'VDS ID': toldText(values.get('id')),
      MTU: told(values.get('max_mtu')),
      Uplinks: toldNames(member.get('devices')),
    });
  }
}
