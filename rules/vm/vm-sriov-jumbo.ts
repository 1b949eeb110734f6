import { defineRule, problem, type VmNic } from 'vlint';
import { says, unsourced } from '../ledger.ts';

export default defineRule<VmNic>({
  id: 'vm-sriov-jumbo',
  family: 'vm',
  title: 'The MTU of a VM NIC that bypasses the virtual switch has to be checked by hand',
  rationale:
    'An SR-IOV NIC is a part of the physical one: its frames pass no virtual switch, so that the MTU of the switch neither limits nor protects it. ' +
    'Which frames it sends is set in the guest, and which it may send by the driver of the physical NIC; no export holds either.',
  severity: 'note',
  sources: [
    says(
      'S50',
      'VirtualSriovEthernetCard is a NIC backed by a virtual function of a physical one; the guest may be allowed to change its MTU.',
    ),
    unsourced('That its MTU is worth a look.'),
  ],
  exceptions: {
    'through-the-switch': 'The NIC is of another type: the virtual switch carries its frames, and other rules judge its MTU.',
  },
  fix: {
    manual: [
      'Compare the MTU in the guest with those of the physical NIC and of the physical switch, and ping with large frames that must not be fragmented.',
    ],
  },
  each: (inventory) => inventory.vmNics,
  glance: ({ kind }) => (kind.known && kind.value !== 'VirtualSriovEthernetCard' ? 'pass' : undefined),
  *check({ kind, vm, name }) {
    if (!kind.known) return yield kind;
    if (kind.value !== 'VirtualSriovEthernetCard') return;
    yield problem(
      kind,
      `${name} of ${vm.name} is an SR-IOV NIC: its frames pass no virtual switch, and no export tells their MTU.`,
      {
        manual: [
          `Compare the MTU in ${vm.name} with those of the physical NIC behind ${name} and of its switch port, and ping with large frames that must not be fragmented.`,
        ],
      },
    );
  },
});
