/** A name as the ESXi shell takes it: quoted where it has other characters than letters, digits and `. _ -`. */
export function shellName(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `"${name.replace(/["\\$`]/g, '\\$&')}"`;
}

/** A name as PowerShell takes it literally. */
export function powerName(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}
