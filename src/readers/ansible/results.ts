import type { JsonCursor } from '../derived.ts';
import {
  HostRows,
  inherited,
  type Told,
  type ToldSecurity,
  type ToldTeaming,
  toldFlag,
  toldNames,
  toldText,
} from '../host-rows.ts';
import type { JsonSink } from '../json-format.ts';
import { handMethods, isWhole } from './methods.ts';
import { RESULTS } from './sniff.ts';

/** Deeper than any callback puts a result. */
const DEEPEST = 16;

/** A result of a module, with the host that it is about where something around it tells. */
export interface Result {
  readonly at: JsonCursor;
  readonly host: string | undefined;
}

/**
 * Reads the results of community.vmware's `*_info` modules wherever they stand in a document. What a module does not return is unknown:
 * no multipathing, one iSCSI adapter of a host only (the last one), and of the services of a VMkernel adapter only four.
 */
export function readResults(document: JsonCursor, inventoryHost: string | undefined, sink: JsonSink): void {
  const found = [...resultsIn(document, inventoryHost, 0)];
  if (found.length === 0) {
    sink.problem(
      {
        ruleId: 'input-format',
        level: 'warning',
        message: 'This comes from Ansible, but holds no result that vlint reads.',
        instead:
          'the results of vmware_vmkernel_info, vmware_vswitch_info and vmware_portgroup_info (both with policies: true), vmware_host_vmnic_info and vmware_host_iscsi_info',
      },
      document,
    );
    return;
  }
  const rows = new HostRows();
  const switches = new Map<string, ToldPolicies>();
  for (const { at } of found)
    for (const [host, list] of at.get('hosts_vswitch_info').members()) addSwitches(host, list, switches, rows);
  for (const { at } of found) {
    for (const [host, list] of at.get('host_vmk_info').members()) addVmks(host, list, rows);
    for (const [host, list] of at.get('hosts_portgroup_info').members()) addPortGroups(host, list, switches, rows);
    for (const [host, info] of at.get('hosts_vmnics_info').members()) addNics(host, info, rows);
    if (isHostFacts(at.get('ansible_facts'))) addFacts(at.get('ansible_facts'), rows);
  }
  for (const { at, host } of found) if (at.get('iscsi_properties').present) addIscsi(host, at.get('iscsi_properties'), rows);
  rows.hand(sink);
  handMethods(found, sink);
}

function* resultsIn(at: JsonCursor, host: string | undefined, depth: number): Generator<Result> {
  if (depth > DEEPEST) return;
  const named = at.at('invocation', 'module_args', 'esxi_hostname').text ?? host;
  if (RESULTS.some((key) => at.get(key).present) || isHostFacts(at.get('ansible_facts'))) {
    yield { at, host: named };
    return;
  }
  for (const item of at.items()) yield* resultsIn(item, named, depth + 1);
  for (const [key, member] of at.members()) if (key !== 'invocation') yield* resultsIn(member, named, depth + 1);
}

function isHostFacts(facts: JsonCursor): boolean {
  return /^VMware ESX/.test(facts.get('ansible_distribution').text ?? '') && facts.get('ansible_hostname').text !== undefined;
}

const told = (from: JsonCursor): Told<unknown> | undefined => (from.present ? { from, value: from.value } : undefined);
/** What a port group has from its switch stands as these words. */
const own = (from: JsonCursor): JsonCursor | undefined => (from.present && from.value !== 'No override' ? from : undefined);

function addVmks(host: string, list: JsonCursor, rows: HostRows): void {
  rows.output(host, 'network ip interface list');
  for (const vmk of list.items()) {
    rows.row(host, 'network ip interface list', {
      Name: toldText(vmk.get('device')),
      MTU: told(vmk.get('mtu')),
      Portgroup: toldText(vmk.get('portgroup')),
      'Netstack Instance': toldText(vmk.get('stack')),
    });
    const dhcp = toldFlag(vmk.get('dhcp'));
    rows.row(host, 'network ip interface ipv4 get', {
      Name: toldText(vmk.get('device')),
      'IPv4 Address': toldText(vmk.get('ipv4_address')),
      'IPv4 Netmask': toldText(vmk.get('ipv4_subnet_mask')),
      'Address Type': dhcp && { ...dhcp, value: dhcp.value ? 'DHCP' : 'STATIC' },
    });
  }
}

interface ToldPolicies {
  readonly teaming: ToldTeaming;
  readonly security: ToldSecurity;
}

function addSwitches(host: string, list: JsonCursor, found: Map<string, ToldPolicies>, rows: HostRows): void {
  rows.output(host, 'network vswitch standard list');
  for (const [name, vswitch] of list.members()) {
    found.set(JSON.stringify([host, name]), policiesOf(vswitch));
    rows.vswitch(host, {
      name: { from: vswitch, value: name },
      mtu: told(vswitch.get('mtu')),
      uplinks: toldNames(vswitch.get('pnics')),
    });
  }
}

