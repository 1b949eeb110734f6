import {
  crowd,
  defineRule,
  type Known,
  notApplicable,
  problem,
  type Standing,
  standing,
  type Unknown,
  usedAdapters,
  weighed,
} from 'vlint';
import { unsourced } from '../ledger.ts';
import { isAlone } from './alone.ts';
import { COMPARED, initiatorParameters, parameterOf } from './parameters.ts';
import { setParams } from './set-param.ts';

type Outlier = Extract<Standing, { kind: 'outlier' }>;

export default defineRule({
  id: 'iscsi-param-mixed-across-hosts',
  family: 'initiator',
  title: 'The software initiators of a cluster should have the same parameters',
  rationale:
    'Timeouts and acknowledgements that differ make hosts of one cluster behave differently on one array: a VM that is moved fails over ' +
    'later, or is slower, and nobody looks for the cause in its host. It mostly means that a change did not reach all hosts.',
  severity: 'warning',
  sources: [unsourced('That the parameters of a cluster should agree follows from VMs moving between its hosts.')],
  exceptions: {
    'one-host': 'No other host of the cluster uses the software initiator.',
    majority: 'The host has the values of most hosts; the others are found fault with.',
    'mid-rollout': 'A change is under way, host by host; facts.yaml can allow it until it is done.',
    'hardware-initiator': 'The adapter is a hardware initiator, whose parameters are its own.',
  },
  fix: {
    esxcli: ['esxcli iscsi adapter param get -A vmhba64', 'esxcli iscsi adapter param set -A vmhba64 -k LoginTimeout -v 5'],
    manual: ['Choose the values that the storage vendor asks for and set them on all hosts of the cluster.'],
  },
  compares: [initiatorParameters],
  each: (inventory) => inventory.hosts.flatMap(usedAdapters),
  *check(adapter) {
    const { name, host, kind } = adapter;
    if (kind.known && kind.value !== 'software') return yield notApplicable('a hardware initiator');
    const ballots = COMPARED.map((key) => ({ key, ballot: host.around.estate.ballot(initiatorParameters, host, key) }));
    if (ballots.every(({ ballot }) => isAlone(ballot, host.name)))
      return yield notApplicable('no other host of its cluster uses the software initiator');
    if (!kind.known) return yield kind;

    const faults: { readonly key: string; readonly own: Known<string>; readonly outlier: Outlier }[] = [];
    let missing: Unknown | undefined;
    for (const { key, ballot } of ballots) {
      const own = parameterOf(adapter, key);
      if (!own.known) {
        missing ??= own;
        continue;
      }
      const verdict = standing(ballot, own.value);
      if (verdict.kind === 'outlier') faults.push({ key, own, outlier: verdict });
      if (verdict.kind === 'undecided') missing ??= verdict.missing;
    }
    const [first] = faults;
    if (first === undefined) {
      if (missing) yield missing;
      return;
    }
    const settled = faults.flatMap(({ key, outlier: { rivals, tie } }) =>
      tie || rivals[0] === undefined ? [] : [{ key, value: rivals[0].value }],
    );
    yield problem(
      first.own,
      `${name} of ${host.name} has ${faults.map(({ key, own, outlier }) => `${key} ${own.value} while ${said(outlier)}`).join('; ')}.`,
      settled.length === faults.length
        ? setParams(adapter, settled)
        : { manual: [`Choose one value for ${faults.map(({ key }) => key).join(', ')} and set it on all hosts of the cluster.`] },
      {
        related: faults.flatMap(({ key, outlier }) =>
          outlier.rivals.flatMap(({ hosts, value, example }) => weighed(`${hosts[0]}: ${key} ${value}`, example)),
        ),
      },
    );
  },
});

function said({ rivals, hosts }: Outlier): string {
  return rivals
    .map((rival) => `${crowd(rival.hosts, hosts)} ${rival.hosts.length === 1 ? 'has' : 'have'} ${rival.value}`)
    .join(', ');
}
