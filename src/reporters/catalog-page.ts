import type { RuleCard } from '../findings/report.ts';
import { severityText } from '../findings/severity.ts';
import { count } from './count.ts';
import { fenced } from './fence.ts';
import { type Item, type Section, sectionsOf } from './rule-text.ts';

/** A family as the catalogue heads it. */
export interface FamilyHeading {
  readonly title: string;
  /** One sentence: what its rules look at. */
  readonly about: string;
}

/** Headings of the families, by their folder. A family that is not named here is headed by its folder's name. */
export const familyHeadings: ReadonlyMap<string, FamilyHeading> = new Map([
  [
    'network',
    { title: 'iSCSI network', about: 'Which VMkernel adapters carry iSCSI, and what shares their subnets, VLANs and uplinks.' },
  ],
  [
    'port-binding',
    { title: 'Port binding and teaming', about: 'What a VMkernel adapter bound to an iSCSI adapter needs below it.' },
  ],
  ['mtu', { title: 'Jumbo frames', about: 'The MTU of every hop from the VMkernel adapter to the array.' }],
  ['controllers', { title: 'Virtual disk controllers', about: 'The SCSI and NVMe controllers of virtual machines.' }],
  ['multipathing', { title: 'Multipathing', about: 'Path selection policies, array types and the paths of each device.' }],
  [
    'wsfc',
    {
      title: 'Windows clusters',
      about: 'Shared disks of Windows Server Failover Clustering, whose support depends on the ESXi version.',
    },
  ],
  ['initiator', { title: 'Initiator', about: 'Settings of the iSCSI adapters: timeouts, acknowledgements, discovery, CHAP.' }],
  ['vmfs', { title: 'VMFS and advanced options', about: 'Datastores and the host options that touch them.' }],
  ['vm', { title: 'Virtual machines', about: 'VMware Tools, virtual hardware and network adapters.' }],
  ['vswitch', { title: 'Virtual switches', about: 'Redundancy and security policies of switches and port groups.' }],
  ['contention', { title: 'Contention', about: 'Load that the storage behind a host cannot carry.' }],
]);

/** The catalogue of all rules as a Markdown page. The heading of a rule is its id, so that `#id` leads to it. */
export function catalogPage(entries: readonly RuleCard[]): string {
  const families = byFamily(entries);
  const blocks = [
    '# Rules',
    `${count(entries.length, 'rule')}. This page is written from the rules themselves; \`vlint explain RULE\` prints the same for one of them.`,
    'The table has the severity of most findings under the profile `recommended`; below stand those of other profiles, and of other cases.',
    ...[...families].map(([family, members]) => contents(family, members)),
    ...[...families].flatMap(([family, members]) => familyBlocks(family, members)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function byFamily(entries: readonly RuleCard[]): ReadonlyMap<string, readonly RuleCard[]> {
  return entries.reduce(
    (families, card) => families.set(card.family, [...(families.get(card.family) ?? []), card]),
    new Map<string, readonly RuleCard[]>(),
  );
}

function headingOf(family: string): FamilyHeading {
  return familyHeadings.get(family) ?? { title: family, about: '' };
}

function contents(family: string, members: readonly RuleCard[]): string {
  const rows = members.map((card) => `| [${card.id}](#${card.id}) | ${card.severity.recommended} | ${cell(card.title)} |`);
  return [`| ${headingOf(family).title} | | |`, '|---|---|---|', ...rows].join('\n');
}

function familyBlocks(family: string, members: readonly RuleCard[]): readonly string[] {
  const { title, about } = headingOf(family);
  return [`## ${title}`, ...(about === '' ? [] : [about]), ...members.flatMap(ruleBlocks)];
}

function ruleBlocks(card: RuleCard): readonly string[] {
  return [
    `### ${card.id}`,
    `${escaped(card.title)}. Severity: **${severityText(card.severity)}**.`,
    ...sectionsOf(card).flatMap(sectionBlocks),
  ];
}

function sectionBlocks({ heading, prose = [], items = [], commands = [] }: Section): readonly string[] {
  const [first, ...rest] = prose;
  return [
    first === undefined ? `**${heading}**` : `**${heading}:** ${escaped(first)}`,
    ...rest.map(escaped),
    ...(items.length === 0 ? [] : [items.map(listItem).join('\n')]),
    ...commands.map(fenced),
  ];
}

function listItem({ text, url }: Item): string {
  if (url === undefined) return `- ${escaped(text)}`;
  // A blank would end an automatic link.
  return `- ${escaped(text)} <${URL.canParse(url) ? new URL(url).href : url}>`;
}

function cell(text: string): string {
  return escaped(text).replaceAll('|', '\\|');
}

/** Text in which nothing is Markdown: a name with an underscore or a placeholder in angle brackets stays as it is written. */
export function escaped(text: string): string {
  return text
    .replace(/[\\`*<[\]]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\$&')
    .replace(/^[#>+-]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}
