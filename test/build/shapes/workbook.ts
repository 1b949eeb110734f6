import { deflatedZip, type ZipFile } from './deflated-zip.ts';

export type CellValue = string | number | boolean | undefined;
/** Rows of a sheet, the header first. */
export type Grid = readonly (readonly CellValue[])[];

/** Who wrote a workbook: their ways differ in all that the format leaves open. */
export interface WorkbookStyle {
  /** Prefix of the namespace of sheets. */
  readonly prefix?: string;
  /** Targets of relationships begin at the root of the archive. */
  readonly absolute?: boolean;
  readonly mark?: boolean;
  /** Texts stand in the cells. */
  readonly inline?: boolean;
  /** Empty cells are written as references to no text. */
  readonly hollow?: boolean;
  /** True and False are booleans. */
  readonly booleans?: boolean;
  /** Rows and cells do not say where they are. */
  readonly unplaced?: boolean;
  /** As far as the sheet says that it reaches. */
  readonly dimension?: string;
  /** Empty rows and styled cells to the right, as far as a program has formatted them. */
  readonly formatted?: boolean;
}

/** RVTools itself, Excel, LibreOffice, and libraries that write as little as the format allows. */
export const WRITERS: Readonly<Record<string, WorkbookStyle>> = {
  RVTools: { prefix: 'x:', absolute: true, mark: true, hollow: true },
  Excel: {},
  LibreOffice: { booleans: true, dimension: 'A1:AMJ1048576', formatted: true },
  'a library': { inline: true, unplaced: true, prefix: 'ss:' },
};

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATED = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const HEAD = '<?xml version="1.0" encoding="utf-8"?>';

/** A workbook (.xlsx) of such sheets. `change` may replace the text of a part, or leave it out with undefined. */
export function workbook(
  sheets: Readonly<Record<string, Grid>>,
  style: WorkbookStyle = {},
  change: (name: string, text: string) => ZipFile['content'] | undefined = (_, text) => text,
): Uint8Array {
  const { prefix: p = '', absolute, mark } = style;
  const names = Object.keys(sheets);
  const strings = new Map<string, number>();
  const space = p === '' ? 'xmlns' : `xmlns:${p.slice(0, -1)}`;
  const root = (name: string, inner: string, more = '') =>
    `${HEAD}<${p}${name} ${space}="${MAIN}" xmlns:r="${RELATED}"${more}>${inner}</${p}${name}>`;
  const grids = Object.values(sheets).map((grid) => root('worksheet', sheetData(grid, style, strings)));
  const target = (path: string) => (absolute === true ? `/xl/${path}` : path);
  const relation = (id: string, kind: string, path: string) =>
    `<Relationship Type="${RELATED}/${kind}" Target="${path}" Id="${id}" />`;
  const relations = (inner: string) =>
    `${mark === true ? '\uFEFF' : ''}${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
  const texts = [...strings.keys()]
    .map((text) => `<${p}si><${p}t xml:space="preserve">${escaped(text)}</${p}t></${p}si>`)
    .join('');
  const parts: readonly (readonly [string, string])[] = [
    ['[Content_Types].xml', `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types" />`],
    ['_rels/.rels', relations(relation('R1', 'officeDocument', absolute === true ? '/xl/workbook.xml' : 'xl/workbook.xml'))],
    [
      'xl/workbook.xml',
      // The first id may be any.
      root(
        'workbook',
        `<${p}sheets>${names.map((name, index) => `<${p}sheet name="${escaped(name)}" sheetId="${index + 2}" r:id="S${index}" />`).join('')}</${p}sheets>`,
      ),
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations(
        relation('T', 'sharedStrings', target('sharedStrings.xml')) +
          names.map((_, index) => relation(`S${index}`, 'worksheet', target(`worksheets/sheet${index + 1}.xml`))).join(''),
      ),
    ],
    ['xl/sharedStrings.xml', root('sst', texts)],
    ...grids.map((text, index) => [`xl/worksheets/sheet${index + 1}.xml`, text] as const),
  ];
  return deflatedZip(
    parts.flatMap(([name, text]) => {
      const content = change(name, text);
      return content === undefined ? [] : [{ name, content }];
    }),
  );
}

function sheetData(grid: Grid, style: WorkbookStyle, strings: Map<string, number>): string {
  const { prefix: p = '', dimension = 'A1:B2', unplaced, formatted } = style;
  const rows = grid.map((row, index) => {
    const cells = row.map((value, column) => cell(value, `${letters(column + 1)}${index + 1}`, style, strings)).join('');
    return `<${p}row${unplaced === true ? '' : ` r="${index + 1}"`}>${cells}</${p}row>`;
  });
  const tail = formatted === true ? `<${p}row r="1048576"><${p}c r="AMJ1048576" s="1" /></${p}row>` : '';
  return `<${p}dimension ref="${dimension}" /><${p}sheetData>${rows.join('')}${tail}</${p}sheetData>`;
}

function cell(value: CellValue, address: string, style: WorkbookStyle, strings: Map<string, number>): string {
  const { prefix: p = '', inline, hollow, booleans, unplaced } = style;
  const at = unplaced === true ? '' : ` r="${address}"`;
  const isEmpty = value === undefined || value === '';
  // A cell that does not say where it is cannot be left out.
  if (isEmpty) return hollow === true ? `<${p}c${at} t="s" />` : unplaced === true ? `<${p}c />` : '';
  if (typeof value === 'number') return `<${p}c${at}><${p}v>${value}</${p}v></${p}c>`;
  if (booleans === true && typeof value === 'boolean') return `<${p}c${at} t="b"><${p}v>${Number(value)}</${p}v></${p}c>`;
  const text = typeof value === 'boolean' ? (value ? 'True' : 'False') : value;
  if (inline === true) return `<${p}c${at} t="inlineStr"><${p}is><${p}t>${escaped(text)}</${p}t></${p}is></${p}c>`;
  const index = strings.get(text) ?? strings.size;
  strings.set(text, index);
  return `<${p}c${at} t="s"><${p}v>${index}</${p}v></${p}c>`;
}

/** 1 -> "A", 27 -> "AA". */
export function letters(column: number): string {
  const rest = (column - 1) % 26;
  const last = String.fromCharCode(65 + rest);
  return column > 26 ? letters((column - 1 - rest) / 26) + last : last;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** A sheet as CSV: with quotes where they are needed, or around everything. */
export function csv(grid: Grid, separator = ',', quoted = false): string {
  const word = (value: CellValue) => {
    const text = value === undefined ? '' : typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
    return quoted || /[",;\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `${grid.map((row) => row.map(word).join(separator)).join('\r\n')}\r\n`;
}
