import { compareNatural } from '../../findings/order.ts';
import type { Remedy, Verdict } from '../../findings/report.ts';
import { clean } from '../clean.ts';
import { someOf } from '../count.ts';
import { hostOf } from '../subject-path.ts';
import { wrap } from '../wrap.ts';
import type { Layout } from './layout.ts';

/** Different remedies of one rule that are shown of each tool; all are in the JSON report. */
const SHOWN = 5;
const NAMES = 3;

/** What to type, once for all fails of a rule: equal commands together with the hosts that need them. */
export function fixLines(fails: readonly Verdict[], general: Remedy | undefined, layout: Layout): readonly string[] {
  const remedies = fails.some(({ remedy }) => remedy !== undefined)
    ? fails
    : fails.slice(0, 1).map((fail) => withRemedy(fail, general));
  const esxcli = sameLines(remedies, (remedy) => remedy.esxcli);
  const powercli = sameLines(remedies, (remedy) => remedy.powercli);
  const manual = sameLines(remedies, (remedy) => remedy.manual);
  return [
    ...[...byHosts(esxcli.slice(0, SHOWN))].flatMap(([hosts, lines]) => [`  Fix${hosts}:`, ...typed(lines, layout)]),
    ...left(esxcli),
    ...(powercli.length === 0 ? [] : ['  Fix with PowerCLI:']),
    // Lines belong together (`$x = Get-EsxCli ...` and what uses it): only remedies that are wholly alike are printed once.
    ...typed(
      powercli.slice(0, SHOWN).flatMap(({ lines }) => lines),
      layout,
    ),
    ...left(powercli),
    ...[...new Set(manual.slice(0, SHOWN).flatMap(({ lines }) => lines))].flatMap((line) =>
      wrap(clean(line), layout.width, '  Fix: ', '       '),
    ),
    ...left(manual),
  ];
}

interface SameLines {
  readonly lines: readonly string[];
  readonly verdicts: Verdict[];
}

function withRemedy(fail: Verdict, remedy: Remedy | undefined): Verdict {
  return remedy === undefined ? fail : { ...fail, remedy };
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

/** Remedies for the same hosts under one heading. */
function byHosts(groups: readonly SameLines[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { lines, verdicts } of groups) {
    const hosts = onHosts(verdicts);
    found.set(hosts, [...(found.get(hosts) ?? []), ...lines]);
  }
  return found;
}

/** esxcli commands do not name the host that they are typed on. */
function onHosts(verdicts: readonly Verdict[]): string {
  const hosts = new Set(verdicts.map(({ subject }) => hostOf(subject)).filter((host) => host !== undefined));
  return hosts.size === 0 ? '' : ` on ${someOf([...hosts].sort(compareNatural).map(clean), NAMES)}`;
}

function typed(lines: readonly string[], { paint }: Layout): readonly string[] {
  return lines.map((line) => `    ${paint.command(clean(line))}`);
}

function left(groups: readonly SameLines[]): readonly string[] {
  return groups.length > SHOWN ? [`    … and ${groups.length - SHOWN} more of this kind; the JSON report has them all`] : [];
}
