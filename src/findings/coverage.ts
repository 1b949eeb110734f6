import { compareNatural } from './order.ts';
import type { Missing, Verdict } from './report.ts';

/** One missing fact over the whole estate: what lacks, why, how to get it, and what could not be judged for want of it. */
export interface Gap {
  readonly group: string;
  readonly because: string;
  readonly provide: string;
  /** Verdicts that are undecided and ask for this fact. */
  readonly checks: number;
  /** Distinct hosts of those verdicts. */
  readonly hosts: number;
  /** Distinct VMs, clusters and the like among them that have no host. */
  readonly others: number;
  /** Up to three of those hosts and others, in natural order. */
  readonly examples: readonly string[];
}

const EXAMPLES = 3;

/** The missing facts behind all undecided verdicts, the one that blocks most checks first. */
export function coverage(verdicts: Iterable<Verdict>): readonly Gap[] {
  const tallies = new Map<string, Tally>();
  for (const verdict of verdicts) {
    if (verdict.verdict !== 'unknown') continue;
    // One verdict may lack the same fact of several objects: it is still one check.
    const counted = new Set<Tally>();
    for (const missing of verdict.missing ?? []) {
      const tally = tallyOf(tallies, missing);
      if (counted.has(tally)) continue;
      counted.add(tally);
      tally.add(verdict);
    }
  }
  return [...tallies.values()].map((tally) => tally.gap()).sort(compareGaps);
}

/** "port bindings not in the export: 14 checks undecided on 3 hosts; run `esxcli iscsi networkportal list`" */
export function gapSentence(gap: Gap): string {
  const reason = gap.because.startsWith('not ') ? gap.because : `(${gap.because})`;
  const checks = `${gap.checks} ${gap.checks === 1 ? 'check' : 'checks'} undecided`;
  return `${gap.group} ${reason}: ${checks} on ${places(gap)}; ${toProvide(gap.provide)}`;
}

/** "run `command`" for a command, "give ..." for what has to be written or asked. */
export function toProvide(provide: string): string {
  return isCommand(provide) ? `run \`${provide}\`` : `give ${provide}`;
}

/** Whether this is something to type, and not something to find out. */
export function isCommand(provide: string): boolean {
  return COMMAND.test(provide);
}

const COMMAND = /^(?:esxcli|esxcfg-[a-z]+|vim-cmd|vmkping|vmkfstools|vlint|govc|(?:Get|Test)-[A-Za-z]+)\b|^\(Get-/;

class Tally {
  checks = 0;
  readonly hosts = new Set<string>();
  readonly others = new Set<string>();
  readonly missing: Missing;

  constructor(missing: Missing) {
    this.missing = missing;
  }

  add({ subject }: Verdict): void {
    this.checks++;
    const host = subject.kind === 'host' ? (subject.host ?? subject.name) : subject.host;
    if (host !== undefined) this.hosts.add(host);
    else this.others.add(subject.vm ?? subject.name);
  }

  gap(): Gap {
    const { group, because, provide } = this.missing;
    const examples = [...this.hosts, ...this.others].sort(compareNatural).slice(0, EXAMPLES);
    return { group, because, provide, checks: this.checks, hosts: this.hosts.size, others: this.others.size, examples };
  }
}

function tallyOf(tallies: Map<string, Tally>, missing: Missing): Tally {
  const key = JSON.stringify([missing.group, missing.because, missing.provide]);
  const tally = tallies.get(key) ?? new Tally(missing);
  tallies.set(key, tally);
  return tally;
}

function places({ hosts, others, examples }: Gap): string {
  if (others === 0) return `${hosts} ${hosts === 1 ? 'host' : 'hosts'}`;
  if (hosts === 0) return others === 1 ? (examples[0] ?? '1 object') : `${others} objects`;
  return `${hosts} ${hosts === 1 ? 'host' : 'hosts'} and ${others} other ${others === 1 ? 'object' : 'objects'}`;
}

function compareGaps(a: Gap, b: Gap): number {
  return (
    b.checks - a.checks ||
    compareNatural(a.group, b.group) ||
    compareNatural(a.because, b.because) ||
    compareNatural(a.provide, b.provide)
  );
}
