import type { Check, IscsiPort, Tally, Unknown } from 'vlint';
import { defineRule, notApplicable, problem, psWord, weighed } from 'vlint';
import { unsourced } from '../ledger.ts';
import { addresses, type Holder, holderOf, isPlaceholder, readHolder } from './addresses.ts';
import { listed } from './names.ts';

export default defineRule<IscsiPort>({
  id: 'iscsi-vmk-duplicate-ip',
  family: 'network',
  title: 'The address of an iSCSI port must be its own',
  rationale:
    'With one address on two adapters the switches and the array send to whichever answered last. Sessions of both hosts break and come back at ' +
    'random, and writes of one host may wait for the recovery of the other.',
  severity: 'error',
  cases: {
    'other-cluster': {
      level: 'warning',
      when: 'The other host is in another cluster, in none, or the inputs tell the cluster of one of them only: sites may use the same subnet without meeting.',
    },
  },
  sources: [unsourced('That an address may be in use once in a network follows from how IP works.')],
  exceptions: {
    'other-vlan': 'The two are in different VLANs.',
    placeholder: '0.0.0.0 and 169.254.x.x stand for no address, or for one that holds on its link only.',
    'site-local': 'The hosts are at different sites whose subnets do not meet; facts.yaml can allow it.',
  },
  fix: {
    esxcli: ['esxcli network ip interface ipv4 set -i vmk1 -t static -I IP -N MASK'],
    powercli: [
      'Get-VMHostNetworkAdapter -VMHost $h -VMKernel -Name vmk1 | Set-VMHostNetworkAdapter -IP IP -SubnetMask MASK -Confirm:$false',
    ],
  },
  compares: [addresses],
  each: (inventory) => inventory.iscsiPorts,
  *check(port): Check {
    const { vmk, host } = port;
    const { ip, mask } = vmk;
    if (!ip.known) return yield ip;
    if (isPlaceholder(ip.value)) return yield notApplicable(`${ip.value} is no address of its own`);
    const { tallies, untold } = host.around.estate.ballot(addresses, host, ip.value);
    const here = siblingsOf(port, ip.value);
    const others = [...here.others, ...tallies.flatMap((tally) => elsewhere(tally, host.name))];
    const missing = [...here.missing, ...untold.map((item) => item.missing)];
    if (others.length + missing.length === 0) return;
    const own = holderOf(vmk);
    if (!own.known) return yield own;
    const mine = readHolder(own.value);
    const rivals = others.filter(({ holder }) => holder.vlan === mine.vlan || holder.vlan === 0 || mine.vlan === 0);
    if (rivals.length === 0) {
      const [first] = missing;
      if (first !== undefined) yield first;
      return;
    }
    // Where the inputs speak of no cluster at all, nothing says that the hosts are apart.
    const near = rivals.some(
      (rival) => rival.host === host.name || (mine.cluster !== null && rival.holder.cluster === mine.cluster),
    );
    const unsure = !near && [mine, ...rivals.map(({ holder }) => holder)].some(({ cluster }) => cluster === undefined);
    const netmask = mask.known ? mask.value : 'MASK';
    yield problem(
      ip,
      `${vmk.name} of ${host.name} has the address ${ip.value}, and so ${rivals.length > 1 ? 'have' : 'has'} ${listed(rivals.map((rival) => `${rival.holder.vmk} of ${rival.host}`))}.` +
        (near
          ? ''
          : unsure
            ? ' Whether they are in one cluster is not known: there this is an error.'
            : ' They are not in one cluster.'),
      {
        manual: [
          `Give one of them another address, in maintenance mode: esxcli network ip interface ipv4 set -i ${vmk.name} -t static -I ADDRESS -N ${netmask}.`,
          `Or in PowerCLI: Get-VMHostNetworkAdapter -VMHost ${psWord(host.name)} -VMKernel -Name ${vmk.name} | Set-VMHostNetworkAdapter -IP ADDRESS -SubnetMask ${netmask}.`,
        ],
      },
      {
        ...(near ? {} : { case: 'other-cluster' }),
        related: rivals.flatMap((rival) => weighed(`${rival.holder.vmk} of ${rival.host} has it`, rival.evidence)),
      },
    );
  },
});

interface Other {
  readonly host: string;
  readonly holder: Holder;
  /** The address on that host, where the inputs hold it at hand. */
  readonly evidence: Tally<string>['example'] | undefined;
}

/** The hosts of a tally but the one at hand. */
function elsewhere({ value, hosts, example }: Tally<string>, own: string): readonly Other[] {
  const holder = readHolder(value);
  return hosts
    .filter((name) => name !== own)
    .map((name) => ({ host: name, holder, evidence: name === hosts[0] ? example : undefined }));
}

/** Other adapters of the same host with the address. */
function siblingsOf({ vmk, host }: IscsiPort, address: string): { readonly others: Other[]; readonly missing: Unknown[] } {
  const { vmks } = host;
  const others: Other[] = [];
  const missing: Unknown[] = vmks.known ? [] : [vmks];
  for (const other of vmks.known ? vmks.value : []) {
    const { ip } = other;
    if (other === vmk || (ip.known && ip.value !== address)) continue;
    const holder = ip.known ? holderOf(other) : ip;
    if (holder.known) others.push({ host: host.name, holder: readHolder(holder.value), evidence: holder });
    else missing.push(holder);
  }
  return { others, missing };
}
