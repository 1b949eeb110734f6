import { esxcliNetwork } from './esxcli-network.ts';
import { type Row, rowsOf } from './esxcli-row.ts';
import { esxcliStorage } from './esxcli-storage.ts';
import type { Known } from './fact.ts';
import type { Maybe, Node } from './node.ts';
import type { HostSource, PingSource } from './source.ts';

/** The output of one command on one host. */
export interface EsxcliAnswer {
  /** "network nic list" */
  readonly command: string;
  readonly options: ReadonlyMap<string, string>;
  /** Some of it could not be read: it does not list all there are. */
  readonly partial?: boolean;
  readonly output: Node;
}

/** Options that narrow a list to one object, by letter and name. */
const NARROWING = [
  'd',
  'device',
  'A',
  'adapter',
  'n',
  'nic',
  'i',
  'interface-name',
  'p',
  'path',
  'v',
  'vswitch-name',
  'u',
  's',
  'satp',
];

function isWhole({ command, options, partial }: EsxcliAnswer): boolean {
  return partial !== true && !(command.endsWith(' list') && NARROWING.some((name) => options.has(name)));
}

/** The outputs of one host, by command. */
export class Outputs {
  private readonly answers: readonly EsxcliAnswer[];

  private readonly read = new Map<string, readonly Row[]>();
  private readonly groups = new Map<string, ReadonlyMap<string | undefined, readonly Row[]>>();

  constructor(answers: readonly EsxcliAnswer[]) {
    this.answers = answers;
  }

  of(command: string): readonly EsxcliAnswer[] {
    return this.answers.filter((answer) => answer.command === command);
  }

  rows(command: string): readonly Row[] {
    let rows = this.read.get(command);
    if (rows === undefined) {
      rows = this.of(command).flatMap((answer) => rowsOf(answer.output));
      this.read.set(command, rows);
    }
    return rows;
  }

  /** Rows by the text of a column; those without it under `undefined`. */
  grouped(command: string, column: string): ReadonlyMap<string | undefined, readonly Row[]> {
    const key = `${command}\n${column}`;
    const known = this.groups.get(key);
    if (known !== undefined) return known;
    const groups = new Map<string | undefined, Row[]>();
    for (const row of this.rows(command)) {
      const text = row.text(column)?.value;
      const group = groups.get(text);
      if (group) group.push(row);
      else groups.set(text, [row]);
    }
    this.groups.set(key, groups);
    return groups;
  }

  /** A list command's rows as a complete listing; undefined when it was not exported whole. */
  listing<S>(command: string, make: (rows: readonly Row[]) => readonly S[] | undefined): Maybe<readonly S[]> {
    const first = this.of(command).find(isWhole);
    const all = first && make(this.rows(command));
    return all && first.output.known(all);
  }

  /** The value of an option of an answer under any of its names ("-p", "--portgroup-name"). */
  static option(answer: EsxcliAnswer, ...names: readonly string[]): string | undefined {
    for (const name of names) {
      const value = answer.options.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }
}

/** What a set of esxcli outputs of one host knows. */
export function esxcliHost(name: string | undefined, answers: readonly EsxcliAnswer[]): HostSource {
  const outputs = new Outputs(answers);
  const version = () => outputs.rows('system version get')[0];
  return {
    get name() {
      const row = outputs.rows('system hostname get')[0];
      return row?.text('Fully Qualified Domain Name') ?? row?.text('Host Name') ?? named(outputs, name);
    },
    get uuid() {
      return outputs.of('system uuid get')[0]?.output.string();
    },
    get version() {
      return version()?.text('Version');
    },
    get build() {
      const build = version()?.text('Build');
      const number = build && /(\d{5,})/.exec(build.value)?.[1];
      return number === undefined ? undefined : version()?.get('Build').known(Number(number));
    },
    get inMaintenance() {
      const answer = outputs.of('system maintenanceMode get')[0]?.output;
      const state = answer?.string();
      return state && answer?.known(/^enabled$/i.test(state.value));
    },
    get defaultGateway() {
      const route = outputs
        .rows('network ip route ipv4 list')
        .find((row) => /^(default|0\.0\.0\.0)$/.test(row.text('Network')?.value ?? ''));
      if (route !== undefined) return route.text('Gateway');
      const whole = outputs.rows('network ip route ipv4 list').every((row) => row.text('Network') !== undefined);
      return whole ? outputs.of('network ip route ipv4 list')[0]?.output.known<string | null>(null) : undefined;
    },
    get softwareIscsi() {
      const answer = outputs.of('iscsi software get')[0]?.output;
      return answer && (answer.boolean() ?? rowsOf(answer)[0]?.flag('Enabled', 'Software iSCSI Enabled'));
    },
    ...esxcliNetwork(outputs),
    ...esxcliStorage(outputs),
    fileSystemType(name) {
      const row = outputs.rows('storage filesystem list').find((item) => item.text('Volume Name')?.value === name);
      const type = row?.text('Type');
      return type && row?.get('Type').known(type.value.replace(/-\d+$/, ''));
    },
    get pings() {
      return outputs.rows('vmkping').flatMap((row) => ping(row) ?? []);
    },
    option(key) {
      const path = `/${key.replaceAll('.', '/')}`;
      const row = outputs.rows('system settings advanced list').find((item) => item.text('Path')?.value === path);
      if (row === undefined) return undefined;
      return row.text('Type')?.value === 'string'
        ? (row.text('String Value') as Known<string> | undefined)
        : row.number('Int Value');
    },
  };
}

function named(outputs: Outputs, name: string | undefined): Maybe<string> {
  return name === undefined ? undefined : outputs.of('system hostname get')[0]?.output.known(name);
}

/** Some packets of a ping may be lost on a busy path: such a ping proves nothing. */
function ping(row: Row): PingSource | undefined {
  const vmk = row.text('vmk');
  const target = row.text('target');
  const size = row.number('size');
  const df = row.flag('df');
  const said = row.text('result');
  if (!vmk || !target || !size || !df || (said?.value !== 'pass' && said?.value !== 'fail')) return undefined;
  return { vmk, target, size, df, result: said as Known<'pass' | 'fail'> };
}
