import type { Json } from '../json.ts';
import { isArray, isObject } from '../json.ts';

/** The value without any `_typeName`, as serializers print it that know no types. */
export function untyped(value: Json): Json {
  if (isArray(value)) return value.map(untyped);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (key === '_typeName' ? [] : [[key, untyped(member)]])),
  );
}

/** The value with the first letter of every key in upper case, as Go and .NET name the members. */
export function pascalKeys(value: Json): Json {
  if (isArray(value)) return value.map(pascalKeys);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [pascal(key), pascalKeys(member)]));
}

export function pascal(key: string): string {
  return `${key.charAt(0).toUpperCase()}${key.slice(1)}`;
}

/** The element type that wrappers of arrays name, "ArrayOfOptionValue"; of what the builder makes only few stand in such a place. */
export function elementType(property: string, elements: readonly Json[]): string {
  const known = new Map([
    ['config.option', 'OptionValue'],
    ['host', 'ManagedObjectReference'],
    ['vm', 'ManagedObjectReference'],
    ['datastore', 'ManagedObjectReference'],
  ]);
  const first = elements[0];
  const told = first !== undefined && isObject(first) ? first._typeName : undefined;
  if (property === 'host' && first !== undefined && isObject(first) && 'mountInfo' in first) return 'DatastoreHostMount';
  return typeof told === 'string' ? told : (known.get(property) ?? 'AnyType');
}
