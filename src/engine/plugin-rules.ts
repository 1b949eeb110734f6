import { type AnyRule, type Exception, LEVELS, type LevelChoice, PROFILES } from './rule.ts';

/** What a plugin's module exports, judged: its rules, or what is wrong with them. */
export interface PluginRules {
  readonly rules: readonly AnyRule[];
  /** Sentences without a full stop, each with the rule and the member that it is about. */
  readonly faults: readonly string[];
}

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const KEY = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const RELEASE = /^\d+(\.\d+)*$/;

/**
 * The rules of a module: its default export (a rule, a list of rules, or an object with `rules`) or its export `rules`. The type checker
 * has seen none of them, so everything that the engine relies on is looked at here. `taken` are the ids of other rules.
 */
export function rulesOf(module: Readonly<Record<string, unknown>>, plugin: string, taken: ReadonlySet<string>): PluginRules {
  const found = exported(module);
  if (found === undefined) {
    return { rules: [], faults: ['it exports no rules: the default export must be a rule, a list of rules or { rules }'] };
  }
  const used = new Set(taken);
  const rules: AnyRule[] = [];
  const faults: string[] = [];
  for (const [at, value] of found.entries()) {
    const wrong = faultsOf(value, used);
    const id = isObject(value) && typeof value.id === 'string' ? `rule "${value.id}"` : `rule ${at + 1}`;
    faults.push(...wrong.map((fault) => `${id}: ${fault}`));
    if (wrong.length > 0) continue;
    const rule = value as unknown as AnyRule;
    used.add(rule.id);
    // A rule may be an instance of a class: its methods are no members of a copy.
    rules.push({
      ...rule,
      plugin,
      each: (inventory) => rule.each(inventory),
      ...(rule.glance === undefined ? {} : { glance: (subject) => rule.glance?.(subject) }),
      check: (subject, options, context) => rule.check(subject, options, context),
    });
  }
  return { rules, faults };
}

function exported(module: Readonly<Record<string, unknown>>): readonly unknown[] | undefined {
  for (const value of [module.default, module.rules]) {
    const list = isObject(value) && !('id' in value) && 'rules' in value ? value.rules : value;
    if (Array.isArray(list)) return list.length > 0 ? list : undefined;
    if (isObject(list)) return [list];
  }
  return undefined;
}

function faultsOf(rule: unknown, taken: ReadonlySet<string>): readonly string[] {
  if (!isObject(rule)) return ['it is no object; make it with defineRule'];
  const { id, family, title, rationale, sources, severity, cases, exceptions, disputes, fix, esxi, options, security } = rule;
  const faults: string[] = [];
  const demand = (isRight: boolean, fault: string) => {
    if (!isRight) faults.push(fault);
  };
  demand(isText(id) && ID.test(id), 'id must be lower-case words joined by hyphens, as in "house-ntp"');
  demand(!isText(id) || !taken.has(id), 'id is taken by another rule');
  demand(isText(family) && ID.test(family), "family must be one of vlint's or lower-case words joined by hyphens");
  demand(isText(title), 'title must be a line of text');
  demand(isText(rationale), 'rationale must be text');
  demand(
    isLevel(severity),
    'severity must be error, warning or note, or one of them for each profile: { default, strict, stig, lab }',
  );
  faults.push(...sourceFaults(sources));
  faults.push(...caseFaults(cases), ...exceptionFaults(exceptions));
  demand(disputes === undefined || isTexts(disputes), 'disputes must be a list of sentences');
  demand(isRemedy(fix), 'fix must have esxcli, powercli or manual, each a list of lines');
  demand(esxi === undefined || isRange(esxi), 'esxi must have from or before, each a release as in "6.7"');
  demand(options === undefined || isOptions(options), 'options must have schema, the JSON Schema of an object, and defaults');
  demand(
    security === undefined || (typeof security === 'number' && security > 0 && security <= 10),
    'security must be a number above 0, 10 at most',
  );
  demand(rule.compares === undefined || Array.isArray(rule.compares), 'compares must be a list of comparisons');
  for (const name of ['each', 'check']) demand(typeof rule[name] === 'function', `${name} must be a function`);
  return faults;
}

function sourceFaults(sources: unknown): readonly string[] {
  if (!Array.isArray(sources) || sources.length === 0) {
    return ['sources must be a list of at least one: { id, url, claim }, or { unsourced } where nobody says so'];
  }
  return sources.flatMap((source: unknown, at) => {
    const isRight =
      isObject(source) &&
      (isText(source.unsourced) ||
        (isText(source.id) &&
          isText(source.claim) &&
          (source.url === undefined ? isText(source.where) : isText(source.url) && URL.canParse(source.url))));
    return isRight ? [] : [`sources[${at}] must be { id, url or where, claim } or { unsourced }`];
  });
}

function caseFaults(cases: unknown): readonly string[] {
  if (cases === undefined) return [];
  if (!isObject(cases)) return ['cases must be an object of { level, when }'];
  return Object.entries(cases).flatMap(([key, value]) =>
    KEY.test(key) && isObject(value) && isLevel(value.level) && isText(value.when)
      ? []
      : [`cases["${key}"] must be { level, when }`],
  );
}

function exceptionFaults(exceptions: unknown): readonly string[] {
  if (!isObject(exceptions)) return ['exceptions must be an object of sentences, {} if there are none'];
  return Object.entries(exceptions as Record<string, Exception>).flatMap(([key, value]) => {
    const isRight = isText(value) || (isObject(value) && isText(value.when) && isProfile(value.profile));
    return KEY.test(key) && isRight ? [] : [`exceptions["${key}"] must be a sentence or { profile, when }`];
  });
}

function isLevel(choice: unknown): choice is LevelChoice {
  const isOne = (level: unknown) => LEVELS.some((known) => known === level);
  if (!isObject(choice)) return isOne(choice);
  return (
    isOne(choice.default) && Object.entries(choice).every(([key, level]) => isOne(level) && (key === 'default' || isProfile(key)))
  );
}

function isProfile(profile: unknown): boolean {
  return profile !== 'recommended' && PROFILES.some((known) => known === profile);
}

function isRemedy(fix: unknown): boolean {
  if (!isObject(fix)) return false;
  const parts = [fix.esxcli, fix.powercli, fix.manual].filter((part) => part !== undefined);
  return parts.length > 0 && parts.every((part) => isTexts(part) && part.length > 0);
}

function isRange(esxi: unknown): boolean {
  if (!isObject(esxi)) return false;
  const ends = [esxi.from, esxi.before].filter((end) => end !== undefined);
  return ends.length > 0 && ends.every((end) => isText(end) && RELEASE.test(end));
}

function isOptions(options: unknown): boolean {
  return isObject(options) && isObject(options.schema) && options.schema.type === 'object' && isObject(options.defaults);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
