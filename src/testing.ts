import { describe, expect, it } from 'vitest';
import { loadFacts } from './config/facts.ts';
import { loadVendors } from './config/vendors.ts';
import { type Judgement, judge } from './engine/judge.ts';
import { type AnyRule, comparisonsOf, type Problem, type Profile } from './engine/rule.ts';
import type { Level, Subject } from './findings/report.ts';
import { Estate } from './model/estate.ts';
import type { Known } from './model/fact.ts';
import type { Memory } from './model/node.ts';
import { emptySite, type SiteFacts } from './model/site.ts';
import type { VendorTable } from './model/vendor.ts';
import { ourVendors } from './model/vendor-data.ts';
import { Ingest } from './readers/ingest.ts';
import { memoryInput } from './readers/memory-input.ts';

/** What every row has: a name, an export in vlint's own format and what the rule is told besides. */
export interface Row {
  readonly name: string;
  /** A document in vlint's own format ({"vlint":"export/1","entries":[...]}). */
  readonly input: unknown;
  /** Text of a facts.yaml; dates are compared with 2026-01-01. */
  readonly facts?: string;
  /** Text of a vendor file of the user's; without one the rule is told what rules/vendors say. */
  readonly vendors?: string;
  readonly options?: unknown;
  readonly profile?: Profile;
  /** Key of the rule's exception or case that this row shows. */
  readonly exception?: string;
}

/** The rule must not fail and must not be undecided. */
export interface ValidRow extends Row {
  /** What is expected at least once; `none` when the rule must find no subject at all. Default: pass. */
  readonly outcome?: 'pass' | 'notApplicable' | 'none';
}

/** The rule must fail exactly so; other subjects may pass or be undecided. */
export interface InvalidRow extends Row {
  readonly findings: readonly ExpectedFinding[];
}

export interface ExpectedFinding {
  /** "esx01.lab/vmk1", "sql01/SCSI controller 0": host (or VM) and name; the name alone for hosts, VMs and clusters. */
  readonly subject: string;
  readonly level: Level;
  readonly message: string;
  /** JSON Pointer of the evidence as spelled in `input`; the line of facts.yaml as "facts.yaml:3". */
  readonly pointer: string;
}

/** The rule must be undecided exactly so and must not fail. */
export interface UnknownRow extends Row {
  readonly missing: readonly { readonly subject: string; readonly fact: string }[];
}

export interface RuleRows {
  readonly valid: readonly ValidRow[];
  readonly invalid: readonly InvalidRow[];
  readonly unknown: readonly UnknownRow[];
}

/**
 * Tests a rule against rows, distrusting its author: no kind of row may be empty, no row may stand twice, messages and pointers are
 * exact, every exception and every case of another level needs a row, and for each row every fact that was asked for is forgotten once: a verdict may then become
 * unknown and nothing else, and no subject may vanish without an unknown in its place.
 */
export function testRule(rule: AnyRule, rows: RuleRows): void {
  const all: readonly Row[] = [...rows.valid, ...rows.invalid, ...rows.unknown];
  describe(rule.id, () => {
    it('has rows of every kind, none twice, and one for each exception', () => {
      expect(rows.valid.length, 'valid rows').toBeGreaterThan(0);
      if (rule.undecidable) expect(rows.invalid, 'invalid rows of a rule that nothing decides').toEqual([]);
      else expect(rows.invalid.length, 'invalid rows').toBeGreaterThan(0);
      expect(rows.unknown.length, 'unknown rows').toBeGreaterThan(0);
      const inputs = all.map((row) => JSON.stringify([row.input, row.facts, row.vendors, row.options, row.profile]));
      expect(
        all.filter((_, index) => inputs.indexOf(inputs[index] ?? '') !== index).map((row) => row.name),
        'rows with the same input',
      ).toEqual([]);
      expect(
        all.filter((row, index) => all.findIndex((other) => other.name === row.name) !== index).map((row) => row.name),
        'rows with the same name',
      ).toEqual([]);
      const shown = new Set(all.map((row) => row.exception).filter((key) => key !== undefined));
      expect(
        Object.keys(rule.exceptions).filter((key) => !shown.has(key)),
        'exceptions without a row',
      ).toEqual([]);
      expect(
        [...shown].filter((key) => !Object.hasOwn(rule.exceptions, key) && !Object.hasOwn(rule.cases ?? {}, key)),
        'rows for exceptions and cases that the rule does not name',
      ).toEqual([]);
      expect(
        all
          .filter((row) => row.exception !== undefined && ![undefined, row.profile].includes(forgives(rule, row.exception)))
          .map((row) => row.name),
        'rows for an exception of a profile that do not choose the profile',
      ).toEqual([]);
    });
    it('has a row with a problem of each case', async () => {
      const problems = (await Promise.all(all.map((row) => problemsOf(rule, row)))).flat();
      const met = new Set(problems.map((item) => item.case));
      expect(
        Object.keys(rule.cases ?? {}).filter((key) => !met.has(key)),
        'cases without a row in which a problem is of that case',
      ).toEqual([]);
    });
    describe('valid', () => {
      for (const row of rows.valid) it(row.name, () => checkValid(rule, row));
    });
    if (!rule.undecidable) {
      describe('invalid', () => {
        for (const row of rows.invalid) it(row.name, async () => checkInvalid(rule, row));
      });
    }
    describe('unknown', () => {
      for (const row of rows.unknown) it(row.name, () => checkUnknown(rule, row));
    });
    describe('forgetting one fact', () => {
      for (const row of all) it(row.name, async () => checkForgetting(rule, row), 60_000);
    });
  });
}

