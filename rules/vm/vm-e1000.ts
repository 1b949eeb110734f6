import {
  before,
  clusterNode,
  defineRule,
  type Fact,
  mapFact,
  notApplicable,
  problem,
  psWord,
  type Remedy,
  unknown,
  type Vm,
  type VmNic,
  weighed,
} from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { applianceRole } from './is-appliance.ts';
import { knowsVmxnet3 } from './vmxnet3-guests.ts';

const EMULATED: ReadonlyMap<string, string> = new Map([
  ['VirtualE1000', 'an E1000'],
  ['VirtualE1000e', 'an E1000e'],
]);

export default defineRule<VmNic>({
  id: 'vm-e1000',
  family: 'vm',
  title: 'A guest that has a driver for VMXNET3 should not use an emulated E1000 NIC',
  rationale:
    'E1000 and E1000e imitate a chip of Intel, register by register: each packet costs more CPU, and throughput is less than that of VMXNET3, which ' +
    'was made for virtual machines. Most guests got an E1000 because it was the default of the day.',
  severity: { default: 'note', strict: 'warning' },
  cases: { node: { level: 'error', when: 'The VM is a node of a Windows cluster on ESXi 6.7 or later, which demands VMXNET3.' } },
  sources: [
    says('S47a', 'The types of virtual NICs and the guests that each of them is for.'),
    says('S26', 'The nodes of a Windows cluster on ESXi 6.7 need VMXNET3.'),
    says('S19', 'guest-8.tools-updates: VMware Tools, which brings the driver to Windows, is kept up to date.'),
    unsourced('That an E1000 is a note by default and a warning under the profile strict.'),
  ],
  exceptions: {
    'cluster-before-6-7': 'The VM is a node of a Windows cluster on ESXi before 6.7, which does not ask for VMXNET3.',
    appliance: "facts.yaml calls the VM a vendor's appliance.",
    'no-driver': 'The guest has no driver for VMXNET3, or it is not sure to have one.',
    'no-tools': 'VMware Tools is not installed.',
    'network-boot': 'An explicit boot order boots the VM from this NIC.',
  },
  fix: {
    powercli: ['Get-NetworkAdapter -VM $vm -Name $nic | Set-NetworkAdapter -Type Vmxnet3 -Confirm:$false'],
    manual: [
      'Power the VM off first. The guest sees a new NIC: note its addresses before, set them again afterwards, and remove the old NIC that Windows hides.',
    ],
  },
  each: (inventory) => inventory.vmNics,
  glance: ({ kind }) => (kind.known && !EMULATED.has(kind.value) ? 'pass' : undefined),
  *check(nic) {
    const { kind, vm, name, bootsFrom } = nic;
    const word = kind.known ? EMULATED.get(kind.value) : undefined;
    if (kind.known && word === undefined) return;
    if (applianceRole(vm)) return yield notApplicable("facts.yaml calls the VM a vendor's appliance");
    const { toolsStatus } = vm;
    const node = clusterNode(vm);
    const excuses = [
      mapFact(knowsVmxnet3(vm), (known) => !known),
      mapFact(toolsStatus, (status) => status === 'guestToolsNotInstalled'),
      bootsFrom,
    ];
    if (kind.known && node.known && node.value) {
      const early = earlyHost(vm);
      if (!early.known) return yield early;
      if (early.value) return yield notApplicable('a node of a Windows cluster on ESXi before 6.7');
      return yield problem(
        kind,
        `${name} of the cluster node ${vm.name} is ${word}. ESXi 6.7 and later demand VMXNET3 of the nodes of a Windows cluster.`,
        remedyFor(nic),
        { case: 'node' },
      );
    }
    if (excuses.some((excuse) => excuse.known && excuse.value)) {
      // None of them holds for a node.
      if (!node.known) yield node;
      return;
    }
    const missing = [kind, ...excuses, node].filter((fact) => !fact.known);
    if (missing.length > 0 || !kind.known) return yield* missing;
    const guest = vm.guestId.known ? vm.guestId.value : '';
    yield problem(kind, `${name} of ${vm.name} is ${word} although the guest ${guest} knows VMXNET3.`, remedyFor(nic), {
      related: [...weighed(`The guest is ${guest}`, vm.guestId), ...weighed('VMware Tools', toolsStatus)],
    });
  },
});

function remedyFor({ vm, name }: VmNic): Remedy {
  return {
    powercli: [
      `Get-NetworkAdapter -VM ${psWord(vm.name)} -Name ${psWord(name)} | Set-NetworkAdapter -Type Vmxnet3 -Confirm:$false`,
    ],
    manual: [
      `Power ${vm.name} off first; its guest sees a new NIC, so note the addresses of ${name} before and set them again afterwards.`,
    ],
  };
}

/** Whether the VM runs on ESXi before 6.7. */
function earlyHost({ host, name }: Vm): Fact<boolean> {
  if (host !== undefined) return before(host, '6.7');
  return unknown('ESXi version', `the host of ${name}`, 'esxcli system version get');
}
