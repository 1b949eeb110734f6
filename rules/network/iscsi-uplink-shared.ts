import type { Fact, Host, PhysicalNic, PortGroup, Remedy, VirtualSwitch } from 'vlint';
import { activeNics, defineRule, IscsiPort, iscsiPorts, problem, psWord, shellWord, weighed } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { candidatesOf, carriedBy } from './candidates.ts';
import { listed } from './names.ts';
import { ioControl, type Sharer, sendsOver, sharersOf, switchWith } from './uplink-sharers.ts';

/** Mb/s from which one link is meant to carry storage and other traffic together. */
const CONVERGED_SPEED = 10_000;

export default defineRule<PhysicalNic>({
  id: 'iscsi-uplink-shared',
  family: 'network',
  title: 'The uplink of an iSCSI port should carry nothing else',
  rationale:
    'A VLAN separates names, not bandwidth. When a vMotion or a backup fills the cable that storage uses, every disk on it becomes slow at once, ' +
    'and nothing in the guest tells why.',
  severity: { default: 'warning', lab: 'note' },
  cases: {
    'fast-link': { level: 'note', when: 'The link runs at 10 Gb/s or more, without Network I/O Control.' },
  },
  sources: [
    says('S21', 'VLANs do not solve over-subscription of shared links.'),
    says('S17', 'Uplinks that are shared with storage need quality of service, or more uplinks.'),
    says('S22', 'Network I/O Control divides a link between classes of traffic; iSCSI is one of them in 6.0.'),
    says('S15', 'NetApp E-Series asks for networks that are separate.'),
    unsourced('Links of 10 Gb/s and more are a note without Network I/O Control, and no finding with it.'),
  ],
  exceptions: {
    'network-io-control':
      'The link runs at 10 Gb/s or more on a distributed switch with Network I/O Control, whose shares have defaults.',
    'unused-elsewhere': 'The other port group has the uplink as unused only.',
    'equallogic-heartbeat': 'What shares the uplink is the storage heartbeat of Dell EqualLogic, which has no service tag.',
  },
  disputes: [
    'The list of Network I/O Control classes names iSCSI in 6.0 and leaves it out from 6.7 on, while the API keeps it: no reservation for iSCSI is asked for.',
  ],
  fix: {
    esxcli: ["esxcli network vswitch standard portgroup policy failover set -p 'VM Network' -a vmnic0,vmnic1"],
    powercli: [
      "Get-VirtualPortGroup -VMHost $h -Name 'VM Network' | Get-NicTeamingPolicy | Set-NicTeamingPolicy -MakeNicUnused vmnic2",
    ],
    manual: [
      'Give the other traffic uplinks of its own, or use a distributed switch with Network I/O Control on links of 10 Gb/s or more.',
    ],
  },
  *each(inventory) {
    const candidates = candidatesOf(inventory);
    yield* candidates.gaps;
    if (candidates.all.length > 0) yield* inventory.pnics;
  },
  *check(nic, _, context) {
    const { speed } = nic;
    // A link that is down is no bottleneck.
    if (speed.known && speed.value === null) return;
    const uplinkOf = switchWith(nic);
    if (!uplinkOf.known) return yield uplinkOf;
    const vswitch = uplinkOf.value;
    if (vswitch === null) return;
    const carried = carriedBy(candidatesOf(context.inventory), (vmk) => sendsOver(vmk, nic, vswitch));
    const fast = speed.known && (speed.value ?? 0) >= CONVERGED_SPEED;
    const control = ioControl(vswitch);
    const { ports, suspects } = carried;
    if (ports.length + suspects.length === 0 || (fast && control.known && control.value)) return;
    const { sharers, missing } = sharersOf(nic, vswitch, carried, context);
    if (sharers.length === 0) return yield* missing;
    if (!speed.known) return yield speed;
    if (fast && !control.known) return yield control;
    if (ports.length === 0) return yield* suspects.slice(0, 1).map((suspect) => suspect.missing);
    yield problem(
      speed,
      `${nic.name} (${speed.value} Mb/s) carries iSCSI for ${listed(ports.map(({ vmk }) => vmk.name))}, and also ${listed(sharers.map((sharer) => sharer.what))}.`,
      separate(nic, vswitch, sharers, fast),
      {
        case: fast ? 'fast-link' : undefined,
        related: sharers.flatMap(({ group, what }) => weighed(`uplinks of "${group.name}" (${what})`, group.active)),
      },
    );
  },
});

function separate(nic: PhysicalNic, vswitch: VirtualSwitch, sharers: readonly Sharer[], fast: boolean): Remedy {
  if (vswitch.distributed) {
    const name = psWord(vswitch.name);
    return {
      ...(fast && { powercli: [`(Get-VDSwitch -Name ${name}).ExtensionData.EnableNetworkResourceManagement($true)`] }),
      manual: [
        `Set ${nic.name}'s uplink of ${vswitch.name} to unused in ${listed(sharers.map(({ group }) => `"${group.name}"`))}.`,
      ],
    };
  }
  const groups = [...new Map(sharers.map(({ group }) => [group.name, group])).values()];
  const spare = groups.filter((group) => rest(group.active, nic).length > 0);
  const bare = groups.filter((group) => !spare.includes(group));
  return {
    ...(spare.length > 0 && {
      esxcli: spare.map((group) => failover(group, nic)),
      powercli: spare.map(
        (group) =>
          `Get-VirtualPortGroup -VMHost ${psWord(nic.host.name)} -Name ${psWord(group.name)} -Standard | Get-NicTeamingPolicy | Set-NicTeamingPolicy -MakeNicUnused ${nic.name}`,
      ),
    }),
    ...(bare.length > 0 && {
      manual: bare.map(
        (group) => `Give "${group.name}" an active uplink that carries no iSCSI, then set ${nic.name} to unused in it.`,
      ),
    }),
  };
}

/** Uplinks that remain without the NIC; others that carry iSCSI would only move the traffic there. */
function rest(uplinks: Fact<readonly string[]>, nic: PhysicalNic): readonly string[] {
  if (!uplinks.known) return [];
  const iscsi = iscsiNics(nic.host);
  return uplinks.value.filter((name) => name !== nic.name && !iscsi.has(name));
}

function iscsiNics(host: Host): ReadonlySet<string> {
  const nics = iscsiPorts(host).flatMap((port) => {
    const active = port instanceof IscsiPort ? activeNics(port.vmk) : undefined;
    return active?.known ? active.value : [];
  });
  return new Set(nics);
}

function failover(group: PortGroup, nic: PhysicalNic): string {
  const standby = rest(group.standby, nic);
  const command = `esxcli network vswitch standard portgroup policy failover set -p ${shellWord(group.name)} -a ${rest(group.active, nic).join(',')}`;
  return standby.length > 0 ? `${command} -s ${standby.join(',')}` : command;
}
