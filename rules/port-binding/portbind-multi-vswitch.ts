import {
  before,
  defineRule,
  type Fact,
  type IscsiPort,
  type Known,
  listed,
  portGroupOf,
  problem,
  sameSubnet,
  switchOf,
} from 'vlint';
import { says } from '../ledger.ts';
import { bindingsCause } from './bindings-cause.ts';
import { askAll, siblingsOf } from './bound-siblings.ts';

export default defineRule({
  id: 'portbind-multi-vswitch',
  family: 'port-binding',
  title: 'Bound VMkernel adapters of one subnet must be on one virtual switch',
  rationale:
    'VMware describes port binding within a subnet with all adapters on one virtual switch. On separate switches nothing ties the two halves of ' +
    'the subnet together on the host, so that their settings drift apart; separate switches are meant for separate subnets.',
  severity: 'warning',
  cases: { 'before-6-5': { level: 'error', when: 'The host runs ESXi before 6.5.' } },
  sources: [
    says('S1', 'All iSCSI VMkernel adapters must be in the same subnet and on the same virtual switch.'),
    says('S3', 'Separate virtual switches need different IP subnets.'),
    says(
      'S5',
      'VMkernel adapters of one subnet must connect to a single virtual switch; on separate switches they use different subnets.',
    ),
  ],
  exceptions: {
    'different-subnets':
      'The adapters are in different subnets, for which separate switches are right; portbind-multi-subnet judges the binding.',
  },
  disputes: [
    'The 8.0 guide also shows a virtual switch for each pair of adapter and NIC, and refers to KB 2038869, which wants one switch: a warning.',
  ],
  fix: {
    manual: [
      'Move the bound adapters of the subnet to port groups of one virtual switch, or give each switch a subnet of its own and remove the bindings.',
    ],
  },
  each: (inventory) => inventory.boundPorts,
  *check(port) {
    const own = switchOf(port.vmk);
    const { ports: apart, missing } = askAll(siblingsOf(port), (other) => onOtherSwitch(port, other));
    if (apart.length === 0) return yield* missing;
    if (!own.known) return yield own;
    const evidence = attachment(port);
    if (!evidence.known) return yield evidence;
    const old = before(port.host, '6.5');
    const others = listed(apart.map((other) => `${other.vmk.name} on ${switchName(other)}`));
    yield problem(
      evidence,
      `${port.vmk.name} on ${own.value.name} is bound to ${port.adapter.name} together with ${others}, in the same subnet. ` +
        `Bound adapters of one subnet belong on one virtual switch.${old.known ? '' : ' The ESXi version is not known: before 6.5 this is an error.'}`,
      {
        manual: [
          `Move ${listed([port, ...apart].map((item) => item.vmk.name).sort())} to port groups of one virtual switch, each with its own active uplink there, ` +
            'or give each switch a subnet of its own and remove the bindings.',
        ],
      },
      {
        case: old.known && old.value ? 'before-6-5' : undefined,
        related: apart.flatMap((other) => related(other)),
        cause: bindingsCause(port.adapter),
      },
    );
  },
});

function onOtherSwitch(port: IscsiPort, other: IscsiPort): Fact<boolean> {
  const together = sameSubnet(port.vmk, other.vmk);
  if (together.known && !together.value) return together;
  const [own, theirs] = [switchOf(port.vmk), switchOf(other.vmk)];
  if (!own.known) return own;
  if (!theirs.known) return theirs;
  const same = own.value.name === theirs.value.name && own.value.distributed === theirs.value.distributed;
  return same ? { ...own, value: false } : together;
}

function switchName(port: IscsiPort): string {
  const vswitch = switchOf(port.vmk);
  return vswitch.known ? vswitch.value.name : '';
}

/** The value that puts a port on its switch. */
function attachment(port: IscsiPort): Fact<unknown> {
  const { dvPort } = port.vmk;
  if (dvPort.known && dvPort.value !== null) return dvPort;
  const group = portGroupOf(port.vmk);
  return group.known ? group.value.switchName : group;
}

function related(port: IscsiPort): { readonly message: string; readonly evidence: Known<unknown> }[] {
  const evidence = attachment(port);
  return evidence.known ? [{ message: `${port.vmk.name} is on ${switchName(port)}`, evidence }] : [];
}
