import { activeLag, defineRule, notApplicable, portGroupOf, problem, psWord, type Remedy, shellWord } from 'vlint';
import { says } from '../ledger.ts';
import { teamingCause } from './teaming-cause.ts';

export default defineRule({
  id: 'iscsi-teaming-ip-hash',
  family: 'port-binding',
  title: 'Port groups that carry iSCSI must not balance their load by IP hash',
  rationale:
    'IP hash works only with an etherchannel on the physical switch, even where a single uplink is active, and it ties a session to a NIC by its ' +
    'addresses. With port binding it is not supported; without, it stands in the way of multipathing.',
  severity: 'warning',
  cases: { bound: { level: 'error', when: 'The adapter is bound: port binding is not supported with IP hash.' } },
  sources: [
    says('S46', 'Routing by IP hash needs an etherchannel on the physical switch.'),
    says('S11', 'iSCSI multipathing should not be used with static etherchannel or LACP.'),
    says('S1', 'Do not use port binding with link aggregation on the uplinks of the host.'),
  ],
  exceptions: {
    'other-policy': 'The port group uses another policy, such as the originating port or an explicit order.',
    'other-traffic': 'The port group carries no iSCSI.',
    'lag-hash':
      "A LAG's own hashing takes the place of the port group's policy: iscsi-over-lag speaks of it (no vendor text was found).",
  },
  disputes: [
    'The 6.5 guide calls unbound iSCSI over link aggregation supported, a KB article for 6.x to 8.x says not to use multipathing with it: a warning unless bound.',
  ],
  fix: {
    esxcli: ['esxcli network vswitch standard portgroup policy failover set -p iSCSI-1 -l portid'],
    powercli: [
      'Get-VirtualPortGroup -VMHost $h -Name iSCSI-1 | Get-NicTeamingPolicy | Set-NicTeamingPolicy -LoadBalancingPolicy LoadBalanceSrcId',
    ],
    manual: ['Dissolve the etherchannel on the physical switch in the same maintenance window.'],
  },
  each: (inventory) => inventory.iscsiPorts,
  *check(port) {
    const group = portGroupOf(port.vmk);
    if (!group.known) return yield group;
    const { policy, name, distributed } = group.value;
    if (!policy.known) return yield policy;
    if (policy.value !== 'loadbalance_ip') return;
    const { bound } = port;
    const isBound = bound.known && bound.value;
    const lag = activeLag(port.vmk);
    if (!isBound) {
      if (!lag.known) return yield lag;
      if (lag.value !== null)
        return yield bound.known ? notApplicable(`the hashing of ${lag.value} takes the place of the policy of ${name}`) : bound;
    }
    const role = isBound ? `is bound to ${port.adapter.name}` : 'carries iSCSI';
    const why = isBound
      ? 'Port binding is not supported with it.'
      : 'It needs an etherchannel on the physical switch, even with one active uplink.';
    const hint = bound.known ? '' : ' Whether the adapter is bound is not known: with port binding this is an error.';
    yield problem(
      policy,
      `${port.vmk.name} ${role}, but its port group ${name} balances its load by IP hash. ${why}${hint}`,
      remedy(port.host.name, name, distributed),
      { case: isBound ? 'bound' : undefined, cause: teamingCause(port) },
    );
  },
});

function remedy(host: string, group: string, distributed: boolean): Remedy {
  const manual = ['Dissolve the etherchannel on the physical switch in the same maintenance window.'];
  const name = psWord(group);
  if (distributed) {
    return {
      powercli: [
        `Get-VDPortgroup -Name ${name} | Get-VDUplinkTeamingPolicy | Set-VDUplinkTeamingPolicy -LoadBalancingPolicy LoadBalanceSrcId`,
      ],
      manual,
    };
  }
  const pipe = 'Get-NicTeamingPolicy | Set-NicTeamingPolicy -LoadBalancingPolicy LoadBalanceSrcId';
  return {
    esxcli: [`esxcli network vswitch standard portgroup policy failover set -p ${shellWord(group)} -l portid`],
    powercli: [`Get-VirtualPortGroup -VMHost ${psWord(host)} -Name ${name} | ${pipe}`],
    manual,
  };
}
