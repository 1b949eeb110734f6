import { fingerprint, subjectKey } from '../findings/identity.ts';
import { sortVerdicts } from '../findings/order.ts';
import type { Level, Location, Missing, Outcome, Related, Report, Verdict } from '../findings/report.ts';
import { Estate } from '../model/estate.ts';
import type { Known, Origin } from '../model/fact.ts';
import type { Memory } from '../model/node.ts';
import type { SiteFacts } from '../model/site.ts';
import type { VendorTable } from '../model/vendor.ts';
import { Ingest, type InputName, type InputProblem, type Located } from '../readers/ingest.ts';
import { cardOf } from './card.ts';
import { reportedCause } from './cause.ts';
import { type ActiveRule, type Crash, evidenceOf, type Judgement, judge } from './judge.ts';
import { ownCards } from './own-rules.ts';
import { comparisonsOf, type Profile, type Weighed } from './rule.ts';

export interface ScanOptions {
  readonly rules: readonly ActiveRule[];
  readonly profile: Profile;
  readonly site: SiteFacts;
  readonly vendors?: VendorTable | undefined;
  /** Keep passes and notApplicable too; otherwise they are only counted. */
  readonly keepAll: boolean;
  readonly version: string;
  readonly memory?: Memory;
  /** Called now and then while inputs are read. */
  readonly onProgress?: () => void;
}

export interface ScanResult {
  readonly report: Report;
  /** An input could not be read, held nothing, or a rule crashed: exit status 2. */
  readonly broken: boolean;
}

/** Reads the inputs, judges them and finds the lines: the whole of `vlint scan` but its output. */
export async function scan(inputs: readonly InputName[], options: ScanOptions): Promise<ScanResult> {
  const ingest = new Ingest(options.onProgress);
  try {
    for (const input of inputs) await ingest.add(input);
    await ingest.finish();
    return await scanIngested(ingest, options);
  } finally {
    ingest.close();
  }
}

async function scanIngested(ingest: Ingest, options: ScanOptions): Promise<ScanResult> {
  const estate = new Estate(ingest.entries, options.site, options.memory, comparisonsOf(options.rules.map(({ rule }) => rule)));
  const tally = new Tally();
  const crashes: Crash[] = estate.crashes.map(({ comparison, ...crash }) => ({ ruleId: `comparison ${comparison}`, ...crash }));
  judge(estate, options, {
    keepAll: options.keepAll,
    judgement: (judgement) => tally.add(judgement),
    count: (outcome) => tally.count(outcome, undefined),
    crash: (crash) => crashes.push(crash),
  });
  const nothing = estate.hostCount === 0 && estate.vmCount === 0;
  const [first] = ingest.entries;
  const problems = [
    ...ingest.problems,
    ...estate.homeless.map(homelessProblem),
    ...(nothing && first !== undefined ? [nothingProblem(first.ref.file)] : []),
  ];
  const places = await ingest.locate([...tally.kept.flatMap(evidenceOf), ...problems.flatMap((item) => evidenceOfProblem(item))]);
  const verdicts = sortVerdicts([
    ...tally.kept.map((judgement) => verdictOf(judgement, places)),
    ...crashes.map(crashVerdict),
    ...problems.map((item) => problemVerdict(item, places)),
  ]);
  for (const verdict of verdicts) if (isOwn(verdict)) tally.count(verdict.verdict, verdict.level);
  const report: Report = {
    version: 1,
    tool: { name: 'vlint', version: options.version },
    summary: { ...tally.counts, hosts: estate.hostCount, vms: estate.vmCount },
    verdicts,
    catalog: new Map([...options.rules.map(({ rule }) => cardOf(rule)), ...ownCards()].map((card) => [card.id, card])),
  };
  return { report, broken: crashes.length > 0 || nothing || problems.some((item) => item.ruleId === 'input-unreadable') };
}

/** Counts every judgement and keeps those that a report shows. */
class Tally {
  readonly counts = { fail: { error: 0, warning: 0, note: 0 }, pass: 0, unknown: 0, notApplicable: 0 };
  readonly kept: Judgement[] = [];

  add(judgement: Judgement): void {
    this.count(judgement.outcome, judgement.level);
    this.kept.push(judgement);
  }

  count(outcome: Outcome, level: Level | undefined): void {
    if (outcome === 'fail') this.counts.fail[level ?? 'error']++;
    else this.counts[outcome]++;
  }
}

const OWN_PREFIX = /^(input-(unreadable|schema|format|truncated)|rule-crashed)$/;
const isOwn = (verdict: Verdict) => OWN_PREFIX.test(verdict.ruleId);

type Places = ReadonlyMap<Known<unknown>, Located>;

