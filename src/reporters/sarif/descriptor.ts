import type { RuleCard } from '../../findings/report.ts';
import type { Item, Section } from '../rule-text.ts';
import { sectionsOf } from '../rule-text.ts';
import { sentence, shorten } from './message.ts';

/** GitHub refuses longer descriptions. */
const DESCRIPTION = 1024;

/** What a consumer shows about a rule. */
export function descriptor(card: RuleCard): object {
  return {
    id: card.id,
    name: pascalCase(card.id),
    shortDescription: { text: shorten(sentence(card.title), DESCRIPTION) },
    fullDescription: { text: shorten(sentence(card.rationale.trim().replace(/\s+/g, ' ')), DESCRIPTION) },
    helpUri: helpUri(card),
    help: { text: helpText(card), markdown: helpMarkdown(card) },
    defaultConfiguration: { level: card.severity.recommended },
    properties: {
      tags: tags(card),
      precision: card.sources.some((source) => 'url' in source) ? 'high' : 'medium',
      'problem.severity': card.severity.recommended === 'note' ? 'recommendation' : card.severity.recommended,
      'security-severity': card.security?.toFixed(1),
    },
  };
}

function pascalCase(id: string): string {
  return id
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function helpUri(card: RuleCard): string | undefined {
  for (const source of card.sources) {
    if ('url' in source && source.url !== undefined && /^https?:/i.test(source.url) && URL.canParse(source.url))
      return new URL(source.url).href;
  }
  return undefined;
}

function tags({ id, family, title, security }: RuleCard): readonly string[] {
  const iscsi = /iscsi|portbind/i.test(`${id} ${family} ${title}`) || family === 'port-binding' || family === 'initiator';
  const all = ['esxi', family, iscsi ? 'iscsi' : undefined, security === undefined ? undefined : 'security'];
  return [...new Set(all.filter((tag) => tag !== undefined))];
}

function helpText(card: RuleCard): string {
  return sectionsOf(card).map(textSection).join('\n\n');
}

function textSection({ heading, prose = [], items = [], commands = [] }: Section): string {
  const lines = [
    ...prose,
    ...items.map(({ text, url }) => `- ${url === undefined ? text : `${text} (${url})`}`),
    ...commands.flatMap(({ tool, lines: typed }) => [`${tool}:`, ...typed.map((line) => `  ${line}`)]),
  ];
  return [`${heading}:`, ...lines].join('\n');
}

function helpMarkdown(card: RuleCard): string {
  return [`# ${sentence(card.title)}`, ...sectionsOf(card).map(markdownSection)].join('\n\n');
}

function markdownSection({ heading, prose = [], items = [], commands = [] }: Section): string {
  const blocks = [`## ${heading}`, ...prose];
  if (items.length > 0) blocks.push(items.map(markdownItem).join('\n'));
  for (const { tool, lines } of commands) {
    blocks.push(`${tool}:`, ['```', ...lines, '```'].join('\n'));
  }
  return blocks.join('\n\n');
}

function markdownItem({ text, url }: Item): string {
  return url === undefined ? `- ${text}` : `- ${text} (<${url}>)`;
}
