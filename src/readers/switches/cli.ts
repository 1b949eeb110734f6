import type { Sink, TextFormat } from '../format.ts';
import { Places } from '../translated.ts';
import { type Marked, marked } from './marked.ts';
import { channelOf, fullDuplexOf, macOf, modeOf, nicOf, pauseOf, speedOf } from './words.ts';

/** "san-a#show interface", "san-a>sh int", "san-a(config)# do show ...": the prompt of a switch with a command that shows something. */
const PROMPT = /^\s*([A-Za-z][\w.-]*)(?:\.\d\d:\d\d:\d\d)?(?:\([\w./-]*\))?[#>]\s*(?:do\s+)?(sh(?:o|ow)?\s+\S.*)$/;
/** Any prompt: what follows it is no output that belongs to what stands before. */
const ANY_PROMPT = /^\s*[A-Za-z][\w.-]*(?:\([\w./-]*\))?[#>](\s|$)/;
const INTERFACE =
  /^((?:[A-Za-z][A-Za-z-]*)[ -]?\d[\d/.:]*|mgmt\d) is ((?:administratively )?(?:up|down)|reset|deleted|link not connected)\b/;
const CISCO_CDP = /^Device ID\s*:\s*(\S+)/;
const EOS_LLDP = /^Interface (\S+) detected \d+ LLDP neighbors?:/;
const SWITCHPORT = /^\s*Name\s*:\s*([A-Za-z][A-Za-z-]*\d[\d/.:]*)\s*$/;
const REFUSED = /^\s*(% ?(?:Invalid|Incomplete|Ambiguous|Unrecognized|Permission denied|Authorization)|Syntax error|Error:).*$/i;

/** IOS, NX-OS and EOS text: `show interface(s)`, `show interface(s) switchport`, `show cdp|lldp neighbors detail`, also a whole session. */
export const switchText: TextFormat = {
  name: 'session of a physical switch',
  sniff: (head) =>
    !/\b(esxcli|esxcfg-\w+|localcli|vim-cmd)\b/.test(head) &&
    (head.split(/\r?\n/).some((line) => /^\s*\S+[#>]/.test(line) && COMMAND.test(PROMPT.exec(line)?.[2] ?? '')) ||
      looksLike(head)),
  read({ lines }, sink) {
    const reading = new Session(lines, sink);
    for (const [index, line] of lines.entries()) reading.take(line, index + 1);
    reading.end();
  },
};

const COMMAND = /^sh(o|ow)?\s+(int\w*|cdp|lldp|ver\w*|host\w*)\b/;

/** Output without a prompt: an interface with its MTU, a neighbour with the port that hears it, the switching of a port. */
function looksLike(head: string): boolean {
  return (
    /^(?:[A-Za-z][A-Za-z-]*[ -]?\d[\d/.:]*|mgmt\d) is (?:administratively )?(?:up|down)\b[\s\S]{0,800}?^\s+(?:IP |Ethernet )?MTU \d+ bytes/m.test(
      head,
    ) ||
    /^Device ID\s*:[\s\S]{0,1200}?^Interface\s*:.*Port ID \(outgoing port\)/m.test(head) ||
    /^Interface \S+ detected \d+ LLDP neighbors?:/m.test(head) ||
    /^(?:Local Intf|Chassis id)\s*:[\s\S]{0,1200}?^(?:Port id|Local Port id)\s*:/m.test(head) ||
    /^\s*Name\s*:\s*\S+\s*\r?\n\s*Switchport\s*:\s*(?:Enabled|Disabled)/m.test(head)
  );
}

/** Everything that is said of one switch, until a prompt names another. */
interface Told {
  name: string | undefined;
  readonly line: number;
  readonly value: { ports: object[]; neighbors: object[] };
}

type Reading = (line: Marked) => void;

/** Goes through the lines; what a line means depends on the record that it stands in. */
class Session {
  private readonly lines: readonly string[];
  private readonly sink: Sink;
  private readonly places = new Places();
  private told: Told;
  private refusals = 0;
  /** Takes the lines of the record at hand. */
  private record: Reading | undefined;
  /** The interface at hand, while nothing but its first line was read. */
  private bare: { readonly name: string; readonly line: number } | undefined;
  /** What began a record of LLDP on IOS: its own port stands before the chassis. */
  private localPort: Marked | undefined;

  constructor(lines: readonly string[], sink: Sink) {
    this.lines = lines;
    this.sink = sink;
    this.told = fresh(undefined, 1);
  }

  take(raw: string, number: number): void {
    // A pager leaves its mark, and the backspaces that wiped it.
    const line = raw.replace(/^\s*-+ ?[Mm]ore ?-+(?:[ \r\b]*[\r\b]| )?/, '');
    const prompt = PROMPT.exec(line);
    if (prompt?.[1] !== undefined) this.command(prompt[1], number);
    else if (ANY_PROMPT.test(line)) this.record = undefined;
    else if (REFUSED.test(line)) this.refused(line, number);
    else this.output(marked(line, number, raw.length - line.length));
  }

  end(): void {
    if (this.bare !== undefined) {
      this.sink.problem({
        ruleId: 'input-truncated',
        level: 'warning',
        line: this.bare.line,
        message: `The output ends in the middle of the interface ${this.bare.name}.`,
        instead: 'the whole output; `terminal length 0` turns the pager of the switch off',
      });
    }
    const found = this.hand();
    if (found || this.handed || this.refusals > 0) return;
    this.sink.problem({
      ruleId: 'input-format',
      level: 'error',
      line: 1,
      message: 'This is a session of a physical switch, but without an output that vlint reads.',
      instead: COMMANDS,
    });
  }

  private handed = false;

  /** Hands over what was told of the switch so far. */
  private hand(): boolean {
    const { name, line, value } = this.told;
    if (value.ports.length === 0 && value.neighbors.length === 0) return false;
    this.sink.device({ role: 'switch', name }, { value, places: this.places, line, lines: this.lines });
    this.handed = true;
    return true;
  }

  private command(name: string, line: number): void {
    this.record = undefined;
    this.bare = undefined;
    if (this.told.name === name) return;
    this.hand();
    this.told = fresh(name, line);
  }

  private refused(line: string, number: number): void {
    this.record = undefined;
    this.refusals++;
    this.sink.problem({
      ruleId: 'input-format',
      level: 'warning',
      line: number,
      message: `The switch has refused a command, so that its output is missing. It says: ${line.trim().slice(0, 120)}`,
      instead: COMMANDS,
    });
  }

  private output(line: Marked): void {
    const starts = [
      [INTERFACE, () => this.interface(line)],
      [CISCO_CDP, () => this.cdp(line)],
      [EOS_LLDP, () => this.eosLldp(line)],
      [SWITCHPORT, () => this.switchport(line)],
      [/^Local Intf\s*:/, () => this.ownPort(line)],
      [/^Chassis id\s*:/i, () => this.lldp(line)],
    ] as const;
    const start = starts.find(([pattern]) => pattern.test(line.text));
    if (start !== undefined) start[1]();
    else if (/^-{5,}\s*$/.test(line.text)) this.record = undefined;
    else this.record?.(line);
  }

  private interface(first: Marked): void {
    const port = {};
    this.told.value.ports.push(port);
    first.put(this.places, port, 'name', INTERFACE);
    this.bare = { name: INTERFACE.exec(first.text)?.[1] ?? '', line: first.number };
    this.record = (line) => {
      if (line.text.trim() !== '') this.bare = undefined;
      const put = (key: string, pattern: RegExp, convert?: (token: string) => unknown) =>
        line.put(this.places, port, key, pattern, convert);
      put('mtu', /^\s+(?:IP |Ethernet )?MTU (\d+) bytes/, Number);
      put('mac', /[, ]address(?: is|:) ([0-9a-f.:]{12,17})/i, macOf);
      put('fullDuplex', /^\s+(full|half)[- ]duplex/i, fullDuplexOf);
      put('speed', /^\s+(?:full|half)[- ]duplex, (\d+(?:\.\d+)? ?[MG]b(?:\/s|ps))/i, speedOf);
      put('mode', /^\s+Port mode is (\S.*?)\s*$/, modeOf);
      put('receives', /input flow-control is (\w+)/i, pauseOf);
      put('sends', /output flow-control is (\w+)/i, pauseOf);
      put('channel', /(?:Belongs to|Member of) ((?:Po|port-?channel)\s*\d+)/i, channelOf);
    };
  }

  private switchport(first: Marked): void {
    const port = {};
    this.told.value.ports.push(port);
    first.put(this.places, port, 'name', SWITCHPORT);
    let wraps = false;
    this.record = (line) => {
      const put = (key: string, pattern: RegExp, convert?: (token: string) => unknown) =>
        line.put(this.places, port, key, pattern, convert);
      if (wraps && /^\s+\d[\d,\s-]*$/.test(line.text)) {
        const before = (port as { trunkVlans?: string }).trunkVlans ?? '';
        put('trunkVlans', /^\s+(\d[\d,\s-]*?)\s*$/, (token) => before + token);
        return;
      }
      wraps = put('trunkVlans', /^\s*Trunking VLANs (?:Allowed|Enabled)\s*:\s*(\S.*?)\s*$/i);
      put('mode', /^\s*Operational Mode\s*:\s*(\S.*?)\s*$/i, modeOf);
      put('accessVlan', /^\s*Access Mode VLAN\s*:\s*(\d+)/i, Number);
      put('nativeVlan', /^\s*Trunking Native Mode VLAN\s*:\s*(\d+)/i, Number);
    };
  }

  private cdp(first: Marked): void {
    const neighbor = this.neighbor();
    first.put(this.places, neighbor, 'device', CISCO_CDP);
    this.record = (line) => {
      line.put(this.places, neighbor, 'systemName', /^System Name\s*:\s*(\S+)/i);
      line.put(this.places, neighbor, 'port', /^Interface\s*:\s*([^\s,]+)/);
      line.put(this.places, neighbor, 'nic', /Port ID \(outgoing port\)\s*:\s*(\S+)/, nicOf);
    };
  }

  private ownPort(line: Marked): void {
    this.localPort = line;
    this.record = undefined;
  }

  private lldp(first: Marked): void {
    const neighbor = this.neighbor();
    this.localPort?.put(this.places, neighbor, 'port', LOCAL_PORT);
    this.localPort = undefined;
    first.put(this.places, neighbor, 'nic', /^Chassis id\s*:\s*(\S+)/i, nicOf);
    this.record = (line) => {
      line.put(this.places, neighbor, 'port', LOCAL_PORT);
      line.put(this.places, neighbor, 'mac', /^Port id\s*:\s*(\S+)/i, macOf);
      line.put(this.places, neighbor, 'nic', /^Port id\s*:\s*(\S+)/i, nicOf);
      line.put(this.places, neighbor, 'nic', /^Port Description\s*:?\s*(\S.*)$/i, nicOf);
      line.put(this.places, neighbor, 'systemName', /^System Name\s*:\s*(\S+)/i);
    };
  }

  private eosLldp(first: Marked): void {
    let neighbor: object | undefined;
    this.record = (line) => {
      if (/^\s+Neighbor /.test(line.text)) {
        neighbor = this.neighbor();
        first.put(this.places, neighbor, 'port', EOS_LLDP);
      }
      if (neighbor === undefined) return;
      line.put(this.places, neighbor, 'nic', /Chassis ID\s+: "?([^"\s]+)/, nicOf);
      line.put(this.places, neighbor, 'mac', /Port ID\s+: "?([^"\s]+)/, macOf);
      line.put(this.places, neighbor, 'nic', /Port ID\s+: "?([^"\s]+)/, nicOf);
      line.put(this.places, neighbor, 'nic', /Port Description: "?([^"]+)/, nicOf);
      line.put(this.places, neighbor, 'systemName', /System Name: "?([^"\s]+)/);
    };
  }

  private neighbor(): object {
    const neighbor = {};
    this.told.value.neighbors.push(neighbor);
    return neighbor;
  }
}

const LOCAL_PORT = /^Local (?:Intf|Port id)\s*:\s*(\S+)/i;
const COMMANDS = 'the output of show interface, show interface switchport and show cdp (or lldp) neighbors detail';

function fresh(name: string | undefined, line: number): Told {
  return { name, line, value: { ports: [], neighbors: [] } };
}
