import {
  before,
  defineRule,
  type Fact,
  formatNetwork,
  type IscsiAdapter,
  type IscsiPort,
  listed,
  mapFact,
  type PortalSource,
  parseIpv4,
  problem,
  type Remedy,
  unknown,
} from 'vlint';
import { says } from '../ledger.ts';
import { bindingsCause } from './bindings-cause.ts';

export default defineRule({
  id: 'portbind-target-unreachable',
  family: 'port-binding',
  title: 'Every bound VMkernel adapter must reach every target portal of its iSCSI adapter',
  rationale:
    'With port binding the initiator logs in from every bound adapter to every portal, whether it can get there or not. Each login that cannot ' +
    'succeed has to time out: rescans take long, sessions fail and the count of paths is wrong.',
  severity: 'warning',
  cases: { 'before-6-5': { level: 'error', when: 'ESXi before 6.5 does not route with port binding.' } },
  sources: [
    says(
      'S1',
      'Port binding does not support network routing; it makes rescans long and path counts wrong where targets are in other subnets.',
    ),
    says('S2', 'All target portals must be reachable from all VMkernel ports when port binding is used.'),
    says('S3', 'Do not use port binding when target ports are in a different broadcast domain or subnet.'),
    says(
      'S5',
      'A bound port must be in the subnet of the portal; it cannot connect to other subnets even if they are discovered.',
    ),
    says('S50', 'A VMkernel adapter can have a gateway of its own since 6.5 (ipRouteSpec).'),
  ],
  exceptions: {
    'on-link-targets': 'Discovery is static and lists portals in the subnet only.',
    'stale-discovery': 'The portal is left over from discovery and has neither a session nor a path.',
    'own-gateway': 'ESXi 6.5 and later: the adapter has a gateway of its own.',
  },
  disputes: [
    'The guides up to 6.7 forbid binding across subnets, while the API has a gateway for each adapter since 6.5 and practitioners say that it works: ' +
      'an error before 6.5, a warning from then on, nothing with a gateway.',
  ],
  fix: {
    esxcli: [
      'esxcli iscsi adapter discovery sendtarget remove -A vmhba64 -a 10.0.2.5:3260',
      'esxcli iscsi networkportal remove -A vmhba64 -n vmk1 -f 1',
    ],
    manual: ['Remove the portal from this iSCSI adapter, or remove the bindings: adapters in several subnets need none.'],
  },
  each: (inventory) => inventory.boundPorts,
  *check(port) {
    const { adapter, vmk } = port;
    const { portals } = adapter;
    const { subnet } = vmk;
    if (!portals.known) return yield portals;
    if (!subnet.known) return yield subnet;
    const out: PortalSource[] = [];
    for (const portal of portals.value) {
      const away = outOfReach(port, portal, portals.value);
      if (!away.known) yield away;
      else if (away.value) out.push(portal);
    }
    if (out.length === 0) return;
    const old = before(port.host, '6.5');
    const { gateway } = vmk;
    if (!(old.known && old.value)) {
      if (!gateway.known) return yield gateway;
      if (gateway.value !== null) return old.known ? undefined : yield old;
    }
    const addresses = [...new Set(out.map((portal) => `${portal.address}:${portal.port}`))];
    const why =
      old.known && old.value ? 'ESXi before 6.5 does not route with port binding' : 'The adapter has no gateway of its own';
    yield problem(
      vmk.ip.known ? vmk.ip : subnet,
      `${port.vmk.name} in ${formatNetwork(subnet.value)} is bound to ${adapter.name} and cannot reach ${listed(addresses)}. ${why}.` +
        (old.known ? '' : ' The ESXi version is not known: before 6.5 this is an error.'),
      remedy(port, out),
      {
        case: old.known && old.value ? 'before-6-5' : undefined,
        cause: bindingsCause(adapter),
        related: out.map((portal) => ({ message: `portal ${portal.address} of ${adapter.name}`, evidence: portal.evidence })),
      },
    );
  },
});

/** Whether a portal that counts lies outside the port's subnet. */
function outOfReach(port: IscsiPort, portal: PortalSource, all: readonly PortalSource[]): Fact<boolean> {
  const { adapter, vmk } = port;
  const { address } = portal;
  if (address.includes(':'))
    return unknown(
      'IPv6 subnet',
      `${vmk.name}, for the portal ${address}`,
      'esxcli network ip interface ipv6 address list',
      'not read from exports',
    );
  if (parseIpv4(address) === undefined) {
    const resolved = all.some(
      (other) => (other.how === 'path' || other.discovered === true) && parseIpv4(other.address) !== undefined,
    );
    // What a name leads to is among the portals once discovery has answered.
    if (resolved) return mapFact(vmk.subnet, () => false);
    return unknown(
      'address of a target',
      `${address} (seen from ${vmk.name})`,
      'esxcli iscsi session connection list',
      'a DNS name, not an address',
    );
  }
  const reaches = vmk.reaches(address);
  if (!reaches.known || reaches.value) return mapFact(reaches, () => false);
  return portal.discovered === true ? live(adapter, address) : mapFact(reaches, () => true);
}

function live(adapter: IscsiAdapter, address: string): Fact<boolean> {
  return mapFact(adapter.sessions, (sessions) => sessions.has(address));
}

function remedy(port: IscsiPort, portals: readonly PortalSource[]): Remedy {
  const { name } = port.adapter;
  const sends = portals
    .filter((portal) => portal.how === 'send')
    .map((portal) => `esxcli iscsi adapter discovery sendtarget remove -A ${name} -a ${portal.address}:${portal.port}`);
  const statics = portals
    .filter((portal) => portal.how === 'static' && portal.iqn !== undefined)
    .map(
      (portal) =>
        `esxcli iscsi adapter discovery statictarget remove -A ${name} -a ${portal.address}:${portal.port} -n ${portal.iqn}`,
    );
  return {
    esxcli: [...sends, ...statics],
    manual: [
      sends.length + statics.length > 0
        ? `Remove these portals from ${name} if the array answers in the subnet of ${port.vmk.name} too; else remove the bindings, since adapters in several subnets need none.`
        : `Keep the array from offering these portals to ${name}, or remove the bindings, since adapters in several subnets need none.`,
    ],
  };
}
