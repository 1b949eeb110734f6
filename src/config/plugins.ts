import type { Known } from '../model/fact.ts';
import { parseYaml, pointerTo } from './yaml.ts';

/**
 * The modules that a vlint.yaml names under `plugins`, as written, with their places. What is wrong with the file is not said here:
 * loadConfig, which needs the rules of these modules, says it.
 */
export function pluginsNamed(path: string, text: string): readonly Known<string>[] {
  const { document } = parseYaml(path, text);
  const written = (document?.value as { readonly plugins?: unknown } | null | undefined)?.plugins;
  const list: readonly unknown[] = Array.isArray(written) ? written : [written];
  return list.flatMap((value, index) => {
    const pointer = Array.isArray(written) ? pointerTo('/plugins', index) : '/plugins';
    const place = document?.valueAt(pointer);
    if (typeof value !== 'string' || value === '' || place === undefined) return [];
    return [{ known: true, value, origin: { kind: 'text', file: path, ...place, pointer } } as const];
  });
}
