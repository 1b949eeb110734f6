import {
  type Check,
  defineRule,
  type Fact,
  Gap,
  type IscsiAdapter,
  inUse,
  listed,
  notApplicable,
  portsOf,
  problem,
  standsOut,
  type Unknown,
  weighed,
} from 'vlint';
import { says } from '../ledger.ts';
import { setVmk } from './set-mtu.ts';

export default defineRule({
  id: 'mtu-hba',
  family: 'mtu',
  title: 'A hardware iSCSI adapter must use the MTU of its VMkernel adapter, or of its siblings',
  rationale:
    'A hardware adapter has an MTU of its own. A dependent one borrows a VMkernel adapter and its NIC, an independent one is set up alone: ' +
    'when the values differ, a part of the paths sends frames that the others do not.',
  severity: 'warning',
  sources: [
    says('S50', 'ipProperties.mtu and ipProperties.jumboFramesEnabled hold the MTU of a hardware iSCSI adapter.'),
    says('S5', 'Jumbo frames must be supported end to end: check NIC and HBA.'),
  ],
  exceptions: {
    software: 'Software and iSER adapters have no MTU of their own.',
    alone: 'An independent adapter without a second one in use has nothing to agree with.',
    crowd: 'Of several independent adapters only those that differ from most of them are reported.',
  },
  fix: {
    esxcli: ['esxcli network ip interface set -i vmk1 -m 9000', 'esxcli iscsi physicalnetworkportal list'],
    manual: ["Set the MTU of an independent adapter in its vendor's tool or firmware."],
  },
  each: (inventory) => inventory.iscsiAdapters,
  *check(adapter) {
    const { kind } = adapter;
    if (!kind.known) return yield kind;
    if (kind.value === 'software' || kind.value === 'iser') return yield notApplicable('the adapter has no MTU of its own');
    const used = inUse(adapter);
    if (!used.known) return yield used;
    if (!used.value) return yield notApplicable('the adapter has neither target nor session');
    if (kind.value === 'dependent') yield* judgeDependent(adapter);
    else yield* judgeIndependent(adapter);
  },
});

function* judgeDependent(adapter: IscsiAdapter): Check {
  const missing: Unknown[] = [];
  for (const port of portsOf(adapter)) {
    if (port instanceof Gap) {
      missing.push(port.missing);
      continue;
    }
    const { vmk } = port;
    const { mtu } = vmk;
    if (!mtu.known) {
      missing.push(mtu);
      continue;
    }
    const own = adapter.mtu;
    const jumbo = adapter.jumbo;
    const related = weighed(`MTU of ${vmk.name}: ${mtu.value}`, mtu);
    if (own.known && own.value !== mtu.value) {
      return yield problem(
        own,
        `${adapter.name} has an MTU of ${own.value}, but its VMkernel adapter ${vmk.name} uses ${mtu.value}. The two must agree.`,
        setVmk(vmk, own.value),
        { related },
      );
    }
    if (!own.known && jumbo.known && jumbo.value !== mtu.value > 1500) {
      return yield problem(
        jumbo,
        `${adapter.name} has jumbo frames ${jumbo.value ? 'on' : 'off'}, but its VMkernel adapter ${vmk.name} has an MTU of ${mtu.value}. The two must agree.`,
        {
          manual: [
            `Turn jumbo frames of ${adapter.name} ${jumbo.value ? 'off' : 'on'} in the tool of its vendor, or change the MTU of ${vmk.name}.`,
          ],
        },
        { related },
      );
    }
    if (!own.known) missing.push(own);
  }
  yield* missing;
}

function* judgeIndependent(adapter: IscsiAdapter): Check {
  const { iscsiAdapters } = adapter.host;
  if (!iscsiAdapters.known) return yield iscsiAdapters;
  const others = iscsiAdapters.value.filter((other) => other !== adapter && other.name !== adapter.name).flatMap(sibling);
  if (others.length === 0) return yield notApplicable('no other independent adapter is in use');
  const { mtu } = adapter;
  if (!mtu.known) return yield mtu;
  const verdict = standsOut(
    String(mtu.value),
    others.map(({ vote }) => vote),
  );
  if (verdict === false) return;
  if (verdict === undefined) return yield* others.flatMap(({ missing }) => missing);
  const different = others.filter(
    (other) => other.vote.certain && other.vote.value !== undefined && other.vote.value !== String(mtu.value),
  );
  yield problem(
    mtu,
    `${adapter.name} has an MTU of ${mtu.value}, but ${listed(different.map((other) => `${other.name} has ${other.vote.value}`))}. Independent adapters that serve one host must agree.`,
    {
      manual: [
        `Set the MTU of ${adapter.name} to ${different[0]?.vote.value} in the tool or firmware of its vendor, after the physical switch.`,
      ],
    },
    { related: different.flatMap((other) => weighed(`MTU of ${other.name}: ${other.vote.value}`, other.mtu)) },
  );
}

/** What another adapter counts in the comparison; nothing when it is certainly no independent one in use. */
function sibling(adapter: IscsiAdapter) {
  const { kind, mtu, name } = adapter;
  const used = inUse(adapter);
  if ((kind.known && kind.value !== 'independent') || (used.known && !used.value)) return [];
  const facts: readonly Fact<unknown>[] = [kind, used, mtu];
  const vote = { value: mtu.known ? String(mtu.value) : undefined, certain: kind.known && used.known };
  return [{ name, mtu, vote, missing: facts.filter((fact) => !fact.known) }];
}
