import { activeLag, defineRule, portGroupOf, problem } from 'vlint';
import { says } from '../ledger.ts';
import { pin } from './pin.ts';
import { teamingCause } from './teaming-cause.ts';

export default defineRule({
  id: 'portbind-with-lag',
  family: 'port-binding',
  title: 'A bound VMkernel adapter must not use a link aggregation group',
  rationale:
    'A link aggregation group spreads and moves sessions over its NICs by itself. Port binding needs the opposite: one NIC for each adapter, so ' +
    'that a failed NIC is a failed path. VMware does not support the two together.',
  severity: 'error',
  sources: [
    says('S1', 'Do not use port binding with LACP or link aggregation on the uplinks of the host.'),
    says('S11', 'LACP is incompatible with software iSCSI multipathing.'),
    says('S12', 'LACP is not supported with software iSCSI port binding; iSCSI over a LAG is, if port binding is not used.'),
  ],
  exceptions: {
    'not-bound': 'The adapter is not bound: iscsi-over-lag speaks of it.',
    'lag-of-others': 'The switch has a link aggregation group, but the port group of the bound adapter uses a single uplink.',
  },
  disputes: [
    'Whether unbound iSCSI may use a LAG is disputed between the 6.5 guide and a later KB article; with port binding all sources say no.',
  ],
  fix: {
    powercli: [
      "Get-VDPortgroup iSCSI-1 | Get-VDUplinkTeamingPolicy | Set-VDUplinkTeamingPolicy -ActiveUplinkPort 'Uplink 1' -UnusedUplinkPort 'lag1'",
    ],
    manual: ['Take a physical NIC for each bound adapter out of the LAG, or remove the bindings.'],
  },
  each: (inventory) => inventory.boundPorts,
  *check(port) {
    const lag = activeLag(port.vmk);
    if (!lag.known) return yield lag;
    if (lag.value === null) return;
    const group = portGroupOf(port.vmk);
    const name = group.known ? group.value.name : '';
    const remedy = pin(port);
    const leave = `Or remove the binding: esxcli iscsi networkportal remove -A ${port.adapter.name} -n ${port.vmk.name} -f 1.`;
    yield problem(
      lag,
      `${port.vmk.name} is bound to ${port.adapter.name}, but the active uplink of its port group ${name} is the link aggregation group ${lag.value}. ` +
        'Port binding is not supported over link aggregation.',
      { ...remedy, manual: [...(remedy.manual ?? []), leave] },
      { cause: teamingCause(port) },
    );
  },
});
