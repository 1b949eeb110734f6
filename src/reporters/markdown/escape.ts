import { clean } from '../clean.ts';

/**
 * Data as text of GitHub's Markdown, in a paragraph and inside an HTML tag alike, where a backslash would show: characters that mean
 * something become numeric entities. An @ or a # would call a person or an issue, and an address would become a link, even so: an empty
 * comment keeps them apart from what follows.
 */
export function escaped(data: string): string {
  return clean(data)
    .replace(/[&<>\\`*_{}[\]|~$]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/[@#](?=[\p{L}\p{N}])(?<!&#)/gu, (sign) => `${sign}<!-- -->`)
    .replace(/:\/\//g, ':<!-- -->//')
    .replace(/\bwww\./gi, (start) => `${start.slice(0, -1)}<!-- -->.`);
}

/** Data in the type of code: a name, a place. */
export function code(data: string): string {
  return `<code>${escaped(data)}</code>`;
}
