import type { ZipArchive } from '../archive/zip.ts';
import { type Relationship, relationshipsOf } from './relationships.ts';
import { readSharedStrings } from './shared-strings.ts';
import { PartParser } from './xml.ts';

export interface SheetPart {
  readonly name: string;
  /** Name of its part in the archive. */
  readonly part: string;
}

/** A workbook (Office Open XML), as Excel, LibreOffice and libraries write it. */
export interface Workbook {
  readonly sheets: readonly SheetPart[];
  /** Texts that cells refer to by number. */
  readonly strings: readonly string[];
}

/** The list of sheets of a workbook; undefined for an archive that is none. Throws ArchiveError, XmlError. */
export async function sheetsOfWorkbook(archive: ZipArchive): Promise<readonly SheetPart[] | undefined> {
  const root = await rootOf(archive);
  return root === undefined ? undefined : await sheetsOf(archive, root, await relationshipsOf(archive, root));
}

/** The list of sheets and the texts of a workbook; undefined for an archive that is none. Throws ArchiveError, XmlError. */
export async function openWorkbook(archive: ZipArchive): Promise<Workbook | undefined> {
  const root = await rootOf(archive);
  if (root === undefined) return undefined;
  const related = await relationshipsOf(archive, root);
  const sheets = await sheetsOf(archive, root, related);
  if (sheets.length === 0) return undefined;
  const texts = related.find(({ kind }) => kind === 'sharedStrings');
  const isThere = texts !== undefined && archive.sizeOf(texts.target) !== undefined;
  return { sheets, strings: isThere ? await readSharedStrings(archive, texts.target) : [] };
}

/** The name of the main part. */
async function rootOf(archive: ZipArchive): Promise<string | undefined> {
  const root = (await relationshipsOf(archive, '')).find(({ kind }) => kind === 'officeDocument');
  return root !== undefined && /\.xml$/i.test(root.target) && archive.sizeOf(root.target) !== undefined ? root.target : undefined;
}

async function sheetsOf(archive: ZipArchive, part: string, related: readonly Relationship[]): Promise<readonly SheetPart[]> {
  const byId = new Map(related.filter(({ kind }) => kind === 'worksheet').map(({ id, target }) => [id, target]));
  const sheets: SheetPart[] = [];
  const parser = new PartParser({
    open(element, attributes) {
      if (element !== 'sheet') return;
      // The prefix of relationships may be any.
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
      const target = id === undefined ? undefined : byId.get(id);
      const { name } = attributes;
      if (name !== undefined && target !== undefined) sheets.push({ name, part: target });
    },
    text() {},
    close() {},
  });
  for await (const bytes of archive.read(part)) parser.write(bytes);
  parser.end();
  return sheets;
}
