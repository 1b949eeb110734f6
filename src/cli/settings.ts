import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { type Config, defaultConfig, loadConfig } from '../config/config.ts';
import { type FactsFile, loadFacts } from '../config/facts.ts';
import { findConfig } from '../config/find.ts';
import { loadVendors } from '../config/vendors.ts';
import type { ActiveRule } from '../engine/judge.ts';
import type { Profile } from '../engine/rule.ts';
import { globMatches } from '../model/glob.ts';
import { emptySite, type SiteFacts } from '../model/site.ts';
import type { VendorTable } from '../model/vendor.ts';
import { ourVendors } from '../model/vendor-data.ts';
import { type Catalogue, catalogueOf, noSuchRule, ownCatalogue } from './catalogue.ts';
import { UsageError } from './exit.ts';
import { report } from './streams.ts';

/** Where vlint.yaml is, and whether its plugins may run. */
export interface ConfigArguments {
  readonly config?: string | undefined;
  readonly allowPlugins?: boolean;
}

export interface SettingArguments extends ConfigArguments {
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
  readonly vendors: VendorTable;
  readonly rules: readonly ActiveRule[];
}

/** What vlint.yaml, facts.yaml and the command line say together. The command line wins. Throws UsageError. */
export async function loadSettings(args: SettingArguments): Promise<Settings> {
  const path = configPath(args.config, args.input);
  const { config, catalogue } =
    path === undefined ? { config: defaultConfig, catalogue: ownCatalogue } : await configAt(path, args);
  return {
    config,
    profile: args.profile ?? config.profile,
    site: siteOf([...config.facts.map((file) => file.value), ...args.facts], catalogue),
    vendors: vendorsOf(config.vendors.map((file) => file.value)),
    rules: chosen(config, args.rule, catalogue),
  };
}

/** The rules that there are for a command without inputs: those of plugins too, where they are allowed. */
export async function catalogueHere({ config, allowPlugins }: ConfigArguments): Promise<Catalogue> {
  const path = allowPlugins === true ? configPath(config, '-') : undefined;
  return path === undefined ? ownCatalogue : catalogueOf(path, readText(path, 'configuration'), true);
}

function configPath(config: string | undefined, input: string): string | undefined {
  const folder = input === '-' ? '.' : statSync(input, { throwIfNoEntry: false })?.isDirectory() ? input : dirname(input);
  return config ?? shortened(findConfig(resolve(folder), existsSync));
}

async function configAt(path: string, { allowPlugins }: ConfigArguments) {
  const text = readText(path, 'configuration');
  const catalogue = await catalogueOf(path, text, allowPlugins === true);
  const known = catalogue.rules.map((rule) => ({ id: rule.id, optionsSchema: rule.options?.schema }));
  const { value, problems } = await loadConfig(path, text, known, catalogue.unloaded.length > 0);
  report(problems);
  if (value === undefined) throw new UsageError(`${path} is not in order`);
  return { config: value, catalogue };
}

/** A file below the working folder by its relative name: so it stands in messages, and as the place of facts in reports. */
function shortened(path: string | undefined): string | undefined {
  const name = path === undefined ? undefined : relative('.', path);
  return name === undefined || name.startsWith('..') || isAbsolute(name) ? path : name.replaceAll('\\', '/');
}

function siteOf(paths: readonly string[], { rules, unloaded }: Catalogue): SiteFacts {
  if (paths.length === 0) return emptySite;
  const files: FactsFile[] = paths.map((path) => ({ path, text: readText(path, 'facts') }));
  const { value, problems } = loadFacts(files, {
    today: new Date().toISOString().slice(0, 10),
    allowRules: rules.map((rule) => rule.id),
    unloaded: unloaded.length > 0,
  });
  report(problems);
  if (value === undefined) throw new UsageError(`${paths.join(', ')}: not in order`);
  return value;
}

function vendorsOf(paths: readonly string[]): VendorTable {
  if (paths.length === 0) return ourVendors();
  const { value, problems } = loadVendors(paths.map((path) => ({ path, text: readText(path, 'vendor') })));
  report(problems);
  if (value === undefined) throw new UsageError(`${paths.join(', ')}: not in order`);
  return ourVendors().with(value);
}

function readText(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read the ${what} file ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The rules that run: those of --rule (names or patterns) when given, without those that vlint.yaml turns off. */
function chosen(config: Config, names: readonly string[], catalogue: Catalogue): ActiveRule[] {
  const { rules } = catalogue;
  for (const name of names) {
    if (!rules.some((rule) => globMatches(name, rule.id))) throw new UsageError(noSuchRule(name, catalogue));
  }
  return (
    rules
      .filter((rule) => names.length === 0 || names.some((name) => globMatches(name, rule.id)))
      // A rule that is asked for by its whole name runs even when the configuration turns it off.
      .filter((rule) => config.rules.get(rule.id)?.off !== true || names.includes(rule.id))
      .map((rule) => {
        const setting = config.rules.get(rule.id);
        return { rule, level: setting?.severity, options: { ...rule.options?.defaults, ...setting?.options } };
      })
  );
}
