import type { Check, Fact, Host, IscsiAdapter, PortalSource, Unknown, VmkernelAdapter } from 'vlint';
import { DEFAULT_STACK, defineRule, mapFact, notApplicable, problem, usedAdapters } from 'vlint';
import { says } from '../ledger.ts';
import { listed } from './names.ts';
import { livePortals } from './portals.ts';
import { serviceName } from './service-names.ts';

export default defineRule<IscsiAdapter>({
  id: 'iscsi-target-routed',
  family: 'network',
  title: 'iSCSI targets must be in a subnet of the host',
  rationale:
    'Traffic to a target in another network leaves through the adapter with the default gateway, often management, whatever NICs were meant for ' +
    'storage. It shares that link, depends on a router, and no second path makes up for it.',
  severity: 'warning',
  sources: [
    says('S1', 'Targets are in the broadcast domain and subnet of the iSCSI ports; port binding does not support routing.'),
    says('S5', 'The VMkernel adapter is in the subnet of the portal.'),
    says('S23c', 'Pure Storage: do not route iSCSI.'),
    says('S56', 'NetApp TR-3749: a single network that is not routed.'),
  ],
  exceptions: {
    bound: 'VMkernel adapters are bound: portbind-target-unreachable judges each of them.',
    'hardware-on-link': 'An independent hardware adapter has the target in the subnet of its own address.',
    'stale-discovery': 'The portal is left over from discovery and has neither a session nor a path.',
    'dns-name': 'The target is given by name and discovery has not told its address: the rule is then undecided.',
    ipv6: 'The portal has an IPv6 address: such targets are not judged.',
    'no-binding-yet': 'The adapter needs bound VMkernel adapters and has none: iscsi-binding-unsupported-hba reports it.',
  },
  fix: {
    esxcli: ['esxcli iscsi adapter discovery sendtarget remove -A vmhba64 -a 10.9.9.201:3260'],
    manual: ['Give the array a portal in the storage subnet, or the host a VMkernel adapter in the subnet of the target.'],
  },
  *each({ host }) {
    if (host !== undefined) yield* usedAdapters(host);
  },
  *check(adapter) {
    const { kind, bound, name } = adapter;
    if (kind.known && kind.value === 'iser') return yield notApplicable('no rule judges iSER');
    const isBound = bound.known && bound.value.length > 0;
    if (isBound && !(kind.known && kind.value === 'independent'))
      return yield notApplicable('portbind-target-unreachable judges bound adapters');
    if (!kind.known) return yield kind;
    if (bound.known && kind.value !== 'independent' && kind.value !== 'software')
      return yield notApplicable(`${name} works with bound VMkernel adapters only`);
    const verdicts = [...judge(adapter)];
    if (verdicts.length > 0 && kind.value !== 'independent' && !bound.known) yield bound;
    else yield* verdicts;
  },
});

function* judge(adapter: IscsiAdapter): Check {
  const { portals, missing } = livePortals(adapter);
  if (portals.length + missing.length === 0) return yield notApplicable('no target has an IPv4 address');
  const off: PortalSource[] = [];
  const unsure: Unknown[] = [...missing];
  for (const portal of portals) {
    const onLink = isOnLink(adapter, portal.address);
    if (!onLink.known) unsure.push(onLink);
    else if (!onLink.value) off.push(portal);
  }
  const [first] = off;
  if (first === undefined) return yield* unsure;
  const addresses = listed(off.map((portal) => portal.address));
  const { name, host } = adapter;
  yield problem(
    first.evidence,
    isIndependent(adapter)
      ? `${name} of ${host.name} reaches ${addresses} only through a router: its own address is in another subnet.`
      : `${name} of ${host.name} reaches ${addresses} only through a router: no VMkernel adapter is in that subnet.${wayOut(host)}`,
    {
      manual: [
        `Give ${isIndependent(adapter) ? name : 'a VMkernel adapter for iSCSI'} an address in the subnet of ${addresses}, or the array a portal in a storage subnet of the host.`,
        ...off.filter((portal) => portal.how === 'send').map((portal) => removal(name, portal)),
      ],
    },
    { related: off.slice(1).map((portal) => ({ message: `portal ${portal.address}`, evidence: portal.evidence })) },
  );
}

function isIndependent({ kind }: IscsiAdapter): boolean {
  return kind.known && kind.value === 'independent';
}

/** In the subnet of the hardware adapter's own address, else in that of a VMkernel adapter on the default stack. */
function isOnLink(adapter: IscsiAdapter, address: string): Fact<boolean> {
  if (isIndependent(adapter)) return adapter.reaches(address);
  const { vmks } = adapter.host;
  if (!vmks.known) return vmks;
  let missing: Unknown | undefined;
  for (const vmk of vmks.value) {
    const { netstack } = vmk;
    if (netstack.known && netstack.value !== DEFAULT_STACK) continue;
    const reaches = vmk.reaches(address);
    if (!reaches.known) missing ??= reaches;
    else if (reaches.value && !netstack.known) missing ??= netstack;
    else if (reaches.value) return reaches;
  }
  return missing ?? mapFact(vmks, () => false);
}

/** Which adapter routed traffic takes, in one sentence; nothing where the export does not tell. */
function wayOut({ defaultGateway, vmks }: Host): string {
  if (!defaultGateway.known || !vmks.known) return '';
  const gateway = defaultGateway.value;
  if (gateway === null) return ' The host has no default gateway.';
  const isWay = (vmk: VmkernelAdapter) => {
    const reaches = vmk.reaches(gateway);
    return reaches.known && reaches.value;
  };
  const way = vmks.value.filter(isWay).sort((a, b) => a.number - b.number)[0];
  if (way === undefined) return '';
  const services = way.tags.known ? listed(way.tags.value.map((tag) => serviceName(tag.value).spoken)) : '';
  return ` Such traffic leaves through ${way.name}${services === '' ? '' : ` (${services})`}, where the default gateway ${gateway} is.`;
}

function removal(adapter: string, { address, port }: PortalSource): string {
  return `If the host does not need the target, remove it: esxcli iscsi adapter discovery sendtarget remove -A ${adapter} -a ${address}:${port}.`;
}
