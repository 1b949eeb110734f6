import { ArchiveError } from '../archive/tar.ts';
import type { ZipArchive } from '../archive/zip.ts';
import { PartParser, unescaped } from './xml.ts';

/** They stay in memory while the sheets are read. Bytes. */
const MAX_SIZE = 256 * 1024 * 1024;

/** The texts that cells refer to by number. Throws ArchiveError, XmlError. */
export async function readSharedStrings(archive: ZipArchive, part: string): Promise<readonly string[]> {
  if ((archive.sizeOf(part) ?? 0) > MAX_SIZE) throw new ArchiveError(`its texts have more than ${MAX_SIZE / 1024 ** 2} MiB`);
  const strings: string[] = [];
  let text = '';
  let isText = false;
  /** How Asian texts are spoken stands beside them. */
  let isSpoken = false;
  const parser = new PartParser({
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') isSpoken = true;
      isText = name === 't' && !isSpoken;
    },
    text(piece) {
      if (isText) text += piece;
    },
    close(name) {
      if (name === 'si') strings.push(unescaped(text));
      else if (name === 'rPh') isSpoken = false;
      isText = false;
    },
  });
  for await (const bytes of archive.read(part)) parser.write(bytes);
  parser.end();
  return strings;
}
