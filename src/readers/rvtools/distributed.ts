import { createHash } from 'node:crypto';
import { Builder, keyCell } from './builder.ts';
import type { ReportSink } from './report.ts';
import type { Cell, Row } from './table.ts';
import type { Tables } from './tables.ts';
import { countIn, flagIn, type Maybe, namesIn, type Told, textIn, toldBy } from './words.ts';

export interface DistributedSwitch {
  /** RVTools does not tell the uuid of a switch: this one only ties what the report says of it together. */
  readonly uuid: string;
  readonly ref: string;
  readonly row: Row;
  /** Hosts that are members, in lower case; undefined where the report does not tell. */
  readonly members: ReadonlySet<string> | undefined;
}

export interface DistributedGroup {
  readonly key: string;
  readonly switch: DistributedSwitch;
  readonly row: Row;
}

/** The distributed switches of a report and their port groups. */
export class Distributed {
  private readonly tables: Tables;
  private readonly switches = new Map<string, DistributedSwitch | undefined>();
  private readonly groups = new Map<string, DistributedGroup[]>();

  constructor(tables: Tables) {
    this.tables = tables;
    for (const row of tables.rows('dvSwitch')) this.addSwitch(row);
    for (const row of tables.rows('dvPort')) this.addGroup(row);
  }

  /** A distributed switch by name, in the vCenter that `row` is about. */
  switchNamed(row: Row, name: string): DistributedSwitch | undefined {
    return this.switches.get(this.tables.key(row, name));
  }

  /** The switches that a host is a member of; only those that list their members. */
  switchesOf(row: Row, host: string): readonly (readonly [string, DistributedSwitch])[] {
    const scope = this.tables.scope(row);
    return [...this.switches.values()].flatMap((found) =>
      found?.members?.has(host.toLowerCase()) && this.tables.scope(found.row) === scope
        ? [[found.row.text('switch') ?? '', found] as const]
        : [],
    );
  }

  /** The port groups of this name that the host of a row may use: those on switches of which it is a member, or that do not tell. */
  groupsOf(row: Row, name: string, switchName?: string): readonly DistributedGroup[] {
    const host = row.text('host')?.toLowerCase() ?? '';
    return (this.groups.get(this.tables.key(row, name)) ?? []).filter(
      (group) =>
        (group.switch.members?.has(host) ?? true) &&
        (switchName === undefined || group.switch === this.switchNamed(row, switchName)),
    );
  }

  translate(sink: ReportSink): void {
    for (const found of this.switches.values()) if (found?.row.table.tab.name === 'dvSwitch') translateSwitch(found, sink);
    for (const group of [...this.groups.values()].flat()) translateGroup(group, sink);
  }

  private addSwitch(row: Row): void {
    const name = row.text('switch');
    if (name === undefined) return;
    const key = this.tables.key(row, name);
    // Switches of one name in two datacenters: what names one does not tell which.
    this.switches.set(key, this.switches.has(key) ? undefined : this.made(row, name));
  }

  private made(row: Row, name: string): DistributedSwitch {
    const members = namesIn(row, 'host members')?.value.map((host) => host.toLowerCase());
    return {
      uuid: createHash('sha256')
        .update(`distributed switch\n${this.tables.key(row, name)}`)
        .digest('hex')
        .slice(0, 32),
      ref: this.tables.reference(row, row.text('object id') ?? name),
      row,
      members: members && new Set(members),
    };
  }

  private addGroup(row: Row): void {
    const name = row.text('port');
    const switchName = row.text('switch');
    if (name === undefined || switchName === undefined) return;
    const switchKey = this.tables.key(row, switchName);
    // Without the tab of switches, their names are told by the port groups.
    if (!this.switches.has(switchKey) && this.tables.rows('dvSwitch').length === 0)
      this.switches.set(switchKey, this.made(row, switchName));
    const found = this.switches.get(switchKey);
    if (found === undefined) return;
    const key = this.tables.reference(row, row.text('object id')?.match(/^dvportgroup-\d+$/)?.[0] ?? `${switchName}/${name}`);
    const list = this.groups.get(this.tables.key(row, name));
    const group = { key, switch: found, row };
    if (list) list.push(group);
    else this.groups.set(this.tables.key(row, name), [group]);
  }
}