async function checkValid(rule: AnyRule, row: ValidRow): Promise<void> {
  const run = await openRow(rule, row);
  const judgements = run.judge();
  expect(judgements.filter((item) => item.outcome === 'fail').map(describeFailure), 'failures').toEqual([]);
  expect(judgements.filter((item) => item.outcome === 'unknown').flatMap(describeMissing), 'undecided').toEqual([]);
  const outcome = row.outcome ?? 'pass';
  if (outcome === 'none')
    expect(
      judgements.map((item) => subjectText(item.subject)),
      'subjects',
    ).toEqual([]);
  else
    expect(
      judgements.map((item) => item.outcome),
      'outcomes',
    ).toContain(outcome);
}

async function checkInvalid(rule: AnyRule, row: InvalidRow): Promise<void> {
  expect(row.findings.length, 'expected findings').toBeGreaterThan(0);
  const run = await openRow(rule, row);
  const failures = run.judge().filter((item) => item.outcome === 'fail');
  const evidence = failures.map((item) => item.problem?.evidence).filter((known) => known !== undefined);
  const places = await run.ingest.locate(evidence);
  const found = failures.map((item) => {
    const known = item.problem?.evidence as Known<unknown>;
    const place = places.get(known);
    const pointer = known.origin.kind === 'text' ? `${known.origin.file}:${known.origin.line}` : place?.pointer;
    return { subject: subjectText(item.subject), level: item.level, message: item.problem?.message, pointer };
  });
  expect(found.sort(bySubject)).toEqual(
    row.findings.map(({ subject, level, message, pointer }) => ({ subject, level, message, pointer })).sort(bySubject),
  );
  for (const item of failures) checkProblem(item);
}

/** A finding says what is wrong in sentences and what to type. */
function checkProblem(item: Judgement): void {
  const { message, remedy } = item.problem ?? { message: '', remedy: {} };
  expect(message, 'a message ends with a full stop').toMatch(/[.]$/);
  expect([...(remedy.esxcli ?? []), ...(remedy.powercli ?? []), ...(remedy.manual ?? [])].length, 'remedies').toBeGreaterThan(0);
  for (const sentence of remedy.manual ?? []) expect(sentence, 'a remedy in words ends with a full stop').toMatch(/[.]$/);
}

async function checkUnknown(rule: AnyRule, row: UnknownRow): Promise<void> {
  expect(row.missing.length, 'expected missing facts').toBeGreaterThan(0);
  const run = await openRow(rule, row);
  const judgements = run.judge();
  expect(judgements.filter((item) => item.outcome === 'fail').map(describeFailure), 'failures').toEqual([]);
  const found = judgements.flatMap((item) =>
    (item.missing ?? []).map(({ fact }) => ({ subject: subjectText(item.subject), fact })),
  );
  expect(found.sort(bySubject)).toEqual([...row.missing].sort(bySubject));
  for (const item of judgements.flatMap((judgement) => judgement.missing ?? []))
    expect(item.provide, `who supplies ${item.fact}`).not.toBe('');
}

async function checkForgetting(rule: AnyRule, row: Row): Promise<void> {
  const run = await openRow(rule, row);
  const asked = new Map<string, Known<unknown>>();
  const before = byFingerprint(run.judge({ asked, forget: undefined }));
  const wrong: string[] = [];
  for (const forget of asked.keys()) {
    const after = byFingerprint(run.judge({ asked: new Map(), forget }));
    const undecidedPlaces = new Set(
      [...after.values()].filter((item) => item.outcome === 'unknown').flatMap((item) => placesOf(item.subject)),
    );
    for (const [key, was] of before) {
      const is = after.get(key);
      if (is === undefined) {
        if (!placesOf(was.subject).some((place) => undecidedPlaces.has(place)))
          wrong.push(`without ${forget}: ${subjectText(was.subject)} (${was.outcome}) vanishes`);
      } else if (is.outcome !== was.outcome && is.outcome !== 'unknown') {
        wrong.push(`without ${forget}: ${subjectText(was.subject)} turns from ${was.outcome} to ${is.outcome}`);
      }
    }
    for (const [key, is] of after) {
      // What may be a subject now and is right as one may pass; it must not fail for want of a fact.
      if (!before.has(key) && is.outcome === 'fail')
        wrong.push(`without ${forget}: ${subjectText(is.subject)} appears and is ${is.outcome}`);
    }
  }
  expect(wrong).toEqual([]);
}

