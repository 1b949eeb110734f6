import type { Known, Remedy, Unknown, VmNetwork, VmPort } from 'vlint';
import {
  defineRule,
  distributedVmNetworks,
  IscsiPort,
  problem,
  psWord,
  shellWord,
  standardVmNetworks,
  type Vlan,
  weighed,
} from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { counted } from './attached.ts';
import { candidatesOf } from './candidates.ts';
import { listed } from './names.ts';
import { vlanCause } from './vlan-cause.ts';
import { isTrunk, isUntagged, vlanOf } from './vlans.ts';
import { type Contact, contactOf } from './vm-contact.ts';

/** Worst first. */
const CONTACTS: readonly Contact[] = ['same-switch', 'trunk', 'native-vlan', 'other-switch'];

export default defineRule<VmNetwork>({
  id: 'iscsi-vlan-shared-with-vm-portgroup',
  family: 'network',
  title: 'No VM may be in the VLAN of the iSCSI storage',
  rationale:
    'iSCSI is not encrypted, and an array trusts whoever shows the right initiator name. A VM in the storage VLAN can read the blocks of all others, ' +
    'log in to the array, or take an address that an iSCSI port has.',
  severity: 'error',
  cases: {
    'in-guest-iscsi': {
      level: 'note',
      when: 'All attached VMs use iSCSI themselves (a cluster node, a backup or storage appliance), as facts.yaml states.',
    },
    'no-vm-attached': { level: 'note', when: 'No VM NIC is attached to the port group.' },
    'may-meet': {
      level: 'warning',
      when: 'The port group is a trunk or untagged where the VLAN is native, or on another virtual switch, whose cables may lead elsewhere.',
    },
  },
  sources: [
    says('S20', 'VMs must not see the iSCSI network: use a different standard switch than for VMs, and a VLAN of its own.'),
    says('S19', 'Storage gets a VLAN that is dedicated to that storage protocol (esx-9.vmk-storage).'),
    says('S18', 'The storage VLAN is dedicated (VCSA-80-000279).'),
    unsourced(
      'A trunk to the guest, and a VLAN of the same number on another switch of the host, are warnings; a port group without VMs is a note.',
    ),
  ],
  exceptions: {
    'untagged-on-two-switches':
      'Both are untagged, on switches of their own: only the native VLAN of the physical ports tells whether they meet, so the rule is undecided without it.',
    'no-uplinks': 'The port group is on another switch that has no uplink.',
  },
  fix: {
    esxcli: ["esxcli network vswitch standard portgroup set -p 'VM Network' -v 0"],
    powercli: [
      "Get-VM sql01 | Get-NetworkAdapter | Set-NetworkAdapter -Portgroup (Get-VirtualPortGroup -VMHost $h -Name 'VM Network')",
    ],
    manual: ['Give VMs a VLAN of their own, best on another virtual switch than iSCSI.'],
  },
  *each(inventory) {
    const candidates = candidatesOf(inventory);
    yield* candidates.gaps;
    if (inventory.host === undefined || candidates.all.length === 0) return;
    yield* standardVmNetworks(inventory.host);
    yield* distributedVmNetworks(inventory.host);
  },
  *check(network, _, context) {
    const { group, ports } = network;
    const met: { readonly port: IscsiPort; readonly contact: Contact }[] = [];
    const missing: Unknown[] = [];
    for (const candidate of candidatesOf(context.inventory).all) {
      const contact = contactOf(network, candidate.vmk);
      if (contact === null) continue;
      if (typeof contact !== 'string') missing.push(contact);
      else if (candidate instanceof IscsiPort) met.push({ port: candidate, contact });
      else missing.push(candidate.missing);
    }
    const contact = CONTACTS.find((kind) => met.some((item) => item.contact === kind));
    const { vlan } = group;
    if (contact === undefined || !vlan.known) return yield* missing;
    const iscsi = met.filter((item) => item.contact === contact).map((item) => item.port);
    const vms = counted(ports.found, context);
    yield problem(vlan, `${meeting(network, vlan, contact, iscsi)} ${attachment(network, vms)}`, separate(network, vlan, vms), {
      case: caseOf(contact, ports.found.length, vms.length),
      cause: vlanCause(group),
      related: [
        ...iscsi.flatMap(({ vmk }) => weighed(`VLAN of the iSCSI port ${vmk.name}`, vlanOf(vmk))),
        ...vms.map(({ vm, label, evidence }) => ({ message: `${label} of ${vm.name}`, evidence })),
      ],
    });
  },
});

