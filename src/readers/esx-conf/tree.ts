import { Places, type Span } from '../translated.ts';
import type { Setting } from './settings.ts';

type Settings = ReadonlyMap<string, Setting>;

/**
 * What the model reads of esx.conf, spelled as a reported host is: standard switches, port groups, VMkernel adapters and the advanced
 * options that were changed. From ESXi 7.0 on the file is only a part of the configuration: then it does not say that there are no others.
 * What the file does not tell is left out: ESXi leaves out defaults, but which ones depends on the release.
 */
export function confTree(settings: Settings, isPart: boolean): { readonly value: object; readonly places: Places } {
  const tree = new Tree(settings);
  const value = {};
  tree.set(value, 'part', isPart, FIRST);
  tree.copy(value, 'name', '/adv/Misc/HostName');
  const switches: object[] = [];
  const portGroups: object[] = [];
  for (const base of tree.children('/net/vswitch')) {
    const name = settings.get(`${base}/name`);
    if (name === undefined) continue;
    tree.add(switches, standardSwitch(tree, base, name), name.span);
    for (const group of tree.children(`${base}/portgroup`)) {
      const own = settings.get(`${group}/name`);
      if (own !== undefined) tree.add(portGroups, portGroup(tree, base, group, name), own.span);
    }
  }
  const vmks: object[] = [];
  for (const base of tree.children('/net/vmkernelnic')) {
    const name = settings.get(`${base}/name`);
    if (name !== undefined) tree.add(vmks, vmkernelNic(tree, base), name.span);
  }
  for (const [key, list] of Object.entries({ switches, portGroups, vmks }))
    if (list.length > 0) tree.set(value, key, list, FIRST);
  tree.set(value, 'allSwitches', !isPart, FIRST);
  const options = {};
  for (const [key, setting] of settings) {
    const [, group, option] = /^\/adv\/([^/]+)\/([^/]+)$/.exec(key) ?? [];
    if (group !== undefined && option !== undefined) tree.set(options, `${group}.${option}`, setting.value, setting.span);
  }
  tree.set(value, 'options', options, FIRST);
  return { value, places: tree.places };
}

const FIRST: Span = { line: 1, column: 1, endColumn: 2 };

class Tree {
  readonly places = new Places();
  readonly settings: Settings;
  private readonly bases = new Map<string, string[]>();

  constructor(settings: Settings) {
    this.settings = settings;
    for (const key of settings.keys()) {
      // Every folder on the way may have numbered children: "/net/vswitch/child[0000]", "…/teamPolicy/uplinks[0001]".
      for (const match of key.matchAll(/\[\d+\]/g)) {
        const base = key.slice(0, match.index + match[0].length);
        const [, list = ''] = /^(.*)\[\d+\]$/.exec(base) ?? [];
        const known = this.bases.get(list);
        if (known === undefined) this.bases.set(list, [base]);
        else if (known.at(-1) !== base && !known.includes(base)) known.push(base);
      }
    }
  }

  set(holder: object, key: string, value: unknown, span: Span): void {
    this.places.put(holder, key, value, span);
  }

  add(list: object[], item: object, span: Span): void {
    this.places.put(list, list.length, item, span);
  }

  /** Sets a member from the first of these settings that is there with a value. */
  copy(holder: object, key: string, ...from: readonly string[]): void {
    const setting = this.first(...from);
    if (setting !== undefined) this.set(holder, key, setting.value, setting.span);
  }

  /** The same for a setting whose words mean values; another word tells nothing. */
  translate(holder: object, key: string, meanings: ReadonlyMap<string, unknown>, ...from: readonly string[]): void {
    const setting = this.first(...from);
    const meaning = setting && meanings.get(setting.value);
    if (meaning !== undefined && setting !== undefined) this.set(holder, key, meaning, setting.span);
  }

  first(...keys: readonly string[]): Setting | undefined {
    return keys.map((key) => this.settings.get(key)).find((setting) => setting !== undefined && setting.value !== '');
  }

  /** "/net/vswitch/child[0000]" and its brothers, in the order of their numbers. */
  children(folder: string): readonly string[] {
    return this.numbered(`${folder}/child`);
  }

  numbered(list: string): readonly string[] {
    return [...(this.bases.get(list) ?? [])].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  }

  /** Values of settings as a list with the places of its elements. */
  list(settings: readonly Setting[]): string[] {
    const made: string[] = [];
    for (const { value, span } of settings) this.places.put(made, made.length, value, span);
    return made;
  }
}

