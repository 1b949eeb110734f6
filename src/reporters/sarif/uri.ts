/** What a file name is made relative to: absolute folders with `/` separators. */
export interface Base {
  readonly root?: string;
  readonly cwd?: string;
}

/** The name that standard input gets: `-` would read like a slip. */
export const STANDARD_INPUT = 'stdin';

/**
 * A file name of the report as a URI reference: relative to the root, percent-encoded, forward slashes. A file outside the root gets
 * `../` in front; only a file on another drive, or an absolute name when no root is known, becomes a `file:` URI.
 */
export function artifactUri(file: string, base: Base = {}): string {
  if (file === '-') return STANDARD_INPUT;
  const start = base.cwd ?? base.root;
  const path = isAbsolute(file) || start === undefined ? file : `${start}/${file}`;
  if (!isAbsolute(path)) return encode(normalize(segments(path)));
  if (base.root === undefined) return fileUri(path);
  const from = normalize(segments(base.root));
  const to = normalize(segments(path));
  if (hasDrive(path) && from[0]?.toLowerCase() !== to[0]?.toLowerCase()) return fileUri(path);
  return encode(relative(from, to));
}

function relative(from: readonly string[], to: readonly string[]): readonly string[] {
  let common = 0;
  while (common < from.length && common < to.length - 1 && sameSegment(from, to, common)) common++;
  return [...from.slice(common).map(() => '..'), ...to.slice(common)];
}

function sameSegment(from: readonly string[], to: readonly string[], at: number): boolean {
  const [a = '', b = ''] = [from[at], to[at]];
  return a === b || (at === 0 && /^[A-Za-z]:$/.test(a) && a.toLowerCase() === b.toLowerCase());
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || hasDrive(path);
}

function hasDrive(path: string): boolean {
  return /^[A-Za-z]:\//.test(path);
}

function segments(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '' && segment !== '.');
}

/** Takes `a/..` out; what climbs above the start of a relative name stays. */
function normalize(parts: readonly string[]): readonly string[] {
  const result: string[] = [];
  for (const part of parts) {
    if (part === '..' && result.length > 0 && result.at(-1) !== '..') result.pop();
    else result.push(part);
  }
  return result;
}

function fileUri(path: string): string {
  // A drive letter keeps its colon; everything else is data.
  const [first = '', ...rest] = normalize(segments(path)).filter((segment) => segment !== '..');
  const head = hasDrive(path) ? first : encodeSegment(first);
  return `file:///${[head, ...rest.map(encodeSegment)].join('/')}`;
}

function encode(parts: readonly string[]): string {
  return parts.map(encodeSegment).join('/');
}

function encodeSegment(segment: string): string {
  // Half a surrogate pair has no UTF-8 form, and encodeURIComponent would throw.
  return encodeURIComponent(segment.replace(/\p{Cs}/gu, '\ufffd'));
}
