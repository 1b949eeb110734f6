/** "a", "a and b", "a, b and c"; each once. */
export function listed(items: readonly string[]): string {
  const distinct = [...new Set(items)];
  return distinct.length < 2 ? (distinct[0] ?? '') : `${distinct.slice(0, -1).join(', ')} and ${distinct.at(-1)}`;
}

/** A name as the ESXi shell takes it. */
export function shellWord(name: string): string {
  return /^[\w.:-]+$/.test(name) ? name : `"${name.replace(/["\\$`]/g, '\\$&')}"`;
}

/** A name as PowerShell takes it literally. */
export function psWord(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}
