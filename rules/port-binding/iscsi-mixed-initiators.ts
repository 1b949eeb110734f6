import type { Device, Fact, Host, IscsiAdapter, Known, Unknown } from 'vlint';
import { defineRule, Gap, listed, problem, usedAdapters, weighed } from 'vlint';
import { says, unsourced } from '../ledger.ts';

export default defineRule<Host>({
  id: 'iscsi-mixed-initiators',
  family: 'port-binding',
  title: 'A LUN must not be reached through different kinds of iSCSI adapters of one host',
  rationale:
    'Software and independent hardware adapters differ in timeouts, queues and error handling. Paths of both to one LUN are not supported: a path ' +
    'that fails in one way and its stand-in that fails in another do not make a failover that anybody has tested.',
  severity: 'error',
  cases: {
    'two-software': { level: 'note', when: 'The host shows two software adapters, of which ESXi can have one only.' },
  },
  sources: [
    says('S45', 'Mixing software or dependent adapters with independent hardware adapters for one LUN is not supported.'),
    unsourced('A host has one software iSCSI adapter; a second one in an export is an iSER adapter or an error in the data.'),
  ],
  exceptions: {
    'other-luns': 'Both kinds are there, but no LUN has paths over both.',
    'software-and-dependent': 'Software and dependent adapters may both have paths to a LUN.',
    migration: 'LUNs are being moved from one kind to the other; facts.yaml can allow it until it is done.',
  },
  fix: {
    manual: [
      'Take the targets of the LUN off one of the adapters, or mask the LUN for its initiator name on the array, and rescan.',
    ],
  },
  *each({ host }) {
    if (host === undefined) return;
    const { iscsiAdapters } = host;
    if (iscsiAdapters.known && iscsiAdapters.value.length < 2) return;
    const adapters = usedAdapters(host);
    const gap = adapters.find((adapter) => adapter instanceof Gap);
    if (adapters.some((adapter) => !(adapter instanceof Gap))) yield host;
    else if (gap instanceof Gap) yield new Gap(host, gap.missing);
  },
  *check(host) {
    const { iscsiAdapters } = host;
    if (!iscsiAdapters.known) return yield iscsiAdapters;
    const adapters = iscsiAdapters.value;
    const mixed = findMixed(host, adapters);
    const [first] = mixed.luns;
    if (first !== undefined) {
      const names = listed(
        mixed.luns.map(({ device }) => device.name),
        4,
      );
      yield problem(
        first.hardware,
        `${host.name} has paths to ${names} over the independent hardware adapter ${first.hardware.value} and over ${first.other.value}.`,
        {
          manual: [
            `Remove the targets of ${names} from ${first.hardware.value} or from ${first.other.value}, and rescan: esxcli storage core adapter rescan --all.`,
          ],
        },
        { related: weighed(`a path over ${first.other.value}`, first.other) },
      );
      return;
    }
    const software = adapters.filter(({ kind }) => kind.known && kind.value === 'software');
    const [one, two] = software;
    if (mixed.missing.length > 0) return yield* mixed.missing;
    if (one === undefined || two === undefined || !two.kind.known) {
      const untold = adapters.flatMap(({ kind }) => (kind.known ? [] : [kind]));
      if (software.length + untold.length > 1) yield* untold;
      return;
    }
    yield problem(
      two.kind,
      `${host.name} shows ${listed(software.map(({ name }) => name))} as software iSCSI adapters. A host has one; the other may be an iSER adapter.`,
      { manual: [`Look which is which: esxcli iscsi adapter list on ${host.name}.`] },
      { case: 'two-software', related: weighed(`kind of ${one.name}`, one.kind) },
    );
  },
});

interface Mixed {
  /** LUNs with the names of a hardware adapter and of another one as their paths have them. */
  readonly luns: { readonly device: Device; readonly hardware: Known<string>; readonly other: Known<string> }[];
  readonly missing: Unknown[];
}

function findMixed(host: Host, adapters: readonly IscsiAdapter[]): Mixed {
  const found: Mixed = { luns: [], missing: [] };
  const kinds = new Map<string, Fact<string>>(adapters.map(({ name, kind }) => [name, kind]));
  const isHardware = (kind: Fact<string>) => kind.known && kind.value === 'independent';
  const untold = [...kinds.values()].find((kind): kind is Unknown => !kind.known);
  // Without hardware among them, or that may be among them, no LUN can be mixed.
  if (untold === undefined && (![...kinds.values()].some(isHardware) || [...kinds.values()].every(isHardware))) return found;
  const { devices } = host;
  if (!devices.known) return { luns: [], missing: [devices] };
  for (const device of devices.value) {
    const { paths } = device;
    if (!paths.known) {
      found.missing.push(paths);
      continue;
    }
    if (paths.value.length < 2) continue;
    const named = new Set<string>();
    let hardware: Known<string> | undefined;
    let other: Known<string> | undefined;
    let doubtful: Unknown | undefined;
    for (const { adapter } of paths.value) {
      const kind = adapter === undefined ? undefined : kinds.get(adapter.value);
      if (adapter === undefined || kind === undefined) continue;
      named.add(adapter.value);
      if (!kind.known) doubtful ??= kind;
      else if (kind.value === 'independent') hardware ??= adapter;
      else other ??= adapter;
    }
    if (hardware !== undefined && other !== undefined) found.luns.push({ device, hardware, other });
    else if (doubtful !== undefined && named.size > 1) found.missing.push(doubtful);
  }
  return found;
}
