import { fingerprint, subjectKey } from '../findings/identity.ts';
import type { Level, Missing, Outcome, Subject } from '../findings/report.ts';
import type { Estate } from '../model/estate.ts';
import { type Known, settledOrigin, type Unknown } from '../model/fact.ts';
import { Gap } from '../model/gap.ts';
import { Inventory } from '../model/inventory.ts';
import type { SiteFacts } from '../model/site.ts';
import type { VendorTable } from '../model/vendor.ts';
import { ourVendors } from '../model/vendor-data.ts';
import { atLeast } from '../model/version.ts';
import { settledCause } from './cause.ts';
import { conflictsOf } from './conflicts.ts';
import type { AnyRule, CheckContext, Judged, LevelChoice, NotApplicable, Problem, Profile, Weighed } from './rule.ts';
import { LEVELS, resolveLevel } from './rule.ts';

/** A rule as the configuration wants it. */
export interface ActiveRule {
  readonly rule: AnyRule;
  /** The user's level for all problems of the rule; undefined leaves it to the rule and the profile. */
  readonly level: Level | undefined;
  readonly options: unknown;
}

/** What a rule says of one subject, before evidence is turned into places. */
export interface Judgement {
  readonly ruleId: string;
  readonly outcome: Outcome;
  readonly subject: Subject;
  readonly fingerprint: string;
  /** On fail: the worst problem, and the others. */
  readonly level?: Level;
  readonly problem?: Problem;
  readonly others?: readonly Problem[];
  readonly missing?: readonly Missing[];
  /** On notApplicable. */
  readonly reason?: string;
}

/** A rule threw: a fault of the rule, reported as a finding and never as a pass. */
export interface Crash {
  readonly ruleId: string;
  readonly subject: Subject;
  readonly error: unknown;
}

export interface JudgeOptions {
  readonly rules: readonly ActiveRule[];
  readonly profile: Profile;
  readonly site: SiteFacts;
  /** What is known of storage arrays; what rules/vendors say where it is absent. */
  readonly vendors?: VendorTable | undefined;
}

export interface JudgeHandlers {
  /** Whether passes and notApplicable are wanted as judgements; otherwise they are only counted. */
  readonly keepAll: boolean;
  judgement(judgement: Judgement): void;
  count(outcome: 'pass' | 'notApplicable'): void;
  crash(crash: Crash): void;
}

/** Judges host by host, so that only one host and its VMs are open at a time; then the VMs of no host. */
export function judge(estate: Estate, options: JudgeOptions, handlers: JudgeHandlers): void {
  for (const host of estate.hosts()) {
    for (const conflict of conflictsOf(host)) handlers.judgement(conflict);
    judgeInventory(new Inventory(host), options, handlers);
  }
  let batch = [];
  for (const vm of estate.vmsElsewhere()) {
    batch.push(vm);
    if (batch.length < STRAY_BATCH) continue;
    judgeInventory(new Inventory(undefined, batch), options, handlers);
    batch = [];
  }
  if (batch.length > 0) judgeInventory(new Inventory(undefined, batch), options, handlers);
}

/** VMs without a host are judged in batches, for the same reason: memory stays flat. */
const STRAY_BATCH = 256;

function judgeInventory(inventory: Inventory, options: JudgeOptions, handlers: JudgeHandlers): void {
  for (const active of options.rules) {
    const context = contextOf(active.rule, inventory, options);
    const crash = (subject: Subject, error: unknown) => handlers.crash({ ruleId: active.rule.id, subject, error });
    try {
      for (const subject of active.rule.each(inventory)) {
        try {
          judgeSubject(active, subject, context, handlers);
        } catch (error) {
          crash(subject.subject, error);
        }
      }
    } catch (error) {
      crash(inventory.host?.subject ?? { kind: 'input', name: 'virtual machines without a host' }, error);
    }
  }
}

