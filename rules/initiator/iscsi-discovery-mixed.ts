import { defineRule, listed, type PortalSource, problem } from 'vlint';
import { says } from '../ledger.ts';

export default defineRule({
  id: 'iscsi-discovery-mixed',
  family: 'initiator',
  title: 'A portal should be entered for dynamic or for static discovery, not for both',
  rationale:
    'Two entries for one portal have parameters and CHAP settings of their own. Somebody changes the one and wonders why the session still has the ' +
    "other's; and a portal that is taken off one list comes back from the other.",
  severity: 'note',
  sources: [
    says(
      'S50',
      'HostInternetScsiHba.StaticTarget.discoveryMethod: how a static target came about, staticMethod or sendTargetMethod.',
    ),
  ],
  exceptions: { discovered: 'The static entry was made by discovery itself.' },
  fix: {
    esxcli: ['esxcli iscsi adapter discovery statictarget remove -A vmhba64 -a IP:3260 -n iqn.x'],
    powercli: ['Get-IScsiHbaTarget -IScsiHba $hba -Type Static | Where-Object { $_.Address -eq "IP" } | Remove-IScsiHbaTarget'],
  },
  each: (inventory) => inventory.iscsiAdapters,
  *check({ host, name, portalEntries }) {
    if (!portalEntries.known) return yield portalEntries;
    const sends = new Set<string>();
    for (const entry of portalEntries.value) if (entry.how === 'send') sends.add(portalOf(entry));
    if (sends.size === 0) return;
    const both = portalEntries.value.filter((entry) => entry.byHand === true && sends.has(portalOf(entry)));
    const [first] = both;
    if (first === undefined) return;
    yield problem(
      first.evidence,
      `${listed(both.map(portalOf), 4)} of ${name} on ${host.name} ${new Set(both.map(portalOf)).size === 1 ? 'is' : 'are'} entered by hand as a static target and for dynamic discovery too.`,
      {
        esxcli: both.map(
          (entry) =>
            `esxcli iscsi adapter discovery statictarget remove -A ${name} -a ${portalOf(entry)} -n ${entry.iqn ?? 'IQN'}`,
        ),
        manual: ['Take one of the two entries away: the static one, where discovery finds the portal anyway.'],
      },
    );
  },
});

function portalOf({ address, port }: PortalSource): string {
  return `${address}:${port}`;
}
