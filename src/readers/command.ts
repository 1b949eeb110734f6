/** An esxcli command line taken apart. */
export interface Command {
  /** "network vswitch standard portgroup policy failover get" */
  readonly command: string;
  /** Options by letter or long name, without dashes. */
  readonly options: ReadonlyMap<string, string>;
}

/** Commands that vlint reads, and the option that names the object of a `get`. */
const KNOWN: ReadonlyMap<string, string | null> = new Map([
  ['system version get', null],
  ['system hostname get', null],
  ['system uuid get', null],
  ['system maintenanceMode get', null],
  ['system settings advanced list', null],
  ['network nic list', null],
  ['network vswitch standard list', null],
  ['network vswitch standard portgroup list', null],
  ['network vswitch standard policy failover get', 'v'],
  ['network vswitch standard portgroup policy failover get', 'p'],
  ['network vswitch dvs vmware list', null],
  ['network ip interface list', null],
  ['network ip interface ipv4 get', null],
  ['network ip interface tag get', 'i'],
  ['network ip route ipv4 list', null],
  ['network ip netstack list', null],
  ['iscsi software get', null],
  ['iscsi adapter list', null],
  ['iscsi adapter get', 'A'],
  ['iscsi adapter param get', 'A'],
  ['iscsi networkportal list', null],
  ['iscsi logicalnetworkportal list', null],
  ['iscsi physicalnetworkportal list', null],
  ['iscsi adapter discovery sendtarget list', null],
  ['iscsi adapter discovery statictarget list', null],
  ['iscsi adapter target list', null],
  ['iscsi adapter target portal list', null],
  ['iscsi session list', null],
  ['iscsi session connection list', null],
  ['storage nmp device list', null],
  ['storage nmp path list', null],
  ['storage nmp satp list', null],
  ['storage nmp satp rule list', null],
  ['storage nmp psp roundrobin deviceconfig get', 'd'],
  ['network nic pauseParams list', null],
  ['network vswitch standard portgroup policy security get', 'p'],
  ['network vswitch standard policy security get', 'v'],
  ['iscsi adapter target portal param get', 'A'],
  ['iscsi adapter discovery sendtarget param get', 'A'],
  ['iscsi adapter auth chap get', 'A'],
  ['storage core device list', null],
  ['storage core path list', null],
  ['storage core adapter list', null],
  ['storage hpp device list', null],
  ['storage vmfs extent list', null],
  ['storage vmfs lockmode list', null],
  ['storage vmfs reclaim config get', 'l'],
  ['storage filesystem list', null],
  ['storage nfs list', null],
  ['storage nfs41 list', null],
]);

/** Longest first, so that "portgroup list" is not taken for "list" of something shorter. */
const BY_LENGTH = [...KNOWN.keys()].sort((a, b) => b.length - a.length);
const IN_NAMES = BY_LENGTH.map((command) => ({
  command,
  pattern: new RegExp(`(^|[^0-9a-z])${command.split(' ').join('[ _.\\-]+')}(?=$|[^0-9a-z])`, 'i'),
}));

/** Whether vlint reads what the command prints. */
export function isKnownCommand(command: string): boolean {
  return KNOWN.has(command);
}

/** Takes a command line apart: `esxcli --formatter=json network vswitch standard portgroup policy failover get -p "iSCSI A"`. */
export function parseCommand(line: string): Command {
  const words = [...line.matchAll(/"([^"]*)"|'([^']*)'|[^\s"']+(?:"[^"]*"|'[^']*')?/g)].map(
    (match) => match[1] ?? match[2] ?? match[0].replace(/["']/g, ''),
  );
  const options = new Map<string, string>();
  const plain: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const [, name, value] = /^--?([\w-]+)(?:=(.*))?$/.exec(word) ?? [];
    if (name === undefined) plain.push(word);
    else if (value !== undefined) options.set(name, value);
    else options.set(name, words[++index] ?? '');
  }
  const joined = plain
    .filter((word) => word !== 'esxcli' && word !== 'localcli')
    .join(' ')
    .toLowerCase();
  return { command: BY_LENGTH.find((known) => known.toLowerCase() === joined) ?? joined, options };
}

