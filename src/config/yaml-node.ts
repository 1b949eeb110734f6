import type { Span } from './lines.ts';

/** A node of a YAML document with its place. Aliases share their target, so the graph is small however much it stands for. */
export type YamlNode =
  | { readonly kind: 'scalar'; readonly value: unknown; readonly implied: boolean; readonly span: Span }
  | { readonly kind: 'sequence'; readonly items: YamlNode[]; readonly span: Span }
  | { readonly kind: 'mapping'; readonly entries: Map<string, YamlEntry>; readonly span: Span }
  | { readonly kind: 'alias'; readonly target: YamlNode; readonly span: Span };

export interface YamlEntry {
  /** The key's token; of a merged entry, where it was merged from. */
  readonly key: Span;
  readonly node: YamlNode;
}

/** What an alias stands for; any other node itself. */
export function targetOf(node: YamlNode): Exclude<YamlNode, { kind: 'alias' }> {
  return node.kind === 'alias' ? targetOf(node.target) : node;
}

/** The child that a segment of a JSON Pointer names. */
export function childOf(node: YamlNode, segment: string): { node: YamlNode; key?: Span } | undefined {
  const parent = targetOf(node);
  if (parent.kind === 'mapping') return parent.entries.get(segment);
  const item = parent.kind === 'sequence' && /^(?:0|[1-9][0-9]*)$/.test(segment) ? parent.items[Number(segment)] : undefined;
  return item === undefined ? undefined : { node: item };
}

/**
 * The plain value of a node, as JSON.parse would make it: a key like `__proto__` becomes an own member and changes no prototype. What
 * aliases share is shared here too.
 */
export function plainValue(node: YamlNode, made = new Map<YamlNode, unknown>()): unknown {
  const real = targetOf(node);
  if (real.kind === 'scalar') return real.value;
  if (made.has(real)) return made.get(real);
  const value =
    real.kind === 'sequence'
      ? real.items.map((item) => plainValue(item, made))
      : Object.fromEntries([...real.entries].map(([key, entry]) => [key, plainValue(entry.node, made)]));
  made.set(real, value);
  return value;
}
