import { describe, expect, it } from 'vitest';
import { reporters } from '../../src/reporters/index.ts';
import { estate as everyRule } from './every-rule/estate.ts';
import { estate as exemplary } from './exemplary/estate.ts';
import { estate as halfExported } from './half-exported/estate.ts';
import { estate as lab } from './lab/estate.ts';
import { catalog, reporterOptions, scanEstate, textOf } from './scan-estate.ts';

const estates = { lab, exemplary, 'half-exported': halfExported, 'every-rule': everyRule };
const goldens = { pretty: 'report.txt', json: 'report.json', sarif: 'report.sarif' };

describe.each(Object.entries(estates))('the estate %s', (name, estate) => {
  it('is exported as it is described', async () => {
    await expect(textOf(estate)).toMatchFileSnapshot(`./${name}/export.json`);
  });

  it.each(Object.entries(goldens))('is reported as before: %s', async (format, file) => {
    const report = await scanEstate(name);
    await expect(reporters.get(format)?.(report, reporterOptions)).toMatchFileSnapshot(`./${name}/${file}`);
  });

  it('is read without a complaint', async () => {
    const { verdicts } = await scanEstate(name);
    expect(verdicts.filter((verdict) => /^(input-|rule-crashed)/.test(verdict.ruleId)).map((verdict) => verdict.message)).toEqual([]);
  });
});

describe('the rules over the estates', () => {
  it('all fire, in lab or in every-rule', async () => {
    const fired = new Set([...(await idsWith('lab', 'fail')), ...(await idsWith('every-rule', 'fail'))]);
    expect(catalog.map((rule) => rule.id).filter((id) => !fired.has(id))).toEqual([]);
  });

  it('are silent on exemplary', async () => {
    const { verdicts } = await scanEstate('exemplary');
    expect(verdicts.filter((verdict) => verdict.verdict === 'fail').map((verdict) => `${verdict.ruleId} ${verdict.subject.name}: ${verdict.message}`)).toEqual([]);
  });

  it('have something to judge on exemplary, so that their silence counts', async () => {
    const judged = new Set([...(await idsWith('exemplary', 'pass')), ...(await idsWith('exemplary', 'notApplicable'))]);
    expect(catalog.map((rule) => rule.id).filter((id) => !judged.has(id) && !NOTHING_TO_JUDGE.has(id))).toEqual([]);
  });

  it('are all undecided somewhere on half-exported', async () => {
    const undecided = await idsWith('half-exported', 'unknown');
    expect(catalog.map((rule) => rule.id).filter((id) => !undecided.has(id))).toEqual([]);
  });

  it('neither pass nor fail on half-exported', async () => {
    const { verdicts } = await scanEstate('half-exported');
    const decided = verdicts.filter((verdict) => verdict.verdict === 'pass' || verdict.verdict === 'fail');
    expect(decided.map((verdict) => `${verdict.ruleId} ${verdict.verdict} ${verdict.subject.host ?? ''} ${verdict.subject.name}`)).toEqual([]);
  });
});

/** Rules whose subjects a site without faults does not have. */
const NOTHING_TO_JUDGE: ReadonlySet<string> = new Set<string>([]);

async function idsWith(name: string, outcome: string): Promise<Set<string>> {
  const { verdicts } = await scanEstate(name);
  return new Set(verdicts.filter((verdict) => verdict.verdict === outcome).map((verdict) => verdict.ruleId));
}
