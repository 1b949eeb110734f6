import { defineRule, problem, usedAdapters } from 'vlint';
import { says, unsourced } from '../ledger.ts';
import { chapSettings, PROHIBITED, requireChap } from './chap.ts';

export default defineRule({
  id: 'iscsi-chap-none',
  family: 'initiator',
  title: 'iSCSI logins should be authenticated with CHAP where a security profile asks for it',
  rationale:
    'Without CHAP an array knows a host by its iSCSI name alone, which is written in the clear and can be given to any machine on the ' +
    'storage network. A network of its own keeps strangers away; CHAP turns them away when they are there nevertheless.',
  severity: { default: 'note', stig: 'error' },
  sources: [
    says('S18', 'ESXI-80-000145: bidirectional CHAP is required, with a secret of its own for each host.'),
    says('S19', 'Mutual CHAP is a control from the moment that iSCSI is used; CHAP authenticates and does not encrypt.'),
    unsourced('On a storage network of its own and without a security profile the lack of CHAP is a note.'),
  ],
  exceptions: {
    'no-security-profile': 'No security profile is chosen: a note. It is an error with the profile stig.',
    'targets-inherit': 'Targets that inherit the setting of their adapter are part of its finding, not findings of their own.',
    'own-setting': 'Every target has a CHAP setting of its own, so that the setting of the adapter is used by none.',
  },
  fix: {
    esxcli: ['esxcli iscsi adapter auth chap set -A vmhba64 -d uni -l required -N NAME -S SECRET'],
    powercli: ['Set-VMHostHba -IScsiHba $hba -ChapType Required -ChapName NAME -ChapPassword SECRET'],
    manual: ['Set names and secrets on the array first, or the host loses its disks with the next login.'],
  },
  security: 5.3,
  each: (inventory) => inventory.hosts.flatMap(usedAdapters),
  *check(adapter, _, { profile }) {
    const settings = chapSettings(adapter);
    if (!settings.known) return yield settings;
    for (const setting of settings.value) {
      const { chap, of } = setting;
      if (!chap.known || chap.value !== PROHIBITED) continue;
      return yield problem(
        chap,
        `${of} logs in without CHAP (${PROHIBITED}). The array knows the host by its iSCSI name alone.`,
        requireChap(adapter, setting, profile === 'stig'),
      );
    }
    for (const { chap } of settings.value) if (!chap.known) yield chap;
  },
});
