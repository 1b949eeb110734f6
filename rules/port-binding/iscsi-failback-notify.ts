import type { Known, PortGroup, Remedy } from 'vlint';
import { activeLag, activeNics, causeOf, defineRule, listed, portGroupOf, problem, psWord, shellWord, standbyNics } from 'vlint';
import { says, unsourced } from '../ledger.ts';

export default defineRule({
  id: 'iscsi-failback-notify',
  family: 'port-binding',
  title: 'A team of uplinks that carries iSCSI should notify its switches and fall back',
  rationale:
    'Where a team fails over for iSCSI, the physical switches learn the new way from the notification only; without it they go on sending to the ' +
    'dead link until their tables age. Without failback all traffic stays on the NIC that took over, until somebody looks.',
  severity: 'note',
  sources: [
    says(
      'S50',
      'rollingOrder is true where there is no failback; notifySwitches tells whether physical switches hear of a failover.',
    ),
    unsourced('That a team which carries iSCSI should do both is common practice.'),
  ],
  exceptions: {
    bound: 'The adapter is bound and has a single active uplink: there is nothing to fall back to.',
    'single-uplink': 'The port group has one uplink, or a link aggregation group in its place.',
    'on-purpose': 'Failback is off on purpose, as for switches whose ports come up before they forward; facts.yaml can allow it.',
  },
  fix: {
    esxcli: ['esxcli network vswitch standard portgroup policy failover set -p iSCSI-A -b true -n true'],
    powercli: [
      'Get-VirtualPortGroup -VMHost $h -Name iSCSI-A | Get-NicTeamingPolicy | Set-NicTeamingPolicy -FailbackEnabled $true -NotifySwitches $true',
    ],
  },
  each: (inventory) => inventory.iscsiPorts,
  *check({ vmk, bound, host }) {
    if (bound.known && bound.value) return;
    const active = activeNics(vmk);
    if (!active.known) return yield active;
    const standby = standbyNics(vmk);
    if (active.value.length < 2) {
      if (!standby.known) return yield standby;
      if (new Set([...active.value, ...standby.value]).size < 2) return;
    }
    const lag = activeLag(vmk);
    if (!lag.known) return yield lag;
    if (lag.value !== null) return;
    const group = portGroupOf(vmk);
    if (!group.known) return yield group;
    const { rollingOrder, notifySwitches, name } = group.value;
    const faults: { readonly said: string; readonly evidence: Known<boolean> }[] = [];
    if (rollingOrder.known && rollingOrder.value) faults.push({ said: 'does not fall back', evidence: rollingOrder });
    if (notifySwitches.known && !notifySwitches.value)
      faults.push({ said: 'does not notify the switches', evidence: notifySwitches });
    const [first] = faults;
    if (first === undefined) {
      if (!rollingOrder.known) yield rollingOrder;
      if (!notifySwitches.known) yield notifySwitches;
      return;
    }
    if (!bound.known) return yield bound;
    yield problem(
      first.evidence,
      `${vmk.name} carries iSCSI over several uplinks of port group ${name}, which ${listed(faults.map(({ said }) => said))} after a failover.`,
      remedy(host.name, group.value),
      {
        cause: causeOf(
          group.value,
          'failback and notification',
          `Port group ${name} ${listed(faults.map(({ said }) => said))}.`,
          first.evidence,
        ),
      },
    );
  },
});

function remedy(host: string, { name, distributed, rollingOrder, notifySwitches }: PortGroup): Remedy {
  const failback = rollingOrder.known && rollingOrder.value;
  const notify = notifySwitches.known && !notifySwitches.value;
  if (distributed) {
    return {
      powercli: [
        `Get-VDPortgroup -Name ${psWord(name)} | Get-VDUplinkTeamingPolicy | Set-VDUplinkTeamingPolicy${failback ? ' -EnableFailback $true' : ''}${notify ? ' -NotifySwitches $true' : ''}`,
      ],
    };
  }
  return {
    esxcli: [
      `esxcli network vswitch standard portgroup policy failover set -p ${shellWord(name)}${failback ? ' -b true' : ''}${notify ? ' -n true' : ''}`,
    ],
    powercli: [
      `Get-VirtualPortGroup -VMHost ${psWord(host)} -Name ${psWord(name)} | Get-NicTeamingPolicy | Set-NicTeamingPolicy${failback ? ' -FailbackEnabled $true' : ''}${notify ? ' -NotifySwitches $true' : ''}`,
    ],
  };
}
