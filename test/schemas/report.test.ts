import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/findings/report.ts';
import { report as isReport } from '../../src/readers/validators.generated.js';
import { json } from '../../src/reporters/json.ts';
import { mtuFail, reportOf, underSwitch, unknownBinding, verdict } from '../reporters/report.fixture.ts';

const verdicts: readonly Verdict[] = [
  mtuFail('esx01.lab', 812),
  underSwitch('mtu-vmk-exceeds-vswitch', 'esx03.lab', 'vmk1', 12),
  underSwitch('mtu-vmk-exceeds-vswitch', 'esx03.lab', 'vmk2', 13),
  unknownBinding('esx01.lab'),
  verdict('mtu-vmk-exceeds-vswitch', { kind: 'vmkernel-adapter', host: 'esx02.lab', name: 'vmk1' }, { verdict: 'pass' }),
  verdict(
    'pvscsi-preferred',
    { kind: 'vm-controller', vm: 'sql01', name: 'SCSI controller 0' },
    { verdict: 'notApplicable', message: 'No disk.' },
  ),
  verdict(
    'change-not-understood',
    { kind: 'input', name: 'change.ps1' },
    { verdict: 'unknown', location: { file: 'change.ps1', line: 1, column: 1, endLine: 1, endColumn: 5 } },
  ),
];

/** A report as it is printed, to be spoiled. */
function printed(): Printed {
  return JSON.parse(json(reportOf(verdicts), { all: true })) as Printed;
}

type Members = Record<string, unknown>;
interface Printed extends Members {
  tool: Members;
  summary: Members & { fail: Members };
  verdicts: Members[];
}

function failOf(report: Printed): Members & { location: Members; subject: Members; remedy: Members; related: Members[] } {
  return report.verdicts.find((item) => item.verdict === 'fail') as ReturnType<typeof failOf>;
}

function unknownOf(report: Printed): Members & { missing: Members[] } {
  return report.verdicts.find((item) => item.missing !== undefined) as ReturnType<typeof unknownOf>;
}

describe('the JSON report', () => {
  it.each([true, false])('is what its schema says (all verdicts: %s)', (all) => {
    const report: unknown = JSON.parse(json(reportOf(verdicts), { all }));

    expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true);
  });

  it('is valid without a verdict', () => {
    const report: unknown = JSON.parse(json(reportOf([], { hosts: 0, vms: 0 })));

    expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true);
  });

  it.each<[string, (report: Printed) => void]>([
    ['another version', (report) => (report.version = 2)],
    ['no summary', (report) => Reflect.deleteProperty(report, 'summary')],
    ['a member of its own', (report) => (report.waived = 3)],
    ['a member of its own in the tool', (report) => (report.tool.commit = 'abc')],
    ['a member of its own in the summary', (report) => (report.summary.clusters = 1)],
    ['a count that is missing', (report) => Reflect.deleteProperty(report.summary.fail, 'note')],
    ['a negative count', (report) => (report.summary.pass = -1)],
    ['a member of its own in a verdict', (report) => (failOf(report).rule = 'x')],
    ['a verdict of another name', (report) => (failOf(report).verdict = 'error')],
    ['a fail without a level', (report) => Reflect.deleteProperty(failOf(report), 'level')],
    ['a fail without a message', (report) => Reflect.deleteProperty(failOf(report), 'message')],
    ['a level on what is no fail', (report) => (unknownOf(report).level = 'error')],
    ['a verdict without its fingerprint', (report) => Reflect.deleteProperty(failOf(report), 'fingerprint')],
    ['a fingerprint in another form', (report) => (failOf(report).fingerprint = 'ABC')],
    ['a subject without a name', (report) => Reflect.deleteProperty(failOf(report).subject, 'name')],
    ['a subject of another kind', (report) => (failOf(report).subject.kind = 'vmk')],
    ['a member of its own in a subject', (report) => (failOf(report).subject.uuid = 'x')],
    ['a remedy for another tool', (report) => (failOf(report).remedy.govc = ['x'])],
    ['an empty list of commands', (report) => (failOf(report).remedy.esxcli = [])],
    ['a line that counts from 0', (report) => (failOf(report).location.line = 0)],
    ['a place without a file', (report) => Reflect.deleteProperty(failOf(report).location, 'file')],
    ['a pointer that is none', (report) => (failOf(report).location.pointer = 'entries/0')],
    ['the source line', (report) => (failOf(report).location.excerpt = {})],
    ['related evidence without a place', (report) => (failOf(report).related[0] = { message: 'x' })],
    ['a missing fact without its remedy', (report) => Reflect.deleteProperty(unknownOf(report).missing[0] ?? {}, 'provide')],
    ['the group of a missing fact', (report) => Object.assign(unknownOf(report).missing[0] ?? {}, { group: 'x' })],
  ])('may not have %s', (_, spoil) => {
    const report = printed();
    expect(isReport(report)).toBe(true);
    spoil(report);

    expect(isReport(report)).toBe(false);
  });
});
