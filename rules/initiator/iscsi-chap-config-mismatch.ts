import {
  crowd,
  defineRule,
  type Known,
  listed,
  notApplicable,
  problem,
  type Standing,
  standing,
  type Unknown,
  usedAdapters,
  weighed,
} from 'vlint';
import { says } from '../ledger.ts';
import { isAlone } from './alone.ts';
import { portalChap, portalChaps } from './portal-chap.ts';

export default defineRule({
  id: 'iscsi-chap-config-mismatch',
  family: 'initiator',
  title: 'The hosts of a cluster should log in to a portal with the same kind of CHAP',
  rationale:
    'An array asks each initiator for CHAP as it is configured there. A host that is set up differently from its siblings is refused ' +
    'where they are not, or it comes in where nobody checks, and either shows only when its sessions are made anew.',
  severity: 'warning',
  sources: [says('S17', 'CHAP must be configured on both ends: on the host and on the array.')],
  exceptions: {
    'one-host': 'No other host of the cluster logs in to the same portals.',
    majority: 'The host is set up as most hosts are; the others are found fault with.',
    'names-and-secrets': 'Names and secrets differ from host to host, as they should: they are neither read nor compared.',
  },
  fix: {
    esxcli: [
      'esxcli iscsi adapter auth chap get -A vmhba64',
      'esxcli iscsi adapter auth chap set -A vmhba64 -d uni -l required -N NAME -S SECRET',
    ],
    manual: ["Set CHAP up on the host as on its siblings and as the array has it for the host's iSCSI name."],
  },
  compares: [portalChaps],
  each: (inventory) => inventory.hosts.flatMap(usedAdapters),
  *check(adapter) {
    const { host, name } = adapter;
    const portals = portalChap(adapter);
    if (!portals.known) return yield portals;
    const faults: {
      readonly portal: string;
      readonly own: Known<string>;
      readonly outlier: Extract<Standing, { kind: 'outlier' }>;
    }[] = [];
    const missing: Unknown[] = [];
    let alone = true;
    for (const { portal, text } of portals.value) {
      const ballot = host.around.estate.ballot(portalChaps, host, portal);
      if (isAlone(ballot, host.name)) continue;
      alone = false;
      if (!text.known) {
        missing.push(text);
        continue;
      }
      const verdict = standing(ballot, text.value);
      if (verdict.kind === 'outlier') faults.push({ portal, own: text, outlier: verdict });
      if (verdict.kind === 'undecided') missing.push(verdict.missing);
    }
    const [first] = faults;
    if (first === undefined) {
      if (alone) yield notApplicable('no other host of its cluster logs in to the same portals');
      return yield* missing;
    }
    const { rivals, hosts } = first.outlier;
    const same = faults.filter(({ own }) => own.value === first.own.value).map(({ portal }) => portal);
    const said = rivals
      .map((rival) => `${crowd(rival.hosts, hosts)} ${rival.hosts.length === 1 ? 'uses' : 'use'} ${rival.value}`)
      .join(' and ');
    yield problem(
      first.own,
      `${name} of ${host.name} logs in to ${listed(same, 3)} with ${first.own.value} while ${said}.`,
      {
        esxcli: [`esxcli iscsi adapter auth chap get -A ${name}`],
        manual: [`Set CHAP of ${name} up as on its siblings and as the array has it for the iSCSI name of ${host.name}.`],
      },
      { related: rivals.flatMap((rival) => weighed(`${rival.hosts[0]} uses ${rival.value}`, rival.example)) },
    );
  },
});
