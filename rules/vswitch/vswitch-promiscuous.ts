import { defineRule, listed, type PortGroup, problem, psWord, type Remedy, shellWord, weighed } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { anyCarriesIscsi, type GroupUse, groupUses, holdsAllowedVm } from './group-uses.ts';

const ID = 'vswitch-promiscuous';

export default defineRule<GroupUse>({
  id: ID,
  family: 'vswitch',
  title: 'Port groups of VMs and of iSCSI should reject promiscuous mode',
  rationale:
    'In a port group that accepts promiscuous mode each VM may read the frames of all others in its VLAN on this host, storage traffic in clear ' +
    'text among them. Only what has to listen (intrusion detection, a nested ESXi) needs it, in a port group of its own.',
  severity: 'warning',
  sources: [
    says('S19', 'Reject promiscuous mode, which is the default.'),
    unsourced('That a port group with VMkernel adapters for other services only is left alone: nobody in it can listen.'),
  ],
  exceptions: {
    listener: 'Intrusion detection or a nested ESXi listens there: facts.yaml allows the port group or a VM in it.',
    'other-vmkernel': 'Only VMkernel adapters that carry no iSCSI are in the port group.',
  },
  fix: {
    esxcli: ['esxcli network vswitch standard portgroup policy security set -p PG -o false'],
    powercli: ['Get-VirtualPortGroup -VMHost $h -Name PG | Get-SecurityPolicy | Set-SecurityPolicy -AllowPromiscuous $false'],
  },
  *each({ hosts }) {
    for (const host of hosts) yield* groupUses(host);
  },
  *check(use, _options, context) {
    const { group, vmks, vms, forVms, moreVmks } = use;
    const { promiscuous, vlan } = group;
    if (promiscuous.known && !promiscuous.value) return;
    const welcome = holdsAllowedVm(use, ID, context);
    if (welcome === true) return;
    const iscsi = anyCarriesIscsi(vmks, context.inventory);
    const certain = (forVms.known && forVms.value) || (iscsi?.known === true && iscsi.value);
    if (!certain) {
      if (!forVms.known) return yield forVms;
      if (iscsi?.known === false) return yield iscsi;
      if (moreVmks && vmks.length === 0) return yield moreVmks;
      return;
    }
    if (!promiscuous.known) return yield promiscuous;
    if (welcome !== false) return yield welcome;
    const inside = [...vms.map(({ vm }) => vm.name), ...vmks.map((vmk) => vmk.name)];
    yield problem(
      promiscuous,
      `Port group ${group.name} accepts promiscuous mode.${inside.length === 0 ? '' : ` ${listed(inside, 5)} ${new Set(inside).size === 1 ? 'is' : 'are'} in it.`}`,
      remedyFor(group),
      { related: weighed('Its VLAN', vlan) },
    );
  },
});

function remedyFor({ name, host, distributed }: PortGroup): Remedy {
  if (distributed)
    return {
      powercli: [`Get-VDPortgroup -Name ${psWord(name)} | Get-VDSecurityPolicy | Set-VDSecurityPolicy -AllowPromiscuous $false`],
    };
  return {
    esxcli: [`esxcli network vswitch standard portgroup policy security set -p ${shellWord(name)} -o false`],
    powercli: [
      `Get-VirtualPortGroup -VMHost ${psWord(host.name)} -Name ${psWord(name)} | Get-SecurityPolicy | Set-SecurityPolicy -AllowPromiscuous $false`,
    ],
  };
}
