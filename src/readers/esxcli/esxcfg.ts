import { Places, type Span } from '../translated.ts';
import type { Line } from './table.ts';

/** What an older command prints, as the esxcli command that prints the same. */
export interface Equivalent {
  readonly command: string;
  readonly value: readonly object[];
  readonly places: Places;
}

interface Cell {
  readonly text: string;
  readonly span: Span;
}

/** Translates the output of esxcfg-vswitch, esxcfg-vmknic and esxcfg-nics with `-l`; nothing for another command. */
export function readEsxcfg(command: string, lines: readonly Line[]): readonly Equivalent[] | undefined {
  const name = /^(?:\/\S*\/)?(esxcfg-\w+)\s+(?:-l|--list)\b/.exec(command)?.[1];
  if (name === 'esxcfg-nics') return [nics(lines)];
  if (name === 'esxcfg-vmknic') return vmknics(lines);
  return name === 'esxcfg-vswitch' ? switches(lines) : undefined;
}

/** The command by the header that it prints. */
export function esxcfgOfHeader(header: string): string | undefined {
  if (/^\s*Interface\s+Port Group.*\bIP Address\b/.test(header)) return 'esxcfg-vmknic -l';
  if (/^\s*(Switch|DVS) Name\s+Num Ports\b/.test(header)) return 'esxcfg-vswitch -l';
  return /^\s*Name\s+PCI\s+Driver\s+Link\s+Speed\b/.test(header) ? 'esxcfg-nics -l' : undefined;
}

class Rows {
  readonly command: string;
  readonly value: object[] = [];
  readonly places = new Places();

  constructor(command: string) {
    this.command = command;
  }

  add(cells: Readonly<Record<string, Cell | undefined>>): void {
    const row = {};
    for (const [key, cell] of Object.entries(cells)) if (cell) this.places.put(row, key, cell.text, cell.span);
    this.value.push(row);
  }
}

function cellAt({ number }: Line, text: string, index: number): Cell {
  return { text, span: { line: number, column: index + 1, endColumn: index + 1 + Math.max(1, text.length) } };
}

/** The groups of a match as cells; the pattern needs the flag `d`. */
function cellsOf(line: Line, match: RegExpExecArray): Readonly<Record<string, Cell | undefined>> {
  const groups = match.groups ?? {};
  const indices = (match.indices as RegExpIndicesArray | undefined)?.groups ?? {};
  return Object.fromEntries(
    Object.entries(groups).map(([key, text]) => [
      key,
      text === undefined ? undefined : cellAt(line, text, indices[key]?.[0] ?? 0),
    ]),
  );
}

const NIC =
  /^(?<name>vmnic\d+)\s+(?<pci>\S+)\s+(?<driver>\S+)\s+(?<link>Up|Down)\s+(?<speed>\d+)\s?Mbps\s+(?<duplex>Full|Half)\s+(?<mac>[0-9a-f:]{17})\s+(?<mtu>\d+)\b/d;

function nics(lines: readonly Line[]): Rows {
  const rows = new Rows('network nic list');
  for (const line of lines) {
    const match = NIC.exec(line.text);
    if (match === null) continue;
    const { name, pci, driver, link, speed, duplex, mac, mtu } = cellsOf(line, match);
    rows.add({
      Name: name,
      'PCI Device': pci,
      Driver: driver,
      'Link Status': link,
      Speed: speed,
      Duplex: duplex,
      'MAC Address': mac,
      MTU: mtu,
    });
  }
  return rows;
}

/** Before ESXi 5 there is no column for the family, and before 5.5 none for the TCP/IP stack. */
const VMKNIC =
  /^(?<name>vmk\d+)\s+(?<group>.+?)\s+(?:IPv4\s+)?(?<ip>\d+\.\d+\.\d+\.\d+)\s+(?<mask>\d+\.\d+\.\d+\.\d+)\s+\S+\s+(?<mac>[0-9a-f:]{17})\s+(?<mtu>\d+)(?:\s+\d+\s+(?:true|false)\s+(?<type>STATIC|DHCP)(?:\s+(?<stack>\w+))?)?\s*$/di;

function vmknics(lines: readonly Line[]): readonly Rows[] {
  const interfaces = new Rows('network ip interface list');
  const addresses = new Rows('network ip interface ipv4 get');
  for (const line of lines) {
    const match = VMKNIC.exec(line.text);
    if (match === null) continue;
    const { name, group, ip, mask, mac, mtu, type, stack } = cellsOf(line, match);
    // On a distributed switch the number of the port stands where a standard one has the name of the port group.
    const isPort = /^\d+$/.test(group?.text ?? '');
    interfaces.add({
      Name: name,
      MTU: mtu,
      'MAC Address': mac,
      ...(isPort ? {} : { Portgroup: group }),
      'Netstack Instance': stack,
    });
    addresses.add({ Name: name, 'IPv4 Address': ip, 'IPv4 Netmask': mask, 'Address Type': type });
  }
  return [interfaces, addresses];
}

const SWITCH = /^(?<name>\S.*?)\s{2,}\d+\s+\d+\s+(?:\d+\s+)?(?<mtu>\d{3,5})(?:\s+(?<uplinks>[\w,]+))?\s*$/d;
const GROUP = /^\s{2}(?<name>\S.*?)\s{2,}(?<vlan>\d+)\s+\d+(?:\s+(?<uplinks>[\w,]+))?\s*$/d;

function switches(lines: readonly Line[]): readonly Rows[] {
  const standard = new Rows('network vswitch standard list');
  const distributed = new Rows('network vswitch dvs vmware list');
  const groups = new Rows('network vswitch standard portgroup list');
  let isDistributed = false;
  let owner: Cell | undefined;
  for (const line of lines) {
    if (/^(Switch|DVS) Name\b/.test(line.text)) {
      isDistributed = line.text.startsWith('DVS');
      continue;
    }
    const found = SWITCH.exec(line.text);
    const group = GROUP.exec(line.text);
    if (found !== null && !/^\s/.test(line.text)) {
      const { name, mtu, uplinks } = cellsOf(line, found);
      owner = name;
      const none = cellAt(line, '', line.text.length);
      (isDistributed ? distributed : standard).add({ Name: name, MTU: mtu, Uplinks: uplinks ?? none });
    } else if (group !== null && !isDistributed) {
      const { name, vlan } = cellsOf(line, group);
      groups.add({ Name: name, 'Virtual Switch': owner, 'VLAN ID': vlan });
    }
  }
  return distributed.value.length > 0 ? [standard, groups, distributed] : [standard, groups];
}
