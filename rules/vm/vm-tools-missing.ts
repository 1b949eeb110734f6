import { defineRule, notApplicable, problem, psWord, type Vm } from 'vlint';
import { says } from '../ledger.ts';
import { applianceRole } from './is-appliance.ts';

export default defineRule<Vm>({
  id: 'vm-tools-missing',
  family: 'vm',
  title: 'A running VM should have VMware Tools or open-vm-tools',
  rationale:
    'Without VMware Tools there is no driver for the paravirtual disk controller and VMXNET3 in Windows, no clean shutdown, no quiesced snapshot and ' +
    'nothing that tells the address of the guest.',
  severity: 'note',
  sources: [says('S50', 'guest.toolsVersionStatus2: guestToolsNotInstalled when VMware Tools has never been installed.')],
  exceptions: {
    'powered-off': 'The VM is powered off or suspended.',
    template: 'It is a template.',
    appliance: "facts.yaml calls the VM a vendor's appliance.",
    'open-vm-tools': 'The guest runs open-vm-tools or tools of its own (guestToolsUnmanaged).',
  },
  fix: {
    powercli: ['Mount-Tools -VM $vm'],
    manual: ['Linux: install the open-vm-tools of the distribution. Windows: run the installer from the mounted image.'],
  },
  each: (inventory) => inventory.vms,
  glance: ({ toolsStatus }) => (toolsStatus.known && toolsStatus.value !== 'guestToolsNotInstalled' ? 'pass' : undefined),
  *check(vm) {
    const { toolsStatus, poweredOn, template } = vm;
    if (toolsStatus.known && toolsStatus.value !== 'guestToolsNotInstalled') return;
    if (poweredOn.known && !poweredOn.value) return;
    if (template.known && template.value) return yield notApplicable('it is a template');
    if (applianceRole(vm)) return yield notApplicable("facts.yaml calls the VM a vendor's appliance");
    if (!toolsStatus.known) return yield toolsStatus;
    if (!poweredOn.known) return yield poweredOn;
    yield problem(toolsStatus, `${vm.name} runs without VMware Tools.`, {
      powercli: [`Mount-Tools -VM ${psWord(vm.name)}`],
      manual: [
        `Linux: install the open-vm-tools of the distribution in ${vm.name}. Windows: run the installer from the mounted image.`,
      ],
    });
  },
});
