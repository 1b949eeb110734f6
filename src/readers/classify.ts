import { type FileHint, parseCommand } from './command.ts';
import { type KeptEntry, KeptEsxcli, KeptMethod, KeptObject, member } from './entry.ts';
import type { Entry } from './json/frame.ts';

/** Something that is no configuration: what it is, and what to type instead. */
export interface NoExport {
  readonly what: string;
  readonly instead: string;
}

/** The host of a native document that names it once, and what the file's name says. */
export interface Surrounding {
  readonly hint: FileHint;
}

const COLLECT_HOSTS = 'govc collect -json -type h / name parent runtime config hardware vm > hosts.json';

/**
 * Says what an entry is: an object, a method's answer or an esxcli output, whatever tool printed it. `value` is the revived entry.
 */
export function classify(entry: Entry, value: unknown, { hint }: Surrounding): KeptEntry | NoExport {
  if (entry.kind === 'scalar') return scalar(entry, value, hint);
  if (entry.kind === 'array') return array(entry, value, hint);
  const source = member(value, 'source');
  if (typeof source === 'string' && !entry.whole) return native(entry, value, source, hint);
  const changes = member(value, 'changeSet') === undefined ? 'propSet' : 'changeSet';
  if (member(value, changes) !== undefined) return update(entry, value, changes, hint);
  if (isEnvelope(value)) return envelope(entry, hint);
  const managed = managedObject(entry, value, hint);
  if (managed) return managed;
  if (hint.command !== undefined) return esxcli(entry, hint);
  if (isPortInfo(value)) return new KeptMethod(entry, [], hint.host, 'QueryBoundVnics', undefined);
  return { what: 'a JSON object that is no export that vlint knows', instead: COLLECT_HOSTS };
}

function native(entry: Entry, value: unknown, source: string, hint: FileHint): KeptEntry | NoExport {
  const object = member(value, 'object');
  const id = text(member(object, 'value'));
  if (source === 'vim' && member(value, 'method') !== undefined) {
    const named = text(member(object, 'name'));
    return new KeptMethod(entry, ['result'], id ?? named, String(member(value, 'method')), text(member(value, 'argument')));
  }
  if (source === 'vim')
    return new KeptObject(
      entry,
      ['properties'],
      text(member(object, 'type')) ?? typeByContent(member(value, 'properties')),
      id ?? madeUp(entry),
    );
  if (source === 'esxcli') {
    const told = parseCommand(String(member(value, 'command') ?? ''));
    return new KeptEsxcli(entry, ['output'], { ...told, host: text(member(value, 'host')) ?? hint.host });
  }
  return { what: `an entry of the unknown source "${source}"`, instead: 'an entry whose "source" is "vim" or "esxcli"' };
}

function update(entry: Entry, value: unknown, changes: string, hint: FileHint): KeptEntry {
  const object = member(value, 'obj');
  return new KeptObject(
    entry,
    [changes],
    text(member(object, 'type')) ?? typeByContent(member(value, changes)),
    text(member(object, 'value')) ?? hint.host ?? madeUp(entry),
  );
}

/** govc host.esxcli -json prints { info, values, string }; the values of every member are arrays of strings. */
function isEnvelope(value: unknown): boolean {
  return Array.isArray(member(value, 'values')) && (member(value, 'info') !== undefined || member(value, 'string') !== undefined);
}

function envelope(entry: Entry, hint: FileHint): KeptEntry | NoExport {
  if (hint.command === undefined) {
    return {
      what: 'the answer of an esxcli command that does not say which command it was',
      instead: 'name the file after the host and the command: esx01_network_nic_list.json',
    };
  }
  return new KeptEsxcli(entry, ['values'], { ...hint, command: hint.command, options: hint.options ?? new Map() });
}

/** Managed objects of govc's info commands, PowerCLI (MoRef), pyVmomi (_vimid) and VI JSON lie in the entry itself. */
function managedObject(entry: Entry, value: unknown, hint: FileHint): KeptObject | undefined {
  const self = member(value, 'self') ?? member(value, 'moRef');
  const vimType = text(member(value, '_vimtype')) ?? text(member(value, '_typeName'));
  const content = typeByContent(value);
  if (self === undefined && member(value, '_vimid') === undefined && content === '') return undefined;
  const type = text(member(self, 'type')) ?? vimType?.replace(/^vim\.(dvs\.)?/, '');
  const id = text(member(self, 'value')) ?? text(member(value, '_vimid'));
  return new KeptObject(
    entry,
    [],
    type === undefined || type === 'ManagedObject' ? content : type,
    id ?? hint.host ?? madeUp(entry),
  );
}

