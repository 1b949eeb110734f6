import { describe, expect, it } from 'vitest';
import { crlf } from '../build/index.ts';
import { deflatedZip } from '../build/shapes/deflated-zip.ts';
import { csv, type Grid, WRITERS, workbook } from '../build/shapes/workbook.ts';
import { type Files, fails, judgeFiles, own } from '../e2e/run.ts';
import { only, tabs } from './rvtools.estate.ts';

const change = (part: string, edit: (text: string) => string | undefined) =>
  workbook(tabs, WRITERS.RVTools, (name, text) => (name === part ? edit(text) : text));
const sheetOf = (tab: string) => `xl/worksheets/sheet${Object.keys(tabs).indexOf(tab) + 1}.xml`;
const problemsOf = async (files: Files) =>
  own((await judgeFiles(files)).report.verdicts).map(
    ({ ruleId, level, message, location }) =>
      `${ruleId} ${level} ${location?.cell ?? `${location?.line}:${location?.column}`} ${message}`,
  );
const rulesOf = async (files: Files) => [
  ...new Set(fails((await judgeFiles(files)).report.verdicts).map(({ ruleId }) => ruleId)),
];

describe('a sheet that is damaged', () => {
  it('breaks off: the place is told, and what stands in other sheets is judged', async () => {
    const cut = { 'rv.xlsx': change(sheetOf('vDisk'), (text) => text.slice(0, text.indexOf('r="A4"'))) };

    expect(await problemsOf(cut)).toEqual([
      'input-truncated error vDisk!A4 The sheet vDisk is not whole: unclosed tag: x:row. What follows row 4 was not read.',
    ]);
    expect(await rulesOf(cut)).toEqual(expect.arrayContaining(['mtu-vmk-exceeds-vswitch', 'vm-tools-missing']));
    expect(await rulesOf(cut)).not.toContain('pvscsi-preferred');
  });

  it('refers to a text that is not there', async () => {
    const lost = { 'rv.xlsx': change(sheetOf('vTools'), (text) => text.replace(/<x:v>\d+<\/x:v>/, '<x:v>99999</x:v>')) };

    expect(await problemsOf(lost)).toEqual([
      'input-truncated error vTools!A1 The sheet vTools is not whole: a cell refers to text 99999, which the workbook does not hold. What follows row 1 was not read.',
    ]);
  });

  it('lacks a column that is needed', async () => {
    const renamed = {
      ...tabs,
      vHost: (tabs.vHost ?? []).map((cells, row) => (row === 0 ? ['Server', ...cells.slice(1)] : cells)),
    };

    expect(await problemsOf({ 'rv.xlsx': workbook(renamed) })).toEqual([
      'input-format warning vHost!A1 The sheet vHost has no column "host": it was not read.',
    ]);
  });

  it('declares entities', async () => {
    const entities = (text: string) =>
      text.replace('?>', '?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>');

    expect(await problemsOf({ 'rv.xlsx': change(sheetOf('vInfo'), entities) })).toEqual([
      'input-truncated error vInfo!A1 The sheet vInfo is not whole: a document type declaration is not read. What follows row 1 was not read.',
    ]);
    expect((await problemsOf({ 'rv.xlsx': change('xl/sharedStrings.xml', entities) }))[0]).toMatch(
      /^input-format error 1:1 This workbook is not whole: its XML is not well-formed \(a document type declaration is not read\)/,
    );
  });

  it('has a text of many megabytes', async () => {
    const long = change(sheetOf('vInfo'), (text) => text.replace('<x:row r="2">', `<x:row r="2">${' '.repeat(9_000_000)}`));

    expect(await problemsOf({ 'rv.xlsx': long })).toEqual([
      expect.stringMatching(
        /^input-truncated error vInfo!A2 The sheet vInfo is not whole: a text has more than 4194304 characters/,
      ),
    ]);
  });

  it('has elements of another namespace with the same names', async () => {
    const foreign = change(sheetOf('vSC_VMK'), (text) =>
      text.replace('<x:sheetData>', '<x:sheetData><y:row xmlns:y="urn:other" r="1"><y:c r="A1"><y:v>1</y:v></y:c></y:row>'),
    );

    expect(await problemsOf({ 'rv.xlsx': foreign })).toEqual([]);
    expect(await rulesOf({ 'rv.xlsx': foreign })).toContain('mtu-vmk-exceeds-vswitch');
  });
});

