import { defineRule, problem, switchOf, weighed } from 'vlint';
import { says } from '../ledger.ts';
import { flowOfVmk } from './flow.ts';
import { setSwitch } from './set-mtu.ts';
import { switchMtuCause } from './switch-mtu-cause.ts';

export default defineRule({
  id: 'mtu-vmk-exceeds-vswitch',
  family: 'mtu',
  title: 'A VMkernel adapter must not send larger frames than its virtual switch carries',
  rationale:
    'The virtual switch drops what is larger than its own MTU. A session logs in with small packets and then stalls on the first large ' +
    'write, or the path goes dead under load, so the fault shows only when the storage is busy.',
  severity: 'error',
  sources: [
    says('S5', 'ESXi supports an MTU of up to 9000 bytes, and the network must support it end to end.'),
    says('S17', 'Jumbo frames must be set identically on all devices of the path.'),
    says('S23', 'Everything between must carry at least the MTU of the sending adapter.'),
    says('V435411', 'To raise the MTU, change the physical switch first, then the virtual switch, the VMkernel adapter last.'),
    says('V419088', 'Changing the MTU of a distributed switch takes its uplinks down and up on all member hosts.'),
  ],
  exceptions: {
    'equal-or-smaller': 'The adapter uses the same MTU as the switch or a smaller one.',
    'opaque-network': 'The adapter is on an opaque (NSX) network, whose MTU no export of ESXi tells: the answer is unknown.',
  },
  fix: {
    esxcli: ['esxcli network vswitch standard set -v vSwitch1 -m 9000', 'esxcli network ip interface set -i vmk1 -m 9000'],
    powercli: [
      'Get-VirtualSwitch -VMHost $h -Standard -Name vSwitch1 | Set-VirtualSwitch -Mtu 9000',
      'Get-VDSwitch -Name dvs1 | Set-VDSwitch -Mtu 9000',
      'Get-VMHostNetworkAdapter -VMHost $h -VMKernel -Name vmk1 | Set-VMHostNetworkAdapter -Mtu 9000',
    ],
    manual: [
      'Raise the physical switch first, then the virtual switch, the VMkernel adapter last; changing a distributed switch bounces its uplinks.',
    ],
  },
  each: (inventory) => inventory.vmks,
  *check(vmk, _, { inventory }) {
    const { mtu } = vmk;
    const vswitch = switchOf(vmk);
    if (!mtu.known) yield mtu;
    if (!vswitch.known) return yield vswitch;
    const limit = vswitch.value.mtu;
    if (!limit.known) return yield limit;
    if (!mtu.known || mtu.value <= limit.value) return;
    const { name } = vswitch.value;
    yield problem(
      mtu,
      `${vmk.name} sends frames of ${mtu.value} bytes into ${name}, which carries ${limit.value}. Larger frames are dropped there.`,
      setSwitch(vswitch.value, mtu.value),
      {
        related: weighed(`MTU of ${name}: ${limit.value}`, limit),
        flow: flowOfVmk(vmk, inventory),
        cause: switchMtuCause(vswitch.value),
      },
    );
  },
});
