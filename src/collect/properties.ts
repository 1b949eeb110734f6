/**
 * The properties of an object under the names under which they stand in an export. Where all was asked and nothing refused below a
 * property, it is one object: what it lacks is then unset, as in an answer that holds the whole of it. Otherwise each path that was
 * answered stands by itself ("config.network"), and what is not there is unknown.
 */
export function exportProperties(value: object, asked: ReadonlySet<string>, refused: readonly string[]): Record<string, unknown> {
  const properties: Record<string, unknown> = {};
  const put = (holder: object, prefix: string) => {
    for (const [key, member] of Object.entries(holder)) {
      const path = `${prefix}${key}`;
      const isWhole = asked.has(path) || !refused.some((one) => one.startsWith(`${path}.`));
      if (isWhole || typeof member !== 'object' || member === null) properties[path] = member;
      else put(member, `${path}.`);
    }
  };
  put(value, '');
  return properties;
}
