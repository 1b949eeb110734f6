import type { Check, Inventory, Remedy, Unknown, VmkernelAdapter } from 'vlint';
import { causeOf, defineRule, Gap, IscsiPort, portsOf, problem, psWord, sameSubnet, weighed } from 'vlint';
import { says } from '../ledger.ts';
import { type Candidate, type Candidates, candidatesAmong, candidatesOf, decided, vmksBeside } from './candidates.ts';
import { listed } from './names.ts';
import { subnetText, wayOut } from './way-out.ts';

export default defineRule<VmkernelAdapter>({
  id: 'iscsi-vmk-multihomed-unbound',
  family: 'network',
  title: 'iSCSI ports in one subnet must be bound',
  rationale:
    'Without port binding the routing table picks the adapter, and of several in one subnet it always picks the first. The others carry nothing ' +
    'and take nothing over: the two cables look redundant and are not.',
  severity: 'error',
  sources: [
    says(
      'S8',
      'Port binding is required for several iSCSI VMkernel adapters in one subnet; otherwise the second one is never used.',
    ),
    says('S9', 'Of two unbound storage adapters in one subnet the first one carries everything and there is no failover.'),
    says('S10', 'Several VMkernel adapters in one subnet of one stack are not supported; port binding is another matter.'),
    says('S16', 'NetApp: several VMkernel adapters in one IP network need port binding.'),
  ],
  exceptions: {
    'bindings-not-exported': 'The export does not tell the bindings: the rule is then undecided.',
    'different-subnets': 'Each adapter has a subnet of its own, a design that needs no binding.',
    'independent-hardware': 'An independent hardware adapter has no VMkernel adapter.',
    'service-tagged': 'The other adapter has a service tag: iscsi-vmk-shares-subnet-with-other-vmk reports it.',
    'equallogic-heartbeat': 'The extra adapter is the storage heartbeat of Dell EqualLogic, beside bound ports.',
  },
  disputes: [
    'Broadcom calls binding required within one subnet (323116, 429518); NetApp says never to bind with E-Series. The rule speaks of adapters in one subnet only and does not ask for binding where each subnet has one.',
  ],
  fix: {
    esxcli: ['esxcli iscsi networkportal add -A vmhba64 -n vmk1', 'esxcli storage core adapter rescan --adapter vmhba64'],
    powercli: ["(Get-EsxCli -VMHost $h -V2).iscsi.networkportal.add.Invoke(@{adapter='vmhba64';nic='vmk1'})"],
    manual: ['With NetApp E-Series give each adapter a subnet of its own instead.'],
  },
  each: (inventory) => vmksBeside(candidatesOf(inventory), inventory.host),
  check: (vmk, _, { inventory }) => decided(unboundCandidates(inventory).of(vmk), judge),
});

/** Ports of the software initiator only: hardware with ports of its own cannot use them unbound. */
function unboundCandidates({ host }: Inventory): Candidates {
  if (host === undefined) return candidatesAmong(host, []);
  const ports = host.certainAdapters.flatMap((adapter): readonly (IscsiPort | Gap)[] => {
    const { kind } = adapter;
    if (kind.known) return kind.value === 'software' ? portsOf(adapter) : [];
    // Whatever kind it is: a bound port is none of the rule's.
    const isBound = (port: IscsiPort) => port.bound.known && port.bound.value;
    return portsOf(adapter).map((port) => (port instanceof Gap || isBound(port) ? port : new Gap(port, kind)));
  });
  const { iscsiAdapters } = host;
  return candidatesAmong(host, iscsiAdapters.known ? ports : [...ports, new Gap(host, iscsiAdapters)]);
}

function* judge(candidate: Candidate): Check {
  const { vmk, host } = candidate;
  if (candidate instanceof IscsiPort && candidate.bound.known && candidate.bound.value) return;
  const { tags, ip } = vmk;
  if (tags.known && tags.value.length > 0) return;
  const peers: VmkernelAdapter[] = [];
  const { vmks } = host;
  const missing: Unknown[] = vmks.known ? [] : [vmks];
  for (const other of vmks.known ? vmks.value : []) {
    if (other === vmk || (other.tags.known && other.tags.value.length > 0)) continue;
    const shared = sameSubnet(vmk, other);
    if (!shared.known) missing.push(shared);
    else if (shared.value && !other.tags.known) missing.push(other.tags);
    else if (shared.value) peers.push(other);
  }
  if (peers.length === 0) return yield* missing;
  if (!tags.known) return yield tags;
  if (!(candidate instanceof IscsiPort)) return yield candidate.missing;
  if (!candidate.bound.known) return yield candidate.bound;
  if (!ip.known) return yield ip;
  const names = peers.map((peer) => peer.name);
  yield problem(
    ip,
    `${vmk.name} (${ip.value}) shares the iSCSI subnet ${subnetText(vmk)} with ${listed(names)}, and none of them is bound.${wayOut(candidate)} The others carry nothing, and there is no failover.`,
    bind(candidate, [vmk, ...peers]),
    {
      related: [
        ...peers.flatMap((peer) => weighed(`address of ${peer.name}`, peer.ip)),
        ...weighed(`bindings of ${candidate.adapter.name}: none`, candidate.bound),
      ],
      cause: causeOf(
        candidate.adapter,
        'port bindings',
        `${candidate.adapter.name} has no port bindings.`,
        candidate.adapter.bound,
      ),
    },
  );
}

/** SCSI product string of NetApp E-Series. */
const E_SERIES = /^INF-01-00/;

function bind({ adapter, host }: IscsiPort, vmks: readonly VmkernelAdapter[]): Remedy {
  const [first, ...rest] = [...vmks].sort((a, b) => a.number - b.number);
  const readdress = `give ${listed(rest.map((vmk) => vmk.name))} a subnet of its own with a target portal in it, and leave ${first?.name ?? 'the first'} where it is.`;
  const devices = host.devices.known ? host.devices.value : [];
  if (
    devices.some(({ vendor, model }) => vendor.known && vendor.value === 'NETAPP' && model.known && E_SERIES.test(model.value))
  ) {
    return { manual: [`NetApp asks not to bind ports with E-Series: ${readdress}`] };
  }
  const esxcli = `(Get-EsxCli -VMHost ${psWord(host.name)} -V2).iscsi.networkportal.add.Invoke`;
  const names = [...vmks].sort((a, b) => a.number - b.number).map((vmk) => vmk.name);
  return {
    esxcli: [
      ...names.map((name) => `esxcli iscsi networkportal add -A ${adapter.name} -n ${name}`),
      `esxcli storage core adapter rescan --adapter ${adapter.name}`,
    ],
    powercli: [
      ...names.map((name) => `${esxcli}(@{adapter='${adapter.name}';nic='${name}'})`),
      `Get-VMHostStorage -VMHost ${psWord(host.name)} -RescanAllHba`,
    ],
    manual: [
      'Leave the port group of each one active uplink and no standby one first: others cannot be bound.',
      `Or ${readdress}`,
    ],
  };
}
