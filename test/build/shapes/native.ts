import type { Entry, Part } from '../entry.ts';
import { entriesOf, exportOf, isProperties } from '../entry.ts';

/** The native document, pretty or on one line. */
export function native(part: Part, options: { readonly oneLine?: boolean } = {}): string {
  return options.oneLine === true ? JSON.stringify(exportOf(part)) : `${JSON.stringify(exportOf(part), null, 2)}\n`;
}

/** The same entries, one a line. */
export function ndjson(part: Part): string {
  return entriesOf(part)
    .map((entry) => `${JSON.stringify(entry)}\n`)
    .join('');
}

/** What the dump formats have no place for: answers of methods and esxcli output. Give them beside a dump, as ndjson. */
export function besidesProperties(part: Part): Entry[] {
  return entriesOf(part).filter((entry) => !isProperties(entry));
}
