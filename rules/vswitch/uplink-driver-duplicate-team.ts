import {
  defineRule,
  Gap,
  type Known,
  listed,
  nicsOf,
  type PortGroup,
  problem,
  shellWord,
  type Unknown,
  type VirtualSwitch,
  weighed,
} from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { groupUses } from './group-uses.ts';

export default defineRule<VirtualSwitch>({
  id: 'uplink-driver-duplicate-team',
  family: 'vswitch',
  title: 'The NICs of a team that balances load should have the same speed',
  rationale:
    'Load balancing spreads ports, addresses or sessions over the NICs of a team as if they were equal. What lands on the slow one is slow, and ' +
    'which VM or VMkernel adapter that is changes with each restart.',
  severity: 'note',
  sources: [
    says(
      'S46',
      'How the load balancing policies choose the physical NIC of a port: by port, MAC address or IP addresses, not by its speed.',
    ),
    unsourced('That NICs of different speed in one team are worth a note.'),
  ],
  exceptions: {
    'link-down': 'The link of the other NIC is down: it has no speed, and carries nothing.',
    'failover-only': 'The port group uses an explicit failover order, or the other NIC is a standby one.',
  },
  fix: {
    esxcli: ['esxcli network vswitch standard portgroup policy failover set -p PG -a vmnicN -s vmnicM'],
    manual: ['Give the team NICs of one speed, or make the slow one a standby NIC.'],
  },
  each: (inventory) => inventory.switches,
  *check(vswitch) {
    const { uplinks, host, name } = vswitch;
    if (!uplinks.known) return yield uplinks;
    const speeds = new Map<string, Known<number>>();
    const untold = new Map<string, Unknown>();
    for (const uplink of uplinks.value) {
      const nic = host.pnic(uplink);
      const speed = nic.known ? nic.value.speed : nic;
      if (!speed.known) untold.set(uplink, speed);
      else if (speed.value !== null) speeds.set(uplink, { ...speed, value: speed.value });
    }
    const isMixed = (nics: readonly string[]) => new Set(nics.flatMap((nic) => speeds.get(nic)?.value ?? [])).size > 1;
    const mayMix = speeds.size + untold.size > 1 && untold.size > 0;
    if (!isMixed(uplinks.value) && !mayMix) return;
    const mixed: { readonly group: PortGroup; readonly nics: readonly string[]; readonly policy: Known<string> }[] = [];
    const missing: Unknown[] = [];
    for (const use of groupUses(host)) {
      if (use instanceof Gap) {
        missing.push(use.missing);
        continue;
      }
      const { group } = use;
      const { switchName, policy, active } = group;
      if (!switchName.known) missing.push(switchName);
      else if (switchName.value !== name) continue;
      const nics = nicsOf(group, vswitch, active);
      if (policy.known && !policy.value.startsWith('loadbalance_')) continue;
      if (nics.known && nics.value.length < 2) continue;
      if (!policy.known) missing.push(policy);
      else if (!nics.known) missing.push(nics);
      else if (isMixed(nics.value)) mixed.push({ group, nics: nics.value, policy });
      else if (nics.value.length > 1) missing.push(...nics.value.flatMap((nic) => untold.get(nic) ?? []));
    }
    const [first] = mixed;
    if (first === undefined) return yield* missing.slice(0, 1);
    const team = [...new Set(mixed.flatMap(({ nics }) => nics))].filter((nic) => speeds.has(nic));
    const bySpeed = team.flatMap((nic) => speeds.get(nic) ?? []).sort((a, b) => a.value - b.value);
    const [slowest] = bySpeed;
    if (slowest === undefined) return;
    const fast = bySpeed.at(-1)?.value;
    const quick = team.filter((nic) => speeds.get(nic)?.value === fast);
    const slow = team.filter((nic) => speeds.get(nic)?.value !== fast);
    const groups = mixed.map(({ group }) => group.name);
    yield problem(
      slowest,
      `${name} of ${host.name} balances ${listed(groups, 4)} over NICs of different speed: ${listed(team.map((nic) => `${nic} (${speeds.get(nic)?.value} Mb/s)`))}.`,
      vswitch.distributed
        ? { manual: [`Make ${listed(slow)} a standby uplink of ${listed(groups, 4)}, or replace it by a NIC of the same speed.`] }
        : {
            esxcli: groups.map(
              (group) =>
                `esxcli network vswitch standard portgroup policy failover set -p ${shellWord(group)} -a ${quick.join(',')} -s ${slow.join(',')}`,
            ),
          },
      { related: mixed.flatMap(({ group, policy }) => weighed(`${group.name} uses ${policy.value}`, policy)) },
    );
  },
});
