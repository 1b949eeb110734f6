import {
  defineRule,
  type Host,
  type IscsiPort,
  isProved,
  listed,
  mtuPath,
  narrowUplinks,
  notApplicable,
  PING_HEADERS,
  pingProof,
  problem,
  switchOf,
  targetsOf,
  weighed,
} from 'vlint';
import { says } from '../ledger.ts';
import { flowOf } from './flow.ts';

export default defineRule({
  id: 'jumbo-unvalidated',
  family: 'mtu',
  title: 'Jumbo frames on an iSCSI adapter must be proved from end to end',
  rationale:
    'An export shows the MTU of this side only. One switch port or array port at 1500 on the way, and large writes stall while small ones ' +
    'pass. A ping that fills the frame and may not be fragmented proves the path in a second, from each adapter to each portal.',
  severity: 'note',
  sources: [
    says('S15', 'Test with `vmkping -d -s 8972`: 28 bytes of the frame are IP and ICMP headers.'),
    says('S23', 'Everything between must carry at least the MTU of the sending adapter.'),
    says('S5', 'Jumbo frames must be supported end to end.'),
  ],
  exceptions: {
    'standard-frames': 'The adapter uses an MTU of 1500 or less.',
    'proved-by-vmkping':
      'facts.yaml holds a vmkping at full size, fragmentation forbidden, that reached every target of the adapter.',
    'proved-by-switch':
      'The physical switch reports a large enough MTU for the port of every uplink, and no target is known to carry less.',
    'local-mismatch': 'The virtual switch itself carries less: that is reported by mtu-vmk-exceeds-vswitch.',
    'target-unknown': 'The MTU of a target is not known: it is stated in the message, not failed.',
  },
  disputes: [
    'Jumbo frames: VMware advises them only where they are in use already, Pure and NetApp use them, and vendors measure gains of 0 to 20 percent. ' +
      'vlint never recommends turning them on.',
  ],
  fix: {
    esxcli: ['vmkping -I vmk1 -d -s 8972 10.0.1.201'],
    manual: [
      'Ping every portal from every bound adapter and record the results under vmkping in facts.yaml.',
      'If the path cannot be proved, go back to 1500: esxcli network ip interface set -i vmk1 -m 1500.',
    ],
  },
  each: (inventory) => inventory.iscsiPorts,
  *check(port) {
    const { vmk, host } = port;
    const { mtu } = vmk;
    if (!mtu.known) return yield mtu;
    if (mtu.value <= 1500) return;
    const pings = pingProof(port, mtu.value);
    if (isProved(pings)) return;
    if (pings.missing) return yield pings.missing;
    const small = smallTargets(port, mtu.value);
    const ports = narrowUplinks(port, mtu.value, (nic) => nic.switchMtu);
    const targets = targetsOf(port);
    const switched = ports.uplinks > 0 && ports.low.length === 0 && ports.missing.length === 0;
    if (switched && !targets.known && host.site.entries.targets.length > 0) return yield targets;
    if (switched && small.length === 0 && pings.failed.length === 0) return;
    const untold = ports.missing.find((fact) => fact.group !== NO_HINT);
    if (untold && ports.low.length === 0 && small.length === 0 && pings.failed.length === 0 && mayBeSwitched(host, mtu.value))
      return yield untold;
    const vswitch = switchOf(vmk);
    const limit = vswitch.known ? vswitch.value.mtu : vswitch;
    if (!limit.known) return yield limit;
    if (limit.value < mtu.value)
      return yield notApplicable('the virtual switch carries less, which mtu-vmk-exceeds-vswitch reports');
    const open = pings.failed.length > 0 ? pings.failed.map((ping) => ping.target.value) : pings.untested;
    const size = mtu.value - PING_HEADERS;
    const reason =
      pings.failed.length > 0
        ? `${vmk.name} uses jumbo frames (MTU ${mtu.value}), but a vmkping of ${pings.failed.map((ping) => ping.size.value).join(' and ')} bytes to ${listed(open)} failed.`
        : small.length > 0
          ? `${vmk.name} uses jumbo frames (MTU ${mtu.value}), but ${listed(small.map((hop) => `${hop.name} carries ${hop.mtu.value}`))}.`
          : `${vmk.name} uses jumbo frames (MTU ${mtu.value}), and nothing proves that the path${open.length > 0 ? ` to ${listed(open)}` : ''} carries them.`;
    yield problem(
      mtu,
      `${reason} Prove it with \`vmkping -I ${vmk.name} -d -s ${size}\`; the benefit exists mainly for large I/O, so go back to 1500 if it cannot be proved.${notKnown(port)}`,
      {
        esxcli: (open.length > 0
          ? open
          : targets.known && targets.value.length > 0
            ? targets.value.map((target) => target.address)
            : ['TARGET']
        ).map((address) => `vmkping -I ${vmk.name} -d -s ${size} ${address}`),
        manual: [
          `Record the results under vmkping in facts.yaml (host ${host.name}).`,
          `If the path cannot be proved, go back: esxcli network ip interface set -i ${vmk.name} -m 1500.`,
        ],
      },
      {
        related: [
          ...pings.failed.flatMap((ping) => weighed(`vmkping to ${ping.target.value} failed`, ping.result)),
          ...small.flatMap((hop) => weighed(`MTU of ${hop.name}: ${hop.mtu.value}`, hop.mtu)),
          ...ports.low.flatMap(({ nic, mtu: told }) => weighed(`MTU of the switch port of ${nic}: ${told.value}`, told)),
        ],
        flow: flowOf(port),
      },
    );
  },
});

/** That no switch tells its MTU is the very lack of proof that this rule reports. */
const NO_HINT = 'physical switch MTU';

/** Whether an uplink of the host might prove the path if it were known which ones carry the port. */
function mayBeSwitched({ pnics }: Host, bytes: number): boolean {
  return !pnics.known || pnics.value.some(({ switchMtu }) => switchMtu.known && switchMtu.value >= bytes);
}

function smallTargets(port: IscsiPort, bytes: number) {
  return mtuPath(port).flatMap(({ kind, name, mtu }) =>
    kind === 'target-portal' && mtu.known && mtu.value < bytes ? [{ name, mtu }] : [],
  );
}

/** Says aloud which hops beyond the host have no known MTU. */
function notKnown(port: IscsiPort): string {
  const names = mtuPath(port)
    .filter((hop) => !hop.mtu.known && (hop.kind === 'switch-port' || hop.kind === 'target-portal'))
    .map((hop) => hop.name);
  return names.length === 0 ? '' : ` Not known is the MTU of ${listed(names)}.`;
}
