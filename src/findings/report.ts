import type { Profile, Severity } from './severity.ts';

/** The report: what every reporter gets, and (without `catalog`) what the JSON format prints: stable, version 1. */
export type Level = 'error' | 'warning' | 'note';
export type Outcome = 'fail' | 'pass' | 'unknown' | 'notApplicable';

export type SubjectKind =
  | 'host'
  | 'cluster'
  | 'vmkernel-adapter'
  | 'port-group'
  | 'switch'
  | 'physical-nic'
  | 'iscsi-adapter'
  | 'target'
  | 'device'
  | 'path'
  | 'datastore'
  | 'vm'
  | 'vm-controller'
  | 'vm-disk'
  | 'vm-nic'
  | 'input';

/** The object that a verdict is about, by names that an administrator uses. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly cluster?: string;
  readonly host?: string;
  /** The VM of a controller, disk or NIC. */
  readonly vm?: string;
  readonly name: string;
}

/** 1-based lines, 1-based UTF-16 columns, end exclusive. A file without a line is the whole file. */
export interface Location {
  readonly file: string;
  /** JSON Pointer as spelled in the file; absent for formats without one. */
  readonly pointer?: string;
  /** The file inside an archive in which lines and columns count: "esx01/commands/localcli_network-nic-list.txt". */
  readonly inside?: string;
  /** The cell of a workbook: "vSC_VMK!M12"; line and column are then its row and column as numbers. */
  readonly cell?: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The source line, for terminal output; cut to what is useful. JSON prints none of it, SARIF only the token. */
  readonly excerpt?: { readonly text: string; readonly column: number };
}

export interface Related {
  readonly message: string;
  readonly location: Location;
}

export interface Remedy {
  readonly esxcli?: readonly string[];
  readonly powercli?: readonly string[];
  /** What no command does: "Ask the network team to raise the MTU of the switch port to 9216." */
  readonly manual?: readonly string[];
}

/** A hop of an end-to-end path, in order, for SARIF codeFlows and the terminal. */
export type Hop = Related;

export interface Missing {
  readonly fact: string;
  readonly because: string;
  readonly provide: string;
  readonly group: string;
}

export interface Verdict {
  readonly ruleId: string;
  readonly verdict: Outcome;
  readonly subject: Subject;
  /** Only on fail. */
  readonly level?: Level;
  /** On fail: what is wrong with the value; the first sentence stands alone. On notApplicable: the reason. */
  readonly message?: string;
  readonly remedy?: Remedy;
  readonly location?: Location;
  readonly related?: readonly Related[];
  readonly flow?: readonly Hop[];
  /** Identity over exports: 32 hex digits, from rule id and stable object identity. On every verdict. */
  readonly fingerprint: string;
  readonly missing?: readonly Missing[];
  /** Of a fail: what lies behind it, if that is a value of another object that may have more such effects. */
  readonly cause?: Cause;
}

/** A value that explains findings: the MTU of the switch below four adapters. */
export interface Cause {
  /** Identity over exports and input formats: 32 hex digits, from the object and the name of the value. */
  readonly fingerprint: string;
  readonly subject: Subject;
  /** What the value is, in a sentence. */
  readonly message: string;
  readonly location?: Location;
}

export interface Summary {
  readonly fail: { readonly error: number; readonly warning: number; readonly note: number };
  readonly pass: number;
  readonly unknown: number;
  readonly notApplicable: number;
  readonly hosts: number;
  readonly vms: number;
}

export interface Report {
  readonly version: 1;
  readonly tool: { readonly name: 'vlint'; readonly version: string };
  readonly summary: Summary;
  /** In the total order of findings/order.ts. Holds all outcomes; reporters choose. */
  readonly verdicts: readonly Verdict[];
  /** Every rule that was on, for SARIF's rules[] and for headings. */
  readonly catalog: ReadonlyMap<string, RuleCard>;
}

/** What the reporters, `explain` and `rules` print of a rule. */
export interface RuleCard {
  readonly id: string;
  readonly family: string;
  readonly title: string;
  readonly rationale: string;
  /** The level of most of its findings. */
  readonly severity: Severity;
  /** When a finding has another level. */
  readonly cases: readonly CaseCard[];
  readonly sources: readonly Source[];
  readonly exceptions: readonly ExceptionCard[];
  readonly disputes: readonly string[];
  /** ESXi releases that the rule is about: from `from` on, before `before`. */
  readonly esxi?: { readonly from?: string; readonly before?: string };
  readonly options?: readonly OptionCard[];
  readonly remedy?: Remedy;
  readonly security?: number;
  /** No export can decide it: it says what to look at. */
  readonly undecidable?: true;
  /** The module that it comes from, as vlint.yaml names it; absent for vlint's own. */
  readonly plugin?: string;
}

/** A case in which a finding has another level than usual. */
export interface CaseCard {
  readonly key: string;
  readonly when: string;
  readonly severity: Severity;
}

/** When a rule does not fire; with a profile if it forgives under that one only. */
export interface ExceptionCard {
  readonly key: string;
  readonly when: string;
  readonly profile?: Profile;
}

/** An option of a rule as `explain` prints it. */
export interface OptionCard {
  readonly name: string;
  /** What it is when vlint.yaml does not say, as JSON. */
  readonly value: string;
  readonly description: string;
}

/**
 * Who says so: the text at `url`, or in the document that `where` names (a manual and its page, which has no address), makes `claim`. A
 * rule without authority has `unsourced` instead.
 */
export type Source =
  | { readonly id: string; readonly url: string; readonly where?: string; readonly claim: string }
  | { readonly id: string; readonly url?: never; readonly where: string; readonly claim: string }
  | { readonly unsourced: string };
