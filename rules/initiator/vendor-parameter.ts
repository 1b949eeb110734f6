import {
  type IscsiAdapter,
  type Known,
  psWord,
  type Remedy,
  type TargetSource,
  type Unknown,
  unknown,
  type VendorArray,
  type VendorTable,
} from 'vlint';
import { type ArrayTargets, arraysBehind } from './arrays-behind.ts';
import { setParams } from './set-param.ts';

type Value = string | number | boolean;

/** What the vendor of an array asks of a parameter. */
export interface Asked {
  /** As it is typed: "false", "30". */
  readonly wanted: string;
  isRight(value: Value): boolean;
}

/** A value that an array's sessions get although its vendor asks for another. */
export interface Offence {
  readonly array: VendorArray;
  readonly asked: Asked;
  readonly value: Known<Value>;
  /** The target on which it is set; undefined for the adapter itself. */
  readonly target: TargetSource | undefined;
}

export interface Judged {
  readonly offences: readonly Offence[];
  /** Without offences: what could still show one. */
  readonly missing: Unknown | undefined;
  /** Whether an array behind the adapter asks for the parameter at all. */
  readonly isAsked: boolean;
}

/**
 * Judges a parameter (by esxcli's name) of one adapter by what the vendors of the arrays behind it ask for. What is set on a target wins
 * over what is set on the send target that found it, and that over the adapter.
 */
export function judgeParameter(
  adapter: IscsiAdapter,
  key: string,
  vendors: VendorTable,
  askedBy: (array: VendorArray) => Asked | undefined,
): Judged {
  const behind = arraysBehind(adapter.host, vendors);
  const asking = [...(behind.byAdapter.get(adapter.name) ?? [])].flatMap(([array, found]) => {
    const asked = askedBy(array);
    return asked === undefined ? [] : [{ array, asked, found }];
  });
  const results = asking.map(({ array, asked, found }) => judgeArray(adapter, key, array, asked, found));
  const isTold = vendors.arrays.every((array) => askedBy(array) === undefined);
  return {
    offences: results.flatMap(({ offences }) => offences),
    missing: results.find(({ missing }) => missing !== undefined)?.missing ?? (isTold ? undefined : behind.missing),
    isAsked: asking.length > 0,
  };
}

function judgeArray(adapter: IscsiAdapter, key: string, array: VendorArray, asked: Asked, found: ArrayTargets) {
  const { targets } = adapter;
  if (!targets.known) return { offences: [], missing: targets };
  const offences: Offence[] = [];
  let missing: Unknown | undefined;
  const add = (value: Known<Value>, target: TargetSource | undefined) => {
    if (!asked.isRight(value.value) && !offences.some((item) => item.value === value))
      offences.push({ array, asked, value, target });
  };
  let inherits = false;
  for (const chain of chainsOf(targets.value, found)) {
    const set = firstSet(chain, key, adapter);
    if (set === undefined) inherits = true;
    else if ('target' in set) add(set.value, set.target);
    else missing ??= set;
  }
  if (inherits) {
    const own = adapterValue(adapter, key);
    if (own?.known) add(own, undefined);
    else missing ??= own;
  }
  return { offences, missing };
}

/**
 * For each target of the array, where its parameters come from: the target itself, then the send targets that may have found it. One
 * empty chain when no target is known: the sessions then have what the adapter has.
 */
function chainsOf(targets: readonly TargetSource[], { iqns, addresses }: ArrayTargets): readonly (readonly TargetSource[])[] {
  const sends = targets.filter(({ how }) => how === 'send');
  const statics = targets.filter(
    ({ how, iqn, address }) => how === 'static' && ((iqn !== undefined && iqns.has(iqn)) || addresses.has(address)),
  );
  if (statics.length > 0) return statics.map((target) => [target, ...sendsOf(target, sends)]);
  const own = sends.filter(({ address }) => addresses.has(address));
  const chains = (own.length > 0 ? own : sends).map((target) => [target]);
  return chains.length > 0 ? chains : [[]];
}

function sendsOf({ parent, address }: TargetSource, sends: readonly TargetSource[]): readonly TargetSource[] {
  const finder = sends.find((send) => send.address === (parent ?? address));
  return finder ? [finder] : sends;
}

