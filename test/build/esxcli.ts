import type { EsxcliEntry } from './entry.ts';
import { networkOutput } from './esxcli-network.ts';
import { storageOutput } from './esxcli-storage.ts';
import type { HostDescription } from './host-description.ts';
import type { Json } from './json.ts';
import type { HostPlan } from './plan.ts';
import { planOf } from './plan.ts';

/**
 * What a command prints on the host of a description, from the same data as host(): `esxcli(description, 'network nic list')`.
 * A command with an object names it as the real one does: `network vswitch standard portgroup policy failover get -p iSCSI-A`.
 * @throws RangeError on a command that the builder does not know; use esxcliOutput() for those.
 */
export function esxcli(description: HostDescription, command: string): EsxcliEntry {
  const plan = planOf(description);
  const [name = '', ...rest] = command.split(/ (?=-)/);
  const object = rest[0]?.replace(/^-\w+ /, '').replace(/^(["'])(.*)\1$/, '$2') ?? '';
  const output = systemOutput(plan, name) ?? networkOutput(plan, name, object) ?? storageOutput(plan, name, object);
  if (output === undefined) throw new RangeError(`the builder cannot print "${command}"`);
  return esxcliOutput(description.name, command, output);
}

/** An entry with an output of the test's own. */
export function esxcliOutput(host: string, command: string, output: Json): EsxcliEntry {
  return { source: 'esxcli', host, command, output };
}

/** The whole set of commands that an administrator is asked for, with one entry for each port group and adapter where needed. */
export function esxcliSet(description: HostDescription): EsxcliEntry[] {
  const plan = planOf(description);
  const groups = plan.vswitches.flatMap((vswitch) => vswitch.groups.map((group) => group.name));
  const adapters = plan.adapters.filter((adapter) => adapter.kind !== 'fc' && adapter.kind !== 'local');
  return [
    'system version get',
    'system hostname get',
    'network nic list',
    'network vswitch standard list',
    'network vswitch standard portgroup list',
    'network vswitch dvs vmware list',
    'network ip interface list',
    'network ip interface ipv4 get',
    'iscsi software get',
    'iscsi adapter list',
    'iscsi networkportal list',
    'iscsi logicalnetworkportal list',
    'iscsi adapter discovery sendtarget list',
    'iscsi adapter target portal list',
    'storage nmp device list',
    'storage core path list',
    'storage core device list',
    ...groups.map((group) => `network vswitch standard portgroup policy failover get -p ${quoted(group)}`),
    ...adapters.map((adapter) => `iscsi adapter param get -A ${adapter.name}`),
    'network nic pauseParams list',
    ...groups.map((group) => `network vswitch standard portgroup policy security get -p ${quoted(group)}`),
  ].map((command) => esxcli(description, command));
}

function quoted(name: string): string {
  return /\s/.test(name) ? `"${name}"` : name;
}

function systemOutput(host: HostPlan, command: string): Json | undefined {
  const [label = '', ...domain] = host.name.split('.');
  switch (command) {
    case 'system version get':
      return {
        Build: `Releasebuild-${host.build}`,
        Patch: '0',
        Product: 'VMware ESXi',
        Update: host.version.split('.')[2] ?? '0',
        Version: host.version,
      };
    case 'system hostname get':
      return { DomainName: domain.join('.'), FullyQualifiedDomainName: host.name, HostName: label };
    default:
      return undefined;
  }
}
