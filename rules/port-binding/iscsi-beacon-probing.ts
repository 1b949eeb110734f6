import type { Fact, PortGroup, Remedy, VmkernelAdapter } from 'vlint';
import { activeNics, causeOf, defineRule, portGroupOf, problem, psWord, shellWord, standbyNics, weighed } from 'vlint';
import { says, unsourced } from '../ledger.ts';

/** Uplinks without which a beacon that is not heard does not tell whose link is broken. */
const LEAST_UPLINKS = 3;

export default defineRule({
  id: 'iscsi-beacon-probing',
  family: 'port-binding',
  title: 'Port groups that carry iSCSI should not probe their uplinks with beacons',
  rationale:
    'With two uplinks a lost beacon does not tell which of them is broken, so that the switch sends everything over both. With one active uplink, as ' +
    'port binding wants it, there is nothing to choose from, and over an etherchannel beacons come back on the wrong link.',
  severity: 'warning',
  cases: { bound: { level: 'note', when: 'The adapter is bound: its single active uplink makes beacons useless.' } },
  sources: [
    says('S46', 'Beacon probing needs three NICs or more.'),
    unsourced('That beacons are useless with one active uplink follows from what they are for.'),
  ],
  exceptions: {
    'three-uplinks': 'The team of an unbound adapter has three uplinks or more and no IP hash.',
    'other-traffic': 'The port group carries no iSCSI.',
  },
  fix: {
    esxcli: ['esxcli network vswitch standard portgroup policy failover set -p iSCSI-A -f link'],
    powercli: [
      'Get-VirtualPortGroup -VMHost $h -Name iSCSI-A | Get-NicTeamingPolicy | Set-NicTeamingPolicy -NetworkFailoverDetectionPolicy LinkStatus',
    ],
  },
  each: (inventory) => inventory.iscsiPorts,
  *check({ vmk, bound, host, adapter }) {
    const group = portGroupOf(vmk);
    if (!group.known) return yield group;
    const { checkBeacon, policy, name } = group.value;
    if (!checkBeacon.known) return yield checkBeacon;
    if (!checkBeacon.value) return;
    const role = bound.known && bound.value ? `is bound to ${adapter.name}` : 'carries iSCSI';
    const fault = (why: string, known?: 'bound') =>
      problem(
        checkBeacon,
        `${vmk.name} ${role} and its port group ${name} probes the uplinks with beacons. ${why}`,
        remedy(host.name, group.value),
        {
          ...(known === undefined ? {} : { case: known }),
          related: weighed(`load balancing of ${name}`, policy),
          cause: causeOf(group.value, 'failure detection', `Port group ${name} probes its uplinks with beacons.`, checkBeacon),
        },
      );
    if (policy.known && policy.value === 'loadbalance_ip')
      return yield fault('It balances its load by IP hash, for whose etherchannel beacons are not made.');
    if (bound.known && bound.value) return yield fault('With one active uplink beacons are useless.', 'bound');
    const uplinks = teamSize(vmk);
    if (!uplinks.known) return yield uplinks;
    const few = `Beacons need ${LEAST_UPLINKS} uplinks; it has ${uplinks.value}.`;
    if (uplinks.value < LEAST_UPLINKS) {
      if (bound.known) return yield fault(few);
      return yield fault(`${few} Whether the adapter is bound is not known: without port binding this is a warning.`, 'bound');
    }
    if (!bound.known) yield bound;
    if (!policy.known) yield policy;
  },
});

function teamSize(vmk: VmkernelAdapter): Fact<number> {
  const active = activeNics(vmk);
  const standby = standbyNics(vmk);
  if (!active.known) return active;
  return standby.known ? { ...active, value: new Set([...active.value, ...standby.value]).size } : standby;
}

function remedy(host: string, { name, distributed }: PortGroup): Remedy {
  if (distributed) {
    return {
      powercli: [
        `Get-VDPortgroup -Name ${psWord(name)} | Get-VDUplinkTeamingPolicy | Set-VDUplinkTeamingPolicy -FailoverDetectionPolicy LinkStatus`,
      ],
    };
  }
  return {
    esxcli: [`esxcli network vswitch standard portgroup policy failover set -p ${shellWord(name)} -f link`],
    powercli: [
      `Get-VirtualPortGroup -VMHost ${psWord(host)} -Name ${psWord(name)} | Get-NicTeamingPolicy | Set-NicTeamingPolicy -NetworkFailoverDetectionPolicy LinkStatus`,
    ],
  };
}
