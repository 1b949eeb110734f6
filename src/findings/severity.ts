import type { Level } from './report.ts';

/** Whose levels to take where a rule has several. */
export const PROFILES = ['recommended', 'strict', 'stig', 'lab'] as const;
export type Profile = (typeof PROFILES)[number];

/** What each profile is for, in a sentence. */
export const PROFILE_TEXTS: Readonly<Record<Profile, string>> = {
  recommended: 'The usual levels.',
  strict: 'The highest level that a rule has under any profile.',
  stig: 'As the DISA STIG for vSphere rates it.',
  lab: 'Forgives what a lab does not need, such as NICs of its own for storage.',
};

/** The level of a rule, or of one of its cases, under each profile. */
export type Severity = Readonly<Record<Profile, Level>>;

/** "error"; "warning (stig: error)" where other profiles differ from the recommended level. */
export function severityText(severity: Severity): string {
  const others = PROFILES.filter((profile) => severity[profile] !== severity.recommended);
  return others.length === 0
    ? severity.recommended
    : `${severity.recommended} (${others.map((profile) => `${profile}: ${severity[profile]}`).join(', ')})`;
}
