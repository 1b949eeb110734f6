import { posix } from 'node:path';
import type { ZipArchive } from '../archive/zip.ts';
import { PartParser } from './xml.ts';

/** What a part of a workbook refers to. */
export interface Relationship {
  readonly id: string;
  /** The last word of its type: "worksheet", "sharedStrings", "officeDocument". */
  readonly kind: string;
  /** Name of the part in the archive. */
  readonly target: string;
}

/** The relationships of a part; of the package itself with an empty name. None where the archive has no list of them. */
export async function relationshipsOf(archive: ZipArchive, part: string): Promise<readonly Relationship[]> {
  const folder = posix.dirname(part);
  const list = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  const found: Relationship[] = [];
  if (archive.sizeOf(list) === undefined) return found;
  const parser = new PartParser({
    open(name, { Id: id, Type: type, Target: target, TargetMode: mode }) {
      if (name !== 'Relationship' || id === undefined || target === undefined || mode === 'External') return;
      found.push({ id, kind: type?.slice(type.lastIndexOf('/') + 1) ?? '', target: partName(folder, target) });
    },
    text() {},
    close() {},
  });
  for await (const bytes of archive.read(list)) parser.write(bytes);
  parser.end();
  return found;
}

/** A target is relative to the folder of the part that refers to it, or begins with the root of the archive. */
function partName(folder: string, target: string): string {
  const path = target.replaceAll('\\', '/');
  return (path.startsWith('/') ? posix.normalize(path) : posix.join(folder, path)).replace(/^\/+/, '');
}
