import {
  activeNics,
  defineRule,
  type Fact,
  Gap,
  type Host,
  type Inventory,
  type Known,
  listed,
  problem,
  switchOf,
  type Unknown,
  type VirtualSwitch,
  weighed,
} from 'vlint';
import { says, unsourced } from '../ledger.ts';

export default defineRule<VirtualSwitch>({
  id: 'flow-control-mixed',
  family: 'vswitch',
  title: 'All NICs of a switch, and all that carry iSCSI, should have the same flow control',
  rationale:
    'Pause frames tell the other end of a cable to wait. Where one NIC honours and sends them and the other does not, or the port of the physical ' +
    'switch does other than the NIC, the paths behave differently under load and slow ones are hard to explain.',
  severity: 'note',
  sources: [
    says('S15', 'NetApp E-Series: flow control on from end to end.'),
    says('S17', 'NetApp ONTAP: no recommendation for it.'),
    says('S56', 'NetApp TR-3749: off on modern gear.'),
    unsourced('That it should be the same everywhere, whichever it is.'),
  ],
  exceptions: {
    same: 'All of them do the same, be it on or off: vendors differ on which is better.',
    'not-supported': 'The NIC knows no pause frames, or carries nothing since its link is down.',
    'other-traffic': 'The NICs are on different switches, and not both carry iSCSI.',
  },
  disputes: [
    'NetApp E-Series asks for flow control from end to end, ONTAP has no opinion and TR-3749 turns it off: only a mixture is noted, never the choice.',
  ],
  fix: {
    esxcli: ['esxcli network nic pauseParams set -n vmnicN -r true -t true'],
    manual: ['Set the ports of the physical switches alike.'],
  },
  each: (inventory) => inventory.switches,
  *check(vswitch, _options, { inventory }) {
    const { uplinks, host, name } = vswitch;
    if (!uplinks.known) return yield uplinks;
    if (uplinks.value.length === 0) return;
    const { others, missing: untold } = iscsiNicsElsewhere(vswitch, inventory);
    const missing: Unknown[] = [];
    const own = pausesOf(host, uplinks.value, missing);
    const rest = pausesOf(host, others, missing);
    if (untold) missing.push(untold);
    const [first] = own;
    const ports = own.filter(({ pause, port }) => port !== undefined && port.value !== pause.value);
    const odd = [...own, ...rest].find(({ pause }) => pause.value !== first?.pause.value);
    if (first === undefined || (odd === undefined && ports.length === 0)) {
      const comparable = uplinks.value.length + others.length > 1 || own.some(({ port }) => port) || untold !== undefined;
      if (comparable) yield* missing.slice(0, 1);
      return;
    }
    const told = [...own, ...rest].map((nic) => `${nic.name} ${WORDS[nic.pause.value]}`);
    const ends = ports.map((nic) => `the switch port of ${nic.name} ${WORDS[nic.port?.value ?? 'off']}`);
    const names = [...new Set([...own, ...rest].map((nic) => nic.name))];
    yield problem(
      first.pause,
      `Flow control is not the same for all NICs of ${name} on ${host.name}${rest.length > 0 ? ' and those that carry iSCSI elsewhere' : ''}: ${listed([...told, ...ends], 8)}.`,
      {
        esxcli: names.map((nic) => `esxcli network nic pauseParams set -n ${nic} -r true -t true`),
        manual: [
          "Choose what the array's vendor asks for (true or false; with auto-negotiation the switch port decides) and set NICs and switch ports alike.",
        ],
      },
      {
        related: [...own, ...rest].flatMap((nic) => [
          ...weighed(`${nic.name} ${WORDS[nic.pause.value]}`, nic.pause),
          ...weighed(`The switch port of ${nic.name}`, nic.port),
        ]),
      },
    );
  },
});

type State = 'on' | 'off' | 'receive' | 'send';
const WORDS: Readonly<Record<State, string>> = {
  on: 'honours and sends pause frames',
  off: 'neither honours nor sends pause frames',
  receive: 'only honours pause frames',
  send: 'only sends pause frames',
};
/** What a switch port does to a NIC that does so: who receives meets one who sends. */
const FACING: Readonly<Record<State, State>> = { on: 'on', off: 'off', receive: 'send', send: 'receive' };

interface NicPause {
  readonly name: string;
  readonly pause: Known<State>;
  /** What facts.yaml or the switch itself says of its port, seen from the NIC. */
  readonly port: Known<State> | undefined;
}

function pausesOf(host: Host, names: readonly string[], missing: Unknown[]): readonly NicPause[] {
  return names.flatMap((name): NicPause[] => {
    const nic = host.pnic(name);
    const { pause, speed }: { pause: Fact<Frames>; speed: Fact<number | null> } = nic.known
      ? nic.value
      : { pause: nic, speed: nic };
    if (speed.known && speed.value === null) return [];
    if (pause.known && pause.value === null) return [];
    if (!pause.known || pause.value === null || !speed.known) {
      missing.push(...[pause, speed].filter((fact) => !fact.known).slice(0, 1));
      return [];
    }
    const { receives, sends } = pause.value;
    const state: State = receives ? (sends ? 'on' : 'receive') : sends ? 'send' : 'off';
    const stated = nic.known ? nic.value.switchFlowControl : nic;
    const facing = stated.known ? { ...stated, value: FACING[stated.value] } : undefined;
    return [{ name, pause: { ...pause, value: state }, port: facing }];
  });
}

type Frames = { readonly receives: boolean; readonly sends: boolean } | null;

/** If the switch carries iSCSI: the NICs over which iSCSI leaves by other switches. */
function iscsiNicsElsewhere(
  vswitch: VirtualSwitch,
  { iscsiPorts }: Inventory,
): { readonly others: readonly string[]; readonly missing: Unknown | undefined } {
  const others = new Set<string>();
  let carries = false;
  let mayCarry: Unknown | undefined;
  let more: Unknown | undefined;
  for (const port of iscsiPorts) {
    if (port instanceof Gap) {
      const { missing, subject, identity } = port;
      const vmk = subject.kind === 'vmkernel-adapter' ? vswitch.host.vmk(identity) : undefined;
      const place = vmk?.known ? switchOf(vmk.value) : undefined;
      if (!place?.known || place.value.name === vswitch.name) mayCarry ??= missing;
      if (!place?.known || place.value.name !== vswitch.name) more ??= missing;
      continue;
    }
    const place = switchOf(port.vmk);
    if (!place.known) {
      mayCarry ??= place;
      more ??= place;
    } else if (place.value.name === vswitch.name) carries = true;
    else {
      const nics = activeNics(port.vmk);
      if (nics.known) for (const nic of nics.value) others.add(nic);
      else more ??= nics;
    }
  }
  if (carries) return { others: [...others], missing: more };
  return { others: [], missing: others.size > 0 || more ? mayCarry : undefined };
}