function addPortGroups(host: string, list: JsonCursor, switches: ReadonlyMap<string, ToldPolicies>, rows: HostRows): void {
  rows.output(host, 'network vswitch standard portgroup list');
  for (const group of list.items()) {
    const name = toldText(group.get('portgroup'));
    const vswitch = toldText(group.get('vswitch'));
    if (name === undefined) {
      rows.output(host, 'network vswitch standard portgroup list').partial = true;
      continue;
    }
    rows.portGroup(host, { name, vswitch, vlan: told(group.get('vlan_id')) });
    // Without `policies: true` the module is silent on them.
    if (!group.get('lb').present) continue;
    const base = switches.get(JSON.stringify([host, vswitch?.value]));
    const mine = policiesOf(group);
    rows.teaming(host, name.value, inherited(mine.teaming, base?.teaming ?? {}), mine.teaming, group);
    rows.security(host, name.value, {
      promiscuous: mine.security.promiscuous ?? base?.security.promiscuous,
      macChanges: mine.security.macChanges ?? base?.security.macChanges,
      forgedTransmits: mine.security.forgedTransmits ?? base?.security.forgedTransmits,
    });
  }
}

function policiesOf(at: JsonCursor): ToldPolicies {
  const ask = <T>(key: string, make: (from: JsonCursor) => T | undefined): T | undefined => {
    const from = own(at.get(key));
    return from && make(from);
  };
  const flags = at.get('security').items().map(own);
  const flag = (index: number) => {
    const from = flags[index];
    return from && toldFlag(from);
  };
  return {
    teaming: {
      policy: ask('lb', toldText),
      beacon: ask('failure_detection', (from) => ({ from, value: from.value === 'beacon_probing' })),
      notify: ask('notify', toldFlag),
      failback: ask('failback', toldFlag),
      active: ask('failover_active', toldNames),
      standby: ask('failover_standby', toldNames),
    },
    security: { promiscuous: flag(0), macChanges: flag(1), forgedTransmits: flag(2) },
  };
}

function addNics(host: string, info: JsonCursor, rows: HostRows): void {
  const details = info.get('vmnic_details').items();
  const output = rows.output(host, 'network nic list');
  if (!isWhole(info)) output.partial = true;
  for (const nic of details) {
    const [speed, duplex, status] = [nic.get('actual_speed'), nic.get('actual_duplex'), nic.get('status')];
    const location = nic.get('location');
    rows.row(host, 'network nic list', {
      Name: toldText(nic.get('device')),
      'PCI Device': location.text?.includes(':') ? toldText(location) : undefined,
      'Link Status': status.present ? { from: status, value: status.value === 'Connected' ? 'Up' : 'Down' } : undefined,
      Speed: speed.number === undefined ? undefined : { from: speed, value: speed.number },
      Duplex: /(full|half)/i.test(duplex.text ?? '') ? toldText(duplex) : undefined,
      'MAC Address': toldText(nic.get('mac')),
    });
  }
}

/** What vmware_host_facts gathers. */
function addFacts(facts: JsonCursor, rows: HostRows): void {
  const host = facts.get('ansible_hostname').text ?? '';
  rows.row(host, 'system version get', {
    Version: toldText(facts.get('ansible_distribution_version')),
    Build: told(facts.get('ansible_distribution_build')),
  });
  const names = facts.get('ansible_interfaces').items();
  rows.output(host, 'network ip interface list').partial = names.length === 0;
  for (const name of names) {
    const vmk = facts.get(`ansible_${name.text}`);
    rows.row(host, 'network ip interface list', { Name: toldText(name), MTU: told(vmk.get('mtu')) });
    rows.row(host, 'network ip interface ipv4 get', {
      Name: toldText(name),
      'IPv4 Address': toldText(vmk.at('ipv4', 'address')),
      'IPv4 Netmask': toldText(vmk.at('ipv4', 'netmask')),
    });
  }
}

/** Targets of the adapter; its port binding is told as the answer of QueryBoundVnics, which is about this adapter only. */
function addIscsi(host: string | undefined, properties: JsonCursor, rows: HostRows): void {
  const adapter = toldText(properties.get('vmhba_name'));
  if (host === undefined) return;
  const enabled = toldFlag(properties.get('iscsi_enabled'));
  if (enabled) rows.row(host, 'iscsi software get', { Enabled: enabled });
  if (adapter === undefined) return;
  const portal = (target: JsonCursor): Told<string> | undefined => {
    const address = target.get('address').text;
    return address === undefined
      ? undefined
      : { from: target.get('address'), value: `${address}:${target.get('port').number ?? 3260}` };
  };
  for (const target of properties.get('iscsi_send_targets').items())
    rows.row(
      host,
      'iscsi adapter discovery sendtarget list',
      { Adapter: adapter, Sendtarget: portal(target) },
      { A: adapter.value },
    );
  for (const target of properties.get('iscsi_static_targets').items()) {
    rows.row(
      host,
      'iscsi adapter discovery statictarget list',
      { Adapter: adapter, 'Target Name': toldText(target.get('iscsi_name')), 'Target Address': portal(target) },
      { A: adapter.value },
    );
  }
}
