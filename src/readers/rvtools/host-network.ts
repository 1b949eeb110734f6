import type { Builder } from './builder.ts';
import { keyCell } from './builder.ts';
import { type DistributedSwitch, lacpCell, lagNames } from './distributed.ts';
import type { HostContext } from './host.ts';
import type { Cell, Row } from './table.ts';
import type { HostRows } from './tables.ts';
import { countIn, flagIn, type Maybe, type Told, textIn, toldBy } from './words.ts';

/** VMkernel adapters, port groups, switches and physical NICs of a host. A tab without a row of the host tells nothing of it. */
export function addNetwork(builder: Builder, host: HostRows, context: HostContext): void {
  const { tables } = context;
  const vmks = host.of('vSC_VMK');
  const nics = host.of('vNIC');
  const wasAsked = vmks.length > 0 || nics.length > 0;
  addDefaultGateway(builder, vmks);
  const list = (name: string, rows: readonly Row[], make: (row: Row) => object) => {
    const made: object[] = [];
    for (const row of rows) builder.push(made, make(row), keyCell(row));
    builder.put(builder.root, name, made, rows[0] ? keyCell(rows[0]) : host.name);
  };
  if (vmks.length > 0 && tables.isWhole('vSC_VMK')) list('vmks', vmks, (row) => vmk(builder, row, host, context));
  if (nics.length > 0 && tables.isWhole('vNIC')) list('pnics', nics, (row) => pnic(builder, row));
  // A host may have no standard switch: then it has rows in the other tabs.
  if (wasAsked && tables.isWhole('vPort')) list('portGroups', host.of('vPort'), (row) => portGroup(builder, row));
  addSwitches(builder, host, wasAsked, context);
}

/** RVTools repeats the default gateway of the host with every adapter. */
function addDefaultGateway(builder: Builder, vmks: readonly Row[]): void {
  const gateways = vmks.flatMap((row) => textIn(row, 'gateway') ?? []);
  if (new Set(gateways.map(({ value }) => value)).size === 1) builder.set({ defaultGateway: gateways[0] });
}

function vmk(builder: Builder, row: Row, host: HostRows, context: HostContext): object {
  const made = builder.object({
    name: textIn(row, 'device'),
    mtu: countIn(row, 'mtu'),
    ip: textIn(row, 'ip address'),
    mask: textIn(row, 'subnet mask'),
    dhcp: flagIn(row, 'dhcp'),
  });
  const group = textIn(row, 'port group');
  if (group !== undefined) attach(builder, made, group, row, host, context);
  return made;
}

/** A standard port group and a distributed one may have the same name: then it is not known which is meant. */
function attach(
  builder: Builder,
  vmk: object,
  group: Told<string>,
  row: Row,
  host: HostRows,
  { tables, distributed }: HostContext,
): void {
  if (!tables.isWhole('vPort')) return;
  const isStandard = host.of('vPort').some((other) => other.text('port group') === group.value);
  const [found, ...others] = distributed.groupsOf(row, group.value);
  if (isStandard) {
    if (found === undefined) builder.set({ portGroup: group }, vmk);
    return;
  }
  if (found === undefined || others.length > 0) return;
  const port = { switchUuid: { ...group, value: found.switch.uuid }, portgroupKey: { ...group, value: found.key } };
  builder.set({ dvPort: { value: builder.object(port), cell: group.cell } }, vmk);
}

function portGroup(builder: Builder, row: Row): object {
  return builder.object({
    name: textIn(row, 'port group'),
    switchName: textIn(row, 'switch'),
    vlan: countIn(row, 'vlan'),
    policy: textIn(row, 'policy'),
    notifySwitches: flagIn(row, 'notify switch'),
    rollingOrder: flagIn(row, 'rolling order'),
    promiscuous: flagIn(row, 'promiscuous mode'),
    macChanges: flagIn(row, 'mac changes'),
    forgedTransmits: flagIn(row, 'forged transmits'),
  });
}

function pnic(builder: Builder, row: Row): object {
  const isDown = (text: string) => (/link is down/i.test(text) ? true : undefined);
  return builder.object({
    name: textIn(row, 'network device'),
    // Another tool writes "10000 Full" into this column.
    speed: toldBy(row, 'speed', (text) => (/^\d+(?: (?:Full|Half))?$/i.test(text) ? Number.parseInt(text, 10) : undefined)),
    isDown: toldBy(row, 'duplex', isDown) ?? toldBy(row, 'speed', isDown),
    duplex:
      flagIn(row, 'duplex') ??
      toldBy(row, 'speed', (text) => ({ full: true, half: false })[text.split(' ')[1]?.toLowerCase() ?? '']),
    pci: textIn(row, 'pci'),
  });
}