/** The first of a chain that sets the parameter; several send targets, of which one may have found the target, must agree. */
function firstSet(
  [target, ...sends]: readonly TargetSource[],
  key: string,
  adapter: IscsiAdapter,
): { readonly value: Known<Value>; readonly target: TargetSource } | Unknown | undefined {
  const values = [];
  for (const item of target === undefined ? [] : [target, ...sends]) {
    const { own, how, address } = item;
    const value = own?.value.get(key);
    if (own === undefined || (value === undefined && own.value.has(key))) return untold(adapter, how, address);
    if (value !== undefined && item === target) return { value, target: item };
    if (item !== target) values.push(value && { value, target: item });
  }
  const [first, ...others] = values;
  const differs = others.some((item) => item?.value.value !== first?.value.value);
  return differs ? untold(adapter, 'send', sends[0]?.address ?? '') : first;
}

function untold({ name }: IscsiAdapter, how: TargetSource['how'], address: string): Unknown {
  const command = how === 'send' ? 'discovery sendtarget' : 'target portal';
  return unknown(
    'parameters of targets',
    `${how === 'send' ? 'send target ' : ''}${address} on ${name}`,
    `esxcli iscsi adapter ${command} param get -A ${name} -a ${address}`,
  );
}

/** Undefined for a hardware initiator that has no such parameter. */
function adapterValue({ name, kind, parameters }: IscsiAdapter, key: string): Known<Value> | Unknown | undefined {
  if (!parameters.known) return parameters;
  const value = parameters.value.get(key);
  if (value !== undefined) return value;
  if (!kind.known) return kind;
  return kind.value === 'software' ? unknown(key, name, `esxcli iscsi adapter param get -A ${name}`) : undefined;
}

/** "vmhba64 has DelayedAck true for send target 10.0.1.201; for Pure FlashArray it is false." */
export function offenceText(adapter: IscsiAdapter, key: string, offences: readonly Offence[]): string {
  const sentences = offences.map(({ array, asked, value, target }) => {
    const place = target === undefined ? '' : ` for ${placeOf(target)}`;
    return `${adapter.name} has ${key} ${value.value}${place}; for ${array.name} it is ${asked.wanted}.`;
  });
  return [...new Set(sentences)].join(' ');
}

function placeOf({ how, address, port }: TargetSource): string {
  return `${how === 'send' ? 'send target' : 'target'} ${address}:${port}`;
}

/** What to type: on the send targets where the adapter is at fault, so that arrays of other vendors keep their values. */
export function parameterRemedy(adapter: IscsiAdapter, key: string, offences: readonly Offence[]): Remedy {
  const { host, name, targets } = adapter;
  const sends = targets.known ? targets.value.filter(({ how }) => how === 'send') : [];
  const esxcli = new Set<string>();
  const powercli = new Set<string>();
  for (const { asked, target } of offences) {
    const places = target ? [target] : sends;
    if (places.length === 0) {
      const set = setParams(adapter, [{ key, value: asked.wanted }]);
      for (const line of set.esxcli) esxcli.add(line);
      for (const line of set.powercli) powercli.add(line);
    }
    for (const { how, address, port, iqn } of places) {
      const command = how === 'send' ? 'discovery sendtarget' : 'target portal';
      const iqnOption = how === 'static' && iqn !== undefined ? ` -n ${iqn}` : '';
      esxcli.add(
        `esxcli iscsi adapter ${command} param set -A ${name} -a ${address}:${port}${iqnOption} -k ${key} -v ${asked.wanted}`,
      );
      const members = [`adapter='${name}'`, `address='${address}:${port}'`, ...(iqnOption ? [`name='${iqn}'`] : [])];
      powercli.add(
        `(Get-EsxCli -VMHost ${psWord(host.name)} -V2).iscsi.adapter.${command.replace(' ', '.')}.param.set.Invoke(@{${members.join(';')};key='${key}';value='${asked.wanted}'})`,
      );
    }
  }
  return {
    esxcli: [...esxcli],
    powercli: [...powercli],
    manual: ['New sessions take the value: rescan, or reboot the host when it is in maintenance.'],
  };
}
