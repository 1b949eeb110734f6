import { clusterNode, defineRule, mapFact, notApplicable, problem, psWord, type VmNic, weighed } from 'vlint';
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
  sources: [
    says('S47a', 'The types of virtual NICs and the guests that each of them is for.'),
    says('S26', 'The nodes of a Windows cluster on ESXi 6.7 need VMXNET3; wsfc-nic-type judges those.'),
    says('S19', 'guest-8.tools-updates: VMware Tools, which brings the driver to Windows, is kept up to date.'),
    unsourced('That an E1000 is a note by default and a warning under the profile strict.'),
  ],
  exceptions: {
    'cluster-node':
      'The VM is a node of a Windows cluster: before ESXi 6.7 none asks for VMXNET3, from then on wsfc-nic-type judges the NIC.',
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
    if (excuses.some((excuse) => excuse.known && excuse.value)) return;
    if (node.known && node.value) return yield notApplicable('nodes of Windows clusters are judged by wsfc-nic-type');
    const missing = [kind, ...excuses, node].filter((fact) => !fact.known);
    if (missing.length > 0 || !kind.known) return yield* missing;
    const guest = vm.guestId.known ? vm.guestId.value : '';
    yield problem(
      kind,
      `${name} of ${vm.name} is ${word} although the guest ${guest} knows VMXNET3.`,
      {
        powercli: [
          `Get-NetworkAdapter -VM ${psWord(vm.name)} -Name ${psWord(name)} | Set-NetworkAdapter -Type Vmxnet3 -Confirm:$false`,
        ],
        manual: [
          `Power ${vm.name} off first; its guest sees a new NIC, so note the addresses of ${name} before and set them again afterwards.`,
        ],
      },
      { related: [...weighed(`The guest is ${guest}`, vm.guestId), ...weighed('VMware Tools', toolsStatus)] },
    );
  },
});
