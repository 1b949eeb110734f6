import type { Maybe, Node } from './node.ts';

/** A reference to a managed object: "HostSystem" and "host-28". Either may be missing. */
export interface Reference {
  readonly type: string | undefined;
  readonly id: string | undefined;
  /** The id as a fact. */
  known(): Maybe<string>;
}

/** Reads `{type, value}`, and pyVmomi's text form "vim.HostSystem:host-28". */
export function referenceOf(node: Node): Reference {
  const [, type, id] = typeof node.value === 'string' ? (/^'?vim\.(?:[\w]+\.)*(\w+):([^']+)'?$/.exec(node.value) ?? []) : [];
  if (id !== undefined) return { type, id, known: () => node.known(id) };
  const value = node.get('value');
  return { type: node.get('type').string()?.value, id: value.string()?.value, known: () => value.string() };
}
