import { isPlaybook } from './ansible/sniff.ts';
import { isZip } from './archive/zip-head.ts';
import { folderHost, hintOf } from './command.ts';
import { openInput } from './input.ts';

/** So much of a file is looked at. Bytes. */
export const SNIFFED = 64 * 1024;

/** Texts that speak of commands and hold none of their output: programs, documents and settings. */
const OTHER_TEXTS = /\.(sh|bash|ps1|psm1|bat|cmd|py|pl|rb|js|ts|md|markdown|rst|adoc|html?|ya?ml|toml|ini)$/i;

/**
 * Whether a file of a folder is an export, by its first bytes; its name counts only where bytes do not tell. What is JSON or binary is told
 * at once; the readers are loaded only for a text that may be one of theirs, and for a workbook, to see whether its sheets are tabs of
 * RVTools. Throws InputError.
 */
export async function isExport(path: string, head: Uint8Array): Promise<boolean> {
  const text = asText(head);
  const start = text.trimStart();
  if (/^[[{]/.test(start)) return true;
  if (/\.(json|ndjson)$/i.test(path)) return /^(true|false|null|")/.test(start);
  if (isZip(text)) return /\bxl\/[\w_]/.test(text) && (await hasTabs(path));
  if (/\.ya?ml$/i.test(path)) return isPlaybook(text);
  if (start === '' || text.includes('\0') || OTHER_TEXTS.test(path)) return false;
  const { formatOf } = await import('./foreign.ts');
  const hint = hintOf(path);
  return formatOf(text, hint.host === undefined ? { ...hint, ...folderHost(path) } : hint) !== undefined;
}

/** What PowerShell redirects is UTF-16, with a byte order mark or without. */
function asText(head: Uint8Array): string {
  const isWide = (head[0] === 0xff && head[1] === 0xfe) || (head.length > 1 && head[0] !== 0 && head[1] === 0);
  return new TextDecoder(isWide ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8').decode(head);
}

async function hasTabs(path: string): Promise<boolean> {
  const { hasRvtoolsTabs } = await import('./rvtools/workbook.ts');
  const input = await openInput(path);
  try {
    return await hasRvtoolsTabs(input);
  } finally {
    input.close();
  }
}
