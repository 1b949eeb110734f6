/** "a", "a and b", "a, b and c", each once; beyond `most` the rest is counted: "a, b, c and 4 more". */
export function listed(items: readonly string[], most: number = Number.POSITIVE_INFINITY): string {
  const distinct = [...new Set(items)];
  const shown = distinct.length > most ? [...distinct.slice(0, most - 1), `${distinct.length - most + 1} more`] : distinct;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** A word of an ESXi shell command, in quotes where it needs them. */
export function shellWord(name: string): string {
  return /^[\w.,:=/-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`;
}

/** A string of PowerShell that is taken literally, always in quotes. */
export function psWord(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}

/** Hosts by name where they are few, else by number: "esx01 and esx02", "39 of 40 hosts". */
export function crowd(hosts: readonly string[], of: number): string {
  return hosts.length <= 3 ? listed(hosts) : `${hosts.length} of ${of} hosts`;
}
