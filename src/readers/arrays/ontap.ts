import type { TextFormat } from '../format.ts';
import { Places, type Span } from '../translated.ts';

const PROMPT = /^\s*([\w.-]+)::[\w.* -]*>\s*(\S.*)?$/;
const COMMAND = /^net\w*\s+(int\w*|port)\s+show\b/;
const INTERFACES = /^\s*Vserver\s+Interface\s+Admin\/Oper\s+Address\/Mask\s+Node\s+Port\b/;
const PORTS = /^\s*Port\s+IPspace\s+Broadcast Domain\s+Link\s+MTU\b/;
/** Tables of chosen columns, from `-fields`. */
const FIELDS = /^\s*(vserver\s+lif\s.*\baddress\b|node\s+port\s.*\bmtu\b)/;
/** "up/up  10.0.1.201/24  node1  e0c  true"; long names break the line behind the address. */
const LIF = /\S+\/\S+\s+(\d+(?:\.\d+){3})\/\d+\b(?:\s+(\S+)\s+(\S+)\s+(?:true|false)\b)?/d;
const REST = /^\s+(\S+)\s+(\S+)\s+(?:true|false)\s*$/d;
/** "e0c  iSCSI  iSCSI  up  9000  auto/10000  healthy" */
const PORT = /^(\S+)\s+.*?\s(?:up|down|off)\s+(\d+)\s+\S+\/\S+/d;
const NODE = /^\s*Node:\s*(\S+)/;

/**
 * `network interface show` and `network port show` of NetApp ONTAP, also with `-fields`: the address of a logical interface has the MTU
 * of its current port. Written from the vendor's documentation: no output of a real array was at hand.
 */
export const ontapNetwork: TextFormat = {
  name: 'output of ONTAP',
  sniff: (head) =>
    head.split(/\r?\n/).some((line) => {
      const command = PROMPT.exec(line)?.[2];
      return INTERFACES.test(line) || PORTS.test(line) || FIELDS.test(line) || (command !== undefined && COMMAND.test(command));
    }),
  read({ lines }, sink) {
    const reading = new Reading();
    for (const [index, line] of lines.entries()) reading.take(line, index + 1);
    const { portals, ports, places, cluster } = reading;
    if (portals.length + ports.length > 0) {
      sink.device({ role: 'array', name: cluster }, { value: { portals, ports }, places, line: 1, lines });
      return;
    }
    sink.problem({
      ruleId: 'input-format',
      level: 'warning',
      line: 1,
      message: 'This output of ONTAP lists neither logical interfaces nor ports.',
      instead: 'the whole output of `network interface show` and `network port show`',
    });
  },
};

/** Goes through the lines of a session; what a row means depends on the heading above it. */
class Reading {
  readonly portals: object[] = [];
  readonly ports: object[] = [];
  readonly places = new Places();
  cluster: string | undefined;
  private table: 'interfaces' | 'ports' | readonly string[] | undefined;
  private node: { readonly name: string; readonly span: Span } | undefined;
  /** A logical interface whose node and port stand in the next line. */
  private open: object | undefined;

  take(line: string, number: number): void {
    const prompt = PROMPT.exec(line);
    if (prompt !== null) {
      this.cluster ??= prompt[1];
      this.table = undefined;
    } else if (INTERFACES.test(line)) this.table = 'interfaces';
    else if (PORTS.test(line)) this.table = 'ports';
    else if (FIELDS.test(line)) this.table = line.trim().split(/\s+/);
    else if (NODE.test(line)) this.node = this.nodeOf(line, number);
    else if (/^[\s-]*$/.test(line)) this.open = undefined;
    else this.row(line, number);
  }

  private nodeOf(line: string, number: number): { readonly name: string; readonly span: Span } {
    const name = NODE.exec(line)?.[1] ?? '';
    const column = line.lastIndexOf(name) + 1;
    return { name, span: { line: number, column, endColumn: column + name.length } };
  }

  private row(line: string, number: number): void {
    if (this.table === 'interfaces') this.interface(line, number);
    else if (this.table === 'ports') this.port(line, number);
    else if (this.table !== undefined) this.fields(line, number, this.table);
  }

  private interface(line: string, number: number): void {
    const rest = this.open === undefined ? null : REST.exec(line);
    if (rest !== null && this.open !== undefined) {
      this.put(this.open, ['node', 'port'], rest, number);
      this.open = undefined;
      return;
    }
    const match = LIF.exec(line);
    if (match === null) return;
    const portal = {};
    this.put(portal, ['address', 'node', 'port'], match, number);
    this.portals.push(portal);
    this.open = match[2] === undefined ? portal : undefined;
  }

  private port(line: string, number: number): void {
    const match = PORT.exec(line);
    if (match === null || this.node === undefined) return;
    const port = {};
    this.places.put(port, 'node', this.node.name, this.node.span);
    this.put(port, ['port', 'mtu'], match, number);
    this.ports.push(port);
  }

  /** Cells of these tables hold no blanks. */
  private fields(line: string, number: number, columns: readonly string[]): void {
    const cells = [...line.matchAll(/\S+/g)];
    if (cells.length !== columns.length) return;
    const row = {};
    for (const [index, cell] of cells.entries()) {
      const key = FIELD_NAMES.get(columns[index] ?? '');
      const span = { line: number, column: cell.index + 1, endColumn: cell.index + cell[0].length + 1 };
      if (key !== undefined) this.places.put(row, key, key === 'mtu' ? Number(cell[0]) : cell[0], span);
    }
    (columns.includes('lif') ? this.portals : this.ports).push(row);
  }

  private put(holder: object, keys: readonly string[], match: RegExpExecArray, line: number): void {
    for (const [index, key] of keys.entries()) {
      const text = match[index + 1];
      const [start, end] = match.indices?.[index + 1] ?? [0, 0];
      if (text !== undefined)
        this.places.put(holder, key, key === 'mtu' ? Number(text) : text, { line, column: start + 1, endColumn: end + 1 });
    }
  }
}

const FIELD_NAMES: ReadonlyMap<string, string> = new Map([
  ['address', 'address'],
  ['curr-node', 'node'],
  ['node', 'node'],
  ['curr-port', 'port'],
  ['port', 'port'],
  ['mtu', 'mtu'],
]);
