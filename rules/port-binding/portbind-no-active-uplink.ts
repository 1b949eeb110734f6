import { activeNics, defineRule, type Fact, type IscsiPort, listed, portGroupOf, problem, switchOf } from 'vlint';
import { says } from '../ledger.ts';
import { pin } from './pin.ts';
import { teamingCause } from './teaming-cause.ts';

export default defineRule({
  id: 'portbind-no-active-uplink',
  family: 'port-binding',
  title: 'A bound VMkernel adapter must have an active uplink on its switch',
  rationale:
    'Without an active uplink the bound adapter carries no storage traffic at all: the path that it stands for does not exist.',
  severity: 'error',
  sources: [
    says('S5', 'A bound port is not compliant when it is not connected to an active physical NIC.'),
    says('S50', 'The fault IscsiFaultVnicHasNoUplinks.'),
  ],
  exceptions: {
    'link-down': 'The active uplink is there but its link is down: iscsi-uplink-link-down says so.',
  },
  fix: {
    esxcli: [
      'esxcli network vswitch standard uplink add -u vmnic2 -v vSwitch1',
      'esxcli network vswitch standard portgroup policy failover set -p iSCSI-1 -a vmnic2 -s ""',
    ],
    powercli: [
      "Get-VDPortgroup iSCSI-1 | Get-VDUplinkTeamingPolicy | Set-VDUplinkTeamingPolicy -ActiveUplinkPort 'Uplink 1' -UnusedUplinkPort 'Uplink 2'",
    ],
  },
  each: (inventory) => inventory.boundPorts,
  *check(port) {
    const group = portGroupOf(port.vmk);
    if (!group.known) return yield group;
    const { active, name } = group.value;
    if (!active.known) return yield active;
    const linked = active.value.length === 0 ? active : linkedNics(port);
    if (!linked.known) return yield linked;
    if (linked.value.length > 0) return;
    const vswitch = switchOf(port.vmk);
    const place = vswitch.known ? vswitch.value.name : 'its switch';
    const why =
      active.value.length === 0
        ? 'has no active uplink'
        : `has ${listed(active.value)} active, for which ${place} has no physical NIC on this host`;
    yield problem(
      active,
      `${port.vmk.name} is bound to ${port.adapter.name}, but its port group ${name} ${why}. No session can use it.`,
      pin(port),
      { cause: teamingCause(port) },
    );
  },
});

/** The active NICs that the switch really has. */
function linkedNics(port: IscsiPort): Fact<readonly string[]> {
  const nics = activeNics(port.vmk);
  const vswitch = switchOf(port.vmk);
  if (!nics.known) return nics;
  if (!vswitch.known) return vswitch;
  const { distributed, uplinks } = vswitch.value;
  if (distributed) return nics;
  return uplinks.known ? { ...nics, value: nics.value.filter((nic) => uplinks.value.includes(nic)) } : uplinks;
}
