import { pathToFileURL } from 'node:url';
import { rules } from '../../rules/index.ts';
import { pluginsNamed } from '../config/plugins.ts';
import { type ConfigProblem, problemAt } from '../config/problems.ts';
import { didYouMean } from '../config/suggest.ts';
import { optionFaults } from '../config/validate.ts';
import { rulesOf } from '../engine/plugin-rules.ts';
import type { AnyRule } from '../engine/rule.ts';
import type { Known, TextOrigin } from '../model/fact.ts';
import { isGlob } from '../model/glob.ts';
import { UsageError } from './exit.ts';
import { importPlugin } from './plugin-door.ts';
import { report, say } from './streams.ts';

/** The rules that there are in a run. */
export interface Catalogue {
  /** vlint's own by family and id, then those of plugins in the order of vlint.yaml. */
  readonly rules: readonly AnyRule[];
  /** Plugins that vlint.yaml names and the command line does not allow: an id that is not known may be one of theirs. */
  readonly unloaded: readonly string[];
}

export const ownCatalogue: Catalogue = { rules, unloaded: [] };

/**
 * vlint's rules and those of the plugins that a vlint.yaml names. Plugins are programs: without `allowed` none is loaded, and standard
 * error says so, since who may change vlint.yaml (in a pull request, say) need not be one who may run programs here. Throws UsageError
 * when a plugin cannot be loaded or has a rule that is not in order.
 */
export async function catalogueOf(path: string, text: string, allowed: boolean): Promise<Catalogue> {
  const plugins = pluginsNamed(path, text);
  if (plugins.length === 0) return ownCatalogue;
  const names = plugins.map((plugin) => plugin.value);
  if (!allowed) {
    say(
      `vlint: ${path} names plugins, which were not loaded: ${names.join(', ')}. Plugins are programs; --allow-plugins runs them.`,
    );
    return { rules, unloaded: names };
  }
  const found: AnyRule[] = [...rules];
  const problems: ConfigProblem[] = [];
  for (const plugin of plugins) {
    const { rules: more, faults } = await load(plugin, path, new Set(found.map((rule) => rule.id)));
    found.push(...more);
    const place = plugin.origin as TextOrigin;
    problems.push(...faults.map((fault) => problemAt(path, place, `plugin ${plugin.value}: ${fault}`)));
  }
  report(problems);
  if (problems.length > 0) throw new UsageError(`a plugin of ${path} is not in order`);
  return { rules: found, unloaded: [] };
}

async function load(plugin: Known<string>, path: string, taken: ReadonlySet<string>) {
  let module: Readonly<Record<string, unknown>>;
  try {
    module = await importPlugin(plugin.value, pathToFileURL(path).href);
  } catch (error) {
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { rules: [], faults: [`it cannot be loaded. ${what}${pathHint(plugin.value)}`] };
  }
  const { rules: found, faults } = rulesOf(module, plugin.value, taken);
  const wrong = await Promise.all(
    found.map(async (rule) => (await optionFaults(rule)).map((fault) => `rule "${rule.id}": ${fault}`)),
  );
  return { rules: found, faults: [...faults, ...wrong.flat()] };
}

function pathHint(name: string): string {
  return /^(\.{0,2}\/|[A-Za-z]:)/.test(name) ? '' : ` It was looked for as a package; a path starts with ./ as in "./${name}".`;
}

export function noSuchRule(name: string, { rules: known, unloaded }: Catalogue): string {
  const ids = known.map((rule) => rule.id);
  const hint = isGlob(name) ? '' : didYouMean(name, ids);
  const plugins = unloaded.length === 0 ? '' : `; plugins were not loaded: ${unloaded.join(', ')}`;
  return `there is no rule "${name}"${hint}${plugins}`;
}
