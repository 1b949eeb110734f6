import { defineRule, listed, narrowUplinks, problem, switchOf, weighed } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { flowOf } from './flow.ts';
import { setSwitch, setVmk, together } from './set-mtu.ts';
import { switchMtuCause } from './switch-mtu-cause.ts';

export default defineRule({
  id: 'mtu-pnic-below-vmk',
  family: 'mtu',
  title: 'The physical NIC must carry the frames of the iSCSI adapter',
  rationale:
    'A physical NIC takes the MTU of its virtual switch, unless its driver or firmware refuses. Then everything looks right in vCenter, ' +
    'and all frames larger than the NIC carries are lost.',
  severity: 'error',
  sources: [
    says('S5', 'Jumbo frames must be supported end to end: check NIC, HBA and switch.'),
    says('S54', '`esxcli iscsi physicalnetworkportal list` prints the NIC\'s "Max Frame Size".'),
    says('S50', 'The API type PhysicalNic has no member for the MTU.'),
    unsourced('That the MTU of a physical NIC follows that of its virtual switch.'),
  ],
  exceptions: {
    'not-exported': 'The MTU of the NIC was not exported (VIM has no member for it): the answer is unknown.',
    'large-enough': 'The NIC carries at least the MTU of the VMkernel adapter.',
  },
  fix: {
    esxcli: ['esxcli network nic list', 'esxcli network vswitch standard set -v vSwitch1 -m 9000'],
    manual: [
      'Where the NIC does not follow its switch, install a driver and firmware that support jumbo frames, or set the adapter back to 1500.',
    ],
  },
  each: (inventory) => inventory.iscsiPorts,
  *check(port) {
    const { vmk } = port;
    const { mtu } = vmk;
    if (!mtu.known) return yield mtu;
    const { low, missing } = narrowUplinks(port, mtu.value, (nic) => nic.mtu);
    if (low.length === 0) return yield* missing;
    const nics = listed(low.map(({ nic }) => nic));
    const vswitch = switchOf(vmk);
    const limit = vswitch.known ? vswitch.value.mtu : vswitch;
    const follows = limit.known && limit.value < mtu.value;
    const why =
      !vswitch.known || !limit.known
        ? ''
        : follows
          ? ` ${vswitch.value.name} carries only ${limit.value} bytes, and the NIC follows it.`
          : ` ${vswitch.value.name} is set to ${limit.value} bytes: the driver of the NIC has not followed.`;
    const refused = {
      esxcli: ['esxcli network nic list', ...low.map(({ nic }) => `esxcli network nic get -n ${nic}`)],
      manual: [
        `Install a driver and firmware for ${nics} that support frames of ${mtu.value} bytes, or set ${vmk.name} back to 1500.`,
      ],
    };
    yield problem(
      mtu,
      `${vmk.name} sends frames of ${mtu.value} bytes over ${listed(low.map(({ nic, mtu: size }) => `${nic}, which carries ${size.value}`))}.${why}`,
      follows && vswitch.known
        ? setSwitch(vswitch.value, mtu.value)
        : together(refused, setVmk(vmk, Math.min(...low.map((item) => item.mtu.value)))),
      {
        related: [
          ...low.flatMap(({ nic, mtu: size }) => weighed(`MTU of ${nic}: ${size.value}`, size)),
          ...(vswitch.known && limit.known ? weighed(`MTU of ${vswitch.value.name}: ${limit.value}`, limit) : []),
        ],
        flow: flowOf(port),
        cause: follows && vswitch.known ? switchMtuCause(vswitch.value) : undefined,
      },
    );
  },
});
