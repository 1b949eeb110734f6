import type { Part, PropertiesEntry } from '../entry.ts';
import { entriesOf, isProperties } from '../entry.ts';
import type { Json, JsonObject } from '../json.ts';
import { isArray, isObject } from '../json.ts';
import { elementType, pascalKeys, untyped } from './walk.ts';

export interface GovcOptions {
  /** Keys as govc up to 0.30 wrote them: `ChangeSet`, `Vswitch`; arrays at the top wrapped in the name of their Go type. */
  readonly pascal?: boolean;
  /** GOVC_INDENT=false: one line for each object. */
  readonly oneLine?: boolean;
}

/**
 * `govc collect -json -type h / name config.network ...`: one document after another, each the change set of one object with
 * dotted property names, no types anywhere. Only properties; govc has no place for answers of methods.
 */
export function govcCollect(part: Part, options: GovcOptions = {}): string {
  return properties(part)
    .map((entry) => `${print(changeSet(entry, options), options)}\n`)
    .join('');
}

const wrappers = new Map([
  ['HostSystem', 'hostSystems'],
  ['VirtualMachine', 'virtualMachines'],
  ['Datastore', 'datastores'],
]);

/** `govc host.info -json '*'`, `vm.info` or `datastore.info`: one document with the objects of one type. */
export function govcInfo(part: Part, type: string, options: GovcOptions = {}): string {
  const wrapper = wrappers.get(type);
  if (wrapper === undefined) throw new RangeError(`govc has no info command for ${type}`);
  const objects = properties(part)
    .filter((entry) => entry.object.type === type)
    .map((entry): Json => ({ self: { ...entry.object }, ...(untyped(entry.properties) as JsonObject) }));
  const document = { [wrapper]: objects };
  return `${print(options.pascal === true ? pascalKeys(document) : document, options)}\n`;
}

function properties(part: Part): PropertiesEntry[] {
  return entriesOf(part).filter(isProperties);
}

function print(document: Json, options: GovcOptions): string {
  return options.oneLine === true ? JSON.stringify(document) : JSON.stringify(document, null, 2);
}

function changeSet(entry: PropertiesEntry, options: GovcOptions): Json {
  const changes = dotted(entry.properties).map(([name, value]) => ({ name, op: 'assign', val: value }));
  if (options.pascal !== true) {
    const plain = changes.map(({ name, op, val }) => ({ name, op, val: isArray(val) ? { _value: untyped(val) } : untyped(val) }));
    return { kind: 'enter', obj: { ...entry.object }, changeSet: plain };
  }
  const upper = changes.map(({ name, op, val }) => {
    const inner = pascalKeys(untyped(val));
    return { Name: name, Op: op, Val: isArray(val) ? { [elementType(name, val)]: inner } : inner };
  });
  return { Kind: 'enter', Obj: { Type: entry.object.type, Value: entry.object.value }, ChangeSet: upper };
}

/** Hosts are collected by property paths of two steps below config, all else by whole properties. */
export function dotted(object: JsonObject): [string, Json][] {
  return Object.entries(object).flatMap(([name, value]): [string, Json][] => {
    const split = isObject(value) && (name === 'configManager' || (name === 'config' && 'network' in value));
    return split ? Object.entries(value).map(([child, member]) => [`${name}.${child}`, member]) : [[name, value]];
  });
}
