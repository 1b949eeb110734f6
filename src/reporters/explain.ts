import type { RuleCard } from '../findings/report.ts';
import { severityText } from '../findings/severity.ts';
import { clean } from './clean.ts';
import { paint } from './colour.ts';
import type { Layout } from './pretty/layout.ts';
import { DEFAULT_WIDTH } from './pretty.ts';
import type { ReporterOptions } from './reporter.ts';
import type { Item, Section } from './rule-text.ts';
import { sectionsOf } from './rule-text.ts';
import { wrap } from './wrap.ts';

/** All that is known of one rule, for `vlint explain RULE`. */
export function explain(card: RuleCard, options: ReporterOptions = {}): string {
  const layout: Layout = { width: options.width ?? DEFAULT_WIDTH, paint: paint(options.colour ?? false) };
  const origin = card.plugin === undefined ? '' : `, from the plugin ${clean(card.plugin)}`;
  const head = [
    `${layout.paint.bold(clean(card.id))}: ${clean(card.title)}`,
    `${layout.paint[card.severity.recommended](severityText(card.severity))}, family ${clean(card.family)}${origin}`,
  ];
  const blocks = [head, ...sectionsOf(card).map((section) => sectionLines(section, layout))];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function sectionLines({ heading, prose = [], items = [], commands = [] }: Section, layout: Layout): readonly string[] {
  const { width, paint: colours } = layout;
  return [
    colours.bold(heading),
    ...prose.flatMap((text) => wrap(clean(text), width, '  ')),
    ...items.flatMap((item) => itemLines(item, layout)),
    ...commands.flatMap(({ tool, lines }) => [`  ${tool}:`, ...lines.map((line) => `    ${colours.command(clean(line))}`)]),
  ];
}

function itemLines({ text, url }: Item, { width, paint: { dim } }: Layout): readonly string[] {
  const lines = wrap(clean(text), width, '  - ', '    ');
  return url === undefined ? lines : [...lines, `    ${dim(clean(url))}`];
}