function contextOf(rule: AnyRule, inventory: Inventory, { profile, site, vendors = ourVendors() }: JudgeOptions): CheckContext {
  return {
    profile,
    inventory,
    vendors,
    allowed: (objectName, host = inventory.host?.name) => site.allowed(rule.id, host, objectName),
  };
}

/** A proved fault decides; else a missing fact; else a reason for not judging; else it is a pass. */
function judgeSubject(active: ActiveRule, subject: Judged | Gap, context: CheckContext, handlers: JudgeHandlers): void {
  const { rule } = active;
  if (subject instanceof Gap) {
    judgeGap(active, subject, context, handlers);
    return;
  }
  const gate = versionGate(rule, subject);
  if (gate !== undefined) {
    if ('reason' in gate) unjudged(rule, subject, gate.reason, handlers);
    else undecided(rule, subject, [gate], handlers);
    return;
  }
  const seen = rule.glance?.(subject);
  if (seen !== undefined) {
    if (seen === 'pass') passed(rule, subject, handlers);
    else unjudged(rule, subject, seen.reason, handlers);
    return;
  }
  // Most checks say nothing, or one thing: no list is made for them.
  let problems: Problem[] | undefined;
  let unknowns: Unknown[] | undefined;
  let reason: NotApplicable | undefined;
  for (const said of rule.check(subject, active.options as never, context)) {
    if (!('kind' in said)) unknowns = added(unknowns, said);
    else if (said.kind === 'problem') problems = added(problems, said);
    else reason ??= said;
  }
  if (problems !== undefined) {
    const allowance = allowanceOf(subject.subject, context);
    if (allowance === undefined) handlers.judgement({ ...identify(rule, subject), ...failure(active, problems, context) });
    else unjudged(rule, subject, `facts.yaml allows it: ${allowance.value}`, handlers);
  } else if (unknowns !== undefined) undecided(rule, subject, unknowns, handlers);
  else if (reason !== undefined) unjudged(rule, subject, reason.reason, handlers);
  else passed(rule, subject, handlers);
}

function added<T>(list: T[] | undefined, item: T): T[] {
  if (list === undefined) return [item];
  list.push(item);
  return list;
}

/**
 * Where it cannot be told whether something is a subject, or what it is, it is judged as all that it may be: what is right as each of them
 * passes, all else is undecided.
 */
function judgeGap(active: ActiveRule, gap: Gap, context: CheckContext, handlers: JudgeHandlers): void {
  const { rule } = active;
  const suspects = gap.suspects as readonly Judged[];
  const isRight = (suspect: Judged) =>
    versionGate(rule, suspect) === undefined && rule.check(suspect, active.options as never, context).next().done === true;
  if (suspects.length === 0 || !suspects.every(isRight)) undecided(rule, gap, [gap.missing], handlers);
  else passed(rule, gap, handlers);
}

function passed(rule: AnyRule, subject: Judged | Gap, handlers: JudgeHandlers): void {
  if (handlers.keepAll) handlers.judgement({ ...identify(rule, subject), outcome: 'pass' });
  else handlers.count('pass');
}

function undecided(rule: AnyRule, subject: Judged | Gap, unknowns: readonly Unknown[], handlers: JudgeHandlers): void {
  handlers.judgement({ ...identify(rule, subject), outcome: 'unknown', missing: distinct(unknowns.map(missingOf)) });
}

function unjudged(rule: AnyRule, subject: Judged, reason: string, handlers: JudgeHandlers): void {
  if (handlers.keepAll) handlers.judgement({ ...identify(rule, subject), outcome: 'notApplicable', reason });
  else handlers.count('notApplicable');
}

/** Most checks pass and are only counted: what a verdict says of its subject is made for the others. */
function identify(rule: AnyRule, subject: Judged | Gap): Pick<Judgement, 'ruleId' | 'subject' | 'fingerprint'> {
  return { ruleId: rule.id, subject: subject.subject, fingerprint: fingerprintOf(rule.id, subject) };
}

function allowanceOf({ name, vm }: Subject, context: CheckContext): Known<string> | undefined {
  return context.allowed(name) ?? (vm === undefined ? undefined : context.allowed(vm));
}

