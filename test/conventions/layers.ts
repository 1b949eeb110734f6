import { posix } from 'node:path';

/**
 * What each folder of src/ may import from the others, itself always included. "type:" means types only.
 * A file or folder that is not named here is not allowed at all, so that a new layer is a decision.
 */
const layers: Readonly<Record<string, readonly string[]>> = {
  'src/model/': ['src/findings/report.ts'],
  // A playbook is YAML as our own files are: where its values stand is told by the same parser.
  'src/readers/': ['schemas/', 'src/model/', 'src/findings/report.ts', 'src/config/yaml.ts'],
  'src/config/': ['schemas/', 'src/model/', 'src/readers/', 'src/findings/report.ts'],
  'src/findings/': ['src/model/'],
  'src/engine/': ['src/model/', 'src/readers/', 'src/findings/', 'type:src/config/'],
  'src/reporters/': ['src/findings/', 'type:src/model/fact.ts', 'type:src/model/vendor.ts'],
  'src/collect/': ['src/model/', 'src/readers/'],
  'src/change/': ['src/model/', 'src/readers/', 'src/engine/', 'src/findings/report.ts'],
  'src/index.ts': ['src/model/', 'src/readers/', 'src/config/', 'src/findings/', 'src/engine/', 'src/reporters/', 'src/change/'],
  'src/testing.ts': ['src/model/', 'src/readers/', 'src/config/', 'src/findings/', 'src/engine/', 'src/index.ts'],
  'src/cli/': ['src/', 'rules/', 'schemas/'],
};

/** Rules come in by the public door: these, their own family's folder and the data that lies beside the list. */
const rulePackages = ['vlint', 'ts-pattern'];

/** What is wrong with the imports and globals of one source file; `file` is relative to the project, with `/`. */
export function layerFaults(file: string, source: string): string[] {
  const code = withoutComments(source);
  const faults = importsOf(code)
    .filter((found) => !(file.startsWith('rules/') ? ruleMayImport(file, found) : mayImport(file, found)))
    .map((found) => `${file} must not import ${found.typeOnly ? 'types from ' : ''}${found.specifier}`);
  if (!file.startsWith('src/cli/') && /\bprocess\s*\??\.\s*\w|['"](?:node:)?process['"]/.test(code)) {
    faults.push(`${file} must not touch process`);
  }
  return faults;
}

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/** Static, dynamic and re-exporting imports of a source without comments. */
export function importsOf(code: string): Import[] {
  const statement = /\b(?:import|export)\b([^'"`;]*?)\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g;
  return [...code.matchAll(statement)].map(([, clause = '', from, bare = '']) => ({
    specifier: from ?? bare,
    typeOnly: /^\s+type\b/.test(clause),
  }));
}

function mayImport(file: string, { specifier, typeOnly }: Import): boolean {
  if (!specifier.startsWith('.')) return specifier !== 'vlint' && !specifier.startsWith('vlint/');
  const target = resolve(file, specifier);
  const layer = Object.keys(layers).find((name) => isWithin(file, name));
  if (layer === undefined) return false;
  const allowed = [layer, ...(layers[layer] ?? [])];
  return allowed.some((name) =>
    name.startsWith('type:') ? typeOnly && isWithin(target, name.slice(5)) : isWithin(target, name),
  );
}

function ruleMayImport(file: string, { specifier }: Import): boolean {
  if (!specifier.startsWith('.')) return rulePackages.includes(specifier);
  const target = resolve(file, specifier);
  const folder = posix.dirname(target);
  // The list at the top names every rule; a rule sees its own family and what is shared by all.
  if (posix.dirname(file) === 'rules') return target.startsWith('rules/');
  return folder === posix.dirname(file) || (folder === 'rules' && target !== 'rules/index.ts');
}

const resolve = (file: string, specifier: string) => posix.join(posix.dirname(file), specifier);
const isWithin = (file: string, name: string) => (name.endsWith('/') ? file.startsWith(name) : file === name);

/** Strings are matched first, so that the `//` of a URL is not taken for a comment. */
function withoutComments(source: string): string {
  const token = /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  return source.replace(token, (_, text: string | undefined) => text ?? '');
}
