import type { ErrorObject } from 'ajv';
import configSchema from '../../schemas/config.schema.json' with { type: 'json' };
import factsSchema from '../../schemas/facts.schema.json' with { type: 'json' };
import vendorSchema from '../../schemas/vendor.schema.json' with { type: 'json' };
import { config, facts, vendor } from '../readers/validators.generated.js';
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

/** Everything in a vendor file that its schema forbids. */
export function validateVendors(document: YamlDocument): ConfigProblem[] {
  return vendor(document.value) ? [] : schemaProblems({ document, schema: vendorSchema }, vendor.errors ?? []);
}

/** What is wrong with the options that a rule of a plugin declares: a schema that is none, or defaults that it forbids. */
export async function optionFaults({
  options,
}: {
  readonly options?: { readonly schema: JsonSchema; readonly defaults: unknown };
}) {
  if (options === undefined) return [];
  const { Ajv } = await import('ajv');
  const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
  try {
    return ajv.validate(options.schema, options.defaults) ? [] : [`options.defaults: ${ajv.errorsText(null, { dataVar: '' })}`];
  } catch (error) {
    return [`options.schema: ${error instanceof Error ? error.message : String(error)}`];
  }
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
