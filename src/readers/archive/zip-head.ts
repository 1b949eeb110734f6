/** Whether the head of an input (as text) is that of a zip archive. */
export function isZip(head: string): boolean {
  return head.startsWith('PK\u0003\u0004') || head.startsWith('PK\u0005\u0006');
}
