import { defineRule, listed, problem, usedAdapters, weighed } from 'vlint';
import { says } from '../ledger.ts';

const OFF = 'digestProhibited';

export default defineRule({
  id: 'iscsi-digest-enabled',
  family: 'initiator',
  title: 'iSCSI digests should stay prohibited unless the storage vendor asks for them',
  rationale:
    'A digest is a checksum over each iSCSI header or over its data, in addition to those of Ethernet and TCP. The software initiator ' +
    'computes it on the CPU for every block that it reads and writes.',
  severity: 'note',
  sources: [
    says('S41', 'Do not change iSCSI parameters unless VMware support or the storage vendor says so; digests cost CPU.'),
    says('S54', 'Header and data digest of the software initiator are prohibited by default.'),
  ],
  exceptions: {
    'vendor-ask': 'The storage vendor asks for digests; facts.yaml can allow it.',
    'not-used': 'The adapter has neither a target nor a session.',
  },
  fix: {
    esxcli: [
      'esxcli iscsi adapter param set -A vmhba64 -k HeaderDigest -v prohibited',
      'esxcli iscsi adapter param set -A vmhba64 -k DataDigest -v prohibited',
    ],
    manual: ['Prohibit them on the array too where it requires them, and rescan.'],
  },
  each: (inventory) => inventory.hosts.flatMap(usedAdapters),
  *check({ name, headerDigest, dataDigest }) {
    const digests = [
      { what: 'header digest', key: 'HeaderDigest', fact: headerDigest },
      { what: 'data digest', key: 'DataDigest', fact: dataDigest },
    ];
    const on = digests.flatMap(({ what, key, fact }) => (fact.known && fact.value !== OFF ? [{ what, key, fact }] : []));
    const [first, ...others] = on;
    if (first === undefined) {
      for (const { fact } of digests) if (!fact.known) yield fact;
      return;
    }
    yield problem(
      first.fact,
      `${name} allows ${listed(on.map(({ what, fact }) => `the ${what} (${fact.value})`))}, which costs CPU for every transfer. The default is ${OFF}.`,
      { esxcli: on.map(({ key }) => `esxcli iscsi adapter param set -A ${name} -k ${key} -v prohibited`) },
      { related: others.flatMap(({ what, fact }) => weighed(`${what}: ${fact.value}`, fact)) },
    );
  },
});
