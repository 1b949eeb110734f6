import type { CheckContext, Fact, Host, IscsiPort, Known, Unknown, VirtualSwitch, VmkernelAdapter, VmPort } from 'vlint';
import { defineRule, mapFact, notApplicable, problem, standardVmNetworks, switchOf, VmNetwork } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { counted } from './attached.ts';
import { candidatesOf, carriedBy } from './candidates.ts';
import { listed } from './names.ts';
import { holds, isTrunk, isUntagged, vlanOf } from './vlans.ts';
import { isSameSwitch } from './vm-contact.ts';

/** Mb/s from which one link is meant to carry storage and VMs together. */
const CONVERGED_SPEED = 10_000;

export default defineRule<VirtualSwitch>({
  id: 'iscsi-vswitch-shared-with-vms',
  family: 'network',
  title: 'iSCSI ports and VMs should not be on one standard switch',
  rationale:
    'On one standard switch a wrong VLAN or a port group in a trunk is all that stands between a VM and the storage, and a change made for the ' +
    'VMs (MTU, uplinks, teaming) hits the storage as well.',
  severity: { default: 'warning', lab: 'note' },
  cases: {
    'fast-and-vlans-differ': {
      level: 'note',
      when: 'The uplinks of this switch run at 10 Gb/s or more, and the VMs are in other VLANs.',
    },
  },
  sources: [
    says('S20', 'Use another standard switch for iSCSI than for VMs.'),
    says('S22', 'VMs and storage on one distributed switch with Network I/O Control is a documented design.'),
    unsourced('A host with two NICs, or with uplinks of 10 Gb/s and more throughout, has to share them; that is no finding.'),
  ],
  exceptions: {
    'two-nics': 'The host has two physical NICs only.',
    converged: 'All uplinks of the host run at 10 Gb/s or more.',
    'distributed-switch': 'The switch is a distributed one.',
  },
  fix: {
    esxcli: [
      'esxcli network vswitch standard add -v vSwitch2',
      'esxcli network vswitch standard uplink add -v vSwitch2 -u vmnic4',
    ],
    powercli: [
      "Get-VM sql01 | Get-NetworkAdapter | Set-NetworkAdapter -Portgroup (Get-VirtualPortGroup -VMHost $h -Name 'VM Network 2')",
    ],
    manual: ['Move the VMs to a port group of another switch with uplinks of its own.'],
  },
  *each(inventory) {
    const candidates = candidatesOf(inventory);
    yield* candidates.gaps;
    if (candidates.all.length > 0) yield* inventory.switches;
  },
  *check(vswitch, _, context) {
    const { host } = vswitch;
    if (vswitch.distributed) return yield notApplicable('a distributed switch is made to be shared');
    const { ports, suspects } = carriedBy(candidatesOf(context.inventory), (vmk) => isOn(vmk, vswitch));
    if (ports.length + suspects.length === 0) return;
    const { users, missing } = usersOf(vswitch, context);
    const exempt = [fewNics(host), allFast(host, everyUplink(host))];
    if (exempt.some((fact) => fact.known && fact.value)) return;
    if (users.length === 0) return yield* missing;
    const undecided = exempt.find((fact): fact is Unknown => !fact.known);
    if (undecided) return yield undecided;
    if (ports.length === 0) return yield* suspects.slice(0, 1).map((suspect) => suspect.missing);
    const [worst] = users;
    if (worst === undefined) return;
    yield problem(
      worst.place,
      `${vswitch.name} carries iSCSI for ${listed(ports.map(({ vmk }) => vmk.name))} and VMs in ${listed(users.map(({ network }) => `"${network.group.name}"`))}: ${listed(users.flatMap(({ vms }) => vms.map(({ vm }) => vm.name)))}.`,
      {
        manual: [
          `Move the VMs to port groups of another standard switch with uplinks of its own, or the iSCSI ports of ${vswitch.name} to one.`,
        ],
      },
      {
        case: isApart(vswitch, users, ports) ? 'fast-and-vlans-differ' : undefined,
        related: users.flatMap(({ vms }) =>
          vms.map(({ vm, label, evidence }) => ({ message: `${label} of ${vm.name}`, evidence })),
        ),
      },
    );
  },
});

/** A port group of the switch with VMs in it; `place` is where the export says on which switch it is. */
interface User {
  readonly network: VmNetwork;
  readonly vms: readonly VmPort[];
  readonly place: Known<string>;
}

function usersOf(
  vswitch: VirtualSwitch,
  context: CheckContext,
): { readonly users: readonly User[]; readonly missing: readonly Unknown[] } {
  const users: User[] = [];
  const missing: Unknown[] = [];
  for (const network of standardVmNetworks(vswitch.host)) {
    if (!(network instanceof VmNetwork)) {
      missing.push(network.missing);
      continue;
    }
    const { group, ports } = network;
    const { switchName } = group;
    if (context.allowed(group.name) !== undefined) continue;
    const vms = counted(ports.found, context);
    if (!switchName.known) missing.push(switchName);
    else if (switchName.value !== vswitch.name) continue;
    else if (vms.length > 0) users.push({ network, vms, place: switchName });
    else if (!ports.all.known) missing.push(ports.all);
  }
  return { users, missing };
}

/** Only what the host's NICs are plugged into counts: the USB NIC of a management processor is none of them. */
function fewNics({ pnics }: Host): Fact<boolean> {
  return mapFact(pnics, (nics) => nics.filter((nic) => !nic.name.startsWith('vusb')).length <= 2);
}

function everyUplink({ switches }: Host): Fact<readonly string[]> {
  if (!switches.known) return switches;
  const missing = switches.value.map((item) => item.uplinks).find((uplinks) => !uplinks.known);
  if (missing && !missing.known) return missing;
  return mapFact(switches, (list) => list.flatMap(({ uplinks }) => (uplinks.known ? uplinks.value : [])));
}

/** Whether all uplinks whose link is up run at 10 Gb/s or more. */
function allFast(host: Host, uplinks: Fact<readonly string[]>): Fact<boolean> {
  if (!uplinks.known) return uplinks;
  let missing: Unknown | undefined;
  for (const name of uplinks.value) {
    const nic = host.pnic(name);
    const speed = nic.known ? nic.value.speed : nic;
    if (!speed.known) missing ??= speed;
    else if (speed.value !== null && speed.value < CONVERGED_SPEED) return mapFact(speed, () => false);
  }
  return missing ?? mapFact(uplinks, () => true);
}

function isOn(vmk: VmkernelAdapter, vswitch: VirtualSwitch): Fact<boolean> {
  return mapFact(switchOf(vmk), (own) => isSameSwitch(own, vswitch));
}

/** What is not known does not make it worse. */
function isApart(vswitch: VirtualSwitch, users: readonly User[], ports: readonly IscsiPort[]): boolean {
  const fast = allFast(vswitch.host, vswitch.uplinks);
  if (fast.known && !fast.value) return false;
  return !users.some(({ network }) => ports.some(({ vmk }) => isInVlanOf(network, vmk)));
}

function isInVlanOf({ group }: VmNetwork, vmk: VmkernelAdapter): boolean {
  const { vlan } = group;
  const iscsi = vlanOf(vmk);
  if (!vlan.known) return false;
  if (isTrunk(group, vlan.value)) return true;
  return iscsi.known && holds(vlan.value, isUntagged(iscsi.value) ? 0 : Number(iscsi.value));
}
