import type { Remedy, Verdict } from '../../findings/report.ts';
import { clean } from '../clean.ts';
import { someOf } from '../count.ts';
import { fixesOf } from '../fixes.ts';
import { wrap } from '../wrap.ts';
import type { Layout } from './layout.ts';

const NAMES = 3;

/** What to type, once for all fails of a rule: equal commands together with the hosts that need them. */
export function fixLines(fails: readonly Verdict[], general: Remedy | undefined, layout: Layout): readonly string[] {
  const { esxcli, powercli, manual, left } = fixesOf(fails, general);
  return [
    ...esxcli.flatMap(({ hosts, lines }) => [`  Fix${onHosts(hosts)}:`, ...typed(lines, layout)]),
    ...more(left.esxcli),
    ...(powercli.length === 0 ? [] : ['  Fix with PowerCLI:']),
    ...typed(powercli.flat(), layout),
    ...more(left.powercli),
    ...manual.flatMap((line) => wrap(clean(line), layout.width, '  Fix: ', '       ')),
    ...more(left.manual),
  ];
}

function onHosts(hosts: readonly string[]): string {
  return hosts.length === 0 ? '' : ` on ${someOf(hosts.map(clean), NAMES)}`;
}

function typed(lines: readonly string[], { paint }: Layout): readonly string[] {
  return lines.map((line) => `    ${paint.command(clean(line))}`);
}

function more(left: number): readonly string[] {
  return left > 0 ? [`    … and ${left} more of this kind; the JSON report has them all`] : [];
}
