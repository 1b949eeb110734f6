import { dashedCommand } from '../command.ts';

/** A file of a bundle of which something is read. */
export interface Part {
  /** The folder of the bundle in the archive: "esx-esx01-2026-11-22--05.00-123"; "" where the archive has none. */
  readonly root: string;
  /** The output of a command as text or as JSON, esx.conf, the configuration of a VM, or the list of the host's VMs. */
  readonly kind: 'text' | 'json' | 'conf' | 'vm' | 'inventory';
  /** The command line of an output: "localcli network nic list". */
  readonly line?: string;
  /** The file without the number of its fragment: vm-support cuts what grows while it is written, and numbers the pieces. */
  readonly name: string;
  readonly fragment: number | undefined;
}

const OUTPUT = /^(?:(.*)\/)?(commands|json)\/([^/]+)\.(txt|json)$/;
const CONF = /^(?:(.*)\/)?etc\/vmware\/esx\.conf$/;
const INVENTORY = /^(?:(.*)\/)?etc\/vmware\/hostd\/vmInventory\.xml$/;
const VM = /^(?:(.*?)\/)?vmfs\/volumes\/.+\.vmx$/i;

/** What a file is by its path in an archive or a folder; nothing for the thousands that tell nothing of the configuration. */
export function partOf(path: string): Part | undefined {
  const [, name = path, number] = /^(.+)\.FRAG-(\d{1,6})$/.exec(path) ?? [];
  const fragment = number === undefined ? undefined : Number(number);
  const [, folder = '', place, stem = '', ending] = OUTPUT.exec(name) ?? [];
  if (place !== undefined) {
    if ((place === 'json') !== (ending === 'json')) return undefined;
    const line = commandOfName(stem);
    const kind = place === 'json' ? 'json' : 'text';
    return line === undefined ? undefined : { root: folder, kind, line, name, fragment };
  }
  const conf = CONF.exec(name);
  if (conf !== null) return { root: conf[1] ?? '', kind: 'conf', name, fragment };
  const inventory = INVENTORY.exec(name);
  if (inventory !== null) return { root: inventory[1] ?? '', kind: 'inventory', name, fragment };
  const vm = VM.exec(name);
  return vm === null ? undefined : { root: vm[1] ?? '', kind: 'vm', name, fragment };
}

/** Names of files of a bundle's own, in which other archives lie than those of hosts. */
const INNER = /(^|\/)(commands|json|var|etc|vmfs|scratch|tmp|proc|usr|opt|lib|lib64|bootbank|altbootbank|vsantraces|core)\//;

/** Whether a file may be the bundle of a host, in what vCenter exports of several hosts. */
export function isInnerBundle(path: string): boolean {
  return /\.(tgz|tar\.gz)$/i.test(path) && !INNER.test(path) && path.split('/').length <= 4;
}

/** The name is the program, `_`, and its arguments with dashes for blanks; slashes and equals signs are gone. */
function commandOfName(stem: string): string | undefined {
  const [, dashed] = /^(?:localcli|esxcli)_(.+)$/.exec(stem) ?? [];
  const line = dashed && dashedCommand(dashed);
  if (line) return `localcli ${line}`;
  return OTHERS.get(stem);
}

const OTHERS: ReadonlyMap<string, string> = new Map([
  ['esxcfg-vmknic_-l', 'esxcfg-vmknic -l'],
  ['esxcfg-vswitch_-l', 'esxcfg-vswitch -l'],
  ['esxcfg-nics_-l', 'esxcfg-nics -l'],
  ['vim-cmd_hostsvcnetquery_networkhint', 'vim-cmd hostsvc/net/query_networkhint'],
  ['uname_-a', 'uname -a'],
  ['vmware_-vl', 'vmware -vl'],
  ['hostname', 'hostname'],
]);