function failure(
  active: ActiveRule,
  problems: readonly Problem[],
  context: CheckContext,
): Pick<Judgement, 'outcome' | 'level' | 'problem' | 'others'> {
  const ranked = problems
    .map((problem) => ({ problem, level: active.level ?? resolveLevel(levelOf(problem, active.rule), context.profile) }))
    .sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
  const [worst, ...others] = ranked;
  if (worst === undefined) throw new TypeError('a failure without a problem');
  return {
    outcome: 'fail',
    level: worst.level,
    problem: settledProblem(worst.problem),
    others: others.map((other) => settledProblem(other.problem)),
  };
}

/** Throws for a case that the rule does not declare. */
function levelOf(problem: Problem, rule: AnyRule): LevelChoice {
  if (problem.case === undefined) return rule.severity;
  const found = rule.cases?.[problem.case];
  if (found === undefined) throw new TypeError(`${rule.id} has no case "${problem.case}"`);
  return found.level;
}

/** A finding outlives the host that it is about: it keeps where its evidence stands, not the entry. */
function settledProblem(problem: Problem): Problem {
  const place = ({ message, evidence }: Weighed): Weighed => ({ message, evidence: placeOf(evidence) });
  const { cause } = problem;
  return {
    ...problem,
    evidence: placeOf(problem.evidence),
    related: problem.related.map(place),
    flow: problem.flow.map(place),
    cause: cause && settledCause(cause, placeOf(cause.evidence)),
  };
}

function placeOf({ origin }: Known<unknown>): Known<unknown> {
  return { known: true, value: undefined, origin: settledOrigin(origin) };
}

/** Nothing when the host's ESXi version lies in the rule's range. */
function versionGate(rule: AnyRule, subject: Judged): Unknown | { readonly reason: string } | undefined {
  const range = rule.esxi;
  if (range === undefined) return undefined;
  const host = subject.host ?? (subject as { vm?: { host?: Judged['host'] } }).vm?.host;
  if (host === undefined) return undefined;
  const version = host.version.known ? host.version.value : '';
  if (range.from !== undefined) {
    const reached = atLeast(host, range.from);
    if (!reached.known) return reached;
    if (!reached.value) return { reason: `the rule is about ESXi ${range.from} and later; the host runs ${version}` };
  }
  if (range.before !== undefined) {
    const past = atLeast(host, range.before);
    if (!past.known) return past;
    if (past.value) return { reason: `the rule is about ESXi before ${range.before}; the host runs ${version}` };
  }
  return undefined;
}

/** VMs and their parts keep their identity when they move to another host, so the host is no part of it. */
function fingerprintOf(ruleId: string, { subject, identity }: { readonly subject: Subject; readonly identity: string }): string {
  const moves = subject.kind === 'vm' || subject.kind.startsWith('vm-');
  const host = subject.kind === 'host' ? subject.name : subject.host;
  return fingerprint(
    ruleId,
    subjectKey({ kind: subject.kind, ...(moves || host === undefined ? {} : { host }), name: identity }),
  );
}

function missingOf({ fact, group, because, provide }: Unknown): Missing {
  return { fact, group, because, provide };
}

function distinct(missing: readonly Missing[]): readonly Missing[] {
  const seen = new Map(missing.map((item) => [`${item.fact}\n${item.because}\n${item.provide}`, item]));
  return [...seen.values()];
}

/** Every place that a judgement points at, for the locator. */
export function evidenceOf(judgement: Judgement): readonly Known<unknown>[] {
  const problems = judgement.problem ? [judgement.problem, ...(judgement.others ?? [])] : [];
  const weighedFacts = (items: readonly Weighed[]) => items.map((item) => item.evidence);
  return problems.flatMap((item) => [
    item.evidence,
    ...weighedFacts(item.related),
    ...weighedFacts(item.flow),
    ...(item.cause === undefined ? [] : [item.cause.evidence]),
  ]);
}
