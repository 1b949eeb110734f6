import type { StoredDevice } from './estate.ts';
import { type SwitchNeighborRow, type SwitchOutput, type SwitchPortRow, switchOutput } from './from-device.ts';
import { sameHostName } from './host-name.ts';
import type { Memory } from './node.ts';

/** A port of a physical switch, by the switch's own outputs: the first row that tells a field holds. */
export interface PhysicalSwitchPort {
  readonly rows: readonly SwitchPortRow[];
  /** Rows of the port channel that it is a member of. */
  readonly channel: readonly SwitchPortRow[];
  readonly device: PhysicalSwitch;
}

/** A physical switch, joined from its outputs. */
export interface PhysicalSwitch {
  /** As its prompt or its outputs name it, else after the file or its folder. */
  readonly name: string;
  /** Nothing but a file's name tells what the switch is called. */
  readonly guessed: boolean;
  readonly outputs: readonly SwitchOutput[];
}

/** A physical NIC as a switch may know it, and the switch as the NIC has heard of it. */
export interface Plug {
  readonly host: string;
  /** Whether a name that a switch has heard can only mean the NIC's host. */
  isHost(name: string): boolean;
  readonly nic: string;
  readonly mac: string | undefined;
  /** Names of the switch in CDP and LLDP, and its chassis. */
  readonly switches: readonly string[];
  readonly port: string | undefined;
}

/** What a switch has heard on one of its ports. */
interface Heard {
  readonly device: PhysicalSwitch;
  readonly neighbor: SwitchNeighborRow;
}

/** The physical switches whose outputs are among the inputs, and which of their ports leads to which NIC. */
export class PhysicalSwitches {
  private readonly devices: readonly PhysicalSwitch[];
  /** What was heard of NICs, by MAC address, and by name and the beginning of the host's name. */
  private readonly byMac = new Map<string, Heard[]>();
  private readonly byName = new Map<string, Heard[]>();

  constructor(entries: readonly StoredDevice[], memory: Memory | undefined) {
    this.devices = devicesOf(entries, memory);
    for (const device of this.devices) {
      for (const neighbor of device.outputs.flatMap((output) => output.neighbors)) {
        const mac = neighbor.mac && macKey(neighbor.mac.value);
        if (mac !== undefined) push(this.byMac, mac, { device, neighbor });
        for (const name of neighbor.devices)
          if (neighbor.nic) push(this.byName, nicKey(neighbor.nic.value, name.value), { device, neighbor });
      }
    }
  }

  /** Whether no input is the output of a physical switch. */
  get none(): boolean {
    return this.devices.length === 0;
  }

  /**
   * The port that a NIC is plugged into: the one on which the switch has heard the NIC, or the one that the NIC has heard of. None where
   * the two contradict each other (one of the outputs is older than the cabling), or several ports claim the NIC.
   */
  portOf(plug: Plug): PhysicalSwitchPort | undefined {
    const heard = this.heardOf(plug);
    const told = this.toldBy(plug);
    const [first] = heard;
    if (first === undefined) return told;
    if (told === undefined) return heard.length === 1 ? first : undefined;
    return heard.find((port) => port.device === told.device && port.rows[0] === told.rows[0]);
  }

  private heardOf(plug: Plug): readonly PhysicalSwitchPort[] {
    const mac = plug.mac === undefined ? undefined : macKey(plug.mac);
    const byName = this.byName.get(nicKey(plug.nic, plug.host)) ?? [];
    const heard = [
      ...(mac === undefined ? [] : (this.byMac.get(mac) ?? [])),
      ...byName.filter(({ neighbor }) => neighbor.devices.some((name) => plug.isHost(name.value))),
    ];
    const ports = new Map<string, PhysicalSwitchPort>();
    for (const { device, neighbor } of heard) {
      const { port } = neighbor;
      const found = portNamed(device, port.value) ?? { rows: [{ name: port }], channel: [], device };
      const key = JSON.stringify([device.name, found.rows[0]?.name.value.toLowerCase()]);
      if (!ports.has(key)) ports.set(key, found);
    }
    return [...ports.values()];
  }

  private toldBy({ switches, port }: Plug): PhysicalSwitchPort | undefined {
    if (port === undefined) return undefined;
    const named = this.devices.filter((device) => switches.some((name) => isCalled(device, name)));
    const [device] = named;
    return named.length === 1 && device !== undefined ? portNamed(device, port) : undefined;
  }
}

/** "san-a(FOC1234)" and "san-a.lab.example" are "san-a"; a chassis is told by a MAC address of the switch. */
function isCalled({ name, outputs }: PhysicalSwitch, told: string): boolean {
  if (sameHostName(told.replace(/\(.*\)$/, ''), name)) return true;
  const mac = macKey(told);
  if (mac === undefined) return false;
  const macs = outputs.flatMap((output) => [output.systemMac, ...output.ports.map((port) => port.mac)]);
  return macs.some((own) => own !== undefined && macKey(own.value) === mac);
}

function portNamed(device: PhysicalSwitch, name: string): PhysicalSwitchPort | undefined {
  const rows = rowsNamed(device, name);
  if (rows.length === 0) return undefined;
  const channel = rows.find((row) => row.channel !== undefined)?.channel?.value;
  return { rows, channel: channel === undefined ? [] : rowsNamed(device, channel), device };
}

