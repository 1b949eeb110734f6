import { compareNatural } from '../findings/order.ts';
import type { Remedy, Verdict } from '../findings/report.ts';
import { hostOf } from './subject-path.ts';

/** Different remedies that are shown of each tool; all are in the JSON report. */
const SHOWN = 5;

/** What to type against several findings, each remedy once. */
export interface Fixes {
  /** Commands of esxcli, for each set of hosts that needs them; they do not name the host that they are typed on. */
  readonly esxcli: readonly { readonly hosts: readonly string[]; readonly lines: readonly string[] }[];
  /** Lines of PowerCLI that belong together (`$x = Get-EsxCli ...` and what uses it). */
  readonly powercli: readonly (readonly string[])[];
  /** Sentences. */
  readonly manual: readonly string[];
  /** Remedies of each kind that are left out. */
  readonly left: { readonly esxcli: number; readonly powercli: number; readonly manual: number };
}

/** The remedies of findings; where none has one, the general one of their rule. */
export function fixesOf(fails: readonly Verdict[], general: Remedy | undefined): Fixes {
  const remedies = fails.some(({ remedy }) => remedy !== undefined)
    ? fails
    : fails.slice(0, 1).map((fail) => (general === undefined ? fail : { ...fail, remedy: general }));
  const esxcli = sameLines(remedies, (remedy) => remedy.esxcli);
  const powercli = sameLines(remedies, (remedy) => remedy.powercli);
  const manual = sameLines(remedies, (remedy) => remedy.manual);
  const left = (groups: readonly SameLines[]) => Math.max(0, groups.length - SHOWN);
  return {
    esxcli: byHosts(esxcli.slice(0, SHOWN)),
    // Only remedies that are wholly alike are told once.
    powercli: powercli.slice(0, SHOWN).map(({ lines }) => lines),
    manual: [...new Set(manual.slice(0, SHOWN).flatMap(({ lines }) => lines))],
    left: { esxcli: left(esxcli), powercli: left(powercli), manual: left(manual) },
  };
}

interface SameLines {
  readonly lines: readonly string[];
  readonly verdicts: Verdict[];
}

function sameLines(fails: readonly Verdict[], pick: (remedy: Remedy) => readonly string[] | undefined): readonly SameLines[] {
  const groups = new Map<string, SameLines>();
  for (const fail of fails) {
    const lines = fail.remedy && pick(fail.remedy);
    if (lines === undefined || lines.length === 0) continue;
    const key = JSON.stringify(lines);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { lines, verdicts: [fail] });
    else group.verdicts.push(fail);
  }
  return [...groups.values()];
}

/** Remedies for the same hosts together. */
function byHosts(groups: readonly SameLines[]): Fixes['esxcli'] {
  const found = new Map<string, { readonly hosts: readonly string[]; readonly lines: string[] }>();
  for (const { lines, verdicts } of groups) {
    const hosts = hostsOf(verdicts);
    const key = JSON.stringify(hosts);
    const same = found.get(key);
    if (same === undefined) found.set(key, { hosts, lines: [...lines] });
    else same.lines.push(...lines);
  }
  return [...found.values()];
}

function hostsOf(verdicts: readonly Verdict[]): readonly string[] {
  const hosts = new Set(verdicts.map(({ subject }) => hostOf(subject)).filter((host) => host !== undefined));
  return [...hosts].sort(compareNatural);
}