/**
 * The command line in the name of a file of a support bundle, where blanks are dashes and slashes are gone:
 * "storage-filesystem-list--i". Nothing for a command of which nothing is read, or when options that cannot be told choose a part of a list.
 */
export function dashedCommand(text: string): string | undefined {
  const lower = text.toLowerCase();
  for (const known of BY_LENGTH) {
    const dashed = known.replaceAll(' ', '-').toLowerCase();
    if (!lower.startsWith(dashed)) continue;
    const [, option, value] = /^(?:--([A-Za-z])(?:-([^-].*))?)?$/.exec(text.slice(dashed.length)) ?? [];
    if (text.length === dashed.length) return known;
    // Without a value an option says how to list (after errors, too), not what.
    if (option !== undefined) return value === undefined ? known : `${known} -${option} "${value}"`;
  }
  return undefined;
}

/** What a file's path says of the esxcli output in it: command, object and host. */
export interface FileHint extends Partial<Command> {
  readonly host?: string;
  /** The host is only the name of the folder, which may mean something else. */
  readonly guessed?: boolean;
}

/**
 * Reads "esx01.lab/network_nic_list.json", "esx01_iscsi-adapter-list.json", "portgroup_policy_failover_get_iSCSI-A.json" and the like.
 * The host stands before the command in the file's name, or is the folder.
 */
export function hintOf(path: string): FileHint {
  const parts = path.split(/[\\/]/);
  const stem = (parts.at(-1) ?? '').replace(/\.(json|ndjson|txt|log|out|xml|csv|keyvalue)$/i, '');
  for (const { command, pattern } of IN_NAMES) {
    const match = pattern.exec(stem);
    if (match === null) continue;
    const before = stem.slice(0, match.index).replace(/(^|[_\-. ])(esxcli|localcli)$/i, '');
    const name = before.replace(/^[\d_\-. ]+(?=[a-z])/i, '').replace(/[_\-. ]+$/, '');
    // A number that files are sorted by is no host.
    const host = /^\d*$/.test(name) ? '' : name;
    const object = stem.slice(match.index + match[0].length).replace(/^(?:--[A-Za-z]-|[_\-. ]+(?:[A-Za-z][_ ])?)/, '');
    const option = KNOWN.get(command);
    const options = new Map(option && object !== '' ? [[option, object]] : []);
    if (host !== '') return { command, options, host };
    return { command, options, ...folderHost(path) };
  }
  const first = /^(host-\d+|[^.]+(?:\.[^.]+)*?)\.(?:boundvnics|querynetworkhint|networkhint|hints)/i.exec(stem)?.[1];
  return first === undefined ? {} : { host: first };
}

/** The folder that a file lies in, as the name of the host that its content may come from. In a bundle that is the folder above. */
export function folderHost(path: string): FileHint {
  const folders = path.split(/[\\/]/).slice(0, -1);
  const isPart = /^(commands|json)$/.test(folders.at(-1) ?? '') && folders.length > 1;
  const folder = folders.at(isPart ? -2 : -1);
  return folder === undefined || /^(\.{0,2}|[A-Za-z]:)$/.test(folder)
    ? {}
    : { host: bundleHost(folder) ?? folder, guessed: true };
}

/** The host in the name of a bundle: "esx-esx01.lab.example-2026-11-22--05.00-1234567.tgz". */
export function bundleHost(name: string): string | undefined {
  return /^(?:esx-)?(.+?)-\d{4}-\d\d-\d\d--\d\d\.\d\d(?:-\d+)?(?:\.(?:tgz|tar|tar\.gz))?$/.exec(name)?.[1];
}
