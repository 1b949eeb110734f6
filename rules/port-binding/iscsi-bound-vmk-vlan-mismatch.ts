import type { Fact, IscsiPort, Unknown } from 'vlint';
import { defineRule, listed, portGroupOf, problem, sameSubnet, weighed } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { bindingsCause } from './bindings-cause.ts';
import { siblingsOf } from './bound-siblings.ts';

/** On a standard switch: all VLANs to the guest. */
const ALL_TO_GUEST = 4095;

export default defineRule({
  id: 'iscsi-bound-vmk-vlan-mismatch',
  family: 'port-binding',
  title: 'Bound VMkernel adapters of one subnet must be in one VLAN',
  rationale:
    'One subnet is one broadcast domain. Adapters of it in different VLANs cannot both reach the same portals: the paths of one of them never come ' +
    'up, or come up only because some switch joins the VLANs.',
  severity: 'error',
  cases: {
    'one-untagged': {
      level: 'warning',
      when: 'One is untagged and the other is tagged: right if the port of the untagged one is an access port of that VLAN.',
    },
  },
  sources: [
    says('S1', 'Port binding is for adapters in one broadcast domain and one subnet.'),
    unsourced('That an access port may put an untagged adapter into the VLAN of a tagged one.'),
  ],
  exceptions: {
    'different-subnets': 'The adapters are in different subnets.',
  },
  fix: {
    esxcli: ['esxcli network vswitch standard portgroup set -p iSCSI-2 -v 101'],
    powercli: [
      'Get-VirtualPortGroup -VMHost $h -Name iSCSI-2 | Set-VirtualPortGroup -VLanId 101',
      'Get-VDPortgroup iSCSI-2 | Set-VDVlanConfiguration -VlanId 101',
    ],
  },
  each: (inventory) => inventory.boundPorts,
  *check(port) {
    const own = tagOf(port);
    const siblings = siblingsOf(port);
    const apart: { readonly port: IscsiPort; readonly tag: number }[] = [];
    const missing: Unknown[] = [...siblings.missing];
    for (const other of siblings.ports) {
      const together = sameSubnet(port.vmk, other.vmk);
      if (together.known && !together.value) continue;
      const tag = tagOf(other);
      if (own.known && tag.known && own.value === tag.value) continue;
      if (!together.known) missing.push(together);
      else if (!own.known) missing.push(own);
      else if (!tag.known) missing.push(tag);
      else apart.push({ port: other, tag: tag.value });
    }
    if (apart.length === 0 || !own.known) return yield* missing;
    const untagged = apart.every(({ tag }) => tag === 0 || own.value === 0);
    const group = portGroupOf(port.vmk);
    yield problem(
      own,
      `${port.vmk.name} ${inVlan(own.value)} is bound to ${port.adapter.name} together with ${listed(apart.map((other) => `${other.port.vmk.name} ${inVlan(other.tag)}`))}, in the same subnet.` +
        (untagged ? ' That is right only if the switch port of the untagged adapter is an access port of that VLAN.' : ''),
      {
        manual: [
          `Put ${listed([port, ...apart.map((other) => other.port)].map((item) => `${item.vmk.name} (${groupName(item)})`).sort())} into the VLAN of the storage portals, all into the same: ${
            group.known && group.value.distributed
              ? 'Set-VDVlanConfiguration -VlanId VLAN'
              : 'esxcli network vswitch standard portgroup set -p PORTGROUP -v VLAN'
          }.`,
        ],
      },
      {
        ...(untagged ? { case: 'one-untagged' } : {}),
        related: apart.flatMap((other) => weighed(`VLAN of ${other.port.vmk.name}`, tagOf(other.port))),
        cause: bindingsCause(port.adapter),
      },
    );
  },
});

/** The VLAN tag that an adapter's frames leave the host with; 0 without one, as from a trunk to guests. */
function tagOf({ vmk }: IscsiPort): Fact<number> {
  const group = portGroupOf(vmk);
  if (!group.known) return group;
  const { vlan } = group.value;
  if (!vlan.known) return vlan;
  return { ...vlan, value: typeof vlan.value !== 'number' || vlan.value === ALL_TO_GUEST ? 0 : vlan.value };
}

function groupName({ vmk }: IscsiPort): string {
  const group = portGroupOf(vmk);
  return group.known ? group.value.name : '';
}

function inVlan(tag: number): string {
  return tag === 0 ? 'without a VLAN' : `in VLAN ${tag}`;
}