function standardSwitch(tree: Tree, base: string, name: Setting): object {
  const made = {};
  tree.set(made, 'name', name.value, name.span);
  tree.copy(made, 'mtu', `${base}/mtu`);
  const uplinks = tree.children(`${base}/uplinks`).flatMap((item) => tree.first(`${item}/pnic`) ?? []);
  if (uplinks.length > 0) tree.set(made, 'uplinks', tree.list(uplinks), uplinks[0]?.span ?? name.span);
  return made;
}

/** Load balancing as esx.conf and as VIM call it. */
const POLICIES: ReadonlyMap<string, string> = new Map([
  ['lb_srcid', 'loadbalance_srcid'],
  ['lb_srcmac', 'loadbalance_srcmac'],
  ['lb_ip', 'loadbalance_ip'],
  ['explicit', 'failover_explicit'],
  ['lb_explicit', 'failover_explicit'],
]);
const BEACON: ReadonlyMap<string, boolean> = new Map([
  ['ignore', false],
  ['require', true],
]);

function portGroup(tree: Tree, ofSwitch: string, base: string, switchName: Setting): object {
  const made = {};
  tree.copy(made, 'name', `${base}/name`);
  tree.set(made, 'switchName', switchName.value, switchName.span);
  tree.copy(made, 'vlan', `${base}/vlanId`);
  const team = (key: string) => [`${base}/teamPolicy/${key}`, `${ofSwitch}/teamPolicy/${key}`];
  tree.translate(made, 'policy', POLICIES, ...team('team'));
  tree.translate(made, 'checkBeacon', BEACON, ...team('linkCriteria/beacon'));
  tree.copy(made, 'notifySwitches', ...team('notifySwitch'));
  tree.copy(made, 'rollingOrder', ...team('rollingRestoration'));
  order(tree, made, [`${base}/teamPolicy`, `${ofSwitch}/teamPolicy`]);
  const own = tree.first(
    ...['team', 'linkCriteria/beacon', 'notifySwitch', 'rollingRestoration', 'maxActive'].map(
      (key) => `${base}/teamPolicy/${key}`,
    ),
  );
  const name = tree.settings.get(`${base}/name`);
  if (name !== undefined) tree.set(made, 'overrides', own !== undefined, own?.span ?? name.span);
  const security = (key: string) => [`${base}/securityPolicy/${key}`, `${ofSwitch}/securityPolicy/${key}`];
  tree.copy(made, 'promiscuous', ...security('promiscuous'));
  tree.copy(made, 'macChanges', ...security('macChange'));
  tree.copy(made, 'forgedTransmits', ...security('forgedTx'));
  return made;
}

/**
 * The failover order, the port group's own or else the switch's. The uplinks are listed in their order, and the first `maxActive` of them
 * are active, the others standby (read from files, VMware documents it nowhere). Without both nothing is told.
 */
function order(tree: Tree, made: object, policies: readonly string[]): void {
  for (const policy of policies) {
    const uplinks = tree.numbered(`${policy}/uplinks`).flatMap((item) => tree.first(`${item}/pnic`) ?? []);
    if (uplinks.length === 0) continue;
    const most = tree.first(`${policy}/maxActive`);
    const count = Number(most?.value);
    if (most === undefined || !Number.isInteger(count) || count < 0) return;
    const active = uplinks.slice(0, count);
    const standby = uplinks.slice(count);
    tree.set(made, 'active', tree.list(active), active[0]?.span ?? most.span);
    tree.set(made, 'standby', tree.list(standby), standby[0]?.span ?? most.span);
    return;
  }
}

function vmkernelNic(tree: Tree, base: string): object {
  const made = {};
  for (const [key, name] of Object.entries({
    name: 'name',
    mtu: 'mtu',
    dhcp: 'dhcp',
    portGroup: 'portgroup',
    netstack: 'netstackInstance',
  }))
    tree.copy(made, key, `${base}/${name}`);
  // An address that DHCP gives stands nowhere in the file.
  const address = tree.first(`${base}/ipv4address`)?.value;
  if (address === '0.0.0.0' || /^true$/i.test(tree.first(`${base}/dhcp`)?.value ?? '')) return made;
  tree.copy(made, 'ip', `${base}/ipv4address`);
  tree.copy(made, 'mask', `${base}/ipv4netmask`);
  return made;
}