/** `counted` of the VM NICs that are `found` there belong to VMs that have no business in the storage network. */
function caseOf(contact: Contact, found: number, counted: number): string | undefined {
  if (counted === 0) return found > 0 ? 'in-guest-iscsi' : 'no-vm-attached';
  return contact === 'same-switch' ? undefined : 'may-meet';
}

function meeting({ group, vswitch }: VmNetwork, vlan: Known<Vlan>, contact: Contact, iscsi: readonly IscsiPort[]): string {
  const ports = `the iSCSI port${iscsi.length === 1 ? '' : 's'} ${listed(iscsi.map(({ vmk }) => vmk.name))}`;
  const place = vswitch.known ? vswitch.value.name : 'its switch';
  const [first] = iscsi;
  const iscsiVlan = first && vlanOf(first.vmk);
  const id = iscsiVlan?.known && !isUntagged(iscsiVlan.value) ? String(iscsiVlan.value) : undefined;
  switch (contact) {
    case 'trunk':
      return `Port group "${group.name}" hands every VLAN of ${place} to its VMs, that of ${ports} included.`;
    case 'native-vlan':
      return `Port group "${group.name}" on ${place} is untagged like ${ports}, and the physical switches put both into the same native VLAN.`;
    case 'same-switch':
      if (id === undefined) return `Port group "${group.name}" is untagged on ${place}, and so are ${ports}.`;
      return typeof vlan.value === 'number'
        ? `Port group "${group.name}" is in VLAN ${id} of ${place}, the VLAN of ${ports}.`
        : `Port group "${group.name}" is a trunk on ${place} with VLAN ${id} in it, the VLAN of ${ports}.`;
    case 'other-switch':
      return `Port group "${group.name}" on ${place} has VLAN ${id}, the VLAN number of ${ports} on another switch of the host.`;
  }
}

function attachment({ ports }: VmNetwork, vms: readonly VmPort[]): string {
  const names = listed(vms.map(({ vm }) => vm.name));
  if (vms.length > 0) return `VMs attached to it can reach the storage network: ${names}.`;
  if (!ports.all.known) return 'Which VMs are attached to it is not in the export.';
  return ports.found.length > 0 ? 'Only VMs that facts.yaml lets use iSCSI are attached to it.' : 'No VM is attached to it.';
}

function separate({ group, vswitch, host, ports }: VmNetwork, vlan: Known<Vlan>, vms: readonly VmPort[]): Remedy {
  const manual = [
    `Move ${vms.length > 0 ? listed(vms.map(({ vm }) => vm.name)) : 'VMs'} to a port group in a VLAN of its own, best on another switch than iSCSI.`,
  ];
  const tagged = isTrunk(group, vlan.value) || !isUntagged(vlan.value);
  if (group.distributed || !tagged) return { manual };
  if (ports.all.known && ports.found.length === 0 && vswitch.known) {
    return {
      esxcli: [
        `esxcli network vswitch standard portgroup remove -p ${shellWord(group.name)} -v ${shellWord(vswitch.value.name)}`,
      ],
      powercli: [
        `Get-VirtualPortGroup -VMHost ${psWord(host.name)} -Name ${psWord(group.name)} -Standard | Remove-VirtualPortGroup`,
      ],
    };
  }
  return {
    esxcli: [`esxcli network vswitch standard portgroup set -p ${shellWord(group.name)} -v 0`],
    powercli: [
      `Get-VirtualPortGroup -VMHost ${psWord(host.name)} -Name ${psWord(group.name)} -Standard | Set-VirtualPortGroup -VLanId 0`,
    ],
    manual,
  };
}
