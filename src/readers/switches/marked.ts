import type { Places } from '../translated.ts';

/** A line of a text that puts its tokens into a tree, with their places. */
export interface Marked {
  readonly text: string;
  readonly number: number;
  /**
   * Sets a member from the first group of `pattern`, unless the line has none, it means nothing to `convert`, or the member is set
   * already from another line. Whether it was set.
   */
  put(places: Places, holder: object, key: string, pattern: RegExp, convert?: (token: string) => unknown): boolean;
}

/** `cut` characters of the line were taken away before `text`. */
export function marked(text: string, number: number, cut = 0): Marked {
  return {
    text,
    number,
    put(places, holder, key, pattern, convert = (token) => token) {
      const match = pattern.exec(text);
      const token = match?.[1];
      if (match === null || token === undefined) return false;
      const value = convert(token);
      if (value === undefined || (Object.hasOwn(holder, key) && !isContinued(holder, key, value))) return false;
      const column = text.indexOf(token, match.index) + 1 + cut;
      places.put(holder, key, value, { line: number, column, endColumn: column + token.length });
      return true;
    },
  };
}

/** A list that goes on in the next line begins with what stood in the line before. */
function isContinued(holder: object, key: string, value: unknown): boolean {
  const before = (holder as Record<string, unknown>)[key];
  return typeof before === 'string' && typeof value === 'string' && before.endsWith(',') && value.startsWith(before);
}