function addSwitches(builder: Builder, host: HostRows, wasAsked: boolean, context: HostContext): void {
  const { tables } = context;
  if (!wasAsked || !tables.isWhole('vSwitch')) return;
  const standard = host.of('vSwitch');
  // Where no NIC at all names its switch, the column was not filled.
  const hasNics = tables.isWhole('vNIC') && host.of('vNIC').some((row) => row.get('switch'));
  const made: object[] = [];
  for (const row of standard) {
    const name = textIn(row, 'switch');
    if (name === undefined) continue;
    const found = builder.object({ name, mtu: countIn(row, 'mtu') });
    if (hasNics) addUplinks(builder, found, nicsOn(host, name.value), name.cell);
    builder.push(made, found, name.cell);
  }
  const names = new Set(standard.map((row) => row.text('switch')));
  for (const [name, cell, told] of distributedSwitches(host, names, context)) {
    const nics = nicsOn(host, name);
    const found = builder.object({
      name: { value: name, cell },
      distributed: { value: true, cell },
      uuid: told && { value: told.uuid, cell },
    });
    if (hasNics) {
      addUplinks(builder, found, nics, cell);
      addUplinkNames(builder, found, nics, cell);
      if (told) addLags(builder, found, nics, told);
    }
    builder.push(made, found, cell);
  }
  const anchor = standard[0] ? keyCell(standard[0]) : host.name;
  builder.put(builder.root, 'switches', made, anchor);
  // Distributed switches are found by their members and by the NICs of the host.
  const all =
    hasNics && tables.isWhole('dvSwitch') && (tables.has('dvSwitch', 'host members') || tables.rows('dvSwitch').length === 0);
  if (all) builder.set({ allSwitches: { value: true, cell: anchor } });
}

type Found = readonly [name: string, cell: Cell, told: DistributedSwitch | undefined];

function distributedSwitches(
  host: HostRows,
  standard: ReadonlySet<string | undefined>,
  { distributed }: HostContext,
): readonly Found[] {
  const found = new Map<string, Found>();
  for (const row of host.of('vNIC')) {
    const name = row.get('switch');
    if (name === undefined || standard.has(name.text) || found.has(name.text)) continue;
    found.set(name.text, [name.text, name, distributed.switchNamed(row, name.text)]);
  }
  for (const [name, told] of distributed.switchesOf(host.first, host.name.text)) {
    if (!found.has(name) && !standard.has(name)) found.set(name, [name, keyCell(told.row), told]);
  }
  return [...found.values()];
}

function nicsOn(host: HostRows, name: string): readonly Row[] {
  return host.of('vNIC').filter((row) => row.text('switch') === name);
}

function addUplinks(builder: Builder, vswitch: object, nics: readonly Row[], own: Cell): void {
  const names: string[] = [];
  for (const row of nics) {
    const nic = row.get('network device');
    if (nic !== undefined) builder.put(names, names.length, nic.text, nic);
  }
  builder.put(vswitch, 'uplinks', names, nics[0]?.get('switch') ?? own);
}

/** Known where every NIC of the switch tells its uplink: not all versions do. */
function addUplinkNames(builder: Builder, vswitch: object, nics: readonly Row[], own: Cell): void {
  const list: object[] = [];
  for (const row of nics) {
    const uplink = textIn(row, 'uplink port');
    const nic = textIn(row, 'network device');
    if (uplink === undefined || nic === undefined) return;
    builder.push(list, builder.object({ uplink, nic }), uplink.cell);
  }
  builder.put(vswitch, 'uplinkNics', list, nics[0]?.get('uplink port') ?? own);
}

/** The uplinks of a link aggregation group are called after it: "lag1-0". */
function addLags(builder: Builder, vswitch: object, nics: readonly Row[], { row }: DistributedSwitch): void {
  const cell = lacpCell(row);
  if (cell === undefined) return;
  const names = lagNames(row);
  if (names.length > 0 && nics.some((nic) => nic.get('uplink port') === undefined)) return;
  const list: object[] = [];
  for (const name of names) {
    const members = nics
      .filter((nic) => new RegExp(`^${escaped(name)}-\\d+$`).test(nic.text('uplink port') ?? ''))
      .flatMap((nic) => nic.text('network device') ?? []);
    const told: Maybe<unknown> = { value: members, cell };
    builder.push(list, builder.object({ name: { value: name, cell }, nics: told }), cell);
  }
  builder.put(vswitch, 'lags', list, cell);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
