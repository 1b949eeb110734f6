import { defineRule, type Known, problem, psWord, type VmNic } from 'vlint';
import { says, unsourced } from '../ledger.ts';

export default defineRule<VmNic>({
  id: 'vm-nic-disconnected',
  family: 'vm',
  title: 'The NICs of a running VM should be connected, and be so after the next power-on',
  rationale:
    'A NIC that is configured but not connected looks right in every list and carries nothing. One that is connected now but not at power-on takes ' +
    'the VM off the network at its next start, when nobody remembers why.',
  severity: 'warning',
  sources: [
    says('S50', 'VirtualDeviceConnectInfo: connected tells the state now, startConnected that at power-on.'),
    unsourced('That a NIC which is left unconnected on purpose should be removed or allowed.'),
  ],
  exceptions: {
    'powered-off': 'The VM is powered off or suspended, as every template is: nothing is connected then.',
    'cold-standby': 'The VM stands by, or the NIC served for the installation only; facts.yaml allows it.',
  },
  fix: {
    powercli: [
      'Get-NetworkAdapter -VM $vm -Name $nic | Set-NetworkAdapter -Connected $true -StartConnected $true -Confirm:$false',
    ],
    manual: ['Remove the NIC if it is not needed.'],
  },
  each: (inventory) => inventory.vmNics,
  glance: ({ connected, startConnected }) =>
    connected.known && connected.value && startConnected.known && startConnected.value ? 'pass' : undefined,
  *check(nic) {
    const { connected, startConnected, vm, name } = nic;
    const off = [connected, startConnected].find((fact): fact is Known<boolean> => fact.known && !fact.value);
    if (off === undefined && connected.known && startConnected.known) return;
    const { poweredOn, template } = vm;
    if ((poweredOn.known && !poweredOn.value) || (template.known && template.value)) return;
    if (!poweredOn.known) return yield poweredOn;
    if (off === undefined) {
      for (const fact of [connected, startConnected]) if (!fact.known) yield fact;
      return;
    }
    const now = off === connected;
    yield problem(
      off,
      now
        ? `${name} of ${vm.name} is not connected while the VM runs.${startConnected.known && !startConnected.value ? ' It will not be connected at the next power-on either.' : ''}`
        : `${name} of ${vm.name} will not be connected at the next power-on.`,
      {
        powercli: [
          `Get-NetworkAdapter -VM ${psWord(vm.name)} -Name ${psWord(name)} | Set-NetworkAdapter -Connected $true -StartConnected $true -Confirm:$false`,
        ],
        manual: [`Remove ${name} from ${vm.name} if it is not needed.`],
      },
    );
  },
});
