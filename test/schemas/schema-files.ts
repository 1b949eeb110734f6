import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A JSON Schema as far as the tests look into it. */
export interface SchemaNode {
  readonly [keyword: string]: unknown;
  readonly $id?: string;
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly definitions?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
}

const folder = fileURLToPath(new URL('../../schemas', import.meta.url));
const suffix = '.schema.json';

/** Every schema by the name of its file without the ending. */
export const schemas: ReadonlyMap<string, SchemaNode> = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith(suffix))
    .map((file) => [file.slice(0, -suffix.length), JSON.parse(readFileSync(join(folder, file), 'utf8')) as SchemaNode]),
);

/** @throws when there is no such file */
export function schemaOf(name: string): SchemaNode {
  const schema = schemas.get(name);
  if (schema === undefined) throw new Error(`no schemas/${name}${suffix}`);
  return schema;
}

/** The schema that a reference of this project leads to (`#/definitions/x`, `vim-types.schema.json#/definitions/x`), or the schema itself. */
export function target(schema: SchemaNode, root: SchemaNode): SchemaNode {
  if (schema.$ref === undefined) return schema;
  const [file = '', fragment = ''] = schema.$ref.split('#');
  let found: unknown = file === '' ? root : schemaOf(file.slice(0, -suffix.length));
  for (const segment of fragment.split('/').slice(1)) found = (found as Readonly<Record<string, unknown>>)[segment];
  return found as SchemaNode;
}

/** A property that a schema describes, with `[]` for the elements of lists: config.network.vnic[].spec.mtu. */
export interface Described {
  readonly path: string;
  /** The property as it is written, and what it refers to. */
  readonly written: SchemaNode;
  readonly schema: SchemaNode;
}

/** All properties of a schema, those inside properties and elements included. */
export function describedIn(root: SchemaNode): Described[] {
  const found: Described[] = [];
  const walk = (schema: SchemaNode, path: string): void => {
    if (schema.items) walk(target(schema.items, root), `${path}[]`);
    for (const [name, written] of Object.entries(schema.properties ?? {})) {
      const inner = target(written, root);
      const place = path === '' ? name : `${path}.${name}`;
      found.push({ path: place, written, schema: inner });
      walk(inner, place);
    }
  };
  walk(root, '');
  return found;
}
