/** "vmk1", "vmk1 and vmk2", "vmk1, vmk2 and vmk3"; of a long list the first ones and how many more. */
export function listed(names: readonly string[], most = 4): string {
  const distinct = [...new Set(names)];
  const shown = distinct.length > most ? [...distinct.slice(0, most - 1), `${distinct.length - most + 1} more`] : distinct;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** A word of an ESXi shell command, in quotes where it needs them. */
export function shellWord(name: string): string {
  return /^[\w.,:/-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`;
}

/** A string of PowerShell, always in quotes. */
export function psWord(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}
