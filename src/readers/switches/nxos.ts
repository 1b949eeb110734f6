import type { JsonCursor, Sources } from '../derived.ts';
import { channelOf, fullDuplexOf, macOf, modeOf, nicOf, pauseOf, speedOf } from './words.ts';

/** Members by which an output of NX-OS is told, and what their rows are. */
const TABLES = [
  ['TABLE_interface', 'ROW_interface', 'port'],
  ['TABLE_cdp_neighbor_detail_info', 'ROW_cdp_neighbor_detail_info', 'cdp'],
  ['TABLE_nbor_detail', 'ROW_nbor_detail', 'lldp'],
] as const;

/**
 * Reads an output of NX-OS as `| json` and NX-API print it: `show interface`, `show interface switchport`, `show cdp neighbors detail`,
 * `show lldp neighbors detail`, `show hostname`, `show version`. Numbers are strings there; a table of one row is no array.
 */
export function nxosOutput(body: JsonCursor, sources: Sources): object | undefined {
  const ports: object[] = [];
  const neighbors: object[] = [];
  const output = {};
  let known = false;
  for (const name of ['host_name', 'hostname'] as const) {
    if (body.get(name).text === undefined) continue;
    sources.put(output, 'name', body.get(name));
    known = true;
  }
  for (const [table, rows, kind] of TABLES) {
    for (const holder of list(body.get(table))) {
      for (const row of list(holder.get(rows))) {
        const made = kind === 'port' ? portOf(row, sources) : neighborOf(row, kind, sources);
        if (made !== undefined) (kind === 'port' ? ports : neighbors).push(made);
      }
      known = true;
    }
  }
  if (!known) return undefined;
  sources.put(output, 'ports', body, ports);
  sources.put(output, 'neighbors', body, neighbors);
  return output;
}

/** The elements of a table: one alone is printed without the array. */
function list(cursor: JsonCursor): readonly JsonCursor[] {
  if (Array.isArray(cursor.value)) return cursor.items();
  return typeof cursor.value === 'object' && cursor.value !== null ? [cursor] : [];
}

function portOf(row: JsonCursor, sources: Sources): object | undefined {
  const name = row.get('interface');
  if (name.text === undefined) return undefined;
  const port = {};
  const text = (from: JsonCursor) => (from.present ? String(from.value) : '');
  const put = (key: string, from: JsonCursor, value: unknown) => sources.put(port, key, from, value);
  put('name', name, name.text);
  for (const prefix of ['eth', 'svi'] as const) {
    const mtu = row.get(`${prefix}_mtu`);
    if (mtu.number !== undefined) put('mtu', mtu, mtu.number);
  }
  put('speed', row.get('eth_speed'), speedOf(text(row.get('eth_speed'))));
  put('fullDuplex', row.get('eth_duplex'), fullDuplexOf(text(row.get('eth_duplex'))));
  const mode = row.get('oper_mode').present ? row.get('oper_mode') : row.get('eth_mode');
  put('mode', mode, modeOf(text(mode)));
  put('receives', row.get('eth_in_flowctrl'), pauseOf(text(row.get('eth_in_flowctrl'))));
  put('sends', row.get('eth_out_flowctrl'), pauseOf(text(row.get('eth_out_flowctrl'))));
  put('channel', row.get('eth_bundle'), channelOf(text(row.get('eth_bundle'))));
  const mac = row.get('eth_hw_addr').present ? row.get('eth_hw_addr') : row.get('eth_bia_addr');
  put('mac', mac, macOf(mac.text));
  put('accessVlan', row.get('access_vlan'), row.get('access_vlan').number);
  put('nativeVlan', row.get('native_vlan'), row.get('native_vlan').number);
  put('trunkVlans', row.get('trunk_vlans'), row.get('trunk_vlans').present ? text(row.get('trunk_vlans')) : undefined);
  return port;
}

function neighborOf(row: JsonCursor, kind: 'cdp' | 'lldp', sources: Sources): object | undefined {
  const port = row.get(kind === 'cdp' ? 'intf_id' : 'l_port_id');
  if (port.text === undefined) return undefined;
  const neighbor = {};
  const remote = row.get('port_id');
  sources.put(neighbor, 'port', port);
  if (kind === 'cdp') sources.put(neighbor, 'device', row.get('device_id'), row.get('device_id').text);
  const system = row.get(kind === 'cdp' ? 'sysname' : 'sys_name');
  sources.put(neighbor, 'systemName', system, system.text);
  sources.put(neighbor, 'nic', remote, nicOf(remote.text, row.get('chassis_id').text, row.get('port_desc').text));
  sources.put(neighbor, 'mac', remote, kind === 'lldp' ? macOf(remote.text) : undefined);
  return neighbor;
}
