import { defineRule, listed, problem, psWord, shellWord, type VirtualSwitch } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { loadOf, usersOf } from './switch-load.ts';
import { hasSecondFabric } from './two-fabrics.ts';

export default defineRule<VirtualSwitch>({
  id: 'vswitch-single-uplink',
  family: 'vswitch',
  title: 'A virtual switch that carries something should have two physical NICs',
  rationale:
    'With one physical NIC a broken cable or a restarted switch takes everything on the virtual switch off the network at once. iSCSI may have ' +
    'its second NIC on a second switch, since its paths fail over by themselves.',
  severity: 'warning',
  sources: [
    says('S15', 'Use several segments and two switches for iSCSI, so that one failure leaves a path.'),
    says('S2', 'Two VMkernel adapters in two subnets on two switches give two sessions to a target with a portal in each.'),
    unsourced('That a switch with one physical NIC is a warning.'),
  ],
  exceptions: {
    'two-fabrics': 'It carries iSCSI to devices that have paths over another switch as well: one NIC and one subnet each.',
    empty: 'Neither a VMkernel adapter nor a VM is on it.',
    'management-processor': 'Its NIC is the USB one (vusb0) of the management processor of the host.',
  },
  fix: {
    esxcli: ['esxcli network vswitch standard uplink add -u vmnicN -v vSwitchN'],
    powercli: ['Get-VirtualSwitch -VMHost $h -Name vSwitchN | Add-VirtualSwitchPhysicalNetworkAdapter -VMHostPhysicalNic $nic'],
  },
  each: (inventory) => inventory.switches,
  *check(vswitch, _options, { inventory }) {
    const { uplinks, name, host, distributed } = vswitch;
    if (uplinks.known && uplinks.value.length !== 1) return;
    const only = uplinks.known ? (uplinks.value[0] ?? '') : '';
    if (only.startsWith('vusb')) return;
    const load = loadOf(vswitch);
    const { vmks, vms, moreVmks, moreVms } = load;
    if (vmks.length + vms.length === 0) {
      const hidden = moreVmks ?? moreVms;
      if (hidden) yield uplinks.known ? hidden : uplinks;
      return;
    }
    const second = hasSecondFabric(vswitch, load, inventory);
    if (second === true) return;
    if (second !== false) return yield second;
    if (!uplinks.known) return yield uplinks;
    yield problem(
      uplinks,
      `${name} of ${host.name} has a single physical NIC, ${only}, and carries ${listed(usersOf(load), 6)}. Nothing takes over when it fails.`,
      {
        ...(distributed ? {} : { esxcli: [`esxcli network vswitch standard uplink add -u vmnicN -v ${shellWord(name)}`] }),
        powercli: distributed
          ? [`Get-VDSwitch -Name ${psWord(name)} | Add-VDSwitchPhysicalNetworkAdapter -VMHostNetworkAdapter $nic`]
          : [
              `Get-VirtualSwitch -VMHost ${psWord(host.name)} -Name ${psWord(name)} | Add-VirtualSwitchPhysicalNetworkAdapter -VMHostPhysicalNic $nic`,
            ],
      },
    );
  },
});
