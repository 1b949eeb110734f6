import { defineRule, listed, problem, psWord, type Remedy, shellWord, weighed } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { anyCarriesIscsi, type GroupUse, groupUses } from './group-uses.ts';

export default defineRule<GroupUse>({
  id: 'nic-teaming-mixed-policy',
  family: 'vswitch',
  title: 'An iSCSI port group with its own teaming should notify the physical switches',
  rationale:
    'A team of several active NICs moves the adapter to another NIC when one fails. With "Notify switches: No" the physical switches learn of it only ' +
    'from the next frame, and until then send what comes from the array to the dead port. A port group that overrides the teaming of its ' +
    'switch easily keeps that setting by accident.',
  severity: 'note',
  sources: [
    says(
      'S46',
      'The teaming settings of a port group: failover order, load balancing and whether the physical switches are notified.',
    ),
    unsourced('That an iSCSI port group with a team of its own should not leave the notification out.'),
  ],
  exceptions: {
    'single-active': 'One uplink is active: there is nothing to notify of.',
    inherited: 'The port group inherits all of its teaming from the switch.',
    'not-iscsi': 'No VMkernel adapter that carries iSCSI is in the port group.',
  },
  fix: {
    esxcli: ['esxcli network vswitch standard portgroup policy failover set -p PG -n true'],
    powercli: ['Get-VirtualPortGroup -VMHost $h -Name PG | Get-NicTeamingPolicy | Set-NicTeamingPolicy -NotifySwitches $true'],
  },
  *each({ hosts }) {
    for (const host of hosts) yield* groupUses(host);
  },
  *check(use, _options, { inventory }) {
    const { group, vmks, moreVmks } = use;
    const { notifySwitches, active, overridesTeaming } = group;
    if (notifySwitches.known && notifySwitches.value) return;
    if (active.known && active.value.length < 2) return;
    if (overridesTeaming.known && !overridesTeaming.value) return;
    const iscsi = anyCarriesIscsi(vmks, inventory);
    if (iscsi === undefined) {
      if (moreVmks) yield moreVmks;
      return;
    }
    const missing = [iscsi, notifySwitches, active, overridesTeaming].filter((fact) => !fact.known);
    if (missing.length > 0 || !notifySwitches.known || !active.known) return yield* missing;
    yield problem(
      notifySwitches,
      `Port group ${group.name} has a teaming of its own with ${active.value.length} active uplinks, ${listed(active.value)}, and does not notify the physical switches. It carries iSCSI for ${listed(vmks.map((vmk) => vmk.name))}.`,
      remedyFor(use),
      { related: weighed('Its active uplinks', active) },
    );
  },
});

function remedyFor({ group: { name, distributed }, host }: GroupUse): Remedy {
  if (distributed)
    return {
      powercli: [
        `Get-VDPortgroup -Name ${psWord(name)} | Get-VDUplinkTeamingPolicy | Set-VDUplinkTeamingPolicy -NotifySwitches $true`,
      ],
    };
  return {
    esxcli: [`esxcli network vswitch standard portgroup policy failover set -p ${shellWord(name)} -n true`],
    powercli: [
      `Get-VirtualPortGroup -VMHost ${psWord(host.name)} -Name ${psWord(name)} | Get-NicTeamingPolicy | Set-NicTeamingPolicy -NotifySwitches $true`,
    ],
  };
}
