import type { Known } from './fact.ts';
import type { Maybe, Node } from './node.ts';
import type { VlanRange } from './source.ts';

/** What one output of a physical switch says of one of its ports. MTU in bytes, speed in Mb/s. */
export interface SwitchPortRow {
  readonly name: Known<string>;
  readonly mtu?: Maybe<number>;
  readonly speed?: Maybe<number>;
  readonly fullDuplex?: Maybe<boolean>;
  /** "access", "trunk" or "routed", as the port runs. */
  readonly mode?: Maybe<string>;
  readonly accessVlan?: Maybe<number>;
  readonly nativeVlan?: Maybe<number>;
  /** VLANs that a trunk lets through; empty where it lets none through. */
  readonly trunkVlans?: Maybe<readonly VlanRange[]>;
  /** Whether the port honours and sends pause frames. */
  readonly receives?: Maybe<boolean>;
  readonly sends?: Maybe<boolean>;
  /** Name of the port channel that it is a member of. */
  readonly channel?: Maybe<string>;
  readonly mac?: Maybe<string>;
}

/** What a switch has heard on one of its ports through CDP or LLDP. */
export interface SwitchNeighborRow {
  /** The switch's own port. */
  readonly port: Known<string>;
  /** Names by which the neighbour calls itself. */
  readonly devices: readonly Known<string>[];
  /** The physical NIC that it names, "vmnic2". */
  readonly nic: Maybe<string>;
  /** LLDP: the port of the neighbour, where it is told by a MAC address. */
  readonly mac: Maybe<string>;
}

/** One output of a physical switch, as its reader has translated it. */
export interface SwitchOutput {
  /** As the output itself names the switch. */
  readonly name: Maybe<string>;
  readonly systemMac: Maybe<string>;
  readonly ports: readonly SwitchPortRow[];
  readonly neighbors: readonly SwitchNeighborRow[];
}

/** A portal of a storage array: its address with its own MTU in bytes, or with the node and port that it stands on. */
export interface ArrayPortalRow {
  readonly address: Known<string>;
  readonly mtu: Maybe<number>;
  readonly node: Maybe<string>;
  readonly port: Maybe<string>;
}

/** A port of a node of a storage array. MTU in bytes. */
export interface ArrayPortRow {
  readonly node: Known<string>;
  readonly port: Known<string>;
  readonly mtu: Maybe<number>;
}

/** One output of a storage array, as its reader has translated it. */
export interface ArrayOutput {
  readonly portals: readonly ArrayPortalRow[];
  readonly ports: readonly ArrayPortRow[];
}

/** A translated output: `{ name, systemMac, ports: [...], neighbors: [...] }`. */
export function switchOutput(root: Node): SwitchOutput {
  return {
    name: root.get('name').string(),
    systemMac: root.get('systemMac').string(),
    ports: root
      .get('ports')
      .items()
      .flatMap((item) => portRow(item) ?? []),
    neighbors: root
      .get('neighbors')
      .items()
      .flatMap((item) => neighborRow(item) ?? []),
  };
}

function portRow(node: Node): SwitchPortRow | undefined {
  const name = node.get('name').string();
  if (name === undefined) return undefined;
  return {
    name,
    mtu: node.get('mtu').number(),
    speed: node.get('speed').number(),
    fullDuplex: node.get('fullDuplex').boolean(),
    mode: node.get('mode').string(),
    accessVlan: node.get('accessVlan').number(),
    nativeVlan: node.get('nativeVlan').number(),
    get trunkVlans() {
      const told = node.get('trunkVlans');
      const ranges = told.string() && rangesOf(told.string()?.value ?? '');
      return ranges && told.known<readonly VlanRange[]>(ranges);
    },
    receives: node.get('receives').boolean(),
    sends: node.get('sends').boolean(),
    channel: node.get('channel').string(),
    mac: node.get('mac').string(),
  };
}

function neighborRow(node: Node): SwitchNeighborRow | undefined {
  const port = node.get('port').string();
  if (port === undefined) return undefined;
  const devices = [node.get('device').string(), node.get('systemName').string()].filter((name) => name !== undefined);
  return { port, devices, nic: node.get('nic').string(), mac: node.get('mac').string() };
}

/** "1-4094", "10,20-30", "ALL" and "none"; nothing for what is no list of VLANs. */
export function rangesOf(text: string): readonly VlanRange[] | undefined {
  const words = text.toLowerCase().replace(/\s+/g, '');
  if (words === 'all') return [{ start: 1, end: 4094 }];
  if (words === 'none') return [];
  if (!/^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(words)) return undefined;
  return words.split(',').map((part) => {
    const [start = '', end = start] = part.split('-');
    return { start: Number(start), end: Number(end) };
  });
}

/** A translated output: `{ portals: [{ address, mtu, node, port }], ports: [{ node, port, mtu }] }`. */
export function arrayOutput(root: Node): ArrayOutput {
  const [portals, ports] = [root.get('portals').items(), root.get('ports').items()];
  return {
    portals: portals.flatMap((item) => {
      const address = item.get('address').string();
      const [node, port] = [item.get('node').string(), item.get('port').string()];
      return address === undefined ? [] : [{ address, mtu: item.get('mtu').number(), node, port }];
    }),
    ports: ports.flatMap((item) => {
      const [node, port] = [item.get('node').string(), item.get('port').string()];
      return node === undefined || port === undefined ? [] : [{ node, port, mtu: item.get('mtu').number() }];
    }),
  };
}
