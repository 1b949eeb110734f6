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

/** The arguments of a task on one host. */
export interface Args {
  readonly host: string;
  readonly rows: HostRows;
  readonly policies: Policies;
  /** The task may not run, or not with these values. */
  readonly doubt: boolean;
  /** An argument under any of its names, with its variables resolved; one without a value where there is none. */
  value(...names: readonly string[]): JsonCursor;
  /** The same of a member of an argument. */
  inside(cursor: JsonCursor, key: string): JsonCursor;
}

/** Adds what a task sets up. */
export type Module = (args: Args) => void;

/** One list is only told in part as soon as one task cannot be. */
const LISTS = {
  switches: 'network vswitch standard list',
  groups: 'network vswitch standard portgroup list',
  vmks: 'network ip interface list',
  adapters: 'iscsi adapter list',
  bindings: 'iscsi networkportal list',
} as const;

const told = (from: JsonCursor): Told<unknown> | undefined =>
  from.number === undefined ? undefined : { from, value: from.number };

/** What has been said of switches and port groups, until the end: a port group has from its switch what it does not set. */
export class Policies {
  private readonly switches = new Map<string, { readonly teaming: ToldTeaming; readonly security: ToldSecurity }>();
  private readonly groups: {
    readonly host: string;
    readonly name: string;
    readonly vswitch: string | undefined;
    readonly teaming: ToldTeaming;
    readonly security: ToldSecurity;
    readonly at: JsonCursor;
  }[] = [];

  ofSwitch(args: Args, name: string): void {
    this.switches.set(JSON.stringify([args.host, name]), policiesOf(args));
  }

  ofGroup(args: Args, name: string, vswitch: string | undefined, at: JsonCursor): void {
    this.groups.push({ host: args.host, name, vswitch, at, ...policiesOf(args) });
  }

  /** Adds the policies of all port groups of a host. */
  end(host: string, rows: HostRows): void {
    for (const { name, vswitch, teaming, security, at } of this.groups.filter((group) => group.host === host)) {
      const base = this.switches.get(JSON.stringify([host, vswitch]));
      rows.teaming(host, name, inherited(teaming, base?.teaming ?? {}), undefined, at);
      rows.security(host, name, {
        promiscuous: security.promiscuous ?? base?.security.promiscuous,
        macChanges: security.macChanges ?? base?.security.macChanges,
        forgedTransmits: security.forgedTransmits ?? base?.security.forgedTransmits,
      });
    }
  }
}

function policiesOf(args: Args): { readonly teaming: ToldTeaming; readonly security: ToldSecurity } {
  const [teaming, security] = [args.value('teaming', 'team_policy'), args.value('security', 'network_policy')];
  const [of, may] = [(key: string) => args.inside(teaming, key), (key: string) => args.inside(security, key)];
  const detection = of('network_failure_detection');
  return {
    teaming: {
      policy: toldText(of('load_balancing')),
      beacon: detection.present ? { from: detection, value: detection.value === 'beacon_probing' } : undefined,
      notify: toldFlag(of('notify_switches')),
      failback: toldFlag(of('failback')),
      active: toldNames(of('active_adapters')),
      standby: toldNames(of('standby_adapters')),
    },
    security: {
      promiscuous: toldFlag(may('promiscuous_mode')),
      macChanges: toldFlag(may('mac_changes')),
      forgedTransmits: toldFlag(may('forged_transmits')),
    },
  };
}

/** Whether the task sets something up; what it takes away is not there. */
function sets(args: Args, list: string): boolean {
  const state = args.value('state').text ?? 'present';
  if (args.doubt) args.rows.output(args.host, list).partial = true;
  else if (state !== 'absent') return true;
  return false;
}

function vswitch(args: Args): void {
  if (!sets(args, LISTS.switches)) return;
  const name = toldText(args.value('switch', 'switch_name'));
  if (name === undefined) {
    args.rows.output(args.host, LISTS.switches).partial = true;
    return;
  }
  args.rows.vswitch(args.host, { name, mtu: told(args.value('mtu')), uplinks: toldNames(args.value('nics', 'nic_name')) });
  args.policies.ofSwitch(args, name.value);
}

