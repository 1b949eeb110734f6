import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { rules } from '../../rules/index.ts';
import { type Config, defaultConfig, loadConfig } from '../config/config.ts';
import { type FactsFile, loadFacts } from '../config/facts.ts';
import { findConfig } from '../config/find.ts';
import type { ConfigProblem } from '../config/problems.ts';
import { didYouMean } from '../config/suggest.ts';
import type { ActiveRule } from '../engine/judge.ts';
import type { AnyRule, Profile } from '../engine/rule.ts';
import { globMatches, isGlob } from '../model/glob.ts';
import { emptySite, type SiteFacts } from '../model/site.ts';
import { UsageError } from './exit.ts';
import { say } from './streams.ts';

/** The rules as the engine holds them. */
export const catalog: readonly AnyRule[] = rules;

export interface SettingArguments {
  readonly config?: string | undefined;
  readonly profile?: Profile | undefined;
  readonly facts: readonly string[];
  readonly rule: readonly string[];
  /** The first input: from its folder upward vlint.yaml is looked for. */
  readonly input: string;
}

export interface Settings {
  readonly config: Config;
  readonly profile: Profile;
  readonly site: SiteFacts;
  readonly rules: readonly ActiveRule[];
}

/** What vlint.yaml, facts.yaml and the command line say together. The command line wins. Throws UsageError. */
export async function loadSettings(args: SettingArguments): Promise<Settings> {
  const config = await configOf(args);
  return {
    config,
    profile: args.profile ?? config.profile,
    site: siteOf([...config.facts.map((path) => path.value), ...args.facts]),
    rules: chosen(config, args.rule),
  };
}

async function configOf({ config, input }: SettingArguments): Promise<Config> {
  const folder = input === '-' ? '.' : statSync(input, { throwIfNoEntry: false })?.isDirectory() ? input : dirname(input);
  const path = config ?? shortened(findConfig(resolve(folder), existsSync));
  if (path === undefined) return defaultConfig;
  const { value, problems } = await loadConfig(
    path,
    readText(path, 'configuration'),
    catalog.map((rule) => ({ id: rule.id, optionsSchema: rule.options?.schema })),
  );
  report(problems);
  if (value === undefined) throw new UsageError(`${path} is not in order`);
  return value;
}

/** A file below the working folder by its relative name: so it stands in messages, and as the place of facts in reports. */
function shortened(path: string | undefined): string | undefined {
  const name = path === undefined ? undefined : relative('.', path);
  return name === undefined || name.startsWith('..') || isAbsolute(name) ? path : name.replaceAll('\\', '/');
}

function siteOf(paths: readonly string[]): SiteFacts {
  if (paths.length === 0) return emptySite;
  const files: FactsFile[] = paths.map((path) => ({ path, text: readText(path, 'facts') }));
  const { value, problems } = loadFacts(files, {
    today: new Date().toISOString().slice(0, 10),
    allowRules: catalog.map((rule) => rule.id),
  });
  report(problems);
  if (value === undefined) throw new UsageError(`${paths.join(', ')}: not in order`);
  return value;
}

function readText(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read the ${what} file ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function report(problems: readonly ConfigProblem[]): void {
  for (const { file, line, column, severity, message } of problems) say(`${file}:${line}:${column}: ${severity}: ${message}`);
}

/** The rules that run: those of --rule (names or patterns) when given, without those that vlint.yaml turns off. */
function chosen(config: Config, names: readonly string[]): ActiveRule[] {
  for (const name of names) if (!catalog.some((rule) => globMatches(name, rule.id))) throw new UsageError(noSuchRule(name));
  return (
    catalog
      .filter((rule) => names.length === 0 || names.some((name) => globMatches(name, rule.id)))
      // A rule that is asked for by its whole name runs even when the configuration turns it off.
      .filter((rule) => config.rules.get(rule.id)?.off !== true || names.includes(rule.id))
      .map((rule) => {
        const setting = config.rules.get(rule.id);
        return { rule, level: setting?.severity, options: { ...rule.options?.defaults, ...setting?.options } };
      })
  );
}

export function noSuchRule(name: string): string {
  const hint = isGlob(name)
    ? ''
    : didYouMean(
        name,
        catalog.map((rule) => rule.id),
      );
  return `there is no rule "${name}"${hint === '' ? '' : hint}`;
}
