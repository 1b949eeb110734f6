import { defineRule, listed, portGroupOf, problem } from 'vlint';
import { says } from '../ledger.ts';
import { hasOneUplink } from './one-uplink.ts';
import { pin } from './pin.ts';
import { teamingCause } from './teaming-cause.ts';

export default defineRule({
  id: 'portbind-one-active-uplink',
  family: 'port-binding',
  title: 'A bound VMkernel adapter must have exactly one active uplink',
  rationale:
    'Port binding makes each VMkernel adapter a storage path over one physical NIC, so that the loss of the NIC is the loss of a path and ' +
    'multipathing takes over. With a second active uplink the network teams behind the back of the storage, and ESXi no longer accepts ' +
    'the binding. A port group that sets no order of its own inherits that of its switch, where all uplinks are active by default.',
  severity: 'error',
  sources: [
    says('S5', 'A bound port is not compliant when it is connected to more than one physical NIC, or to no active one.'),
    says('S6', 'Override the failover order so that one adapter is active and the rest are unused; by default all are active.'),
    says(
      'S13',
      'An adapter with more than one active uplink cannot be chosen for binding, and turns non-compliant when it gets one later.',
    ),
    says('S50', 'The fault IscsiFaultVnicHasMultipleUplinks.'),
  ],
  exceptions: {
    'one-uplink-in-all': 'The switch has one uplink in all: it is the only active one without being named.',
    'not-bound': 'The adapter is not bound, for instance the heartbeat of an EqualLogic group, which wants both uplinks.',
    'dependent-hardware': 'A dependent hardware adapter on a switch with more uplinks, which are unused on its port group.',
    iser: 'The adapter is an iSER one, which no rule judges.',
  },
  fix: {
    esxcli: [
      'esxcli network vswitch standard portgroup policy failover set -p iSCSI-1 -a vmnic2 -s ""',
      'esxcli network vswitch standard portgroup policy failover get -p iSCSI-1',
    ],
    powercli: [
      'Get-VirtualPortGroup -VMHost $h -Name iSCSI-1 | Get-NicTeamingPolicy | Set-NicTeamingPolicy -MakeNicActive vmnic2 -MakeNicUnused vmnic3',
      "Get-VDPortgroup iSCSI-1 | Get-VDUplinkTeamingPolicy | Set-VDUplinkTeamingPolicy -ActiveUplinkPort 'Uplink 1' -UnusedUplinkPort 'Uplink 2'",
    ],
  },
  each: (inventory) => inventory.boundPorts,
  *check(port) {
    const group = portGroupOf(port.vmk);
    if (!group.known) return yield group;
    const { active, name } = group.value;
    if (!active.known) return yield active;
    if (active.value.length === 1) return;
    if (active.value.length > 1) {
      const single = hasOneUplink(port);
      if (!single.known) return yield single;
      if (single.value) return;
    }
    const count =
      active.value.length === 0 ? 'no active uplink' : `${active.value.length} active uplinks (${listed(active.value)})`;
    yield problem(
      active,
      `${port.vmk.name} is bound to ${port.adapter.name}, but its port group ${name} has ${count} instead of exactly one. ESXi does not accept such a binding as compliant.`,
      pin(port),
      { cause: teamingCause(port) },
    );
  },
});
