import type { Level, Remedy, Source, Subject } from '../findings/report.ts';
import { PROFILES, type Profile, type Severity } from '../findings/severity.ts';
import type { Comparison } from '../model/comparison.ts';
import type { Fact, Known, Unknown } from '../model/fact.ts';
import type { Gap } from '../model/gap.ts';
import type { Host } from '../model/host.ts';
import type { Inventory } from '../model/inventory.ts';
import type { VendorTable } from '../model/vendor.ts';
import type { Release } from '../model/version.ts';

/** The folders of rules/ that vlint's own rules live in, in the order of the catalogue. */
export const FAMILIES = [
  'network',
  'port-binding',
  'mtu',
  'controllers',
  'multipathing',
  'wsfc',
  'initiator',
  'vmfs',
  'vm',
  'vswitch',
  'contention',
] as const;
/** One of ours, or a name in kebab case that a plugin gives to rules of another kind. */
export type Family = (typeof FAMILIES)[number] | (string & {});

/** One level, or one for each profile; a profile that is not named takes `default`, but strict the highest one of all. */
export type LevelChoice = Level | ({ readonly default: Level } & { readonly [P in Exclude<Profile, 'recommended'>]?: Level });

export { PROFILES, type Profile };

/** Worst first. */
export const LEVELS: readonly Level[] = ['error', 'warning', 'note'];

/** The level under a profile. */
export function resolveLevel(choice: LevelChoice, profile: Profile): Level {
  if (typeof choice === 'string') return choice;
  if (profile === 'strict' && choice.strict === undefined)
    return LEVELS.find((level) => Object.values(choice).includes(level)) ?? choice.default;
  return (profile === 'recommended' ? undefined : choice[profile]) ?? choice.default;
}

/** The level under every profile. */
export function severityOf(choice: LevelChoice): Severity {
  const level = (profile: Profile) => resolveLevel(choice, profile);
  return { recommended: level('recommended'), strict: level('strict'), stig: level('stig'), lab: level('lab') };
}

/** A case in which a problem has another level than the rule's severity. */
export interface LevelCase {
  readonly level: LevelChoice;
  /** When it applies, in a sentence. */
  readonly when: string;
}

/** When a rule does not fire, in a sentence; with a profile if it forgives under that one only. */
export type Exception = string | { readonly profile: Exclude<Profile, 'recommended'>; readonly when: string };

/** Anything that a rule can judge. */
export interface Judged {
  readonly subject: Subject;
  /** Stable over exports; never an index. */
  readonly identity: string;
  /** The host that the ESXi range of a rule is compared with. */
  readonly host?: Host | undefined;
}

/** A fault. It always points at a value that an input holds. */
export interface Problem {
  readonly kind: 'problem';
  readonly evidence: Known<unknown>;
  /** What is wrong with the value, in sentences; the first stands alone. */
  readonly message: string;
  readonly remedy: Remedy;
  /** Key of the rule's `cases` that gives the level; undefined for the rule's severity. */
  readonly case: string | undefined;
  readonly related: readonly Weighed[];
  /** The hops of an end-to-end path in order. */
  readonly flow: readonly Weighed[];
  readonly cause: Cause | undefined;
}

/** Another fact that was weighed, and what it says. */
export interface Weighed {
  readonly message: string;
  readonly evidence: Known<unknown>;
}

/** The object that a cause belongs to. Distributed switches and their port groups are told apart over all hosts by a text in `uuid` or `key`. */
export interface CauseObject {
  readonly subject: Subject;
  readonly identity: string;
  readonly distributed?: boolean;
  readonly uuid?: unknown;
  readonly key?: unknown;
}

/**
 * A value that explains this problem and maybe others: the MTU of the switch below four adapters. Reports group findings of one cause.
 * Which cause it is depends on the object and `what` alone, so that rules meet in one whatever the inputs look like.
 */
export interface Cause extends Weighed {
  readonly of: CauseObject;
  /** The value's name within the object: "MTU", "teaming". */
  readonly what: string;
}

/** The rule has nothing to say of this subject, and why. */
export interface NotApplicable {
  readonly kind: 'notApplicable';
  readonly reason: string;
}

export interface ProblemDetails {
  /** Key of the rule's `cases`, where this problem has another level than the rule's severity. */
  readonly case?: string | undefined;
  readonly related?: readonly Weighed[];
  readonly flow?: readonly Weighed[];
  /** What lies behind it, where that is a value of another object which may have more such effects. */
  readonly cause?: Cause | undefined;
}

