/** "esx01" and "esx01.lab.example" are the same host; two different domains are not. */
export function sameHostName(a: string, b: string): boolean {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  if (left === right) return true;
  if (/^[\d.]+$/.test(left) || /^[\d.]+$/.test(right)) return false;
  return left.startsWith(`${right}.`) || right.startsWith(`${left}.`);
}
