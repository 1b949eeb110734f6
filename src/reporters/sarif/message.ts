import { clean } from '../clean.ts';

/**
 * SARIF reads `[text](destination)` in a message as a link. Data must not make one: where a bracket and a parenthesis meet, the
 * bracket is escaped, unless the data has escaped it already; so is a bracket that is never closed, which would reach into a link
 * of ours. Other brackets stay as they are, as datastore paths are full of them.
 */
export function plain(data: string): string {
  const text = clean(data);
  const closed = text.lastIndexOf(']') + 1;
  return (text.slice(0, closed) + text.slice(closed).replaceAll('[', '\\[')).replace(
    /(?<!\\)(\\*)\]\(/g,
    (_, slashes: string) => `${slashes}${slashes.length % 2 === 0 ? '\\' : ''}](`,
  );
}

/** A link to the related location with this id. In its text every bracket and backslash has to be escaped. */
export function link(text: string, id: number): string {
  return `[${clean(text).replace(/[[\]\\]/g, '\\$&')}](${id})`;
}

/** The text with a full stop at its end, as SARIF wants of messages. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** At most `limit` UTF-16 units, cut at a word where there is one. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '');
  return `${cut.replace(/\s+\S*$/, '')}…`;
}
