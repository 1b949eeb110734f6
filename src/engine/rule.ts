import type { Level, Remedy, Source, Subject } from '../findings/report.ts';
import type { Fact, Known, Unknown } from '../model/fact.ts';
import type { Gap } from '../model/gap.ts';
import type { Host } from '../model/host.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Release } from '../model/version.ts';

/** The folder of rules/ that a rule lives in. */
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
export type Family = (typeof FAMILIES)[number];

export const PROFILES = ['recommended', 'strict', 'stig', 'lab'] as const;
export type Profile = (typeof PROFILES)[number];

/** One level, or one for each profile; a profile that is not named takes `default`. */
export type LevelChoice = Level | ({ readonly default: Level } & { readonly [P in Exclude<Profile, 'recommended'>]?: Level });

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
  readonly level: LevelChoice | undefined;
  readonly related: readonly Weighed[];
  /** The hops of an end-to-end path in order. */
  readonly flow: readonly Weighed[];
}

/** Another fact that was weighed, and what it says. */
export interface Weighed {
  readonly message: string;
  readonly evidence: Known<unknown>;
}

/** The rule has nothing to say of this subject, and why. */
export interface NotApplicable {
  readonly kind: 'notApplicable';
  readonly reason: string;
}

export interface ProblemDetails {
  readonly level?: LevelChoice;
  readonly related?: readonly Weighed[];
  readonly flow?: readonly Weighed[];
}

/**
 * A fault of the value `evidence`. `message` says what is wrong with it and names the value; `remedy` says what to type.
 * The level is the rule's severity unless `details.level` says otherwise.
 */
export function problem(evidence: Known<unknown>, message: string, remedy: Remedy, details: ProblemDetails = {}): Problem {
  return {
    kind: 'problem',
    evidence,
    message,
    remedy,
    level: details.level,
    related: details.related ?? [],
    flow: details.flow ?? [],
  };
}

export function notApplicable(reason: string): NotApplicable {
  return { kind: 'notApplicable', reason };
}

/** A fact that was weighed, for `related` and `flow`; nothing when it is unknown. */
export function weighed(message: string, fact: Fact<unknown> | undefined): readonly Weighed[] {
  return fact?.known ? [{ message, evidence: fact }] : [];
}

/** What a check may ask beside its subject. */
export interface CheckContext {
  readonly profile: Profile;
  readonly inventory: Inventory;
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
  /** The level of a problem that names none. */
  readonly severity: Level;
  /** When the rule does not fire: key to sentence. The tester demands a row for each key. */
  readonly exceptions: Readonly<Record<string, string>>;
  /** Points on which authorities disagree, said aloud. */
  readonly disputes?: readonly string[];
  /** How to mend it in general, with placeholders; findings carry the exact commands. */
  readonly fix: Remedy;
  /** ESXi releases that the rule is about: from `from` on, before `before`. */
  readonly esxi?: { readonly from?: Release; readonly before?: Release };
  /** `schema` is the JSON Schema of `defaults`. */
  readonly options?: { readonly schema: Readonly<Record<string, unknown>>; readonly defaults: O };
  /** CVSS-like score for security rules only. */
  readonly security?: number;
  /** The subjects within reach of `inventory` (one host and its VMs at a time), gaps where membership cannot be told. */
  each(inventory: Inventory): Iterable<S | Gap>;
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
