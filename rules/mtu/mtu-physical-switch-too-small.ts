import { defineRule, isProved, listed, narrowUplinks, PING_HEADERS, pingProof, problem, targetsOf, weighed } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { flowOf } from './flow.ts';

export default defineRule({
  id: 'mtu-physical-switch-too-small',
  family: 'mtu',
  title: 'The physical switch port must carry the frames of the iSCSI adapter',
  rationale:
    'A switch port drops frames larger than its MTU without a word: small requests work, large ones vanish. Some switches announce 1500 ' +
    'through CDP although the port carries more, so what they say calls for a test, it is no proof.',
  severity: 'warning',
  sources: [
    says('S5', 'Jumbo frames must be supported end to end: check NIC, HBA and switch.'),
    says('S23', 'Everything between must carry at least the MTU of the sending adapter.'),
    says('S50', 'PhysicalNicCdpInfo.mtu is the MTU that the switch reports for the port.'),
    says('S56', 'Switches commonly sit at 9216.'),
    unsourced(
      'That a switch with a system MTU of 1500 and a jumbo MTU of 9000 announces 1500 through CDP, and that LLDP names its value "MTU".',
    ),
  ],
  exceptions: {
    'no-hint': 'Neither CDP, LLDP nor facts.yaml tells the MTU of the port: the answer is unknown.',
    'large-enough': 'The port carries at least the MTU of the VMkernel adapter; 9216 is usual.',
    'proved-by-vmkping':
      'The port announces less, but a vmkping at full size with fragmentation forbidden reaches every target over the only uplink.',
  },
  disputes: [
    'Whether CDP carries the MTU of the port or of the whole switch is written down nowhere, therefore this never is an error.',
  ],
  fix: {
    esxcli: ['vmkping -I vmk1 -d -s 8972 10.0.1.201'],
    manual: ['Ask the network team for an MTU of 9216 on the switch ports, or set the VMkernel adapter back to 1500.'],
  },
  each: (inventory) => inventory.iscsiPorts,
  *check(port) {
    const { vmk } = port;
    const { mtu } = vmk;
    if (!mtu.known) return yield mtu;
    const { low, missing, uplinks } = narrowUplinks(port, mtu.value, (nic) => nic.switchMtu);
    const [first] = low;
    if (first === undefined) return yield* missing;
    const pings = pingProof(port, mtu.value);
    if (uplinks === 1 && isProved(pings)) return;
    if (uplinks === 1 && pings.missing) return yield pings.missing;
    const ports = listed(low.map(({ nic, mtu: limit }) => `${nic} (${limit.value})`));
    const failed = pings.failed.map((ping) => ping.target.value);
    const targets = targetsOf(port);
    const addresses = targets.known && targets.value.length > 0 ? targets.value.map((target) => target.address) : ['TARGET'];
    yield problem(
      mtu,
      `${vmk.name} sends frames of ${mtu.value} bytes, but the physical switch reports less for the port of ${ports}. ` +
        (failed.length > 0
          ? `A vmkping to ${listed(failed)} fails as well.`
          : 'Verify it with vmkping: some switches report 1500 for ports that carry more.'),
      {
        esxcli: addresses.map((address) => `vmkping -I ${vmk.name} -d -s ${mtu.value - PING_HEADERS} ${address}`),
        manual: [
          `Have the MTU of the switch ports of ${listed(low.map(({ nic }) => nic))} raised to 9216, or set ${vmk.name} back to 1500.`,
        ],
      },
      {
        related: [
          ...low.flatMap(({ nic, mtu: limit }) => weighed(`MTU of the switch port of ${nic}: ${limit.value}`, limit)),
          ...pings.failed.flatMap((ping) => weighed(`vmkping to ${ping.target.value} failed`, ping.result)),
        ],
        flow: flowOf(port),
      },
    );
  },
});
