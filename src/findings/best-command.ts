import { isCommand } from './coverage.ts';
import type { Missing, Verdict } from './report.ts';

/** The one command that supplies what most undecided checks lack. */
export interface BestCommand {
  readonly command: string;
  /** Undecided checks that lack nothing else. */
  readonly checks: number;
  /** All undecided checks. */
  readonly undecided: number;
  /** To be run for each host. */
  readonly perHost: boolean;
}

interface Candidate {
  readonly command: string;
  readonly perHost: boolean;
  supplies(missing: Missing): boolean;
}

/** Facts that a host tells through esxcli and no API. */
const BEYOND_API: ReadonlySet<string> = new Set([
  'claim rules',
  'group states of paths',
  'iSCSI sessions',
  'locking mode',
  'path switching of Round Robin',
  'pause frame settings',
  'physical NIC MTU',
  'queue full sample size',
  'queue full threshold',
  'use of unoptimized paths',
]);

const FROM_SERVER: Candidate = {
  command: 'vlint collect --url https://VCENTER/sdk --user USER -o export.json',
  perHost: false,
  supplies: ({ group, provide }) => /^(govc|esxcli|\(?Get-View)\b/.test(provide) && !BEYOND_API.has(group),
};
const FROM_HOST: Candidate = {
  command: 'vlint collect --script | ssh root@HOST sh -s > HOST.json',
  perHost: true,
  supplies: ({ provide }) => provide.startsWith('esxcli '),
};

/**
 * Of the commands that reports name for single facts and those that collect many, the one after which most checks can be decided; nothing
 * when no command helps. Of equally good ones the smallest.
 */
export function bestCommand(verdicts: Iterable<Verdict>): BestCommand | undefined {
  const lacking = [...verdicts].flatMap(({ verdict, missing = [] }) =>
    verdict === 'unknown' && missing.length > 0 ? [missing] : [],
  );
  const single = new Set(lacking.flatMap((missing) => missing.map(({ provide }) => provide)).filter(isCommand));
  const candidates: Candidate[] = [
    ...[...single].map((command) => ({
      command,
      perHost: command.startsWith('esxcli '),
      supplies: ({ provide }: Missing) => provide === command,
    })),
    FROM_HOST,
    FROM_SERVER,
  ];
  let best: BestCommand | undefined;
  for (const { command, perHost, supplies } of candidates) {
    const checks = lacking.filter((missing) => missing.every(supplies)).length;
    if (checks > (best?.checks ?? 0)) best = { command, checks, undecided: lacking.length, perHost };
  }
  return best;
}
