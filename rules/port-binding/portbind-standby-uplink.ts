import { defineRule, listed, portGroupOf, problem } from 'vlint';
import { says } from '../ledger.ts';
import { hasOneUplink } from './one-uplink.ts';
import { pin } from './pin.ts';
import { teamingCause } from './teaming-cause.ts';

export default defineRule({
  id: 'portbind-standby-uplink',
  family: 'port-binding',
  title: 'A bound VMkernel adapter must have no standby uplink',
  rationale:
    'The uplinks beside the active one must be unused, not standby. When a physical NIC fails, the storage stack must see a failed path and ' +
    'switch to another; a standby uplink hides the failure from it and moves the session to a NIC that another path may already use.',
  severity: 'error',
  sources: [
    says(
      'S7',
      'The other adapters must be unused, not standby: the loss of a physical NIC must be seen as the failure of a path.',
    ),
    says('S5', 'A bound port is not compliant when its port group has a standby uplink.'),
  ],
  exceptions: {
    'not-bound': 'The adapter is not bound: a standby uplink is its failover then.',
    unused: 'The other uplinks are unused.',
    'one-uplink-in-all': 'The switch has one NIC of the host in all: there is none to stand by.',
  },
  fix: {
    esxcli: ['esxcli network vswitch standard portgroup policy failover set -p iSCSI-1 -a vmnic2 -s ""'],
    powercli: [
      'Get-VirtualPortGroup -VMHost $h -Name iSCSI-1 | Get-NicTeamingPolicy | Set-NicTeamingPolicy -MakeNicActive vmnic2 -MakeNicUnused vmnic3',
      "Get-VDPortgroup iSCSI-1 | Get-VDUplinkTeamingPolicy | Set-VDUplinkTeamingPolicy -ActiveUplinkPort 'Uplink 1' -UnusedUplinkPort 'Uplink 2'",
    ],
  },
  each: (inventory) => inventory.boundPorts,
  *check(port) {
    const group = portGroupOf(port.vmk);
    if (!group.known) return yield group;
    const { standby, name } = group.value;
    if (!standby.known) return yield standby;
    if (standby.value.length === 0) return;
    const single = hasOneUplink(port);
    if (!single.known) return yield single;
    if (single.value) return;
    const those = standby.value.length === 1 ? 'uplink' : 'uplinks';
    yield problem(
      standby,
      `${port.vmk.name} is bound to ${port.adapter.name}, but its port group ${name} has the standby ${those} ${listed(standby.value)}. ` +
        'All uplinks beside the active one must be unused.',
      pin(port),
      { cause: teamingCause(port) },
    );
  },
});
