import {
  clusterDisks,
  type DiskUse,
  defineRule,
  type Fact,
  type Host,
  type HostNote,
  type Known,
  listed,
  problem,
  type Unknown,
  unknown,
  type Vm,
  weighed,
} from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { certainlyNoDisks, hostOf, noNode } from './node.ts';

export default defineRule({
  id: 'wsfc-node-version-skew',
  family: 'wsfc',
  title: 'The hosts of the nodes of a Windows cluster must run the same ESXi version',
  rationale:
    'How ESXi handles the reservations of shared disks changes from release to release. A cluster whose nodes run on different releases is ' +
    'tested by nobody, and a rolling upgrade of its hosts is not supported while the nodes run.',
  severity: 'error',
  cases: {
    'from-9-0': { level: 'warning', when: 'All of the hosts run ESXi 9.0 or later, for which no text was found.' },
    'rolling-patch': { level: 'note', when: 'The hosts run the same version in different patch levels.' },
  },
  sources: [
    says('S28', 'ESXi 5.0: a mixed environment with different ESXi versions is not supported.'),
    says('S30', 'ESXi 6.x: all hosts need the same version; no mixed versions, no rolling upgrade.'),
    says('WSFC-7', 'vSphere 7.0: mixed environments, in which one node runs on another ESXi version, are not supported.'),
    says('WSFC-8', 'vSphere 8.0: mixed environments, in which one node runs on another ESXi version, are not supported.'),
    unsourced('For 9.0 and later, and that a difference in patches alone is only noted.'),
  ],
  exceptions: {
    'same-version': 'The hosts run the same version and build.',
    'one-host': 'All nodes run on one host.',
    'not-a-node': 'The VM is no node of a Windows cluster.',
  },
  fix: {
    esxcli: ['esxcli system version get'],
    manual: ['Finish the upgrade, so that all hosts of the nodes run the same version and build.'],
  },
  each: (inventory) => inventory.vms,
  glance: certainlyNoDisks,
  *check(vm) {
    const { found, missing } = clusterDisks(vm);
    if (found.length === 0) return yield missing ?? noNode;
    const host = hostOf(vm);
    if (!host.known) return yield host;
    const { hosts, untold } = otherHosts(
      vm,
      found.flatMap((disk) => disk.others),
    );
    const hidden = missing ?? untold ?? found.find((disk) => disk.hidden)?.hidden;
    if (hosts.length === 0) return hidden && (yield hidden);
    const { version, build } = host.value;
    if (!version.known) return yield version;
    const unlike = hosts.filter((other) => other.version.known && release(other.version.value) !== release(version.value));
    if (unlike.length > 0) return yield skew(vm, host.value, version, unlike);
    const patched = hosts.filter((other) => differ(other.version, version) || differ(other.build, build));
    if (patched.length > 0) return yield skew(vm, host.value, build.known ? build : version, patched, 'rolling-patch');
    const untoldFact = [...hosts.map((other) => other.version), build, ...hosts.map((other) => other.build)].find(
      (fact) => !fact.known,
    );
    if (untoldFact?.known === false) yield untoldFact;
    else if (hidden) yield hidden;
  },
});

/** The hosts of the other nodes, each once. */
function otherHosts(
  vm: Vm,
  others: readonly DiskUse[],
): { readonly hosts: readonly HostNote[]; readonly untold: Unknown | undefined } {
  const hosts = new Map<string, HostNote>();
  let untold: Unknown | undefined;
  for (const { vm: name, place } of others) {
    if (!place.known) {
      untold ??= place;
      continue;
    }
    const note = vm.estate.hostNote(place.value);
    if (note === undefined)
      untold ??= unknown('ESXi version', `the host of ${name}`, 'esxcli system version get', 'its host is not in the export');
    else if (note.name !== vm.host?.name) hosts.set(place.value, note);
  }
  return { hosts: [...hosts.values()], untold };
}

function differ<T>(a: Fact<T>, b: Fact<T>): boolean {
  return a.known && b.known && a.value !== b.value;
}

/** "6.7.0" is of the release 6.7. */
function release(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

function skew(vm: Vm, host: Host, evidence: Known<unknown>, others: readonly HostNote[], key?: 'rolling-patch') {
  const late = [host, ...others].every(({ version }) => version.known && Number(version.value.split('.')[0]) >= 9);
  const said = listed(others.map((other) => `${other.name} (${described(other)})`));
  return problem(
    evidence,
    `The cluster node ${vm.name} runs on ${host.name} (${described(host)}), other nodes on ${said}. ${
      key ? 'The hosts need the same patches.' : 'The hosts of a cluster must run the same ESXi version.'
    }`,
    { manual: ['Finish the upgrade, so that all hosts of the nodes run the same version and build.'] },
    {
      case: key ?? (late ? 'from-9-0' : undefined),
      related: others.flatMap((other) => weighed(`${other.name} runs ${described(other)}`, other.version)),
    },
  );
}

function described({ version, build }: Pick<HostNote, 'version' | 'build'>): string {
  return `ESXi ${version.known ? version.value : 'of an unknown version'}${build.known ? ` build ${build.value}` : ''}`;
}
