import {
  defineRule,
  Gap,
  type IscsiPeer,
  type IscsiPort,
  type Known,
  listed,
  notApplicable,
  problem,
  standsOut,
  type Unknown,
  type Vote,
  weighed,
} from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { flowOf } from './flow.ts';
import { setVmk, together } from './set-mtu.ts';

export default defineRule({
  id: 'mtu-inconsistent-across-hosts',
  family: 'mtu',
  title: 'Hosts of a cluster that share LUNs should use the same iSCSI MTU',
  rationale:
    'A host that differs from its neighbours was set up otherwise or forgotten. VMs that move to it see another storage performance, and if ' +
    'the path does not carry its frames, they hang there and nowhere else.',
  severity: 'warning',
  sources: [
    says('S17', 'Jumbo frames must be set identically on all devices of the path.'),
    unsourced('That hosts which share a LUN should agree: derived from the same.'),
  ],
  exceptions: {
    'no-common-lun': 'The hosts share no LUN.',
    maintenance: 'The host, or the one it differs from, is in maintenance.',
    crowd: 'Most of the hosts that share its LUNs use the same MTU: only the others are reported.',
  },
  fix: {
    esxcli: ['esxcli network vswitch standard set -v vSwitch1 -m 9000', 'esxcli network ip interface set -i vmk1 -m 9000'],
    powercli: [
      'Get-VirtualSwitch -VMHost $h -Standard -Name vSwitch1 | Set-VirtualSwitch -Mtu 9000',
      'Get-VMHostNetworkAdapter -VMHost $h -VMKernel -Name vmk1 | Set-VMHostNetworkAdapter -Mtu 9000',
    ],
    manual: ['Raise the physical switch first, the VMkernel adapter last; to lower, go the other way.'],
  },
  each: (inventory) => inventory.hosts,
  *check(host, _, { inventory }) {
    const { cluster, inMaintenance } = host;
    if (inventory.iscsiPorts.length === 0) return yield notApplicable('the host has no iSCSI port');
    if (cluster.known && cluster.value === null) return yield notApplicable('the host is in no cluster');
    if (inMaintenance.known && inMaintenance.value) return yield notApplicable('the host is in maintenance');
    if (!cluster.known) return yield cluster;
    const peers = host.around.estate.iscsiPeers(cluster.value);
    const own = peers.find((peer) => peer.identity === host.identity);
    if (own === undefined) return yield notApplicable('the host has no iSCSI port');
    const { mtus } = own;
    if (!mtus.known) return yield mtus;
    const others = peers.filter((peer) => peer !== own).flatMap((peer) => comparedWith(own, peer));
    const verdict = standsOut(
      mtus.value,
      others.map((other) => other.vote),
    );
    if (verdict === false) return;
    if (verdict === undefined) return yield* others.flatMap((other) => other.missing);
    if (!inMaintenance.known) return yield inMaintenance;
    const rivals = others.filter(({ vote }) => vote.certain && vote.value !== undefined && vote.value !== mtus.value);
    const usual = mostFrequent(rivals.map(({ vote }) => vote.value ?? ''));
    const odd = oddPort(inventory.iscsiPorts, usual);
    if (odd === undefined) return;
    const names = rivals.map(({ peer, vote }) => `${peer.host} (${vote.value})`);
    yield problem(
      odd.mtu,
      `The iSCSI ports of ${host.name} use an MTU of ${mtus.value}, those of ${listed(shortened(names))} another one, and they share LUNs. ` +
        'VMs meet another storage path after a move.',
      together(setVmk(odd.port.vmk, Number(usual.split(', ').at(-1))), {
        manual: [
          'To raise the MTU, change the physical switch first, then the virtual switch, the VMkernel adapter last; to lower it, go the other way.',
        ],
      }),
      {
        related: rivals.flatMap(({ peer }) => weighed(`MTU of the iSCSI ports of ${peer.host}`, peer.mtus)).slice(0, 4),
        flow: flowOf(odd.port),
      },
    );
  },
});

interface Compared {
  readonly peer: IscsiPeer;
  readonly vote: Vote;
  readonly missing: readonly Unknown[];
}

/** What a peer counts in the comparison; nothing when it certainly does not belong. */
function comparedWith(own: IscsiPeer, peer: IscsiPeer): readonly Compared[] {
  const { inMaintenance, cluster, mtus } = peer;
  if (inMaintenance.known && inMaintenance.value) return [];
  const shares = [...own.devices].some((device) => peer.devices.has(device));
  const more = own.moreDevices ?? peer.moreDevices;
  if (!shares && more === undefined) return [];
  const doubts = [inMaintenance, cluster].filter((fact) => !fact.known);
  const missing = [...doubts, ...(!shares && more ? [more] : [])];
  const vote = { value: mtus.known ? mtus.value : undefined, certain: missing.length === 0 };
  return [{ peer, vote, missing: mtus.known ? missing : [...missing, mtus] }];
}

function mostFrequent(values: readonly string[]): string {
  const count = (value: string) => values.filter((item) => item === value).length;
  return values.toSorted((a, b) => count(b) - count(a) || (a < b ? 1 : -1))[0] ?? '';
}

/** A port whose MTU the others do not have, else the first one. */
function oddPort(
  ports: readonly (IscsiPort | Gap)[],
  usual: string,
): { readonly port: IscsiPort; readonly mtu: Known<number> } | undefined {
  const sized = ports.flatMap((port) => (port instanceof Gap || !port.vmk.mtu.known ? [] : [{ port, mtu: port.vmk.mtu }]));
  return sized.find(({ mtu }) => !usual.split(', ').includes(String(mtu.value))) ?? sized[0];
}

function shortened(names: readonly string[]): readonly string[] {
  return names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
}
