import {
  type Ballot,
  crowd,
  defineRule,
  type Fact,
  type Host,
  type Known,
  mapFact,
  notApplicable,
  portGroupVlans,
  problem,
  type Tally,
  type Unknown,
  unknown,
  type VmNicSource,
  vlanWords,
  weighed,
} from 'vlint';
import { unsourced } from '../ledger.ts';
import { NONE, portGroupUplinks, uplinked } from './uplinked.ts';

interface Difference {
  readonly own: string;
  readonly others: readonly Tally<string>[];
  /** Hosts that told. */
  readonly of: number;
}

interface Fault extends Difference {
  readonly network: Known<string>;
}

const VM_COLLECT = 'govc collect -json -type m / name config guest runtime';

export default defineRule({
  id: 'vm-portgroup-differs-across-hosts',
  family: 'contention',
  title: "A VM's port group should lead to the same network on every host of its cluster",
  rationale:
    'vMotion and high availability move a VM to any host with a port group of the same name. Where that one has another VLAN, or its switch ' +
    'no uplink, the VM runs on and nobody reaches it any more.',
  severity: 'warning',
  sources: [unsourced('That a VM loses its network by such a move follows from the port group being found by its name.')],
  exceptions: {
    distributed: 'A distributed port group is one object for all hosts.',
    'no-cluster': 'The host is in no cluster.',
    template: 'A template does not run, and takes its network from where it is deployed.',
    pinned: 'The VM stays on its host; facts.yaml can allow it.',
  },
  fix: {
    esxcli: ["esxcli network vswitch standard portgroup set -p 'VM Network' -v 20"],
    powercli: ["Get-VirtualPortGroup -VMHost $h -Standard -Name 'VM Network' | Set-VirtualPortGroup -VLanId 20"],
    manual: ['Give the port group the same VLAN on all hosts of the cluster, and its switch uplinks that carry it.'],
  },
  compares: [portGroupVlans, portGroupUplinks],
  each: (inventory) => inventory.vms,
  glance: ({ host, nics }) =>
    host !== undefined && nics.known && nics.value.every(({ network }) => differsNowhere(host, network)) ? 'pass' : undefined,
  *check(vm) {
    const { host, name, template, poweredOn, nics } = vm;
    if (host === undefined) return yield vm.hostRef.known ? notApplicable('its host is not in the inputs') : vm.hostRef;
    if (template.known && template.value) return;
    if (!nics.known) return yield nics;
    const faults: Fault[] = [];
    let missing: Unknown | undefined;
    for (const { network, portgroupKey, label } of nics.value) {
      if (network === undefined && !portgroupKey?.value)
        missing ??= unknown('network of a VM NIC', `${label} of ${name}`, VM_COLLECT);
      if (network === undefined || network.value === null) continue;
      const told: Known<string> = { ...network, value: network.value };
      for (const found of differencesOf(host, network.value)) {
        if ('known' in found) missing ??= found;
        else faults.push({ network: told, ...found });
      }
    }
    const [first] = faults;
    if (first === undefined) {
      if (missing) yield missing;
      return;
    }
    // What runs is no template.
    if (!template.known && !(poweredOn.known && poweredOn.value)) return yield template;
    const { network, own, others, of } = first;
    const said = others.map(({ hosts, value }) => `${crowd(hosts, of)} ${hosts.length === 1 ? 'has' : 'have'} ${value}`);
    yield problem(
      network,
      `${name} is in ${network.value}, which has ${own} on ${host.name} while ${said.join(', ')}. After a move there it loses its network.`,
      {
        esxcli: ['esxcli network vswitch standard portgroup list'],
        manual: [`Give ${network.value} the same VLAN on all hosts of the cluster, and its switch uplinks that carry it.`],
      },
      {
        related: faults.flatMap((fault) =>
          fault.others.flatMap(({ hosts, value, example }) => weighed(`${hosts[0]}: ${value}`, example)),
        ),
      },
    );
  },
});

function differsNowhere(host: Host, network: VmNicSource['network']): boolean {
  return network !== undefined && (network.value === null || differencesOf(host, network.value).length === 0);
}

/** How a port group differs from those of the same name on other hosts. Hundreds of VMs are in a few groups. */
function differencesOf(host: Host, groupName: string): readonly (Difference | Unknown)[] {
  return host.remember(`differences of ${groupName}`, () => {
    const { estate } = host.around;
    const group = host.portGroupNamed(groupName);
    const vlans = compare(
      group.known ? mapFact(group.value.vlan, vlanWords) : group,
      estate.ballot(portGroupVlans, host, groupName),
      host.name,
      (mine, other) => mine !== other,
    );
    const uplinks = compare(
      group.known ? uplinked(group.value) : group,
      estate.ballot(portGroupUplinks, host, groupName),
      host.name,
      (mine, other) => mine !== NONE && other === NONE,
    );
    return [vlans, uplinks].filter((found) => found !== undefined);
  });
}

function compare(
  own: Fact<string>,
  { tallies, doubtful, untold, doubt }: Ballot,
  host: string,
  differs: (mine: string, other: string) => boolean,
): Difference | Unknown | undefined {
  const others = tallies.filter(({ hosts }) => hosts.some((item) => item !== host));
  if (others.length === 0 && doubtful.length === 0 && untold.length === 0) return undefined;
  if (!own.known) return own;
  const found = others.filter(({ value }) => differs(own.value, value));
  if (found.length > 0) return { own: own.value, others: found, of: tallies.reduce((sum, { hosts }) => sum + hosts.length, 0) };
  if (doubtful.some(({ value }) => differs(own.value, value))) return doubt;
  return untold[0]?.missing;
}
