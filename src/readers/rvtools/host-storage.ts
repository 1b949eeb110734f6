import { isNaa, lunKey } from '../../model/lun-key.ts';
import type { AdapterKind, Transport } from '../../model/source.ts';
import { type Builder, keyCell } from './builder.ts';
import type { HostContext } from './host.ts';
import type { Cell, Row } from './table.ts';
import type { HostRows } from './tables.ts';
import { countIn, namesIn, type Told, textIn, toldBy, wordIn } from './words.ts';

/** The tab has columns for so many paths; a device may have more. */
const PATHS = 8;

/** iSCSI adapters, the devices under datastores, and datastores of a host. */
export function addStorage(builder: Builder, host: HostRows, { tables, datastores }: HostContext): void {
  const adapters = host.of('vHBA');
  if (adapters.length > 0 && tables.isWhole('vHBA')) {
    const made: object[] = [];
    for (const row of adapters.filter(isIscsi)) {
      builder.push(made, builder.object({ name: textIn(row, 'device'), kind: adapterKind(row) }), keyCell(row));
    }
    builder.put(builder.root, 'adapters', made, adapters[0] ? keyCell(adapters[0]) : host.name);
  }
  addDevices(builder, host);
  if (datastores.isWhole) addVolumes(builder, host, datastores.of(host.name.text));
}

/** Some adapters have no type; another tool writes the class of the API. */
function isIscsi(row: Row): boolean {
  return /^iscsi$|InternetScsiHba$/i.test(row.text('type') ?? '') || /^iscsi_vmk$/i.test(row.text('driver') ?? '');
}

function adapterKind(row: Row): Told<AdapterKind> | undefined {
  const kind = (text: string): AdapterKind | undefined =>
    /\biser\b/i.test(text) ? 'iser' : /iscsi_vmk|iscsi software adapter/i.test(text) ? 'software' : undefined;
  return toldBy(row, 'model', kind) ?? toldBy(row, 'driver', kind);
}

function addDevices(builder: Builder, host: HostRows): void {
  const transports = new Map(host.of('vHBA').map((row) => [row.text('device'), transportOf(row)]));
  const made: object[] = [];
  const seen = new Set<string>();
  for (const row of host.of('vMultiPath')) {
    const name = toldBy(row, 'disk', deviceName);
    // A device with several extents has a row for each.
    if (name === undefined || seen.has(name.value)) continue;
    seen.add(name.value);
    const device = builder.object({
      name,
      uuid: textIn(row, 'uuid') ?? toldBy(row, 'disk', (text) => (isUuid(text) ? text : undefined)),
      psp: textIn(row, 'policy'),
      vendor: textIn(row, 'vendor'),
      model: textIn(row, 'model'),
      queueDepth: countIn(row, 'queue depth'),
      operationalState: namesIn(row, 'oper. state'),
      vaai: wordIn(row, 'vstorage', ['vStorageSupported', 'vStorageUnsupported', 'vStorageUnknown']),
    });
    addPaths(builder, device, row, name.cell, transports);
    builder.push(made, device, name.cell);
  }
  if (made.length > 0) builder.put(builder.root, 'devices', made, host.name);
}

/** "naa.6000…"; another tool writes the UUID, which holds it. */
function deviceName(text: string): string | undefined {
  if (/^(?:naa|eui|t10|mpx)\./i.test(text)) return text;
  const key = isUuid(text) ? lunKey(text) : '';
  return isNaa(key) ? key : undefined;
}

function isUuid(text: string): boolean {
  return /^02[0-9a-f]{30,}$/i.test(text);
}

function transportOf(row: Row): Told<Transport> | undefined {
  return toldBy(row, 'type', (text): Transport | undefined => {
    if (/^iscsi$|InternetScsiHba$/i.test(text)) return 'iscsi';
    if (/^fibre channel over ethernet$|^fcoe$|OverEthernetHba$/i.test(text)) return 'fcoe';
    if (/^fib(?:re|er) channel$|FibreChannelHba$/i.test(text)) return 'fc';
    return /^(?:block|parallel) scsi$|BlockHba$|ParallelScsiHba$/i.test(text) ? 'local' : undefined;
  });
}

const STATES = ['active', 'standby', 'dead', 'disabled', 'unknown'];

/** Of eight paths it is not known whether there are more. RVTools names the adapter of a path only. */
function addPaths(
  builder: Builder,
  device: object,
  row: Row,
  own: Cell,
  transports: ReadonlyMap<string | undefined, Told<Transport> | undefined>,
): void {
  const isWhole = row.place(`path ${PATHS}`) !== undefined && row.get(`path ${PATHS}`) === undefined;
  const list: object[] = [];
  for (let number = 1; number <= PATHS; number++) {
    const cell = row.get(`path ${number}`);
    if (cell === undefined) continue;
    const adapter = cell.text.split(':')[0] ?? cell.text;
    const name = cell.text.includes(':') ? cell.text : `${adapter} (path ${number})`;
    const path = builder.object({
      name: { value: name, cell },
      adapter: { value: adapter, cell },
      state: wordIn(row, `path ${number} state`, STATES),
      transport: transports.get(adapter),
    });
    builder.push(list, path, cell);
  }
  // Every device that is there has a path: without one the tab was not filled.
  if (list.length > 0) builder.put(device, isWhole ? 'paths' : 'somePaths', list, row.get('path 1') ?? own);
}

function addVolumes(builder: Builder, host: HostRows, rows: readonly Row[]): void {
  const volumes: object[] = [];
  const mounts: object[] = [];
  const systems: object[] = [];
  for (const row of rows) {
    const name = textIn(row, 'name');
    const type = textIn(row, 'type');
    if (name === undefined || type === undefined) continue;
    const kind = type.value.toUpperCase();
    builder.push(systems, builder.object({ name, type: { ...type, value: kind === 'VSAN' ? 'vsan' : kind } }), name.cell);
    if (kind === 'VMFS') {
      const extents = extentsOf(row);
      builder.push(volumes, builder.object({ name, majorVersion: countIn(row, 'major version'), extents }), name.cell);
    } else if (kind.startsWith('NFS')) {
      // "server:/folder", or with a blank between them.
      const server = toldBy(row, 'address', (text) => /^(\S+?)[\s:]*\//.exec(text)?.[1]);
      builder.push(mounts, builder.object({ name, server }), name.cell);
    }
  }
  const own = rows[0] ? keyCell(rows[0]) : host.name;
  builder.put(builder.root, 'volumes', volumes, own);
  builder.put(builder.root, 'nfsMounts', mounts, own);
  builder.put(builder.root, 'fileSystems', systems, own);
}

/** Known where the cell names as many devices as the volume has extents. */
function extentsOf(row: Row): Told<readonly string[]> | undefined {
  const names = namesIn(row, 'address');
  return names !== undefined &&
    countIn(row, '# extents')?.value === names.value.length &&
    names.value.every((name) => deviceName(name) !== undefined)
    ? names
    : undefined;
}