/**
 * A fault of the value `evidence`. `message` says what is wrong with it and names the value; `remedy` says what to type.
 * The level is the rule's severity unless `details.case` names one of its cases.
 */
export function problem(evidence: Known<unknown>, message: string, remedy: Remedy, details: ProblemDetails = {}): Problem {
  return {
    kind: 'problem',
    evidence,
    message,
    remedy,
    case: details.case,
    related: details.related ?? [],
    flow: details.flow ?? [],
    cause: details.cause,
  };
}

export function notApplicable(reason: string): NotApplicable {
  return { kind: 'notApplicable', reason };
}

/** A fact that was weighed, for `related` and `flow`; nothing when it is unknown. */
export function weighed(message: string, fact: Fact<unknown> | undefined): readonly Weighed[] {
  return fact?.known ? [{ message, evidence: fact }] : [];
}

/** The cause of a problem: the value `fact` of the object `of`, and what it says; nothing when it is unknown. */
export function causeOf(of: CauseObject, what: string, message: string, fact: Fact<unknown> | undefined): Cause | undefined {
  return fact?.known ? { of, what, message, evidence: fact } : undefined;
}

/** What a check may ask beside its subject. */
export interface CheckContext {
  readonly profile: Profile;
  readonly inventory: Inventory;
  /** What is known of the kinds of storage array: rules/vendors and the user's own files. */
  readonly vendors: VendorTable;
  /** Why facts.yaml allows this object for this rule, if it does. */
  allowed(objectName: string, host?: string): Known<string> | undefined;
}

export type Check = Generator<Problem | Unknown | NotApplicable, void, undefined>;

export interface Rule<S extends Judged = Judged, O = never> {
  /** The permanent id. */
  readonly id: string;
  readonly family: Family;
  /** One line: what is demanded. */
  readonly title: string;
  /** Why, for an administrator who has never heard of it. */
  readonly rationale: string;
  readonly sources: readonly Source[];
  /** The level of a problem that names no case. */
  readonly severity: LevelChoice;
  /** All cases in which a problem has another level: `problem(..., { case: key })`. The tester demands a row for each. */
  readonly cases?: Readonly<Record<string, LevelCase>>;
  /** When the rule does not fire: key to sentence. The tester demands a row for each key. */
  readonly exceptions: Readonly<Record<string, Exception>>;
  /** Points on which authorities disagree, said aloud. */
  readonly disputes?: readonly string[];
  /** How to mend it in general, with placeholders; findings carry the exact commands. */
  readonly fix: Remedy;
  /** ESXi releases that the rule is about: from `from` on, before `before`. */
  readonly esxi?: { readonly from?: Release; readonly before?: Release };
  /** `schema` is the JSON Schema of `defaults`. */
  readonly options?: { readonly schema: Readonly<Record<string, unknown>>; readonly defaults: O };
  /** What the rule asks of other hosts: each is put to every host once, before anything is judged. */
  readonly compares?: readonly Comparison[];
  /** No export can decide it: it never fails, and says of each subject what to look at. */
  readonly undecidable?: true;
  /** CVSS-like score for security rules only. */
  readonly security?: number;
  /** The module that the rule comes from, as vlint.yaml names it: set by the loader of plugins, by nobody else. */
  readonly plugin?: string;
  /** The subjects within reach of `inventory` (one host and its VMs at a time), gaps where membership cannot be told. */
  each(inventory: Inventory): Iterable<S | Gap>;
  /**
   * What `check` would say of most subjects, told without running it: that nothing is wrong, or the reason for not judging. Undefined
   * leaves it to `check`. For rules about what an estate has tens of thousands of; the tester holds its answers against `check`.
   */
  glance?(subject: S): 'pass' | NotApplicable | undefined;
  /** Yields problems, missing facts and reasons for not judging; nothing yielded is a pass. */
  check(subject: S, options: O, context: CheckContext): Check;
}

/** A rule of any subject and options, as the engine holds it. */
// biome-ignore lint/suspicious/noExplicitAny: a list of rules mixes subject types; each rule meets only what its own `each` gave
export type AnyRule = Rule<any, any>;

/** Declares a rule; the type checker then knows subject and options in `check`. */
export function defineRule<S extends Judged, O = never>(rule: Rule<S, O>): Rule<S, O> {
  return rule;
}

/** The comparisons that some rules ask for, each once. */
export function comparisonsOf(rules: Iterable<AnyRule>): ReadonlySet<Comparison> {
  return new Set([...rules].flatMap((rule) => rule.compares ?? []));
}
