import { describe, expect, it } from 'vitest';
import type { Location, Verdict } from '../../src/findings/report.ts';
import { cellReference, columnLetters, parseAddress } from '../../src/readers/xlsx/address.ts';
import { json } from '../../src/reporters/json.ts';
import { markdown } from '../../src/reporters/markdown.ts';
import { pretty } from '../../src/reporters/pretty.ts';
import { sarif } from '../../src/reporters/sarif.ts';
import { WRITERS, workbook } from '../build/shapes/workbook.ts';
import { fails, judgeFiles } from '../e2e/run.ts';
import { tabs } from './rvtools.estate.ts';

const RULE = 'mtu-vmk-exceeds-vswitch';
const NAME = 'audit 2026/rv.xlsx';

describe('the place of a cell', async () => {
  const { report } = await judgeFiles({ [NAME]: workbook(tabs, WRITERS.RVTools) });
  const fail = fails(report.verdicts).find(({ ruleId }) => ruleId === RULE) as Verdict;
  const row = 1 + (tabs.vSC_VMK ?? []).findIndex((cells) => cells[0] === 'esx01.lab' && cells[4] === 'vmk1');

  it('is the sheet and the cell; row and column as numbers', () => {
    expect(fail.location).toEqual({
      file: NAME,
      cell: `vSC_VMK!M${row}`,
      line: row,
      column: 13,
      endLine: row,
      endColumn: 14,
      excerpt: { text: 'MTU: 9000', column: 6 },
    });
  });

  it('is told by pretty, with header and value', () => {
    const text = pretty(report, { width: 200 });

    expect(text).toContain(`${NAME}: vSC_VMK!M${row}`);
    expect(text).toContain(`M${row} | MTU: 9000`);
    expect(text).toMatch(/ {2}\| {6}\^{4}\n/);
  });

  it('is told by Markdown', () => {
    expect(markdown(report)).toContain(`${NAME}: vSC&#95;VMK!M${row}`);
  });

  it('is told by JSON', () => {
    const { verdicts } = JSON.parse(json(report)) as { verdicts: { ruleId: string; location?: Location }[] };

    expect(verdicts.find(({ ruleId }) => ruleId === RULE)?.location).toEqual({
      file: NAME,
      cell: `vSC_VMK!M${row}`,
      line: row,
      column: 13,
      endLine: row,
      endColumn: 14,
    });
  });

  it('is told by SARIF: a region of row and column, the cell in words', () => {
    const [run] = JSON.parse(sarif(report)).runs as {
      results: { ruleId: string; message: { text: string }; locations: object[] }[];
    }[];
    const result = run?.results.find(({ ruleId }) => ruleId === RULE);

    expect(result?.locations).toMatchObject([
      {
        message: { text: `vSC_VMK!M${row}` },
        physicalLocation: { region: { startLine: row, startColumn: 13, endLine: row, endColumn: 14, snippet: { text: '9000' } } },
      },
    ]);
    expect(result?.message.text).toContain(`In the workbook: vSC_VMK!M${row}.`);
  });

  it('licences and notes are printed nowhere', () => {
    for (const text of [pretty(report), json(report, { all: true }), sarif(report), markdown(report)]) {
      expect(text).not.toMatch(/AAAAA-BBBBB|first line/);
    }
  });
});

describe('addresses', () => {
  it.each([
    [1, 'A'],
    [26, 'Z'],
    [27, 'AA'],
    [52, 'AZ'],
    [53, 'BA'],
    [702, 'ZZ'],
    [703, 'AAA'],
    [16_384, 'XFD'],
  ])('%i is %s', (column, letters) => {
    expect(columnLetters(column)).toBe(letters);
    expect(parseAddress(`${letters}7`)).toEqual({ column, row: 7 });
  });

  it.each(['XFE1', 'A', '7', 'A1:B2', 'A0000000001', ''])('%j is none', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  it('quotes names of sheets as Excel does', () => {
    expect(cellReference('vHost', 3, 4)).toBe('vHost!C4');
    expect(cellReference("it's 2026", 3, 4)).toBe("'it''s 2026'!C4");
  });
});
