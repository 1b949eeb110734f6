import { Budget, LIMITS, type Limits } from './archive/budget.ts';
import { bytesOf, isGzip } from './archive/gunzip.ts';
import { ArchiveError, isTar } from './archive/tar.ts';
import { isZip } from './archive/zip-head.ts';
import type { ByteFormat, ByteInput, Sink } from './format.ts';
import { ArchiveReader } from './vm-support/archive.ts';

/**
 * What `vm-support` packs of a host (esx-<host>-<date>.tgz), also unpacked with gunzip, and several of them in one archive as vCenter exports
 * them. It is read once from beginning to end; only the few files of which something is read are kept.
 */
export const vmSupport: ByteFormat = {
  name: 'vm-support bundle',
  sniff: (head) => isGzip(head) || (isTar(head) && isBundleName(head.slice(0, Math.max(0, head.indexOf('\0'))))),
  async readBytes(input, sink) {
    await readVmSupport(input, sink, LIMITS);
  },
};

/** What vCenter's Export System Logs gives of several hosts: their bundles in a zip. */
export const vmSupportZip: ByteFormat = {
  name: 'zip of vm-support bundles',
  sniff: (head) => isZip(head) && /\.(tgz|tar\.gz)|vm-?support|(^|[^\w])esx-/i.test(head.slice(0, FIRST_NAMES)),
  async readBytes(input, sink) {
    await readZipOfBundles(input, sink, LIMITS);
  },
};

/** In so much of a zip the first names of files stand. */
const FIRST_NAMES = 1024;

/** The same with limits of one's own. */
export async function readZipOfBundles({ input, name }: ByteInput, sink: Sink, limits: Limits): Promise<ArchiveReader> {
  const reader = new ArchiveReader(name, new Budget(input.size, limits), sink);
  const { openZip } = await import('./archive/zip.ts');
  try {
    const zip = await openZip(input, limits.total);
    try {
      await reader.readFiles(zip.names.map((path) => ({ name: path, content: () => zip.read(path) })));
    } finally {
      zip.close();
    }
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    reader.damaged(error, '');
  }
  reader.end();
  return reader;
}

/** The same with limits of one's own. */
export async function readVmSupport({ input, name }: ByteInput, sink: Sink, limits: Limits): Promise<ArchiveReader> {
  const reader = new ArchiveReader(name, new Budget(input.size, limits), sink);
  await reader.read(bytesOf(input));
  reader.end();
  return reader;
}

/** The first name in a bundle that is no longer packed, or in an archive of several. */
function isBundleName(name: string): boolean {
  return /-\d{4}-\d\d-\d\d--\d\d\.\d\d/.test(name) || /\.(tgz|tar\.gz)$/.test(name) || /^(\.\/)?(commands|json)\//.test(name);
}