function portGroup(args: Args): void {
  if (!sets(args, LISTS.groups)) return;
  const name = toldText(args.value('portgroup', 'portgroup_name'));
  if (name === undefined) {
    args.rows.output(args.host, LISTS.groups).partial = true;
    return;
  }
  const on = toldText(args.value('switch', 'switch_name', 'vswitch'));
  args.rows.portGroup(args.host, { name, vswitch: on, vlan: told(args.value('vlan_id')) });
  args.policies.ofGroup(args, name.value, on?.value, name.from);
}

function vmkernel(args: Args): void {
  if (!sets(args, LISTS.vmks)) return;
  // ESXi gives the next free name where the task gives none.
  const name = toldText(args.value('device'));
  if (name === undefined) {
    args.rows.output(args.host, LISTS.vmks).partial = true;
    return;
  }
  const network = args.value('network');
  const distributed = toldText(args.value('dvswitch_name', 'dvswitch'));
  const stack = toldText(args.inside(network, 'tcpip_stack'));
  args.rows.row(args.host, LISTS.vmks, {
    Name: name,
    MTU: told(args.value('mtu')),
    Portgroup: distributed ? undefined : toldText(args.value('portgroup_name', 'portgroup')),
    'VDS Name': distributed,
    'Netstack Instance': stack && (stack.value === 'default' ? { ...stack, value: 'defaultTcpipStack' } : stack),
  });
  const type = toldText(args.inside(network, 'type'));
  args.rows.row(args.host, 'network ip interface ipv4 get', {
    Name: name,
    'IPv4 Address': toldText(args.inside(network, 'ip_address')),
    'IPv4 Netmask': toldText(args.inside(network, 'subnet_mask')),
    'Address Type': type,
  });
}

function iscsi(args: Args): void {
  const { host, rows } = args;
  const state = args.value('state');
  if (!args.doubt && /^(enabled|disabled)$/.test(state.text ?? ''))
    rows.row(host, 'iscsi software get', { Enabled: { from: state, value: state.text === 'enabled' } });
  const config = args.value('iscsi_config');
  if (!config.present || !sets(args, LISTS.bindings)) return;
  const adapter = toldText(args.inside(config, 'vmhba_name'));
  if (adapter === undefined) {
    for (const list of [LISTS.adapters, LISTS.bindings]) rows.output(host, list).partial = true;
    return;
  }
  rows.row(host, LISTS.adapters, { Adapter: adapter });
  const bound = args.inside(config, 'port_bind');
  if (bound.present) rows.output(host, LISTS.bindings);
  for (const item of Array.isArray(bound.value) ? bound.items() : bound.present ? [bound] : [])
    rows.row(host, LISTS.bindings, { Adapter: adapter, Vmknic: toldText(item) });
  const portal = (target: JsonCursor): Told<string> | undefined => {
    const address = args.inside(target, 'address');
    return address.text === undefined
      ? undefined
      : { from: address, value: `${address.text}:${args.inside(target, 'port').number ?? 3260}` };
  };
  const [send, fixed] = [args.inside(config, 'send_target'), args.inside(config, 'static_target')];
  if (send.present) rows.row(host, 'iscsi adapter discovery sendtarget list', { Adapter: adapter, Sendtarget: portal(send) });
  if (fixed.present) {
    rows.row(host, 'iscsi adapter discovery statictarget list', {
      Adapter: adapter,
      'Target Name': toldText(args.inside(fixed, 'iscsi_name')),
      'Target Address': portal(fixed),
    });
  }
}

/** The modules that are read, by their names without the collection's. */
export const MODULES: ReadonlyMap<string, Module> = new Map<string, Module>([
  ['vmware_vswitch', vswitch],
  ['vmware_portgroup', portGroup],
  ['vmware_vmkernel', vmkernel],
  ['vmware_host_iscsi', iscsi],
]);
