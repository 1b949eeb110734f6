import type { Report, RuleCard, Verdict } from '../findings/report.ts';

/**
 * The card of the rule behind a verdict. What vlint finds out about its own work (an unreadable input, a crashed rule) needs no rule
 * in the catalogue; its card is then made of its id.
 */
export function cardOf(report: Report, verdict: Verdict): RuleCard {
  return report.catalog.get(verdict.ruleId) ?? ownCard(verdict);
}

function ownCard({ ruleId, level = 'error' }: Verdict): RuleCard {
  const words = ruleId.replaceAll('-', ' ');
  return {
    id: ruleId,
    family: 'vlint',
    title: words.charAt(0).toUpperCase() + words.slice(1),
    rationale: 'This is about the input or about vlint itself. Until it is mended, other checks may have judged too little.',
    severity: { recommended: level, strict: level, stig: level, lab: level },
    cases: [],
    sources: [{ unsourced: 'vlint reports on its own work' }],
    exceptions: [],
    disputes: [],
  };
}
