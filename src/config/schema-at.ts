/** A JSON Schema, as far as problems ask it: which keys are known somewhere, and what a value is called. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/**
 * The parts of a schema that speak of the value at a path of keys and indexes. The path is walked through the schema itself, because
 * ajv's schemaPath loses the way at a reference. Understands the keywords by which a schema leads on: properties, additionalProperties,
 * items, references into the same document, and the combining ones.
 */
export function schemasAt(root: JsonSchema, path: readonly string[]): readonly JsonSchema[] {
  let current = parts(root, root);
  for (const segment of path) {
    current = current.flatMap((schema) => {
      const properties = asSchema(schema.properties);
      const property = properties !== undefined && Object.hasOwn(properties, segment) ? properties[segment] : undefined;
      const next = property ?? schema.additionalProperties ?? schema.items;
      return parts(root, next);
    });
  }
  return current;
}

/** The keys that a mapping at a path may have. */
export function knownKeys(root: JsonSchema, path: readonly string[]): readonly string[] {
  const keys = schemasAt(root, path).flatMap((schema) => Object.keys(asSchema(schema.properties) ?? {}));
  return [...new Set(keys)];
}

/** A schema and all that it refers to or is combined of. */
function parts(root: JsonSchema, value: unknown, seen = new Set<unknown>()): readonly JsonSchema[] {
  const schema = asSchema(value);
  if (schema === undefined || seen.has(schema)) return [];
  seen.add(schema);
  const combined = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => (Array.isArray(schema[keyword]) ? schema[keyword] : []));
  const more = [referred(root, schema.$ref), schema.then, schema.else, ...combined];
  return [schema, ...more.flatMap((part) => parts(root, part, seen))];
}

function referred(root: JsonSchema, reference: unknown): unknown {
  if (typeof reference !== 'string' || !reference.startsWith('#')) return undefined;
  let found: unknown = root;
  for (const segment of reference.split('/').slice(1)) {
    found = asSchema(found)?.[decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return found;
}

function asSchema(value: unknown): JsonSchema | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonSchema) : undefined;
}
