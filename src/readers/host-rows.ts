import { type JsonCursor, Sources } from './derived.ts';
import type { JsonSink } from './json-format.ts';

/** A value and what it was made from. */
export interface Told<T> {
  readonly from: JsonCursor;
  readonly value: T;
}

/** Teaming as far as a document tells it. Load balancing in VIM spelling; NICs as a list, or as one text. */
export interface ToldTeaming {
  readonly policy?: Told<string> | undefined;
  readonly beacon?: Told<boolean> | undefined;
  readonly notify?: Told<boolean> | undefined;
  readonly failback?: Told<boolean> | undefined;
  readonly active?: Told<readonly string[] | string> | undefined;
  readonly standby?: Told<readonly string[] | string> | undefined;
}

/** Security settings; true is what the client calls Accept. */
export interface ToldSecurity {
  readonly promiscuous?: Told<boolean> | undefined;
  readonly macChanges?: Told<boolean> | undefined;
  readonly forgedTransmits?: Told<boolean> | undefined;
}

/** What a port group does not set itself it has from its switch, if a document tells both. */
export function inherited(own: ToldTeaming, base: ToldTeaming): ToldTeaming {
  // The order of the NICs is overridden as a whole.
  const order = (own.active ?? own.standby) ? own : base;
  return {
    policy: own.policy ?? base.policy,
    beacon: own.beacon ?? base.beacon,
    notify: own.notify ?? base.notify,
    failback: own.failback ?? base.failback,
    active: order.active,
    standby: order.standby,
  };
}

/** A boolean, also where a document has it as a text. */
export function toldFlag(from: JsonCursor): Told<boolean> | undefined {
  const word = String(from.value).toLowerCase();
  return /^(true|yes|false|no)$/.test(word) ? { from, value: /^(true|yes)$/.test(word) } : undefined;
}

/** The opposite of a flag: "rolling order" is no failback. */
export function notFlag(from: JsonCursor): Told<boolean> | undefined {
  const flag = toldFlag(from);
  return flag && { from, value: !flag.value };
}

export function toldText(from: JsonCursor): Told<string> | undefined {
  return from.text === undefined ? undefined : { from, value: from.text };
}

/** Names in a list, or one alone. */
export function toldNames(from: JsonCursor): Told<readonly string[] | string> | undefined {
  const { value } = from;
  if (typeof value === 'string' && value !== '') return { from, value };
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? { from, value } : undefined;
}

interface Output {
  readonly host: string;
  readonly command: string;
  readonly options: ReadonlyMap<string, string>;
  partial: boolean;
  readonly rows: object[];
}

/**
 * What documents of other tools know of hosts, put together as the rows that esxcli would print: a column that is not there is not known,
 * whereas an optional member that a VIM object lacks has a meaning.
 */
export class HostRows {
  readonly sources = new Sources();
  private readonly outputs = new Map<string, Output>();

  /** An output of a command on a host, empty at first: a list that is there tells all that there is. */
  output(host: string, command: string, options: Readonly<Record<string, string>> = {}): Output {
    const key = JSON.stringify([host, command, options]);
    let output = this.outputs.get(key);
    if (output === undefined) {
      output = { host, command, options: new Map(Object.entries(options)), partial: false, rows: [] };
      this.outputs.set(key, output);
    }
    return output;
  }

  /** Adds a row; columns without a value are left out. */
  row(
    host: string,
    command: string,
    columns: Readonly<Record<string, Told<unknown> | undefined>>,
    options: Readonly<Record<string, string>> = {},
  ): void {
    const row = {};
    for (const [name, told] of Object.entries(columns))
      if (told !== undefined) this.sources.put(row, name, told.from, told.value);
    this.output(host, command, options).rows.push(row);
  }

  vswitch(
    host: string,
    told: {
      readonly name: Told<string>;
      readonly mtu?: Told<unknown> | undefined;
      readonly uplinks?: Told<readonly string[] | string> | undefined;
    },
  ): void {
    this.row(host, 'network vswitch standard list', { Name: told.name, MTU: told.mtu, Uplinks: told.uplinks });
  }

  portGroup(
    host: string,
    told: {
      readonly name: Told<string>;
      readonly vswitch?: Told<string> | undefined;
      readonly vlan?: Told<unknown> | undefined;
    },
  ): void {
    this.row(host, 'network vswitch standard portgroup list', {
      Name: told.name,
      'Virtual Switch': told.vswitch,
      'VLAN ID': told.vlan,
    });
  }

  /** Effective teaming of a port group. `own`: what it sets itself, where the document tells that for certain. */
  teaming(host: string, group: string, told: ToldTeaming, own: ToldTeaming | undefined, at: JsonCursor): void {
    const overrides = own && {
      'Load Balancing': own.policy,
      'Network Failure Detection': own.beacon,
      'Notify Switches': own.notify,
      Failback: own.failback,
      Uplinks: own.active ?? own.standby,
    };
    this.row(
      host,
      'network vswitch standard portgroup policy failover get',
      {
        'Load Balancing': told.policy,
        'Network Failure Detection': told.beacon && { ...told.beacon, value: told.beacon.value ? 'beacon' : 'link' },
        'Notify Switches': told.notify,
        Failback: told.failback,
        'Active Adapters': told.active,
        'Standby Adapters': told.standby,
        ...Object.fromEntries(
          Object.entries(overrides ?? {}).map(([name, set]) => [
            `Override Vswitch ${name}`,
            { from: set?.from ?? at, value: set !== undefined },
          ]),
        ),
      },
      { p: group },
    );
  }

  security(host: string, group: string, told: ToldSecurity): void {
    this.row(
      host,
      'network vswitch standard portgroup policy security get',
      {
        'Allow Promiscuous': told.promiscuous,
        'Allow MAC Address Change': told.macChanges,
        'Allow Forged Transmits': told.forgedTransmits,
      },
      { p: group },
    );
  }

  /** Hands all outputs over. What is a structure in esxcli is one here. */
  hand(sink: JsonSink): void {
    for (const { host, command, options, partial, rows } of this.outputs.values()) {
      const value = command.endsWith(' get') ? rows[0] : rows;
      if (value !== undefined) sink.esxcli({ command, options, host, partial }, value, this.sources);
    }
  }
}
