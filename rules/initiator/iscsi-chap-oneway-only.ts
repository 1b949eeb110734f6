import { defineRule, notApplicable, problem, usedAdapters, weighed } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { chapSettings, PROHIBITED, REQUIRED, requireChap } from './chap.ts';

export default defineRule({
  id: 'iscsi-chap-oneway-only',
  family: 'initiator',
  title: 'Where CHAP is required, the array should prove itself to the host as well',
  rationale:
    'With one-way CHAP the array knows that the host is the right one, while the host would log in to anything that answers at the ' +
    "portal's address. Mutual CHAP makes both sides prove that they know a secret.",
  severity: { default: 'note', strict: 'warning', stig: 'warning' },
  sources: [
    says('S19', 'esxi-8.iscsi-mutual-chap: mutual CHAP is a control of the highest priority from the moment that iSCSI is used.'),
    says('S18', 'ESXI-80-000145: bidirectional CHAP is required.'),
    unsourced('It is asked for under the profiles strict and stig only.'),
  ],
  exceptions: {
    'no-security-profile': 'Neither the profile strict nor stig is chosen.',
    'chap-not-required': 'One-way CHAP is not required either, which is a matter of its own.',
    'own-setting': 'Every target has a CHAP setting of its own, so that the setting of the adapter is used by none.',
  },
  fix: {
    esxcli: ['esxcli iscsi adapter auth chap set -A vmhba64 -d mutual -l required -N NAME2 -S SECRET2'],
    powercli: [
      'Set-VMHostHba -IScsiHba $hba -ChapType Required -ChapName NAME -ChapPassword SECRET -MutualChapEnabled $true -MutualChapName NAME2 -MutualChapPassword SECRET2',
    ],
    manual: ['Set the second name and secret on the array first.'],
  },
  security: 3.7,
  each: (inventory) => inventory.hosts.flatMap(usedAdapters),
  *check(adapter, _, { profile }) {
    if (profile !== 'strict' && profile !== 'stig')
      return yield notApplicable('mutual CHAP is asked for under the profiles strict and stig only');
    const settings = chapSettings(adapter);
    if (!settings.known) return yield settings;
    const may = settings.value.filter(({ chap }) => !chap.known || chap.value === REQUIRED);
    for (const setting of may) {
      const { chap, mutualChap, of } = setting;
      if (!chap.known || !mutualChap.known || mutualChap.value !== PROHIBITED) continue;
      return yield problem(
        mutualChap,
        `${of} requires CHAP of the host but not of the array (mutual CHAP: ${PROHIBITED}). The host cannot tell the array from a stranger at its address.`,
        requireChap(adapter, setting, true),
        { related: weighed(`CHAP of ${of}: ${chap.value}`, chap) },
      );
    }
    for (const { chap, mutualChap } of may) {
      if (mutualChap.known && mutualChap.value !== PROHIBITED) continue;
      if (!chap.known) yield chap;
      else if (!mutualChap.known) yield mutualChap;
    }
    if (may.length === 0) yield notApplicable('CHAP is not required');
  },
});
