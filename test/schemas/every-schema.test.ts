import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import * as validators from '../../src/readers/validators.generated.js';
import { type SchemaNode, schemas } from './schema-files.ts';

const compiler = new Ajv({ allErrors: true, strict: true, strictRequired: false, strictTypes: false });
formats.default(compiler);
for (const schema of schemas.values()) compiler.addSchema(schema);

describe.each([...schemas])('%s', (name, schema) => {
  it('is a JSON Schema of draft-07 that says what it is of', () => {
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
    expect(schema.title).toMatch(/\S/);
    expect(schema.description).toMatch(/\S.*\.$/);
    expect(compiler.validateSchema(schema), compiler.errorsText()).toBe(true);
  });

  it('has an id of its own', () => {
    expect(schema.$id).toMatch(new RegExp(`^(urn:vlint:schema:${name}|${name}\\.schema\\.json)$`));
  });

  it('compiles, every reference in it included', () => {
    expect(compiler.getSchema(String(schema.$id))).toBeTypeOf('function');
  });

  it('has its compiled validator', () => {
    const camel = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

    expect(validators).toHaveProperty(camel, expect.any(Function));
  });

  it('describes every property, or refers to what does', () => {
    const undescribed = propertiesOf(schema)
      .filter(([, { description, $ref }]) => !description?.endsWith('.') && !$ref?.startsWith('#'))
      .map(([path]) => path);

    expect(undescribed).toEqual([]);
  });
});

/** The written properties of all parts, definitions included; conditions repeat what is described elsewhere. */
function propertiesOf(schema: SchemaNode, path = ''): [string, SchemaNode][] {
  const parts = [...Object.entries(schema.definitions ?? {}), ...(schema.items ? [['[]', schema.items] as const] : [])];
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]): [string, SchemaNode] => [
    `${path}.${name}`,
    property,
  ]);
  return [
    ...properties,
    ...properties.flatMap(([place, property]) => propertiesOf(property, place)),
    ...parts.flatMap(([name, part]) => propertiesOf(part, `${path}/${name}`)),
  ];
}