/** The kind of a managed object by what it holds, where the producer does not name it. */
function typeByContent(properties: unknown): string {
  const config = member(properties, 'config');
  const has = (...names: readonly string[]) => names.some((name) => member(config, name) !== undefined);
  if (has('network', 'storageDevice', 'product', 'virtualNicManagerInfo', 'fileSystemVolume')) return 'HostSystem';
  if (member(member(config, 'hardware'), 'device') !== undefined || has('guestId', 'guestFullName', 'instanceUuid'))
    return 'VirtualMachine';
  if (has('defaultPortConfig') && has('distributedVirtualSwitch')) return 'DistributedVirtualPortgroup';
  if (has('maxMtu', 'lacpGroupConfig')) return 'VmwareDistributedVirtualSwitch';
  return '';
}

function array(entry: Entry, value: unknown, hint: FileHint): KeptEntry | NoExport {
  const first = Array.isArray(value) ? value[0] : undefined;
  if (isPortInfo(first)) return new KeptMethod(entry, [], hint.host, 'QueryBoundVnics', undefined);
  if (Array.isArray(value) && value.some(isHint)) return new KeptMethod(entry, [], hint.host, 'QueryNetworkHint', undefined);
  if (!entry.whole) return new KeptObject(entry, [], typeByContent(value), hint.host ?? madeUp(entry));
  if (hint.command !== undefined) return esxcli(entry, hint);
  if (first === undefined) return { what: 'an empty list', instead: COLLECT_HOSTS };
  if (typeof first === 'string') {
    return {
      what: 'a list of inventory paths, not what is configured there',
      instead: "govc find / -type h | xargs -d '\\n' -n1 govc collect -json",
    };
  }
  return {
    what: 'a list of rows that does not say which esxcli command printed it',
    instead: 'name the file after the host and the command: esx01_network_nic_list.json',
  };
}

function scalar(entry: Entry, value: unknown, hint: FileHint): KeptEntry | NoExport {
  if (hint.command !== undefined && value !== null) return esxcli(entry, hint);
  if (value === null) {
    return {
      what: 'an empty export (null): govc took the second and later hosts for names of properties',
      instead: "govc find / -type h | xargs -d '\\n' -n1 govc collect -json",
    };
  }
  if (typeof value === 'string' && /^VMware\.Vim/.test(value)) {
    return { what: `the name of a type (${value}), cut by ConvertTo-Json's depth`, instead: 'ConvertTo-Json -Depth 20' };
  }
  return {
    what: `only the value ${JSON.stringify(value).slice(0, 60)}`,
    instead: 'name the file after the host and the command: esx01_iscsi_software_get.json',
  };
}

function esxcli(entry: Entry, hint: FileHint): KeptEsxcli {
  return new KeptEsxcli(entry, [], { ...hint, command: hint.command ?? '', options: hint.options ?? new Map() });
}

function isPortInfo(value: unknown): boolean {
  return member(value, 'vnicDevice') !== undefined;
}

function isHint(value: unknown): boolean {
  return member(value, 'connectedSwitchPort') !== undefined || member(value, 'lldpInfo') !== undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Whether the first element of an array is a bound port or a hint of a physical NIC, whatever the producer's spelling. */
export function isMethodAnswer(names: readonly string[]): boolean {
  return names.some((name) => ['vnicdevice', 'connectedswitchport', 'lldpinfo', 'subnet'].includes(name.toLowerCase()));
}

/** A reference for an object that has none: unique among all inputs. */
function madeUp(entry: Entry): string {
  return `${entry.file}#${entry.id}`;
}

/** Members by which the first object of an array is told to be an entry of its own. */
export function isEntryObject(names: readonly string[]): boolean {
  return names.some((name) => ENTRY_MEMBERS.has(name.toLowerCase()));
}

const ENTRY_MEMBERS = new Set([
  'source',
  'obj',
  'changeset',
  'propset',
  'self',
  'moref',
  '_vimid',
  'config',
  'properties',
  'runtime',
  'values',
]);
