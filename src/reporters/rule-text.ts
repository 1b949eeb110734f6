import type { CaseCard, ExceptionCard, Remedy, RuleCard, Source } from '../findings/report.ts';
import { severityText } from '../findings/severity.ts';

/** One part of what is told about a rule; the terminal, SARIF and the catalogue differ only in how they set it. */
export interface Section {
  readonly heading: string;
  /** Paragraphs of running text. */
  readonly prose?: readonly string[];
  /** A list of sentences. */
  readonly items?: readonly Item[];
  /** Commands to type, by tool. */
  readonly commands?: readonly Commands[];
}

export interface Item {
  readonly text: string;
  readonly url?: string;
}

export interface Commands {
  readonly tool: 'esxcli' | 'PowerCLI';
  readonly lines: readonly string[];
}

/** All there is to tell about a rule, in reading order; sections without content are left out. */
export function sectionsOf(card: RuleCard): readonly Section[] {
  const sections: Section[] = [
    { heading: 'Why', prose: paragraphs(card.rationale) },
    { heading: 'Applies to', prose: [versions(card)] },
  ];
  if (card.undecidable) sections.push({ heading: 'Never decided', prose: [UNDECIDABLE] });
  if (card.cases.length > 0) sections.push({ heading: 'Other levels', items: card.cases.map(caseItem) });
  if (card.exceptions.length > 0) sections.push({ heading: 'Does not fire when', items: card.exceptions.map(exceptionItem) });
  const fix = fixOf(card.remedy);
  if (fix !== undefined) sections.push(fix);
  if (card.options !== undefined) {
    const items = card.options.map(({ name, value, description }) => ({ text: `${name} (default ${value}): ${description}` }));
    sections.push({ heading: 'Options', items });
  }
  sections.push({ heading: 'Sources', items: card.sources.map(sourceItem) });
  if (card.disputes.length > 0) sections.push({ heading: 'Disputed', items: card.disputes.map(asItem) });
  return sections;
}

const UNDECIDABLE = 'No export tells it: the verdict is unknown for each object that it is about, and says what to look at.';

/** Who says so. What no vendor says is told as such, never as a vendor's word. */
export function sourceItem(source: Source): Item {
  if ('unsourced' in source) return { text: `no vendor source: vlint's own judgement (${source.unsourced})` };
  const text = source.where === undefined ? source.claim : `${source.claim} (${source.where})`;
  return source.url === undefined ? { text } : { text, url: source.url };
}

/** "ESXi before 5.5", "ESXi 6.5 and later", "all ESXi versions". */
export function versions({ esxi }: RuleCard): string {
  if (esxi?.from !== undefined && esxi.before !== undefined) return `ESXi from ${esxi.from} on, before ${esxi.before}`;
  if (esxi?.from !== undefined) return `ESXi ${esxi.from} and later`;
  if (esxi?.before !== undefined) return `ESXi before ${esxi.before}`;
  return 'all ESXi versions';
}

/** The commands of a remedy by tool, in the order in which they are offered. */
export function commandsOf(remedy: Remedy | undefined): readonly Commands[] {
  const commands: Commands[] = [
    { tool: 'esxcli', lines: remedy?.esxcli ?? [] },
    { tool: 'PowerCLI', lines: remedy?.powercli ?? [] },
  ];
  return commands.filter(({ lines }) => lines.length > 0);
}

/** Text with blank lines in it as a list of paragraphs, each on one line. */
export function paragraphs(text: string): readonly string[] {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim().replace(/\s+/g, ' '))
    .filter((paragraph) => paragraph !== '');
}

function fixOf(remedy: Remedy | undefined): Section | undefined {
  const commands = commandsOf(remedy);
  const prose = remedy?.manual ?? [];
  return commands.length === 0 && prose.length === 0 ? undefined : { heading: 'Fix', prose, commands };
}

/** "warning: A second NIC carries iSCSI but its link is down." */
function caseItem({ severity, when }: CaseCard): Item {
  return asItem(`${severityText(severity)}: ${when}`);
}

function exceptionItem({ profile, when }: ExceptionCard): Item {
  return asItem(profile === undefined ? when : `with the profile ${profile}: ${when}`);
}

function asItem(text: string): Item {
  return { text: text.trim().replace(/\s+/g, ' ') };
}