/** The profile under which an exception holds, if not under all. */
function forgives({ exceptions }: AnyRule, key: string): Profile | undefined {
  const exception = Object.hasOwn(exceptions, key) ? exceptions[key] : undefined;
  return exception === undefined || typeof exception === 'string' ? undefined : exception.profile;
}

async function problemsOf(rule: AnyRule, row: Row): Promise<readonly Problem[]> {
  const run = await openRow(rule, row);
  return run.judge().flatMap((item) => (item.problem === undefined ? [] : [item.problem, ...(item.others ?? [])]));
}

interface Run {
  readonly ingest: Ingest;
  judge(memory?: Memory): Judgement[];
}

async function openRow(rule: AnyRule, row: Row): Promise<Run> {
  const ingest = new Ingest();
  ingest.addInput('export.json', memoryInput(new TextEncoder().encode(JSON.stringify(row.input))));
  expect(
    ingest.problems.map((item) => item.message),
    'problems of the input',
  ).toEqual([]);
  for (const entry of ingest.entries) entry.stayOpen();
  const site = await siteOf(rule, row);
  const vendors = vendorsOf(row);
  const options = row.options === undefined ? rule.options?.defaults : { ...rule.options?.defaults, ...(row.options as object) };
  return {
    ingest,
    judge(memory) {
      const found: Judgement[] = [];
      const estate = new Estate(ingest.entries, site, memory, comparisonsOf([rule]));
      if (estate.crashes[0]) throw estate.crashes[0].error;
      judge(
        estate,
        { rules: [{ rule: held(rule), level: undefined, options }], profile: row.profile ?? 'recommended', site, vendors },
        {
          keepAll: true,
          count: () => {},
          judgement: (judgement) => {
            if (judgement.ruleId === rule.id) found.push(judgement);
          },
          crash: ({ error }) => {
            throw error;
          },
        },
      );
      return found;
    },
  };
}

/** The rule with all of its subjects checked, and what it says of them at a glance held against that. */
function held(rule: AnyRule): AnyRule {
  const { glance, ...rest } = rule;
  if (glance === undefined) return rule;
  return {
    ...rest,
    *check(subject, options, context) {
      const said = [...rule.check(subject, options, context)];
      const seen = rule.glance?.(subject);
      if (seen !== undefined) expect(said, 'what check says beside the glance').toEqual(seen === 'pass' ? [] : [seen]);
      yield* said;
    },
  };
}

async function siteOf(rule: AnyRule, row: Row): Promise<SiteFacts> {
  if (row.facts === undefined) return emptySite;
  const { value, problems } = await loadFacts([{ path: 'facts.yaml', text: row.facts }], {
    today: '2026-01-01',
    allowRules: [rule.id],
  });
  expect(
    problems.map((item) => `${item.line}:${item.column} ${item.message}`),
    'problems of facts.yaml',
  ).toEqual([]);
  return value ?? emptySite;
}

function vendorsOf({ vendors }: Row): VendorTable {
  if (vendors === undefined) return ourVendors();
  const { value, problems } = loadVendors([{ path: 'vendors.yaml', text: vendors }]);
  expect(
    problems.map((item) => `${item.line}:${item.column} ${item.message}`),
    'problems of vendors.yaml',
  ).toEqual([]);
  return ourVendors().with(value ?? []);
}

/** "esx01.lab/vmk1", "sql01/SCSI controller 0", "esx01.lab", "sql01". */
function subjectText({ kind, host, vm, name }: Subject): string {
  if (vm !== undefined) return `${vm}/${name}`;
  return host === undefined || kind === 'vm' ? name : `${host}/${name}`;
}

/** Objects that hold a subject, so that an unknown one of them stands for it. */
function placesOf({ host, vm, name, kind }: Subject): readonly string[] {
  if (kind === 'host') return [`host ${name}`];
  return [
    ...(host === undefined ? [] : [`host ${host}`]),
    ...(vm === undefined ? [] : [`vm ${vm}`]),
    ...(kind === 'vm' ? [`vm ${name}`] : []),
  ];
}

function byFingerprint(judgements: readonly Judgement[]): Map<string, Judgement> {
  return new Map(judgements.map((item) => [item.fingerprint, item]));
}

const bySubject = (a: { subject: string; fact?: string }, b: { subject: string; fact?: string }) =>
  a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : (a.fact ?? '') < (b.fact ?? '') ? -1 : 1;
const describeFailure = (item: Judgement) => `${subjectText(item.subject)} ${item.level}: ${item.problem?.message}`;
const describeMissing = (item: Judgement) => (item.missing ?? []).map(({ fact }) => `${subjectText(item.subject)}: ${fact}`);
