import type { ErrorObject } from 'ajv';
import configSchema from '../../schemas/config.schema.json' with { type: 'json' };
import factsSchema from '../../schemas/facts.schema.json' with { type: 'json' };
import { config, facts } from '../readers/validators.generated.js';
import type { ConfigProblem } from './problems.ts';
import type { JsonSchema } from './schema-at.ts';
import { schemaProblems } from './schema-problems.ts';
import type { YamlDocument } from './yaml.ts';

/** Everything in a vlint.yaml that its schema forbids. */
export function validateConfig(document: YamlDocument): ConfigProblem[] {
  return config(document.value) ? [] : schemaProblems({ document, schema: configSchema }, config.errors ?? []);
}

/** Everything in a facts.yaml that its schema forbids. */
export function validateFacts(document: YamlDocument): ConfigProblem[] {
  return facts(document.value) ? [] : schemaProblems({ document, schema: factsSchema }, facts.errors ?? []);
}

/**
 * Everything in a rule's options that the rule's own schema forbids. ajv is loaded only here: few configurations give options, and a
 * stranger's rules cannot be compiled ahead of time. A schema that is not valid is the rule author's fault and throws.
 */
export async function validateOptions(
  document: YamlDocument,
  pointer: string,
  value: unknown,
  schema: JsonSchema,
): Promise<ConfigProblem[]> {
  const { Ajv } = await import('ajv');
  const validate = new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true }).compile(schema);
  const errors: ErrorObject[] | null | undefined = validate(value) ? [] : validate.errors;
  return schemaProblems({ document, schema, pointer }, errors ?? []);
}
