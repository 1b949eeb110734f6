import type { Fact, Host, Known, PhysicalNic, Unknown, Weighed } from 'vlint';
import { defineRule, listed, notApplicable, problem, weighed } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { iscsiHosts, iscsiNicsOf } from './iscsi-nics.ts';

export default defineRule<Host>({
  id: 'iscsi-uplinks-same-physical-switch',
  family: 'port-binding',
  title: 'The iSCSI uplinks of a host must lead to different physical switches',
  rationale:
    'With all storage cables in one switch, its failure, its upgrade or its power supply takes the datastores away from every host that hangs on it. ' +
    'Multipathing needs a second way outside the host as well.',
  severity: 'warning',
  cases: {
    stack: {
      level: 'note',
      when: 'The platform, the chassis or the member number of the ports differs: the switch may be a stack, VSS, vPC or MLAG.',
    },
  },
  sources: [
    says('S15', 'Use several Ethernet switches.'),
    says('S53', 'EMC H8229: use a separate Ethernet switch path.'),
    says('S50', 'CDP tells the device id, the platform and the port of the switch, LLDP its chassis id.'),
    unsourced('That port names such as 1/0/x and 2/0/x are members of a stack.'),
  ],
  exceptions: {
    'hints-missing': 'A NIC has heard neither CDP nor LLDP: the rule is then undecided.',
    'pass-through':
      'A blade enclosure passes the NICs through, or a stack cannot be told from its names; facts.yaml can allow it.',
    'one-uplink': 'The host has one iSCSI uplink: iscsi-single-uplink reports it.',
    'hardware-adapter': 'An independent hardware adapter carries iSCSI as well.',
  },
  fix: { manual: ['Move the cable of one iSCSI uplink to another physical switch of the storage network.'] },
  each: ({ host }) => iscsiHosts(host),
  *check(host) {
    const { nics, hardware, missing } = iscsiNicsOf(host);
    if (hardware.length > 0) return yield notApplicable('an independent hardware adapter carries iSCSI as well');
    if (nics.length < 2) return yield* missing.length > 0 ? missing : [notApplicable('the host has one iSCSI uplink')];
    const same = compare(nics);
    if ('known' in same) return yield same;
    if (same.differ) return;
    if (missing.length > 0) return yield* missing;
    const names = listed(nics.map((nic) => nic.name));
    const hint = twoBoxes(nics);
    yield problem(
      same.name,
      `All iSCSI uplinks of ${host.name}, ${names}, lead to the physical switch ${same.name.value}.` +
        (hint === undefined ? '' : ` ${hint.said}: it may be a stack or a pair of switches that answers as one.`),
      {
        manual: [
          hint === undefined
            ? `Move the cable of ${nics.at(-1)?.name} to another switch of the storage network.`
            : `Make sure that ${names} end in different boxes of ${same.name.value}, and that the boxes are upgraded one by one.`,
        ],
      },
      {
        ...(hint === undefined ? {} : { case: 'stack' }),
        related: [
          ...nics.slice(1).flatMap((nic) => weighed(`switch of ${nic.name}`, same.of(nic))),
          ...nics.flatMap((nic) => weighed(`switch port of ${nic.name}`, nic.switchPort)),
          ...(hint?.related ?? []),
        ],
      },
    );
  },
});

type Naming = (nic: PhysicalNic) => Fact<string>;

type Comparison = { readonly differ: true } | { readonly differ: false; readonly name: Known<string>; readonly of: Naming };

/** Names of CDP are compared with names of CDP only, chassis of LLDP with such, and names that switches give themselves with such. */
function compare(nics: readonly PhysicalNic[]): Comparison | Unknown {
  const namings: readonly Naming[] = [(nic) => nic.cdpName, (nic) => nic.chassis, (nic) => nic.namedSwitch];
  let missing: Unknown | undefined;
  for (const of of namings) {
    const names = nics.map(of);
    const told = names.filter((name) => name.known);
    const [first] = told;
    if (first === undefined) continue;
    if (told.some((name) => name.value !== first.value)) return { differ: true };
    if (told.length === nics.length) return { differ: false, name: first, of };
    missing ??= names.find((name) => !name.known);
  }
  const [nic] = nics;
  const none = nic?.switchDevice;
  if (missing !== undefined) return missing;
  if (none === undefined || none.known) throw new TypeError('a neighbour without a name');
  return none;
}

interface Hint {
  readonly said: string;
  readonly related: readonly Weighed[];
}

/** What hints at two boxes behind one name. */
function twoBoxes(nics: readonly PhysicalNic[]): Hint | undefined {
  const hints: readonly (readonly [string, Naming, (value: string) => string | undefined])[] = [
    ['The chassis differ', (nic) => nic.chassis, (chassis) => chassis],
    ['The platforms differ', (nic) => nic.switchPlatform, (platform) => platform],
    ['The ports are on different members', (nic) => nic.switchPort, memberOf],
  ];
  for (const [said, of, key] of hints) {
    const values = nics.map(of).flatMap((fact) => (fact.known ? [key(fact.value)] : []));
    if (new Set(values.filter((value) => value !== undefined)).size > 1)
      return { said, related: nics.flatMap((nic) => weighed(`${said}: ${nic.name}`, of(nic))) };
  }
  return undefined;
}

/** "1" of "GigabitEthernet1/0/5": names of three parts begin with the member of a stack. */
function memberOf(port: string): string | undefined {
  return /(\d+)\/\d+\/\d+$/.exec(port)?.[1];
}
