import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { partOf } from './parts.ts';

/** Whether a folder is the unpacked bundle of a host, from the names in it. */
export function isBundleFolder(path: string): boolean {
  const commands = namesIn(join(path, 'commands'));
  return commands.some(({ name }) => /^(localcli|esxcfg-\w+)_/.test(name) && partOf(`commands/${name}`) !== undefined);
}

/** What lies in a folder, in a stable order. */
export function namesIn(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    // What cannot be listed holds nothing that can be read.
    return [];
  }
}
