import type { Level, RuleCard } from '../findings/report.ts';
import { severityOf } from './rule.ts';

/** Findings of vlint's own: about the inputs, not about what they describe. */
const OWN: Readonly<Record<string, readonly [title: string, rationale: string, level: Level]>> = {
  'input-unreadable': ['An input could not be read', 'What is in it was not judged.', 'error'],
  'input-schema': [
    'A value of an export is not what its format demands',
    'The value counts as not exported; everything else is judged.',
    'warning',
  ],
  'input-format': ['An input is no export that vlint knows', 'What is in it was not judged.', 'error'],
  'input-truncated': [
    'An input ends too early, or was cut when it was written',
    'What lies behind the cut was not judged.',
    'error',
  ],
  'input-conflict': [
    'Two inputs contradict each other',
    'One of them is out of date or about another host. The better source was judged.',
    'warning',
  ],
  'rule-crashed': ['A rule failed', 'It is a fault of the rule, not of the configuration: its checks are undecided.', 'error'],
};

export function ownCards(): RuleCard[] {
  return Object.entries(OWN).map(([id, [title, rationale, level]]) => ({
    id,
    family: 'input',
    title,
    rationale,
    severity: severityOf(level),
    cases: [],
    sources: [{ unsourced: "vlint's own finding about its inputs" }],
    exceptions: [],
    disputes: [],
  }));
}
