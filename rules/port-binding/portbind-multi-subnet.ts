import {
  before,
  defineRule,
  type Fact,
  formatNetwork,
  type IscsiPort,
  listed,
  mapFact,
  notApplicable,
  problem,
  weighed,
} from 'vlint';
import { says } from '../ledger.ts';
import { bindingsCause } from './bindings-cause.ts';
import { askAll, siblingsOf } from './bound-siblings.ts';
import { unbindAll } from './unbind.ts';

export default defineRule({
  id: 'portbind-multi-subnet',
  family: 'port-binding',
  title: 'The VMkernel adapters bound to the software iSCSI adapter must be in one subnet',
  rationale:
    'Port binding is made for several adapters in one subnet. Across subnets every bound adapter also tries the portals of the others, which it ' +
    'cannot reach; and it is not needed there, since the routing table already sends each subnet over its own adapter.',
  severity: 'warning',
  cases: {
    'before-6-5': { level: 'error', when: 'The host runs ESXi before 6.5.' },
    'own-gateways': {
      level: 'note',
      when: 'ESXi 6.5 and later: each bound adapter has a gateway of its own, or not all gateways are known.',
    },
  },
  sources: [
    says(
      'S1',
      'All iSCSI VMkernel adapters must be in the same subnet; do not use port binding when they are in different ones.',
    ),
    says('S3', 'The 6.7 guide: do not use port binding when VMkernel adapters are in different subnets.'),
    says('S5', 'Separate virtual switches must use different subnets; a bound adapter cannot connect to other subnets.'),
    says('S15', 'NetApp recommends for E-Series that port binding is not used, with several segments.'),
  ],
  exceptions: {
    'hardware-adapter': 'The adapter is not the software one.',
  },
  disputes: [
    'The guides up to 6.7 forbid binding across subnets, while the API has a gateway for each adapter since 6.5 and practitioners say that it works: ' +
      'an error before 6.5, a warning from then on, a note with gateways.',
  ],
  fix: {
    esxcli: ['esxcli iscsi networkportal remove -A vmhba64 -n vmk1 -f 1', 'esxcli storage core adapter rescan -A vmhba64'],
    manual: ['Remove all bindings of the adapter: two subnets need none.'],
  },
  each: (inventory) => inventory.boundPorts,
  *check(port) {
    const { adapter, vmk } = port;
    const { subnet } = vmk;
    const { kind } = adapter;
    const siblings = siblingsOf(port);
    if (siblings.ports.length + siblings.missing.length === 0) return;
    if (kind.known && kind.value !== 'software') return yield notApplicable(`${adapter.name} is not the software iSCSI adapter`);
    if (!subnet.known) return yield subnet;
    const own = formatNetwork(subnet.value);
    const { ports: elsewhere, missing } = askAll(siblings, (other) =>
      mapFact(other.vmk.subnet, (network) => formatNetwork(network) !== own),
    );
    if (elsewhere.length === 0) return yield* missing;
    if (!kind.known) return yield kind;
    const { hint, ...judged } = weigh(port);
    const others = elsewhere.map((other) => `${other.vmk.name} in ${networkOf(other)}`);
    yield problem(
      vmk.ip.known ? vmk.ip : subnet,
      `${port.vmk.name} in ${own} is bound to ${adapter.name} together with ${listed(others)}. Adapters in several subnets need no port binding.${hint}`,
      unbindAll(adapter),
      {
        ...judged,
        related: elsewhere.flatMap((other) => weighed(`${other.vmk.name} is in ${networkOf(other)}`, other.vmk.ip)),
        cause: bindingsCause(adapter),
      },
    );
  },
});

function networkOf(port: IscsiPort): string {
  const { subnet } = port.vmk;
  return subnet.known ? formatNetwork(subnet.value) : '';
}

/** The case, and which missing fact would have raised the level: it is the lower one then. */
function weigh(port: IscsiPort): { readonly case?: string; readonly hint: string } {
  const old = before(port.host, '6.5');
  if (old.known && old.value) return { case: 'before-6-5', hint: '' };
  const unsure = old.known ? '' : ' The ESXi version is not known: before 6.5 this is an error.';
  const gateways: readonly Fact<string | null>[] = [port, ...siblingsOf(port).ports].map((item) => item.vmk.gateway);
  if (gateways.some((gateway) => gateway.known && gateway.value === null)) return { hint: unsure };
  if (gateways.every((gateway) => gateway.known))
    return { case: 'own-gateways', hint: ` Each has a gateway of its own.${unsure}` };
  return {
    case: 'own-gateways',
    hint: ` Not all gateways are known: without one of its own for each adapter this is a warning.${unsure}`,
  };
}
