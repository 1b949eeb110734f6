import type { Check, CheckContext, Remedy, Unknown, Vlan, VmkernelAdapter } from 'vlint';
import { activeNics, defineRule, IscsiPort, portGroupOf, problem, psWord, shellWord, standbyNics, weighed } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { candidatesOf, decided, Suspect, vmksBeside } from './candidates.ts';
import { listed } from './names.ts';
import { carriesNfs } from './nfs-adapters.ts';
import { serviceName } from './service-names.ts';
import { vlanCause } from './vlan-cause.ts';
import { isUntagged, vlanOf } from './vlans.ts';

export default defineRule<VmkernelAdapter>({
  id: 'iscsi-vlan-not-dedicated',
  family: 'network',
  title: 'iSCSI must have a VLAN of its own',
  rationale:
    'What shares a VLAN shares its broadcasts, its loops and its intruders. Management, vMotion and NFS in the storage VLAN make a fault of one ' +
    'the fault of all, and whoever gets into one of them stands before the array.',
  severity: { default: 'warning', stig: 'error' },
  sources: [
    says('S19', 'Storage gets a VLAN that is dedicated to that storage protocol (esx-9.vmk-storage).'),
    says('S18', 'The storage VLAN is dedicated.'),
    says('S56', 'NetApp TR-3749: separate physical networks or VLANs.'),
    says('S20', 'iSCSI gets a VLAN of its own.'),
    unsourced('Untagged adapters share a VLAN for certain only where they share an uplink.'),
  ],
  exceptions: {
    'untagged-on-other-uplinks': 'Both are untagged, on uplinks of their own: the physical ports may separate them.',
    'bound-sibling':
      'The other adapter is bound to iSCSI itself: that a service does not belong on it is reported by iscsi-vmk-service-tagged.',
    'opaque-network': 'The other adapter is on an opaque (NSX) network, whose VLAN no export tells: the rule is then undecided.',
  },
  fix: {
    esxcli: ['esxcli network vswitch standard portgroup set -p iSCSI-A -v 101'],
    powercli: ['Get-VirtualPortGroup -VMHost $h -Name iSCSI-A | Set-VirtualPortGroup -VLanId 101'],
    manual: ['Put the switch ports and the array into the new VLAN at the same time: paths are down until all agree.'],
  },
  each: (inventory) => vmksBeside(candidatesOf(inventory), inventory.host),
  check: (vmk, _, context) => decided(candidatesOf(context.inventory).of(vmk), () => judge(vmk, context)),
});

function* judge(vmk: VmkernelAdapter, { inventory, allowed }: CheckContext): Check {
  const candidates = candidatesOf(inventory);
  const others: { readonly vmk: VmkernelAdapter; readonly service: string }[] = [];
  const { vmks } = vmk.host;
  const missing: Unknown[] = vmks.known ? [] : [vmks];
  for (const other of vmks.known ? vmks.value : []) {
    if (other === vmk || allowed(other.name) !== undefined) continue;
    const role = candidates.of(other);
    if (role instanceof IscsiPort && role.bound.known && role.bound.value) continue;
    const service = otherService(vmk, other, role instanceof Suspect ? role.missing : role !== undefined);
    if (typeof service === 'string') others.push({ vmk: other, service });
    else if (service !== null) missing.push(service);
  }
  const vlan = vlanOf(vmk);
  if (others.length === 0 || !vlan.known) return yield* missing;
  const group = portGroupOf(vmk);
  const place = isUntagged(vlan.value) ? 'without a VLAN, over uplinks that it shares' : `in VLAN ${vlan.value}, which it shares`;
  yield problem(
    vlan,
    `${vmk.name} carries iSCSI ${place} with ${listed(others.map((other) => `${other.vmk.name} (${other.service})`))}.`,
    dedicate(vmk, vlan.value),
    {
      cause: group.known ? vlanCause(group.value) : undefined,
      related: others.flatMap((other) => weighed(`VLAN of ${other.vmk.name}`, vlanOf(other.vmk))),
    },
  );
}

/** What another adapter does in the VLAN of an iSCSI port; null where it is elsewhere, or has no service. */
function otherService(vmk: VmkernelAdapter, other: VmkernelAdapter, iscsi: boolean | Unknown): string | null | Unknown {
  const { tags } = other;
  const untagged = tags.known && tags.value.length === 0;
  if (untagged && iscsi === true) return null;
  const together = shareVlan(vmk, other);
  if (together === false) return null;
  if (tags.known && !untagged)
    return together === true ? listed(tags.value.map((tag) => serviceName(tag.value).spoken)) : together;
  const nfs = carriesNfs(other);
  if (nfs.known && nfs.value && iscsi !== true) return together !== true ? together : iscsi === false ? 'NFS' : iscsi;
  if (!tags.known) return tags;
  if (!nfs.known) return nfs;
  return null;
}

function shareVlan(a: VmkernelAdapter, b: VmkernelAdapter): boolean | Unknown {
  const [left, right] = [vlanOf(a), vlanOf(b)];
  if (!left.known) return left;
  if (!right.known) return right;
  if (isUntagged(left.value) !== isUntagged(right.value)) return false;
  return isUntagged(left.value) ? shareUplink(a, b) : left.value === right.value;
}

function shareUplink(a: VmkernelAdapter, b: VmkernelAdapter): boolean | Unknown {
  const [ours, theirs] = [uplinksOf(a), uplinksOf(b)];
  if (ours.names.some((name) => theirs.names.includes(name))) return true;
  return ours.missing ?? theirs.missing ?? false;
}

function uplinksOf(vmk: VmkernelAdapter): { readonly names: readonly string[]; readonly missing: Unknown | undefined } {
  const lists = [activeNics(vmk), standbyNics(vmk)];
  return {
    names: lists.flatMap((list) => (list.known ? list.value : [])),
    missing: lists.find((list): list is Unknown => !list.known),
  };
}

function dedicate(vmk: VmkernelAdapter, vlan: Vlan): Remedy {
  const group = portGroupOf(vmk);
  const name = group.known ? group.value.name : `the port group of ${vmk.name}`;
  const change =
    group.known && group.value.distributed
      ? `Get-VDPortgroup -Name ${psWord(name)} | Set-VDVlanConfiguration -VlanId VLAN`
      : `esxcli network vswitch standard portgroup set -p ${shellWord(name)} -v VLAN`;
  const now = isUntagged(vlan) ? '' : `, other than ${vlan}`;
  return {
    manual: [
      `Put "${name}", the switch ports and the array into a VLAN of their own${now}: ${change}.`,
      'Do it in a maintenance window: paths are down until all agree.',
    ],
  };
}
