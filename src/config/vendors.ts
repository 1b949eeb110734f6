import type { VendorArray } from '../model/vendor.ts';
import { vendorArrays } from '../model/vendor-data.ts';
import type { Span } from './lines.ts';
import { type ConfigProblem, type Loaded, loaded, placeOf, problemAt } from './problems.ts';
import { validateVendors } from './validate.ts';
import { parseYaml, pointerTo, type YamlDocument } from './yaml.ts';

/** A vendor file as the user named it, and its text. */
export interface VendorFile {
  readonly path: string;
  readonly text: string;
}

/** The structure that schemas/vendor.schema.json promises. */
interface Written {
  readonly arrays: readonly ({ readonly name: string } & Readonly<Record<string, unknown>>)[];
}

/** Reads vendor files of the user's own, in their order. All problems of all files are reported, each with its place. */
export function loadVendors(files: readonly VendorFile[]): Loaded<readonly VendorArray[]> {
  const problems: ConfigProblem[] = [];
  const arrays: VendorArray[] = [];
  const names = new Map<string, string>();
  for (const { path, text } of files) {
    const parsed = parseYaml(path, text);
    problems.push(...parsed.problems);
    if (parsed.document === undefined) continue;
    const places = new Set(parsed.problems.map(placeOf));
    const wrong = validateVendors(parsed.document).filter((problem) => !places.has(placeOf(problem)));
    problems.push(...wrong);
    if (parsed.problems.length > 0 || wrong.length > 0) continue;
    const written = (parsed.document.value as Written).arrays;
    written.forEach((array, index) => {
      problems.push(...arrayProblems(parsed.document as YamlDocument, array, pointerTo('/arrays', index), names));
    });
    arrays.push(...vendorArrays(written, path));
  }
  return loaded(arrays, problems);
}

/** What a schema cannot say. `names` are the arrays that were met before, and where. */
function arrayProblems(
  document: YamlDocument,
  array: Written['arrays'][number],
  pointer: string,
  names: Map<string, string>,
): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const at = (place: Span | undefined, message: string) => {
    if (place !== undefined) problems.push(problemAt(document.file, place, message));
  };
  const name = document.valueAt(pointerTo(pointer, 'name'));
  const key = array.name.trim().toUpperCase();
  const before = names.get(key);
  if (before !== undefined) at(name, `the array "${array.name}" stands in ${before} already`);
  else names.set(key, `${document.file}, line ${name?.line}`);

  const topic = Object.keys(array).find((member) => !['name', 'match', 'strings', 'only-strings'].includes(member));
  const onlyStrings = pointerTo(pointer, 'only-strings');
  if (topic !== undefined)
    at(document.keyAt(onlyStrings), `"only-strings" says that nothing else is known, but "${topic}" is there`);
  for (const both of withBoth(array, pointer))
    at(document.keyAt(pointerTo(both, 'unsourced')), '"unsourced" and "says" exclude each other');
  return problems;
}

/** Pointers of mappings that have a source and say that they have none. */
function withBoth(value: unknown, pointer: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value).flatMap(([key, member]) => withBoth(member, pointerTo(pointer, key)));
  return 'says' in value && 'unsourced' in value ? [pointer, ...below] : below;
}
