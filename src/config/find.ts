import { dirname, join, resolve } from 'node:path';

/** Names of the configuration file, in the order in which a folder is searched. */
export const configNames = ['vlint.yaml', 'vlint.yml', '.vlint.yaml'] as const;

/**
 * The nearest configuration file, from a folder upward to the root of its repository (the folder that holds `.git`) or of the file
 * system. `exists` tells whether there is a file or folder at a path.
 */
export function findConfig(startDir: string, exists: (path: string) => boolean): string | undefined {
  for (let folder = resolve(startDir); ; folder = dirname(folder)) {
    const found = configNames.map((name) => join(folder, name)).find(exists);
    if (found !== undefined) return found;
    if (exists(join(folder, '.git')) || dirname(folder) === folder) return undefined;
  }
}
