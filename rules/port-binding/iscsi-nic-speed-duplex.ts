import type { Known, PhysicalNic, Remedy, Unknown, Weighed } from 'vlint';
import { defineRule, Gap, listed, notApplicable, problem, psWord, weighed } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { IscsiUplink, iscsiUplinks } from './iscsi-uplinks.ts';

/** Mb/s below which a link is not fit for iSCSI. */
const LEAST = 1000;
/** Mb/s from which on a link knows full duplex only. */
const FULL_DUPLEX_ONLY = 10_000;

export default defineRule<IscsiUplink>({
  id: 'iscsi-nic-speed-duplex',
  family: 'port-binding',
  title: 'iSCSI uplinks must run at full duplex and at the speed that they can',
  rationale:
    'A link that came up at half duplex or at a lower speed than its partner works, and is slow: Round Robin sends it the same share of the I/O as ' +
    'its faster siblings, so that the slowest link sets the pace. It mostly means that one side is forced and the other negotiates.',
  severity: { default: 'warning', strict: 'error' },
  cases: {
    slower: {
      level: { default: 'note', strict: 'warning' },
      when: 'The link is sound but slower than another uplink of the same iSCSI adapter, or than the NIC can do.',
    },
  },
  sources: [
    says(
      'S50',
      'PhysicalNic has the speed and duplex of the link, what is configured and what is supported; CDP tells the duplex of the switch port.',
    ),
    says(
      'S15',
      '25 Gb/s host interface cards of E-Series do not negotiate: host, switch and array are forced to the same speed.',
    ),
    unsourced('The thresholds are common practice.'),
  ],
  exceptions: {
    'link-down': 'The NIC has no link: iscsi-uplink-link-down reports it.',
    'forced-speed': 'A forced speed, as 25 Gb/s links may need, is no fault while both sides agree.',
    'fastest-of-the-team': 'Of uplinks with different speeds only the slower ones are reported.',
  },
  fix: {
    esxcli: ['esxcli network nic set -n vmnic2 -a', 'esxcli network nic set -n vmnic2 -S 25000 -D full'],
    powercli: ['Get-VMHostNetworkAdapter -VMHost $h -Physical -Name vmnic2 | Set-VMHostNetworkAdapter -AutoNegotiate'],
    manual: ['Set the port of the physical switch in the same way.'],
  },
  *each({ host }) {
    if (host !== undefined) yield* iscsiUplinks(host);
  },
  *check(uplink) {
    const { nic } = uplink;
    const { speed } = nic;
    if (!speed.known) return yield speed;
    if (speed.value === null) return yield notApplicable('it has no link');
    const told: Told = { faults: [], missing: [] };
    judgeLink(nic, speed as Known<number>, told);
    const unsound = told.faults.length > 0;
    compareToTeam(uplink, speed as Known<number>, told);
    compareToBest(nic, speed as Known<number>, told);
    const [worst] = told.faults;
    if (worst === undefined) return yield* told.missing;
    yield problem(
      worst.evidence,
      `${nic.name}, an iSCSI uplink of ${nic.host.name}, ${listed(told.faults.map(({ said }) => said))}.`,
      remedy(nic),
      { ...(unsound ? {} : { case: 'slower' }), related: told.faults.flatMap(({ related }) => related ?? []) },
    );
  },
});

interface Told {
  readonly faults: { readonly said: string; readonly evidence: Known<unknown>; readonly related?: readonly Weighed[] }[];
  readonly missing: Unknown[];
}

function judgeLink(nic: PhysicalNic, speed: Known<number>, { faults, missing }: Told): void {
  const { duplex, forced, switchFullDuplex } = nic;
  if (!duplex.known) missing.push(duplex);
  else if (!duplex.value) faults.push({ said: 'runs at half duplex', evidence: duplex });
  if (speed.value < LEAST) faults.push({ said: `runs at ${speed.value} Mb/s only`, evidence: speed });
  if (forced.known && forced.value === null) return;
  if (!switchFullDuplex.known) {
    if (speed.value < FULL_DUPLEX_ONLY) missing.push(forced.known ? switchFullDuplex : forced);
  } else if (duplex.known && switchFullDuplex.value !== duplex.value) {
    if (!forced.known) missing.push(forced);
    else {
      faults.push({
        said: `is forced to ${forced.value} Mb/s while the switch port runs at ${switchFullDuplex.value ? 'full' : 'half'} duplex`,
        evidence: forced,
        related: weighed('duplex of the switch port', switchFullDuplex),
      });
    }
  }
}

/** The slower uplinks of an adapter are at fault, the fastest is not. */
function compareToTeam(uplink: IscsiUplink, speed: Known<number>, { faults, missing }: Told): void {
  const adapters = new Set(uplink.ports.map((port) => port.adapter.name));
  let fastest: { readonly name: string; readonly speed: Known<number | null> } | undefined;
  for (const item of iscsiUplinks(uplink.host)) {
    const other = item instanceof IscsiUplink ? item : (item.suspects[0] as IscsiUplink | undefined);
    if (other === undefined) missing.push((item as Gap).missing);
    if (other === undefined || !other.ports.some((port) => adapters.has(port.adapter.name))) continue;
    const theirs = other.nic.speed;
    if (!theirs.known) missing.push(theirs);
    else if ((theirs.value ?? 0) <= speed.value) continue;
    else if (item instanceof Gap) missing.push(item.missing);
    else if ((theirs.value ?? 0) > (fastest?.speed.value ?? 0)) fastest = { name: other.nic.name, speed: theirs };
  }
  if (fastest === undefined) return;
  const { name, speed: theirs } = fastest;
  faults.push({
    said: `runs at ${speed.value} Mb/s while ${name} runs at ${theirs.value} Mb/s`,
    evidence: speed,
    related: weighed(`speed of ${name}`, theirs),
  });
}

/** A speed that somebody forced is meant. */
function compareToBest({ possible, forced }: PhysicalNic, speed: Known<number>, { faults, missing }: Told): void {
  if (forced.known && forced.value !== null) return;
  if (!possible.known) {
    missing.push(possible);
    return;
  }
  const best = Math.max(0, ...possible.value);
  if (best <= speed.value) return;
  if (!forced.known) missing.push(forced);
  else faults.push({ said: `has negotiated ${speed.value} of its ${best} Mb/s`, evidence: speed });
}

function remedy(nic: PhysicalNic): Remedy {
  const { name, host, forced } = nic;
  const check = `Check cable and transceiver of ${name}, and set the port of the physical switch like the NIC: both negotiate, or both are forced to the same.`;
  if (!forced.known || forced.value === null) return { manual: [check] };
  return {
    esxcli: [`esxcli network nic set -n ${name} -a`],
    powercli: [
      `Get-VMHostNetworkAdapter -VMHost ${psWord(host.name)} -Physical -Name ${name} | Set-VMHostNetworkAdapter -AutoNegotiate`,
    ],
    manual: [check],
  };
}
