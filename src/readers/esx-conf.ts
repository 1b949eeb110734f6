import { ESX_CONF } from '../model/from-report.ts';
import { type Setting, settingsOf } from './esx-conf/settings.ts';
import { confTree } from './esx-conf/tree.ts';
import type { Sink, TextFormat, TextInput } from './format.ts';

/** Lines that every esx.conf has, whatever the release. */
const LINE =
  /^\s*\/(?:adv|net|system|storage|vmkernel|device|resourceGroups|vmkdevmgr|scsi|boot|firewall|kernel|cimsvc|uri|misc|nas|vsan)\/[^\s=]+ = "/;

/** The file in which ESXi keeps its configuration (/etc/vmware/esx.conf); from 7.0 on only a small part of it. */
export const esxConf: TextFormat = {
  name: 'esx.conf',
  sniff: (head) => {
    const lines = head.split(/\r?\n/).filter((line) => !/^\s*(#.*)?$/.test(line));
    return LINE.test(lines[0] ?? '') || lines.slice(0, 40).filter((line) => LINE.test(line)).length > 3;
  },
  read(input, sink) {
    readEsxConf(input, sink, {});
  },
};

/** Reads it, knowing what else of its host is known. */
export function readEsxConf(
  { lines, hint }: Pick<TextInput, 'lines' | 'hint'>,
  sink: Sink,
  known: {
    readonly host?: string | undefined;
    readonly version?: string | undefined;
    /** Its end is missing. */
    readonly isCut?: boolean;
  },
): void {
  const { settings, faults, kept } = settingsOf(lines);
  for (const fault of faults.slice(0, MAX_FAULTS)) {
    sink.problem({
      ruleId: 'input-format',
      level: 'warning',
      line: fault.line,
      message: fault.message,
      instead: 'the file /etc/vmware/esx.conf of the host as it is',
    });
  }
  if (faults.length > MAX_FAULTS) {
    sink.problem({
      ruleId: 'input-format',
      level: 'warning',
      line: faults[MAX_FAULTS]?.line ?? 1,
      message: `${faults.length - MAX_FAULTS} more lines are no settings.`,
      instead: 'the file /etc/vmware/esx.conf of the host as it is',
    });
  }
  const version =
    known.version ?? ['/resourceGroups/version', '/vmkdevmgr/version'].map((key) => settings.get(key)?.value).find(Boolean);
  const isPart = Number.parseInt(version ?? '', 10) >= 7 || !hasNetwork(settings);
  const told = settings.get(HOST_NAME);
  if (isPart) {
    sink.problem({
      ruleId: 'input-format',
      level: 'note',
      line: 1,
      message: `From ESXi 7.0 on most of the configuration is no longer in esx.conf${version === undefined ? '' : `, and this host runs ${version}`}: what is missing here counts as not exported.`,
      instead: 'a bundle of vm-support, or the output of esxcli: network vswitch standard list, network ip interface list',
    });
  }
  const name = known.host ?? hostName(told);
  const { value, places } = confTree(settings, isPart || known.isCut === true);
  sink.esxcli(
    { command: ESX_CONF, options: new Map(), host: name ?? hint.host, guessed: name === undefined && hint.guessed === true },
    { value, places, line: 1, lines: kept },
  );
}

/** The name of the host that a text tells; a new host has none of its own. */
export function esxConfHost(text: string): string | undefined {
  const match = /^\/adv\/Misc\/HostName = "([^"]*)"/m.exec(text);
  return match?.[1];
}

const HOST_NAME = '/adv/Misc/HostName';
const MAX_FAULTS = 5;

function hostName(told: Setting | undefined): string | undefined {
  return told === undefined || told.value === '' || /^localhost(\.|$)/i.test(told.value) ? undefined : told.value;
}

function hasNetwork(settings: ReadonlyMap<string, Setting>): boolean {
  for (const key of settings.keys()) if (/^\/net\/vswitch\/child\[/.test(key)) return true;
  return false;
}