function rowsNamed({ outputs }: PhysicalSwitch, name: string): readonly SwitchPortRow[] {
  const rows = outputs.flatMap((output) => output.ports);
  const wanted = portKey(name);
  const exact = rows.filter((row) => row.name.value.toLowerCase() === name.toLowerCase());
  const alike = rows.filter((row) => isShortFor(portKey(row.name.value), wanted));
  // Two kinds of ports may have one number and names that begin alike; what is written out decides.
  const kinds = new Set(alike.map((row) => row.name.value.toLowerCase()).filter((text) => portKey(text).kind.length > 4));
  return kinds.size > 1 ? exact : alike;
}

/** A name of a host may or may not have its domain; an address is one name. */
function nicKey(nic: string, host: string): string {
  const label = /^[\d.]+$/.test(host) ? host : host.split('.')[0];
  return `${nic} ${label}`.toLowerCase();
}

interface PortKey {
  readonly kind: string;
  readonly number: string;
}

/** "Eth1/2" and "Ethernet1/2", "Gi1/0/3" and "GigabitEthernet1/0/3": one is the other's beginning, with the same number. */
function portKey(name: string): PortKey {
  const match = /^\s*"?([a-z-]*)[ -]*(\d[\d/.:]*)?"?\s*$/i.exec(name);
  return { kind: (match?.[1] ?? name).toLowerCase().replace(/-/g, ''), number: match?.[2] ?? '' };
}

function isShortFor(a: PortKey, b: PortKey): boolean {
  return a.number === b.number && (a.kind.startsWith(b.kind) || b.kind.startsWith(a.kind)) && (a.kind === '') === (b.kind === '');
}

/** Twelve hexadecimal digits; nothing for what is no MAC address. */
function macKey(text: string): string | undefined {
  const digits = text.toLowerCase().replace(/[.:-]/g, '');
  return /^[0-9a-f]{12}$/.test(digits) ? digits : undefined;
}

interface Opened {
  readonly output: SwitchOutput;
  readonly file: string;
  readonly name: string | undefined;
}

/** Outputs of one switch go together by the name in them, else by that of the file or folder. */
function devicesOf(entries: readonly StoredDevice[], memory: Memory | undefined): readonly PhysicalSwitch[] {
  const opened = entries
    .filter(({ role }) => role === 'switch')
    .map((entry): Opened => {
      const output = switchOutput(entry.open(memory));
      return { output, file: entry.ref.file, name: entry.name ?? output.name?.value };
    });
  const byFile = new Map(opened.flatMap(({ file, name }) => (name === undefined ? [] : [[file, name] as const])));
  const certain = new Map<string, Opened[]>();
  const guessed = new Map<string, Opened[]>();
  for (const item of opened) {
    const name = item.name ?? byFile.get(item.file);
    push(name === undefined ? guessed : certain, name ?? nameOfFile(item.file), item);
  }
  const devices = [...certain].map(([name, items]) => device(name, false, items));
  const named = new Set([...certain.keys()].map((name) => name.toLowerCase()));
  for (const [name, items] of guessed) {
    if (!named.has(name.toLowerCase()) && !repeats(items)) devices.push(device(name, true, items));
    else
      for (const [file, own] of groupByFile(items)) devices.push(device(named.has(name.toLowerCase()) ? name : file, true, own));
  }
  return joinSame(devices);
}

/** What lies in a file that is named after a switch belongs to it, whatever the prompt in another one says. */
function joinSame(devices: readonly PhysicalSwitch[]): readonly PhysicalSwitch[] {
  const byName = new Map<string, PhysicalSwitch>();
  for (const item of devices) {
    const key = item.name.toLowerCase();
    const before = byName.get(key);
    byName.set(key, before ? { ...before, outputs: [...before.outputs, ...item.outputs] } : item);
  }
  return [...byName.values()];
}

function device(name: string, guessed: boolean, items: readonly Opened[]): PhysicalSwitch {
  return { name, guessed, outputs: items.map(({ output }) => output) };
}

/** One switch does not print a port twice in two files; two switches in one folder do. */
function repeats(items: readonly Opened[]): boolean {
  const files = groupByFile(items);
  const kinds = (list: readonly Opened[]) => [
    ...new Set(
      list.flatMap(({ output }) => [
        ...output.ports.map((port) => `${port.mtu === undefined ? 'vlan' : 'mtu'} ${port.name.value}`),
        ...output.neighbors.map(({ port, devices }) => `neighbor ${port.value} ${devices.map((name) => name.value).join(' ')}`),
      ]),
    ),
  ];
  const all = [...files.values()].flatMap(kinds);
  return new Set(all).size < all.length;
}

function groupByFile(items: readonly Opened[]): ReadonlyMap<string, readonly Opened[]> {
  const files = new Map<string, Opened[]>();
  for (const item of items) push(files, item.file, item);
  return files;
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}

/** "san-a_show_interface.json" and "san-a/show_interface.txt" are of san-a; a bare "show_interface.json" is of nobody. */
function nameOfFile(file: string): string {
  const parts = file.split(/[\\/]/);
  const stem = (parts.at(-1) ?? '').replace(/\.\w{1,5}$/, '');
  const before = /^(.*?)[_\-. ]*\bsh(?:ow)?[_\-. ]/i.exec(stem.replace(/_/g, ' '))?.[1] ?? undefined;
  if (before === undefined) return stem;
  if (before !== '') return before.replace(/ /g, '_');
  const folder = parts.at(-2);
  return folder === undefined || /^(\.{0,2}|[A-Za-z]:)$/.test(folder) ? '' : folder;
}
