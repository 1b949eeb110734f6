import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/findings/report.ts';
import { cluster, dvsHost, type Entry, entriesOf, native, presetDvs, vm } from '../build/index.ts';
import { rvtools } from '../build/shapes/rvtools.ts';
import { csv, type Grid, letters, WRITERS, workbook } from '../build/shapes/workbook.ts';
import { fails, type Files, judgeFiles, own } from '../e2e/run.ts';
import { site } from '../e2e/site.ts';
import { estate as everyRule } from '../estates/every-rule/estate.ts';

const distributed: readonly Entry[] = [
  cluster({ name: 'C1', hosts: ['esx01.lab', 'esx02.lab'] }),
  ...entriesOf(dvsHost(1), dvsHost(2, { vmks: { vmk1: { mtu: 1500 } } })),
  ...presetDvs(),
  vm({ name: 'app01', host: 'esx01.lab' }),
];

describe.each([
  { name: 'three hosts with a fault each', entries: site },
  { name: 'hosts on a distributed switch', entries: distributed },
  { name: 'every rule', entries: everyRule.entries },
])('$name', ({ entries }) => {
  const reference = judgeFiles({ 'export.json': native([...entries]) });
  const report = judgeFiles({ 'rv.xlsx': workbook(rvtools(entries), WRITERS.RVTools) });

  it('what the report decides is what a full export decides', async () => {
    const { verdicts } = (await report).report;
    const expected = byIdentity((await reference).report.verdicts);

    expect(own(verdicts).map(({ message }) => message)).toEqual([]);
    const differs = verdicts
      .filter(({ verdict }) => verdict === 'fail' || verdict === 'pass')
      .map((found) => ({ found, other: expected.get(identity(found)) }))
      .filter(({ found, other }) => !agrees(found, other))
      .map(({ found, other }) => `${found.ruleId} ${found.subject.host}/${found.subject.name}: ${found.verdict}, not ${other?.verdict}: ${found.message ?? ''}`);
    expect(differs).toEqual([]);
  });
});

/** What is not known to carry iSCSI may pass for all that it may be: then the full export has no such subject. */
function agrees({ verdict }: Verdict, other: Verdict | undefined): boolean {
  return other?.verdict === verdict || other?.verdict === 'unknown' || (verdict === 'pass' && (other === undefined || other.verdict === 'notApplicable'));
}

const identity = ({ ruleId, fingerprint }: Verdict) => `${ruleId} ${fingerprint}`;
const byIdentity = (verdicts: readonly Verdict[]) => new Map(verdicts.map((verdict) => [identity(verdict), verdict]));
describe('tmp', () => { it('x', async () => { for (const e of [site, distributed, everyRule.entries]) { const { verdicts } = (await judgeFiles({ 'rv.xlsx': workbook(rvtools(e), WRITERS.RVTools) })).report; const m = new Map<string, string>(); for (const v of fails(verdicts)) m.set(v.ruleId, `${v.location?.cell} ${v.message?.slice(0,100)}`); console.log([...m].map((x) => x.join(' ')).join('\n')); } }); });
