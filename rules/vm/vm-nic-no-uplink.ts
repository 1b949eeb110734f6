import { causeOf, defineRule, notApplicable, problem, psWord, shellWord, type VmNic } from 'vlint';
import { unsourced } from '../ledger.ts';

export default defineRule<VmNic>({
  id: 'vm-nic-no-uplink',
  family: 'vm',
  title: 'The NIC of a VM should be on a virtual switch with a physical NIC',
  rationale:
    'What is sent into a switch without a physical NIC reaches the other VMs of the same host and nothing else, and not even those once vMotion or ' +
    'HA has put the VM on another host. That is meant for private networks, and an accident anywhere else.',
  severity: 'warning',
  sources: [
    unsourced('Follows from what a virtual switch without uplinks is; which of them are meant to be private no export tells.'),
  ],
  exceptions: {
    private:
      'The network is private on purpose (a lab, the inside of a firewall VM): facts.yaml allows the VM, the port group or the switch.',
    'opaque-network': 'The NIC is on an opaque (NSX) network, whose switch no export describes.',
  },
  fix: {
    esxcli: ['esxcli network vswitch standard uplink add -u vmnicN -v vSwitchN'],
    powercli: [
      'Get-NetworkAdapter -VM $vm -Name $nic | Set-NetworkAdapter -Portgroup (Get-VirtualPortGroup -VMHost $h -Name $pg)',
    ],
  },
  each: (inventory) => inventory.vmNics,
  glance: ({ vswitch }) =>
    vswitch.known && vswitch.value?.uplinks.known && vswitch.value.uplinks.value.length > 0 ? 'pass' : undefined,
  *check(nic, _options, { allowed }) {
    const { vswitch, vm, name, network, portgroupKey } = nic;
    if (!vswitch.known) return yield vswitch;
    if (vswitch.value === null) return yield notApplicable('no export describes the switch of an opaque network');
    const { uplinks, name: switchName, distributed } = vswitch.value;
    if (!uplinks.known) return yield uplinks;
    if (uplinks.value.length > 0) return;
    const place = distributed ? portgroupKey : network;
    if (!place.known) return yield place;
    const group = groupName(nic, place.value ?? '');
    const reason = allowed(group) ?? allowed(switchName);
    if (reason) return yield notApplicable(`facts.yaml allows it: ${reason.value}`);
    yield problem(
      place,
      `${name} of ${vm.name} is in ${group} on ${switchName}, which has no physical NIC. It reaches the VMs of ${vm.host?.name ?? 'its host'} alone.`,
      {
        ...(distributed ? {} : { esxcli: [`esxcli network vswitch standard uplink add -u vmnicN -v ${shellWord(switchName)}`] }),
        powercli: [`Get-NetworkAdapter -VM ${psWord(vm.name)} -Name ${psWord(name)} | Set-NetworkAdapter -Portgroup $portGroup`],
        manual: [
          `Give ${switchName} a free physical NIC, or move ${name} to a port group of a switch that has one ($portGroup); allow ${group} in facts.yaml if it is private on purpose.`,
        ],
      },
      { cause: causeOf(vswitch.value, 'uplinks', `${switchName} has no physical NIC`, uplinks) },
    );
  },
});

/** The name of the port group; a distributed one that was not exported goes by its key. */
function groupName({ host, network }: VmNic, place: string): string {
  if (network.known && network.value !== null) return network.value;
  return host?.around.distributedPortGroup(host, place)?.name ?? place;
}
