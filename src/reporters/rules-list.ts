import { compareNatural } from '../findings/order.ts';
import type { Level, RuleCard } from '../findings/report.ts';
import { clean } from './clean.ts';
import { paint } from './colour.ts';
import { count } from './count.ts';
import type { ReporterOptions } from './reporter.ts';
import { columns } from './wrap.ts';

const LEVELS: readonly Level[] = ['error', 'warning', 'note'];
const LEVEL_WIDTH = Math.max(...LEVELS.map((level) => level.length));

/** All rules by family, aligned over all families, for `vlint rules`. Families keep the order in which they come first. */
export function rulesList(cards: Iterable<RuleCard>, options: ReporterOptions = {}): string {
  const colours = paint(options.colour ?? false);
  const all = [...cards];
  const idWidth = Math.max(0, ...all.map(({ id }) => columns(clean(id))));
  const blocks = [...byFamily(all)].map(([family, members]) => {
    const rows = members.map(({ id, level, title }) => {
      const name = clean(id);
      const padding = ' '.repeat(idWidth - columns(name));
      return `  ${name}${padding}  ${colours[level](level)}${' '.repeat(LEVEL_WIDTH - level.length)}  ${clean(title)}`;
    });
    return [colours.bold(clean(family)), ...rows].join('\n');
  });
  return `${[...blocks, count(all.length, 'rule')].join('\n\n')}\n`;
}

function byFamily(cards: readonly RuleCard[]): ReadonlyMap<string, readonly RuleCard[]> {
  const families = new Map<string, RuleCard[]>();
  for (const card of cards) {
    const members = families.get(card.family);
    if (members === undefined) families.set(card.family, [card]);
    else members.push(card);
  }
  for (const members of families.values()) members.sort((a, b) => compareNatural(a.id, b.id));
  return families;
}
