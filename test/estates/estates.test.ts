import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/findings/report.ts';
import { reporters } from '../../src/reporters/index.ts';
import { subjectPath } from '../../src/reporters/subject-path.ts';
import { estate as everyRule, facts as everyRuleFacts } from './every-rule/estate.ts';
import { estate as exemplary } from './exemplary/estate.ts';
import { estate as halfExported } from './half-exported/estate.ts';
import { estate as lab } from './lab/estate.ts';
import { catalog, reporterOptions, scanEstate, textOf } from './scan-estate.ts';

/** Those that are committed whole. */
const estates = { lab, exemplary, 'half-exported': halfExported };
const goldens = { pretty: 'report.txt', json: 'report.json', sarif: 'report.sarif' };

const reports = new Map<string, Report>();
for (const [name, estate] of Object.entries(estates)) reports.set(name, await scanEstate(name, estate));
reports.set('every-rule', await scanEstate('every-rule', everyRule, everyRuleFacts));
reports.set('every-rule, strict', await scanEstate('every-rule', everyRule, everyRuleFacts, 'strict'));

describe.each(Object.entries(estates))('the estate %s', (name, estate) => {
  it('is exported as it is described', async () => {
    await expect(textOf(estate)).toMatchFileSnapshot(`./${name}/export.json`);
  });

  it.each(Object.entries(goldens))('is reported as before: %s', async (format, file) => {
    await expect(reporters.get(format)?.(reportOf(name), reporterOptions)).toMatchFileSnapshot(`./${name}/${file}`);
  });

  it('is read without a complaint', () => {
    const complaints = reportOf(name).verdicts.filter((verdict) => /^(input-|rule-crashed)/.test(verdict.ruleId));
    expect(complaints.map((verdict) => verdict.message)).toEqual([]);
  });
});

function reportOf(name: string): Report {
  const report = reports.get(name);
  if (report === undefined) throw new RangeError(`there is no estate ${name}`);
  return report;
}

describe('the estate every-rule', () => {
  // Too long to be read as an export; a line for each finding tells what changes in a message.
  it('has the findings that it had before', async () => {
    const fails = reportOf('every-rule').verdicts.filter((verdict) => verdict.verdict === 'fail');
    const lines = fails.map(({ ruleId, level, subject, message }) => `${level} ${ruleId} ${subjectPath(subject)}: ${message}\n`);
    await expect(lines.join('')).toMatchFileSnapshot('./every-rule/findings.txt');
  });

  it('is read without a complaint', () => {
    const complaints = reportOf('every-rule').verdicts.filter((verdict) => /^(input-|rule-crashed)/.test(verdict.ruleId));
    expect(complaints.map((verdict) => verdict.message)).toEqual([]);
  });
});

describe('the rules over the estates', () => {
  it('all fire, in lab or in every-rule', () => {
    // Some speak under a stricter profile only.
    const fired = new Set(['lab', 'every-rule', 'every-rule, strict'].flatMap((name) => [...idsWith(name, 'fail')]));
    const able = catalog.filter((rule) => !rule.undecidable);
    expect(able.map((rule) => rule.id).filter((id) => !fired.has(id))).toEqual([]);
  });

  it('are silent on exemplary', () => {
    const { verdicts } = reportOf('exemplary');
    expect(
      verdicts
        .filter((verdict) => verdict.verdict === 'fail')
        .map((verdict) => `${verdict.ruleId} ${verdict.subject.name}: ${verdict.message}`),
    ).toEqual([]);
  });

  it('have something to judge on exemplary, so that their silence counts', () => {
    const judged = new Set(['pass', 'notApplicable', 'unknown'].flatMap((outcome) => [...idsWith('exemplary', outcome)]));
    expect(catalog.map((rule) => rule.id).filter((id) => !judged.has(id))).toEqual([]);
  });

  it('are all undecided somewhere on half-exported', () => {
    const undecided = idsWith('half-exported', 'unknown');
    expect(catalog.map((rule) => rule.id).filter((id) => !undecided.has(id))).toEqual([]);
  });

  it('find no fault on half-exported: what is not there is none', () => {
    const faults = reportOf('half-exported').verdicts.filter((verdict) => verdict.verdict === 'fail');
    expect(faults.map((verdict) => `${verdict.ruleId} ${verdict.subject.host ?? ''} ${verdict.subject.name}`)).toEqual([]);
  });
});

function idsWith(name: string, outcome: string): Set<string> {
  const { verdicts } = reportOf(name);
  return new Set(verdicts.filter((verdict) => verdict.verdict === outcome).map((verdict) => verdict.ruleId));
}
