import type { JsonCursor } from '../derived.ts';

/** Variables by name, the innermost first. */
export type Scope = readonly ReadonlyMap<string, JsonCursor>[];

export const NO_SCOPE: Scope = [];

/** The scope with the variables of a mapping (`vars:`) before all others. */
export function within(scope: Scope, vars: JsonCursor): Scope {
  const members = vars.members();
  return members.length === 0 ? scope : [new Map(members), ...scope];
}

/** "{{ name }}", "{{ item.nics }}" and "{{ item['nics'] }}" as names; nothing for an expression. */
function namesOf(text: string): readonly string[] | undefined {
  const match = /^\{\{\s*([A-Za-z_]\w*(?:\.\w+|\[\s*'[^']+'\s*\]|\[\s*"[^"]+"\s*\])*)\s*\}\}$/.exec(text.trim());
  return match?.[1]?.match(/[A-Za-z_]\w*|\w+/g) ?? undefined;
}

/** Templates may lead to templates, in a circle too. */
const DEEPEST = 8;

/** What a value stands for: itself, or where a plain name leads; nothing where only Ansible can tell. */
export function resolved(at: JsonCursor, scope: Scope, depth = 0): JsonCursor | undefined {
  if (typeof at.value !== 'string' || !at.value.includes('{{')) return at.present ? at : undefined;
  const [first, ...rest] = namesOf(at.value) ?? [];
  if (first === undefined || depth > DEEPEST) return undefined;
  const found = scope.find((vars) => vars.has(first))?.get(first);
  const whole = found && resolved(found, scope, depth + 1);
  const member = whole && rest.reduce<JsonCursor>((cursor, key) => cursor.get(key), whole);
  return member && resolved(member, scope, depth + 1);
}
