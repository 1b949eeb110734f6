/** A change of a description: any part of it, lists whole; `undefined` takes a member away. */
export type Patch<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Patch<T[K]> | undefined }
    : T;

/** The description with the change applied at every depth. Neither argument is touched. */
export function merge<T extends object>(base: T, ...patches: readonly Patch<NoInfer<T>>[]): T {
  return patches.reduce<unknown>((merged, patch) => mergeValue(merged, patch), base) as T;
}

function mergeValue(base: unknown, patch: unknown): unknown {
  if (!isPlain(base) || !isPlain(patch)) return patch;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined) delete merged[key];
    else merged[key] = mergeValue(merged[key], value);
  }
  return merged;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