function verdictOf(judgement: Judgement, places: Places): Verdict {
  const { ruleId, outcome, subject, problem, reason, level, missing } = judgement;
  const base = { ruleId, verdict: outcome, subject, fingerprint: judgement.fingerprint };
  if (outcome === 'notApplicable') return { ...base, ...(reason === undefined ? {} : { message: reason }) };
  if (outcome === 'unknown') return { ...base, missing: missing as readonly Missing[] };
  if (problem === undefined) return base;
  const location = locationOf(problem.evidence, places);
  const flow = relate(problem.flow, places);
  const cause = problem.cause && { ...reportedCause(problem.cause), ...located(locationOf(problem.cause.evidence, places)) };
  const others = (judgement.others ?? []).map((other) => ({ message: other.message, evidence: other.evidence }));
  return {
    ...base,
    ...(level === undefined ? {} : { level }),
    message: problem.message,
    remedy: problem.remedy,
    ...located(location),
    related: relate([...problem.related, ...others], places),
    ...(flow.length > 0 ? { flow } : {}),
    ...(cause === undefined ? {} : { cause }),
  };
}

function relate(items: readonly Weighed[], places: Places): Related[] {
  return items.flatMap(({ message, evidence }) => {
    const location = locationOf(evidence, places);
    return location === undefined ? [] : [{ message, location }];
  });
}

function located(location: Location | undefined): { readonly location?: Location } {
  return location === undefined ? {} : { location };
}

function locationOf(evidence: Known<unknown>, places: Places): Location | undefined {
  return places.get(evidence);
}

function crashVerdict({ ruleId, subject, error }: Crash): Verdict {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    ruleId: 'rule-crashed',
    verdict: 'fail',
    level: 'error',
    subject,
    message: `The rule ${ruleId} failed on ${subject.name}. ${what}`,
    remedy: { manual: ['Report it with the version of vlint and, if you can, the export.'] },
    fingerprint: fingerprint(
      'rule-crashed',
      subjectKey({
        kind: subject.kind,
        ...(subject.host === undefined ? {} : { host: subject.host }),
        name: subject.name,
        also: [ruleId],
      }),
    ),
  };
}

/** Evidence of input problems that stand at a value: made one by one, since the locator answers by identity. */
const problemEvidence = new WeakMap<InputProblem, Known<unknown>>();

function evidenceOfProblem(item: InputProblem): readonly Known<unknown>[] {
  if (item.place === undefined || !('kind' in item.place)) return [];
  const known: Known<unknown> = { known: true, value: undefined, origin: item.place as Origin };
  problemEvidence.set(item, known);
  return [known];
}

function problemVerdict(item: InputProblem, places: Places): Verdict {
  const evidence = problemEvidence.get(item);
  const point = item.place !== undefined && 'column' in item.place && !('kind' in item.place) ? item.place : undefined;
  const location: Location | undefined = evidence
    ? places.get(evidence)
    : {
        file: item.file,
        line: point?.line ?? 1,
        column: point?.column ?? 1,
        endLine: point?.line ?? 1,
        endColumn: (point?.column ?? 1) + 1,
        ...(point ? { pointer: point.pointer } : {}),
        ...(point?.inside === undefined ? {} : { inside: point.inside }),
        ...(point?.cell === undefined ? {} : { cell: point.cell }),
      };
  return {
    ruleId: item.ruleId,
    verdict: 'fail',
    level: item.level,
    subject: { kind: 'input', name: item.file },
    message: item.message,
    remedy: { manual: [item.instead] },
    ...(location === undefined ? {} : { location }),
    related: [],
    fingerprint: fingerprint(
      item.ruleId,
      subjectKey({ kind: 'input', name: item.file, also: [item.message, location?.pointer ?? ''] }),
    ),
  };
}

/** Clusters, datastores or answers without the host that gave them: all was read, and there is nothing to judge. */
function nothingProblem(file: string): InputProblem {
  return {
    ruleId: 'input-format',
    level: 'error',
    file,
    message: 'There is neither a host nor a virtual machine in the inputs: nothing was judged.',
    instead: 'Give the hosts, too: govc collect -json -type h / name parent runtime config hardware vm > hosts.json',
    place: undefined,
  };
}

function homelessProblem(entry: Estate['homeless'][number]): InputProblem {
  const what = entry.kind === 'method' ? `answer of ${entry.method}` : `output of esxcli ${entry.command}`;
  return {
    ruleId: 'input-format',
    level: 'warning',
    file: entry.ref.file,
    message: `It cannot be told of which host this ${what} is.`,
    instead: 'Name the file after the host (esx01_network_nic_list.json), or put it into a folder of that name.',
    place: { kind: 'json', entry: entry.ref, path: [] },
  };
}
