import { dirname, isAbsolute, join } from 'node:path';
import type { Level } from '../findings/report.ts';
import type { Known } from '../model/fact.ts';
import { globMatches, isGlob } from '../model/glob.ts';
import { type ConfigProblem, hasErrors, type Loaded, loaded, placeOf, problemAt } from './problems.ts';
import type { JsonSchema } from './schema-at.ts';
import { didYouMean } from './suggest.ts';
import { validateConfig, validateOptions } from './validate.ts';
import { parseYaml, pointerTo, type YamlDocument } from './yaml.ts';

export type Profile = 'recommended' | 'strict' | 'stig' | 'lab';
export type FailOn = Level | 'never';

/** A vlint.yaml that is in order. */
export interface Config {
  readonly profile: Profile;
  /** Only the rules that the file speaks of. */
  readonly rules: ReadonlyMap<string, RuleSetting>;
  /** Paths of facts files, resolved against the folder of vlint.yaml; the origin is where vlint.yaml names them. */
  readonly facts: readonly Known<string>[];
  /** Paths of vendor files, as those of facts files. */
  readonly vendors: readonly Known<string>[];
  readonly failOn: FailOn;
}

export interface RuleSetting {
  readonly off: boolean;
  /** Absent: the rule's own severity under the profile. */
  readonly severity?: Level;
  /** As written, after the rule's schema has accepted them; absent options are the rule's defaults. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** What must be known of a rule to check its settings. A rule without `optionsSchema` takes no options. */
export interface ConfigurableRule {
  readonly id: string;
  readonly optionsSchema?: JsonSchema | undefined;
}

/** The configuration of a run without vlint.yaml. */
export const defaultConfig: Config = { profile: 'recommended', rules: new Map(), facts: [], vendors: [], failOn: 'error' };

type Written = Level | 'on' | 'off' | { severity?: Level; options?: Record<string, unknown> };

/** The structure that schemas/config.schema.json promises. */
interface ConfigFile {
  profile?: Profile;
  rules?: Record<string, Written>;
  facts?: string | string[];
  /** Read by pluginsNamed, before the rules are known. */
  plugins?: string | string[];
  vendors?: string | string[];
  'fail-on'?: FailOn;
}

/**
 * Reads a vlint.yaml: its structure, the rule ids against the catalogue, options against each rule's schema. All problems are
 * reported, each with its place. With `unloaded` the catalogue lacks the rules of plugins, so that an id that is not in it is only warned of.
 */
export async function loadConfig(
  path: string,
  text: string,
  catalog: readonly ConfigurableRule[],
  unloaded = false,
): Promise<Loaded<Config>> {
  const { document, problems } = parseYaml(path, text);
  if (document === undefined) return { problems };
  const places = new Set(problems.map(placeOf));
  // What the parser has complained of is half read: what the schema says of the same place would be noise.
  const found = [...problems, ...validateConfig(document).filter((problem) => !places.has(placeOf(problem)))];
  const written = ((document.value as ConfigFile | null)?.rules ?? {}) as Record<string, unknown>;
  found.push(...(await ruleProblems(document, written, catalog, unloaded)));
  if (hasErrors(found)) return loaded(defaultConfig, found);
  const file = document.value as ConfigFile;
  return loaded(
    {
      profile: file.profile ?? defaultConfig.profile,
      rules: settingsOf(file.rules ?? {}, catalog),
      facts: paths(document, '/facts', file.facts),
      vendors: paths(document, '/vendors', file.vendors),
      failOn: file['fail-on'] ?? defaultConfig.failOn,
    },
    found,
  );
}

/** Problems with ids and options. The structure may be wrong too: what is not a mapping has been reported already. */
async function ruleProblems(
  document: YamlDocument,
  rules: Record<string, unknown>,
  catalog: readonly ConfigurableRule[],
  unloaded: boolean,
): Promise<ConfigProblem[]> {
  if (!isMapping(rules)) return [];
  const problems: ConfigProblem[] = [];
  const at = (pointer: string, message: string, severity: ConfigProblem['severity'] = 'error') => {
    const place = document.keyAt(pointer);
    if (place !== undefined) problems.push(problemAt(document.file, place, message, severity));
  };
  const unknown = (pointer: string, message: string) => {
    if (unloaded) at(pointer, `${message}; if it is one of a plugin's, that was not loaded`, 'warning');
    else at(pointer, message);
  };
  for (const [id, setting] of Object.entries(rules)) {
    const pointer = pointerTo('/rules', id);
    const options = isMapping(setting) ? setting.options : undefined;
    const optionsAt = pointerTo(pointer, 'options');
    const rule = catalog.find((candidate) => candidate.id === id);
    if (isGlob(id)) {
      if (!catalog.some((candidate) => globMatches(id, candidate.id))) unknown(pointer, `no rule id matches "${id}"`);
      else if (options !== undefined) at(optionsAt, `options are of one rule; "${id}" is a pattern`);
    } else if (rule === undefined) {
      unknown(
        pointer,
        `unknown rule "${id}"${didYouMean(
          id,
          catalog.map((candidate) => candidate.id),
        )}`,
      );
    } else if (options !== undefined && rule.optionsSchema === undefined) {
      at(optionsAt, `the rule "${id}" has no options`);
    } else if (isMapping(options) && rule.optionsSchema !== undefined) {
      problems.push(...(await validateOptions(document, optionsAt, options, rule.optionsSchema)));
    }
  }
  return problems;
}

/**
 * Patterns first, in their order, then the rules' own entries: what is more particular wins. "on" and "off" start afresh; a severity or
 * options add to what a pattern says.
 */
function settingsOf(rules: Record<string, Written>, catalog: readonly ConfigurableRule[]): Map<string, RuleSetting> {
  const settings = new Map<string, RuleSetting>();
  const apply = (id: string, written: Written) => {
    const before = written === 'on' || written === 'off' ? {} : settings.get(id);
    settings.set(id, { ...before, ...settingOf(written) });
  };
  const entries = Object.entries(rules);
  for (const [pattern, written] of entries.filter(([key]) => isGlob(key))) {
    for (const { id } of catalog) if (globMatches(pattern, id)) apply(id, written);
  }
  for (const [id, written] of entries.filter(([key]) => !isGlob(key))) apply(id, written);
  return settings;
}

function settingOf(written: Written): RuleSetting {
  if (written === 'off') return { off: true };
  if (written === 'on') return { off: false };
  if (typeof written === 'string') return { off: false, severity: written };
  return { off: false, ...written };
}

/** Paths that vlint.yaml names at a pointer, resolved against its folder. */
function paths(document: YamlDocument, at: string, written: string | string[] | undefined): Known<string>[] {
  if (written === undefined) return [];
  const folder = dirname(document.file);
  const known = (path: string, pointer: string): Known<string> => {
    const place = document.valueAt(pointer);
    if (place === undefined) throw new TypeError(`${pointer} has no place`);
    const value = isAbsolute(path) ? path : join(folder, path);
    return { known: true, value, origin: { kind: 'text', file: document.file, ...place, pointer } };
  };
  return Array.isArray(written) ? written.map((path, index) => known(path, pointerTo(at, index))) : [known(written, at)];
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