function translateSwitch({ uuid, ref, row }: DistributedSwitch, sink: ReportSink): void {
  const builder = new Builder();
  const name = textIn(row, 'switch');
  const own = keyCell(row);
  builder.set({ name, uuid: { value: uuid, cell: own } });
  const config = builder.object({ name, maxMtu: countIn(row, 'max mtu') });
  builder.put(builder.root, 'config', config, own);
  builder.partly('config');
  const lacp = lacpCell(row);
  if (lacp !== undefined) {
    const groups: object[] = [];
    for (const group of lagNames(row)) builder.push(groups, builder.object({ name: { value: group, cell: lacp } }), lacp);
    builder.put(config, 'lacpGroupConfig', groups, lacp);
  }
  sink({ file: row.table.source.file, type: 'VmwareDistributedVirtualSwitch', id: ref, lesser: true }, builder.end(row));
}

/** Names of link aggregation groups; none where the cell is empty. */
export function lagNames(row: Row): readonly string[] {
  return namesIn(row, 'lacp name')?.value ?? [];
}

function translateGroup({ key, switch: { ref }, row }: DistributedGroup, sink: ReportSink): void {
  const builder = new Builder();
  const own = keyCell(row);
  const name = textIn(row, 'port');
  const told = (value: unknown): Told => ({ value, cell: own });
  /** Settings of a port are objects with `value`. */
  const setting = (found: Maybe<unknown>): Maybe<object> =>
    found && { value: builder.object({ value: found }), cell: found.cell };
  const order = uplinkOrder(row);
  const teaming = builder.object({
    policy: setting(textIn(row, 'policy')),
    notifySwitches: setting(flagIn(row, 'notify switch')),
    rollingOrder: setting(flagIn(row, 'rolling order')),
    failureCriteria: told(builder.object({ checkBeacon: setting(flagIn(row, 'check beacon')) })),
    ...(order === undefined ? {} : { uplinkPortOrder: { value: builder.object(order), cell: order.activeUplinkPort.cell } }),
  });
  const security = builder.object({
    allowPromiscuous: setting(flagIn(row, 'allow promiscuous')),
    macChanges: setting(flagIn(row, 'mac changes')),
    forgedTransmits: setting(flagIn(row, 'forged transmits')),
  });
  const vlan = toldBy(row, 'vlan', vlanOf);
  const port = builder.object({
    uplinkTeamingPolicy: told(teaming),
    securityPolicy: told(security),
    vlan: vlan && { value: builder.object({ vlanId: vlan }), cell: vlan.cell },
  });
  const config = builder.object({
    name,
    key: told(key),
    distributedVirtualSwitch: { value: { type: 'VmwareDistributedVirtualSwitch', value: ref }, cell: row.place('switch') ?? own },
    defaultPortConfig: told(port),
  });
  builder.set({ name, key: told(key), config: told(config) });
  builder.partly('config');
  builder.partly('config', 'defaultPortConfig');
  builder.partly('config', 'defaultPortConfig', 'uplinkTeamingPolicy');
  sink({ file: row.table.source.file, type: 'DistributedVirtualPortgroup', id: key, lesser: true }, builder.end(row));
}

/**
 * What tells whether there are link aggregation groups, and which. An empty cell means none where RVTools has written the row: other tools
 * write its headers and leave columns out that they know nothing of, such as the greatest MTU.
 */
export function lacpCell(row: Row): Cell | undefined {
  return row.get('lacp name') ?? (row.get('max mtu') ? row.place('lacp name') : undefined);
}

/** Nothing where neither kind of uplinks is named, as for the group of the uplinks themselves. */
function uplinkOrder(row: Row): { readonly activeUplinkPort: Told; readonly standbyUplinkPort: Told } | undefined {
  const active = namesIn(row, 'active uplink');
  const standby = namesIn(row, 'standby uplink');
  const activePlace = row.place('active uplink');
  const standbyPlace = row.place('standby uplink');
  if ((active ?? standby) === undefined || activePlace === undefined || standbyPlace === undefined) return undefined;
  // As above: RVTools always tells how a failure is detected.
  if ((active === undefined || standby === undefined) && !row.get('check beacon')) return undefined;
  return {
    activeUplinkPort: active ?? { value: [], cell: activePlace },
    standbyUplinkPort: standby ?? { value: [], cell: standbyPlace },
  };
}

/** "1463" is one VLAN, "1-4094" and "10,20-29" are those of a trunk; other words are not known. */
export function vlanOf(text: string): number | readonly { readonly start: number; readonly end: number }[] | undefined {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  const ranges = text.split(/\s*[,;]\s*/).map((part) => /^(\d{1,4})(?:\s*-\s*(\d{1,4}))?$/.exec(part));
  if (ranges.includes(null)) return undefined;
  return ranges.map((match) => ({ start: Number(match?.[1]), end: Number(match?.[2] ?? match?.[1]) }));
}
