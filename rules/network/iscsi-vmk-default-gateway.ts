import type { Check, Fact, Host, IscsiPort, Known, Remedy } from 'vlint';
import { atLeast, causeOf, defineRule, mapFact, parseIpv4, problem, psWord, weighed } from 'vlint';
import { says } from '../ledger.ts';
import { livePortals } from './portals.ts';
import { subnetText } from './way-out.ts';

export default defineRule<IscsiPort>({
  id: 'iscsi-vmk-default-gateway',
  family: 'network',
  title: 'An iSCSI port must not be the way out of its network',
  rationale:
    'Storage is meant to stay within its subnet. Where the default gateway of the host lies in the storage network, everything that leaves the ' +
    'host does so over the storage NICs, and the storage network has a door to all others. A gateway that a port does not need hides a mistyped ' +
    'target: its traffic is routed instead of refused.',
  severity: 'warning',
  cases: {
    'own-gateway': { level: 'note', when: 'The port has a gateway of its own although all its targets are in its subnet.' },
  },
  sources: [
    says('S8', 'It is not recommended to override the default gateway of a VMkernel adapter unless the storage is routed.'),
    says('S23c', 'Pure Storage: do not route iSCSI.'),
    says('S56', 'NetApp TR-3749: a single network that is not routed.'),
    says('S50', 'A VMkernel adapter can have a gateway of its own since 6.5 (ipRouteSpec).'),
  ],
  exceptions: {
    'routed-targets': 'The port has a gateway of its own and a target outside its subnet: routed iSCSI, ESXi 6.5 and later.',
    'manages-too':
      'The first adapter of the host is its only management adapter and carries iSCSI as well, as one that boots from iSCSI may: iscsi-vmk-service-tagged reports it.',
    'before-gateways': 'ESXi before 6.5 has no gateways of single adapters.',
  },
  fix: {
    esxcli: ['esxcli network ip interface ipv4 set -i vmk1 -t static -I 10.0.1.11 -N 255.255.255.0'],
    powercli: ['Get-VMHostNetwork -VMHost $h | Set-VMHostNetwork -VMKernelGateway 192.168.10.1'],
    manual: ['Give the host a default gateway in its management network, and iSCSI ports none.'],
  },
  each: (inventory) => inventory.iscsiPorts,
  *check(port) {
    const { defaultGateway } = port.host;
    const { ip } = port.vmk;
    if (!ip.known) return yield ip;
    const inside = defaultGateway.known ? isInside(port, defaultGateway.value) : defaultGateway;
    if (inside.known && inside.value && defaultGateway.known) {
      const spared = isOnlyManagement(port);
      if (!spared.known) return yield spared;
      if (!spared.value) return yield hostGateway(port, ip, defaultGateway);
    }
    if (!inside.known) yield inside;
    yield* ownGateway(port);
  },
});

/** Whether the host's gateway lies in the port's subnet; the stack of a port is the default one. */
function isInside({ vmk }: IscsiPort, gateway: string | null): Fact<boolean> {
  return gateway === null ? mapFact(vmk.subnet, () => false) : vmk.reaches(gateway);
}

/** Whether the port is the first adapter of the host, as one that it boots from is, and alone has the management tag. */
function isOnlyManagement({ vmk, host }: IscsiPort): Fact<boolean> {
  const lowest = mapFact(host.vmks, (list) => list.every((other) => other.number >= vmk.number));
  if (!lowest.known || !lowest.value) return lowest;
  const isManagement = ({ tags }: typeof vmk) => mapFact(tags, (list) => list.some((tag) => tag.value === 'management'));
  const own = isManagement(vmk);
  if (!own.known || !own.value) return own;
  const { vmks } = host;
  if (!vmks.known) return vmks;
  const others = vmks.value.filter((other) => other !== vmk).map(isManagement);
  const other = others.find((fact) => fact.known && fact.value) ?? others.find((fact) => !fact.known);
  return other === undefined ? own : mapFact(other, (is) => !is);
}

function hostGateway({ vmk, host }: IscsiPort, ip: Known<string>, gateway: Known<string | null>) {
  return problem(
    ip,
    `The default gateway ${gateway.value} of ${host.name} lies in ${subnetText(vmk)}, the iSCSI subnet of ${vmk.name}. ` +
      'What leaves the networks of the host does so over the storage NICs.',
    {
      powercli: [`Get-VMHostNetwork -VMHost ${psWord(host.name)} | Set-VMHostNetwork -VMKernelGateway GATEWAY`],
      manual: [
        `Give ${host.name} a default gateway in its management network in place of ${gateway.value}, from its console: a wrong one cuts off whoever is logged in over the network.`,
      ],
    },
    {
      related: weighed('default gateway of the host', gateway),
      cause: causeOf(
        { subject: host.subject, identity: host.identity },
        'default gateway',
        `The default gateway of ${host.name} is ${gateway.value}.`,
        gateway,
      ),
    },
  );
}

function* ownGateway(port: IscsiPort): Check {
  const { vmk, host, adapter } = port;
  const { gateway, ip } = vmk;
  if (!gateway.known) return yield gateway;
  if (gateway.value === null || parseIpv4(gateway.value) === undefined) return;
  // esxcli prints the gateway of the stack beside an adapter that has none of its own.
  const shared = sharesHostGateway(host, gateway.value);
  const near = vmk.reaches(gateway.value);
  // One in the port's subnet is a fault either way: its own that it does not need, or else the host's that lies in the storage network.
  if (!shared.known && !(near.known && near.value)) return yield shared;
  if (shared.known && shared.value) return;
  const recent = atLeast(host, '6.5');
  if (recent.known && !recent.value) return;
  const { portals, missing } = livePortals(adapter);
  for (const portal of portals) {
    const reaches = vmk.reaches(portal.address);
    if (!reaches.known) return yield reaches;
    if (!reaches.value) return;
  }
  if (missing.length > 0) return yield* missing;
  if (!recent.known) return yield recent;
  yield problem(
    gateway,
    `${vmk.name} has the gateway ${gateway.value} of its own, but all targets of ${adapter.name} are in its subnet ${subnetText(vmk)}.`,
    ip.known && vmk.mask.known
      ? withoutGateway(vmk.name, ip.value, vmk.mask.value)
      : { manual: [`Take the gateway off ${vmk.name}.`] },
    { case: 'own-gateway' },
  );
}

function sharesHostGateway({ defaultGateway }: Host, own: string): Fact<boolean> {
  return mapFact(defaultGateway, (gateway) => gateway === own);
}

function withoutGateway(name: string, ip: string, mask: string): Remedy {
  return {
    esxcli: [`esxcli network ip interface ipv4 set -i ${name} -t static -I ${ip} -N ${mask}`],
    manual: ['Put the host in maintenance mode first: the sessions of the port are interrupted.'],
  };
}
