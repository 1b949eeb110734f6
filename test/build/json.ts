/** A value that JSON can carry, as the builder makes it and the shapes print it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** The given members without the undefined ones: the API's serializers leave out what is unset. */
export function members(object: { readonly [key: string]: Json | undefined }): JsonObject {
  const kept: [string, Json][] = [];
  for (const [key, value] of Object.entries(object)) if (value !== undefined) kept.push([key, value]);
  return Object.fromEntries(kept);
}

/** An array as the API prints it: an empty one is left out. */
export function filled<T extends Json>(items: readonly T[]): readonly T[] | undefined {
  return items.length > 0 ? items : undefined;
}

export function isArray(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A reference to a managed object, `{type, value}`. */
export function moRef(type: string, value: string): JsonObject {
  return { type, value };
}

/** True for exactly `{type, value}` with two strings. */
export function isMoRef(value: Json): value is { readonly type: string; readonly value: string } {
  return isObject(value) && Object.keys(value).length === 2 && typeof value.type === 'string' && typeof value.value === 'string';
}