describe('a file that is no workbook of RVTools', () => {
  const instead = (content: Uint8Array) => problemsOf({ 'x.xlsx': content });
  const sheets: Readonly<Record<string, Grid>> = { Budget: [['Item', 'Price']], Notes: [['x']] };

  it.each([
    ['other sheets', workbook(sheets), 'This workbook holds no tab of RVTools: its sheets are Budget, Notes.'],
    ['.xlsb', deflatedZip([{ name: 'xl/workbook.bin', content: 'x' }]), 'This is a binary workbook (.xlsb).'],
    [
      '.ods',
      deflatedZip([
        { name: 'mimetype', content: 'x' },
        { name: 'content.xml', content: 'x' },
      ]),
      'This is an OpenDocument file, such as LibreOffice writes (.ods).',
    ],
    ['another archive', deflatedZip([{ name: 'photo.jpg', content: 'x' }]), 'This is a zip archive, and no workbook.'],
    [
      '.xls',
      Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0),
      'This is a workbook in the old format of Excel (.xls), or one with a password.',
    ],
  ])('%s', async (_, content, message) => {
    expect(await instead(content)).toEqual([`input-format error 1:1 ${message}`]);
  });

  it('half a file', async () => {
    const whole = workbook(tabs);

    expect((await instead(whole.subarray(0, whole.length / 2)))[0]).toMatch(
      /^input-format error 1:1 This archive was not read: end of central directory/,
    );
  });
});

describe('an archive that means harm', () => {
  const parts = (name: string, content: string | Uint8Array, says = {}) =>
    deflatedZip([
      { name: '_rels/.rels', content: '<Relationships />' },
      { name, content, says },
    ]);

  it.each([
    [
      'a file that grows a thousand times',
      parts('xl/a.xml', new Uint8Array(20_000_000)),
      'the file xl/a.xml in it grows more than 250 times when it is unpacked',
    ],
    ['more than it may unpack to', parts('xl/a.xml', 'x', { size: 3 * 1024 ** 3 }), 'unpacked it has more than 2 GiB'],
    [
      'too many files',
      deflatedZip(Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}`, content: '' }))),
      'it holds more than 10000 files',
    ],
    ['a name that leads out of it', parts('../../etc/passwd', 'x'), 'invalid relative path: ../../etc/passwd'],
    [
      'a file twice',
      deflatedZip([
        { name: 'xl/A.xml', content: '' },
        { name: 'xl/a.xml', content: '' },
      ]),
      'it holds two files xl/a.xml',
    ],
    [
      'a file that is larger than it says',
      deflatedZip([{ name: '_rels/.rels', content: '<Relationships />', says: { size: 3 } }]),
      'the file _rels/.rels in it is damaged (too many bytes in the stream. expected 3. got at least 17)',
    ],
    [
      'a file with another checksum',
      deflatedZip([{ name: '_rels/.rels', content: '<Relationships />', says: { crc: 7 } }]),
      'the file _rels/.rels in it is damaged',
    ],
    [
      'a file that is encrypted',
      deflatedZip([{ name: '_rels/.rels', content: '<Relationships />', says: { encrypted: true } }]),
      'the file _rels/.rels in it is damaged (entry is encrypted, and options.decodeFileData !== false)',
    ],
  ])('%s', async (_, content, message) => {
    expect(await problemsOf({ 'x.xlsx': content })).toEqual([`input-format error 1:1 This archive was not read: ${message}.`]);
  });
});

describe('a CSV file that is damaged', () => {
  const disks = csv(tabs.vDisk ?? []);
  const others: Files = Object.fromEntries(
    Object.entries(only('vHost', 'vInfo')).map(([tab, grid]) => [`${tab}.csv`, csv(grid)]),
  );

  it('breaks off within quotes', async () => {
    const found = await problemsOf({ ...others, 'vDisk.csv': disks.slice(0, disks.indexOf('second; line')) });

    expect(found).toEqual([
      expect.stringMatching(
        /^input-truncated error 2:\d+ In this CSV a quoted cell is not closed\. What follows was not read\.$/,
      ),
    ]);
  });

  it('breaks off within a row', async () => {
    const lines = crlf(disks).split('\r\n');
    const found = await problemsOf({ ...others, 'vDisk.csv': [...lines.slice(0, 4), lines[4]?.slice(0, 20)].join('\n') });

    expect(found).toEqual([
      expect.stringMatching(/^input-truncated warning \d+:1 This row .*fewer cells than the header, which has 25\.$/),
    ]);
    expect(await rulesOf({ ...others, 'vDisk.csv': lines.slice(0, 4).join('\n') })).not.toContain('pvscsi-preferred');
  });
});
