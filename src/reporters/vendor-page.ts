import type { Source } from '../findings/report.ts';
import type { Sourced, VendorArray } from '../model/vendor.ts';
import { escaped } from './catalog-page.ts';
import { sourceItem } from './rule-text.ts';

/** A key of a vendor file and what it means. */
export interface VendorKey {
  readonly name: string;
  readonly description: string;
}

/** What is known of storage arrays as a Markdown page: how a vendor file is written, then array by array what it says. */
export function vendorPage(arrays: readonly VendorArray[], keys: readonly VendorKey[]): string {
  const blocks = [
    '# Storage arrays',
    'What the vendors of storage arrays ask for. The rules judge by these values; this page is written from the files in this folder.',
    'Arrays of your own, or other values for one of these, stand in a file of the same form that `vendors:` in vlint.yaml names. Your arrays are asked first, in their order, and one with the name of an array below replaces it. Each value says who says so: `says` with `source` or `url` or both, or `unsourced` where you answer for it yourself. `schemas/vendor.schema.json` says what each key holds; an editor that knows it completes them.',
    ['```yaml', ...EXAMPLE, '```'].join('\n'),
    ['| key of an array | |', '|---|---|', ...keys.map(({ name, description }) => `| ${name} | ${description} |`)].join('\n'),
    ...arrays.flatMap(arrayBlocks),
  ];
  return `${blocks.join('\n\n')}\n`;
}

const EXAMPLE = [
  'arrays:',
  '  - name: Example array',
  '    match:',
  '      - { vendor: EXAMPLE, model: EX }',
  '    login-timeout:',
  '      seconds: 30',
  '      says: Set LoginTimeout to 30 seconds.',
  '      source: Example host guide 4.2, page 17',
  '    path-switch:',
  '      iops: 1',
  '      unsourced: Our own measurements of May.',
];

function arrayBlocks(array: VendorArray): readonly string[] {
  const { name, match, onlyStrings, ...topics } = array;
  const strings = match.map(({ vendor, model }) => `\`${vendor}\` / ${model === undefined ? 'any model' : `\`${model}\``}`);
  const rows = Object.entries(topics).flatMap(([key, topic]) =>
    [topic as unknown as Sourced | readonly Sourced[]].flat().flatMap((item) => rowsOf(kebab(key), item)),
  );
  return [
    `## ${escaped(capital(name))}`,
    `SCSI INQUIRY: ${strings.join(', ')}.${onlyStrings === undefined ? '' : ` Only the strings are known, so nothing is judged: ${escaped(onlyStrings)}`}`,
    ...(rows.length === 0 ? [] : [['| topic | value | who says so |', '|---|---|---|', ...rows].join('\n')]),
  ];
}

/** One row for a topic, and one for each of its other choices. */
function rowsOf(key: string, { source, ...values }: Sourced): readonly string[] {
  const { or = [], ...own } = values as { readonly or?: readonly Sourced[] };
  const value = Object.entries(own).map(([name, member]) => (name === 'text' ? String(member) : `${kebab(name)}: ${member}`));
  return [
    `| ${key} | ${cell(value.join(', ') || (key === 'strings' ? 'as above' : 'yes'))} | ${said(source)} |`,
    ...or.flatMap((item) => rowsOf(`${key}, or`, item)),
  ];
}

function said(source: Source): string {
  const { text, url } = sourceItem(source);
  return url === undefined ? cell(text) : `${cell(text)} <${new URL(url).href}>`;
}

const cell = (text: string) => escaped(text).replaceAll('|', '\\|');
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
