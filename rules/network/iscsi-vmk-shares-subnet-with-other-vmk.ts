import type { Level, Remedy, Unknown, VmkernelAdapter } from 'vlint';
import { defineRule, IscsiPort, problem, weighed } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { type Candidates, candidatesOf, vmksBeside } from './candidates.ts';
import { listed } from './names.ts';
import { serviceName } from './service-names.ts';
import { offence, roleOf } from './shared-subnet.ts';
import { subnetText, wayOut } from './way-out.ts';

export default defineRule<VmkernelAdapter>({
  id: 'iscsi-vmk-shares-subnet-with-other-vmk',
  family: 'network',
  title: 'No other VMkernel adapter may lie in the subnet of an iSCSI port',
  rationale:
    'The VMkernel sends what is not bound through one adapter of a subnet, whichever service it belongs to. With two adapters in one subnet ' +
    'management, vMotion or NFS may leave through the storage NIC, or storage through the other NIC, and a failed link takes the wrong service down.',
  severity: 'error',
  cases: {
    'untagged-stray': { level: 'warning', when: 'The other adapter has no service, in the subnet of bound ports.' },
  },
  sources: [
    says(
      'S10',
      'Several VMkernel adapters in one subnet of one TCP/IP stack are not supported; port binding, multi-NIC vMotion and several stacks are other matters.',
    ),
    says('S9', 'Of two unbound storage adapters in one subnet the first one carries everything.'),
    says('S14', 'On a real EqualLogic host the storage heartbeat is unbound in the subnet of the bound ports on purpose.'),
    unsourced('A second adapter without any service in the subnet of bound ports is a warning.'),
  ],
  exceptions: {
    'both-bound': 'Both adapters are bound for iSCSI.',
    'untagged-and-nothing-bound': 'Neither has a service tag and nothing is bound: iscsi-vmk-multihomed-unbound reports it.',
    'other-stack': 'The other adapter belongs to another TCP/IP stack.',
    'equallogic-heartbeat': 'The other adapter is the storage heartbeat of Dell EqualLogic.',
  },
  fix: {
    esxcli: [
      'esxcli network ip interface ipv4 set -i vmk0 -t static -I 192.168.10.11 -N 255.255.255.0',
      'esxcli network ip netstack add -N vmotion',
    ],
    powercli: [
      'Get-VMHostNetworkAdapter -VMHost $h -Name vmk0 | Set-VMHostNetworkAdapter -IP 192.168.10.11 -SubnetMask 255.255.255.0 -Confirm:$false',
    ],
    manual: [
      'Give the other adapter an address in another subnet, or bind the iSCSI ports, or move vMotion to a TCP/IP stack of its own.',
    ],
  },
  each: (inventory) => vmksBeside(candidatesOf(inventory), inventory.host),
  *check(vmk, _, { inventory, allowed }) {
    const candidates = candidatesOf(inventory);
    const player = (item: VmkernelAdapter) => ({ vmk: item, role: roleOf(candidates.of(item)) });
    const offenders: { readonly vmk: VmkernelAdapter; readonly level: Level }[] = [];
    const { vmks } = vmk.host;
    const missing: Unknown[] = vmks.known ? [] : [vmks];
    for (const other of vmks.known ? vmks.value : []) {
      if (other === vmk || allowed(other.name) !== undefined) continue;
      const level = offence(player(vmk), player(other));
      if (typeof level === 'string') offenders.push({ vmk: other, level });
      else if (level !== null) missing.push(level);
    }
    const { ip } = vmk;
    if (offenders.length === 0 || !ip.known) return yield* missing;
    const others = offenders.map((item) => item.vmk);
    yield problem(
      ip,
      `${vmk.name} (${ip.value}${service(vmk)}) shares the subnet ${subnetText(vmk)} with ${listed(others.map((other) => `${other.name}${inBrackets(other)}`))}.` +
        sufferers([vmk, ...others], candidates),
      moveAway(vmk, others, candidates),
      {
        case: offenders.some((item) => item.level === 'error') ? undefined : 'untagged-stray',
        related: others.flatMap((other) => weighed(`address of ${other.name}`, other.ip)),
      },
    );
  },
});

function servicesOf({ tags }: VmkernelAdapter): string {
  return tags.known ? listed(tags.value.map((tag) => serviceName(tag.value).spoken)) : '';
}
const service = (vmk: VmkernelAdapter) => (servicesOf(vmk) === '' ? '' : `, ${servicesOf(vmk)}`);
const inBrackets = (vmk: VmkernelAdapter) => (servicesOf(vmk) === '' ? '' : ` (${servicesOf(vmk)})`);

/** Bound storage goes on working; it is the others that suffer. */
function sufferers(vmks: readonly VmkernelAdapter[], candidates: Candidates): string {
  const ports = vmks.map((vmk) => candidates.of(vmk)).filter((port) => port instanceof IscsiPort);
  const bound = ports.filter((port) => port.bound.known && port.bound.value);
  if (bound.length === 0) return ports[0] ? wayOut(ports[0]) : '';
  const strays = vmks.filter((vmk) => !bound.some((port) => port.vmk === vmk)).map((vmk) => vmk.name);
  return ` The sessions of the bound ports keep to their ports; it is ${listed(strays)} that suffers, whose traffic may leave through an iSCSI port.`;
}

/** Where to put the adapters that should not be there: those that are not bound, or those with a service. */
function moveAway(vmk: VmkernelAdapter, others: readonly VmkernelAdapter[], candidates: Candidates): Remedy {
  const all = [vmk, ...others];
  const isBound = (item: VmkernelAdapter) => {
    const port = candidates.of(item);
    return port instanceof IscsiPort && port.bound.known && port.bound.value;
  };
  const hasTag = ({ tags }: VmkernelAdapter, tag?: string) =>
    tags.known && tags.value.some((item) => tag === undefined || item.value === tag);
  const strays = all.filter((item) => (all.some(isBound) ? !isBound(item) : hasTag(item)));
  return {
    manual: [
      ...strays.map(
        ({ name }) =>
          `Give ${name} an address outside ${subnetText(vmk)}: esxcli network ip interface ipv4 set -i ${name} -t static -I ADDRESS -N NETMASK.`,
      ),
      ...(strays.some((item) => hasTag(item, 'vmotion'))
        ? [
            'Or move vMotion to a TCP/IP stack of its own: esxcli network ip netstack add -N vmotion, then make the adapter anew in it.',
          ]
        : []),
    ],
  };
}
