import { crowd, defineRule, portGroupVlans, problem, psWord, type Remedy, shellWord, standing, vlanWords, weighed } from 'vlint';
import { unsourced } from '../ledger.ts';

export default defineRule({
  id: 'vlan-inconsistent-across-hosts',
  family: 'vswitch',
  title: 'A port group should have the same VLAN on every host of its cluster',
  rationale:
    'vMotion and high availability find the network of a VM by the name of its port group. Where the name means another VLAN, the VM comes ' +
    'up in the wrong network, and a VMkernel adapter that is set up by the name reaches nothing.',
  severity: 'warning',
  sources: [unsourced('That a port group should mean one network within a cluster follows from VMs moving between its hosts.')],
  exceptions: {
    'one-host': 'No other host of the cluster has a port group of the name.',
    majority: 'The host has the VLAN that most hosts have; the others are found fault with.',
    'by-site': 'The VLAN differs by site on purpose; facts.yaml can allow it.',
    distributed: 'A distributed port group is one object for all hosts.',
  },
  fix: {
    esxcli: [
      'esxcli network vswitch standard portgroup list',
      "esxcli network vswitch standard portgroup set -p 'VM Network' -v 20",
    ],
    powercli: ["Get-VirtualPortGroup -VMHost $h -Standard -Name 'VM Network' | Set-VirtualPortGroup -VLanId 20"],
  },
  compares: [portGroupVlans],
  each: (inventory) => inventory.portGroups,
  *check({ host, name, vlan }) {
    const ballot = host.around.estate.ballot(portGroupVlans, host, name);
    const { tallies, doubtful, untold } = ballot;
    if (untold.length === 0 && doubtful.length === 0 && tallies.every(({ hosts }) => hosts.every((item) => item === host.name)))
      return;
    if (!vlan.known) return yield vlan;
    const own = vlanWords(vlan.value);
    const verdict = standing(ballot, own);
    if (verdict.kind === 'undecided') yield verdict.missing;
    if (verdict.kind !== 'outlier') return;
    const { rivals, hosts, tie } = verdict;
    const said = rivals.map(
      (rival) => `${crowd(rival.hosts, hosts)} ${rival.hosts.length === 1 ? 'has' : 'have'} ${rival.value}`,
    );
    yield problem(
      vlan,
      `${name} has ${own} on ${host.name} while ${said.join(', ')}.`,
      tie ? choose(name) : setVlan(host.name, name, rivals[0]?.value ?? ''),
      { related: rivals.flatMap((rival) => weighed(`${rival.hosts[0]} has ${rival.value}`, rival.example)) },
    );
  },
});

function choose(name: string): Remedy {
  return { manual: [`Find out which VLAN ${name} is meant to have, and set it on all hosts of the cluster.`] };
}

function setVlan(host: string, name: string, words: string): Remedy {
  const id = words === 'no VLAN' ? 0 : words === 'all VLANs' ? 4095 : Number(/^VLAN (\d+)$/.exec(words)?.[1]);
  if (Number.isNaN(id)) return choose(name);
  return {
    esxcli: [`esxcli network vswitch standard portgroup set -p ${shellWord(name)} -v ${id}`],
    powercli: [
      `Get-VirtualPortGroup -VMHost ${psWord(host)} -Standard -Name ${psWord(name)} | Set-VirtualPortGroup -VLanId ${id}`,
    ],
    manual: ['What is attached to the port group changes its network with it: move VMs away first.'],
  };
}
