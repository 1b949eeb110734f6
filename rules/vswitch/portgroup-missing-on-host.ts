import {
  type Ballot,
  crowd,
  defineRule,
  type Fact,
  Gap,
  type Host,
  iscsiPorts,
  listed,
  mapFact,
  notApplicable,
  problem,
  psWord,
  shellWord,
  type Unknown,
  weighed,
} from 'vlint';
import { unsourced } from '../ledger.ts';
import { iscsiPortGroups } from './iscsi-port-groups.ts';

interface Absent {
  readonly name: string;
  readonly ballot: Ballot;
  readonly having: readonly string[];
  readonly of: number;
}

export default defineRule({
  id: 'portgroup-missing-on-host',
  family: 'vswitch',
  title: 'Every host of a cluster should have the iSCSI port groups of the others',
  rationale:
    'A host without one of the port groups that carry iSCSI on its siblings has one path less, or none. VMs that start or move there are ' +
    'without the redundancy that they have elsewhere, or cannot start.',
  severity: 'warning',
  sources: [unsourced('That the hosts of a cluster should have the same iSCSI networks follows from VMs moving between them.')],
  exceptions: {
    'independent-hba': 'The host has an independent hardware adapter, which needs no port group.',
    'distributed-switch': 'The iSCSI of the host runs over a distributed switch, whose port groups are one object for all hosts.',
    minority: 'Most hosts of the cluster do without the port group too.',
  },
  fix: {
    esxcli: [
      'esxcli network vswitch standard portgroup add -p iSCSI-B -v vSwitch1',
      'esxcli network vswitch standard portgroup set -p iSCSI-B -v 101',
    ],
    powercli: ['New-VirtualPortGroup -VirtualSwitch $vswitch -Name iSCSI-B -VLanId 101'],
    manual: ['Then make its VMkernel adapter and bind it as on the other hosts.'],
  },
  compares: [iscsiPortGroups],
  each: (inventory) => inventory.hosts,
  *check(host) {
    const { portGroups, cluster } = host;
    if (cluster.known && cluster.value === null) return yield notApplicable('a host outside any cluster');
    if (!cluster.known) return yield cluster;
    const names = host.around.estate.ballotKeys(iscsiPortGroups, host);
    const own = new Set(portGroups.known ? portGroups.value.map(({ name }) => name) : []);
    const absent: Absent[] = [];
    let missing: Unknown | undefined;
    // Hosts that do not tell may have port groups of names that nobody else has.
    const any = host.around.estate.ballot(iscsiPortGroups, host, '');
    const silent = any.untold.length + (any.doubt === undefined ? 0 : 1);
    if (silent > any.lacking.length) missing = any.untold[0]?.missing ?? any.doubt;
    for (const name of names) {
      if (own.has(name)) continue;
      const ballot = host.around.estate.ballot(iscsiPortGroups, host, name);
      const having = ballot.tallies.flatMap(({ hosts }) => hosts);
      const lacking = ballot.lacking.filter((item) => item !== host.name).length + 1;
      // Hosts that do not tell may have it or not; of a host that may belong to the cluster nothing is certain.
      if (ballot.doubt !== undefined) missing ??= ballot.doubt;
      else if (having.length > lacking + ballot.untold.length) absent.push({ name, ballot, having, of: having.length + lacking });
      else if (having.length + ballot.untold.length > lacking) missing ??= ballot.untold[0]?.missing;
    }
    if (absent.length === 0 && missing === undefined) return;
    if (!portGroups.known) return yield portGroups;
    const excused = needsNone(host);
    if (excused.known && excused.value) return;
    if (!excused.known) return yield excused;
    const [first] = absent;
    if (first === undefined) {
      if (missing) yield missing;
      return;
    }
    const same = absent.filter(({ having }) => having.length === first.having.length).map(({ name }) => name);
    const vlan = first.ballot.tallies[0];
    yield problem(
      portGroups,
      `${host.name} has no port group ${listed(same)}; ${crowd(first.having, first.of)} of its cluster ${first.having.length === 1 ? 'has' : 'have'} ${
        same.length === 1 ? 'it' : 'them'
      } for iSCSI.`,
      {
        esxcli: same.map((name) => `esxcli network vswitch standard portgroup add -p ${shellWord(name)} -v vSwitchN`),
        powercli: same.map(
          (name) =>
            `Get-VirtualSwitch -VMHost ${psWord(host.name)} -Standard -Name vSwitchN | New-VirtualPortGroup -Name ${psWord(name)}`,
        ),
        manual: [
          'Give it the VLAN and the uplinks that it has on the other hosts, make its VMkernel adapter and bind it as there.',
        ],
      },
      { related: vlan ? weighed(`${vlan.hosts[0]}: ${first.name} has ${vlan.value}`, vlan.example) : [] },
    );
  },
});

/** Whether the host reaches its iSCSI storage without port groups of standard switches. */
function needsNone(host: Host): Fact<boolean> {
  const { iscsiAdapters } = host;
  if (!iscsiAdapters.known) return iscsiAdapters;
  let missing: Unknown | undefined;
  for (const { kind } of iscsiAdapters.value) {
    if (!kind.known) missing ??= kind;
    else if (kind.value === 'independent') return mapFact(kind, () => true);
  }
  for (const port of iscsiPorts(host)) {
    if (port instanceof Gap) missing ??= port.missing;
    else {
      const { dvPort } = port.vmk;
      if (!dvPort.known) missing ??= dvPort;
      else if (dvPort.value !== null) return mapFact(dvPort, () => true);
    }
  }
  return missing ?? mapFact(iscsiAdapters, () => false);
}
