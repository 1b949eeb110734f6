import type { IscsiPort, NfsMount, Unknown } from 'vlint';
import { DEFAULT_STACK, defineRule, orGap, IscsiPort as Port, parseIpv4, problem, unknown, weighed } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { type Candidates, candidatesOf } from './candidates.ts';
import { listed } from './names.ts';
import { subnetText } from './way-out.ts';

export default defineRule<NfsMount>({
  id: 'nfs-and-iscsi-same-subnet',
  family: 'network',
  title: 'NFS and iSCSI must not share a subnet of the host',
  rationale:
    'NFS has no port binding: one VMkernel adapter of the subnet carries all of it. Where that is a bound iSCSI port, pinned to a single uplink, the ' +
    'loss of the uplink takes the NFS datastores away, while iSCSI goes on over its other paths.',
  severity: 'note',
  cases: { bound: { level: 'warning', when: 'iSCSI ports of the subnet are bound.' } },
  sources: [
    says('S9', 'NFS has no port binding, so that each NFS VMkernel adapter needs a subnet of its own.'),
    says('S19', 'Storage gets a VLAN that is dedicated to that storage protocol (esx-9.vmk-storage).'),
    unsourced(
      'That a bound port with one uplink leaves NFS without failover follows from the above and from how port binding works.',
    ),
  ],
  exceptions: {
    'dns-name': 'The NFS server is given by a name that the export does not resolve: the rule is then undecided.',
    'other-stack': 'An adapter on another TCP/IP stack is in the subnet: NFS goes through that one.',
    'other-subnet': 'The NFS server is in a subnet of its own, or behind a router.',
  },
  fix: {
    manual: [
      'Give NFS a VMkernel adapter in a subnet and a VLAN of its own, give the NFS server an address there, and mount the datastore by it.',
    ],
  },
  *each(inventory) {
    const { host } = inventory;
    const { all, gaps } = candidatesOf(inventory);
    if (host !== undefined && all.length + gaps.length > 0) yield* orGap(host.nfsMounts, host);
  },
  *check(mount, _, { inventory }) {
    const { server, host, name } = mount;
    if (!server.known) return yield server;
    const address = server.value;
    if (parseIpv4(address) === undefined) {
      if (!address.includes(':')) yield unresolved(address, host.name);
      return;
    }
    const { ports, missing } = portsBeside(address, candidatesOf(inventory));
    if (ports.length === 0) return yield* missing;
    const elsewhere = throughOtherStack(mount, address);
    if (elsewhere === true) return;
    if (elsewhere !== false) return yield elsewhere;
    const bound = ports.filter((port) => port.bound.known && port.bound.value);
    const hint = ports.some((port) => !port.bound.known)
      ? ' Whether they are bound is not known: with port binding this is a warning.'
      : '';
    const [port] = ports;
    const names = listed(ports.map((item) => item.vmk.name));
    yield problem(
      server,
      `The NFS server ${address} of ${name} is in ${port ? subnetText(port.vmk) : ''}, the iSCSI subnet of ${names}. ` +
        (bound.length > 0
          ? `NFS has no port binding: one adapter carries it, and ${listed(bound.map((item) => item.vmk.name))} ${bound.length > 1 ? 'are' : 'is'} bound to iSCSI with one uplink each, over which NFS does not fail over.`
          : `NFS and iSCSI leave through the same adapter.${hint}`),
      {
        manual: [
          `Give NFS a VMkernel adapter in a subnet and a VLAN of its own, and mount ${name} by an address of its server there.`,
        ],
      },
      {
        ...(bound.length > 0 ? { case: 'bound' } : {}),
        related: ports.flatMap((item) => weighed(`address of ${item.vmk.name}`, item.vmk.ip)),
      },
    );
  },
});

function unresolved(server: string, host: string): Unknown {
  return unknown(
    'address of an NFS server',
    `${server} (seen from ${host})`,
    'esxcli network diag ping -H SERVER',
    'a DNS name, not an address',
  );
}

/** The iSCSI ports with the server in their subnet, and what hides whether there are others. */
function portsBeside(server: string, { all, gaps }: Candidates): { readonly ports: IscsiPort[]; readonly missing: Unknown[] } {
  const ports: IscsiPort[] = [];
  const missing = gaps.map((gap) => gap.missing);
  for (const candidate of all) {
    const reaches = candidate.vmk.reaches(server);
    if (!reaches.known) missing.push(reaches);
    else if (reaches.value && candidate instanceof Port) ports.push(candidate);
    else if (reaches.value && 'missing' in candidate) missing.push(candidate.missing);
  }
  return { ports, missing };
}

function throughOtherStack({ host }: NfsMount, server: string): boolean | Unknown {
  if (!host.vmks.known) return host.vmks;
  let missing: Unknown | undefined;
  for (const vmk of host.vmks.value) {
    const { netstack } = vmk;
    if (netstack.known && netstack.value === DEFAULT_STACK) continue;
    const reaches = vmk.reaches(server);
    if (!reaches.known) missing ??= reaches;
    else if (reaches.value && !netstack.known) missing ??= netstack;
    else if (reaches.value) return true;
  }
  return missing ?? false;
}
