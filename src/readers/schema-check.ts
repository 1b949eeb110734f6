import type { ErrorObject, ValidateFunction } from 'ajv';
import esxcliSchema from '../../schemas/esxcli-output.schema.json' with { type: 'json' };
import vimTypes from '../../schemas/vim-types.schema.json' with { type: 'json' };
import {
  esxcliOutput,
  exportEntry,
  vimBoundVnics,
  vimCluster,
  vimDvpg,
  vimDvs,
  vimHost,
  vimNetworkHints,
  vimVm,
} from './validators.generated.js';

const validators = {
  vimHost,
  vimVm,
  vimCluster,
  vimDvs,
  vimDvpg,
  vimBoundVnics,
  vimNetworkHints,
  esxcliOutput,
  exportEntry,
} satisfies Readonly<Record<string, ValidateFunction>>;

/** What can be checked: the name of its schema in schemas/, in camel case. */
export type SchemaKind = keyof typeof validators;

/** A value that the schema refuses. */
export interface SchemaFault {
  /** Where, in canonical spelling from the value that was checked: `['config', 'network', 'vnic', 1, 'spec', 'mtu']`. */
  readonly path: readonly (string | number)[];
  /** What is wrong, without the name of the member: `must be a number of bytes, found "nine thousand"`. */
  readonly message: string;
  /** Whether PowerShell left the name of a type where the value was. */
  readonly depthCut: boolean;
}

const MAX_FAULTS = 100;
const NONE: readonly SchemaFault[] = [];

/**
 * Checks a value in canonical spelling (boxes opened, dotted property names nested) against a schema: at most 100 faults, one a place.
 * When there are more, the last one counts them and stands at the deepest place that holds them all.
 */
export function checkAgainst(kind: SchemaKind, value: unknown): readonly SchemaFault[] {
  const validate: ValidateFunction = validators[kind];
  if (validate(value)) return NONE;
  const places = meaningful(validate.errors ?? []);
  if (places.length <= MAX_FAULTS) return places.map((errors) => fault(value, errors));
  const listed = places.slice(0, MAX_FAULTS - 1);
  return [
    ...listed.map((errors) => fault(value, errors)),
    summary(
      value,
      places.slice(MAX_FAULTS - 1).map(([first]) => first),
    ),
  ];
}

/** The errors of one place; never empty. */
type Place = readonly [ErrorObject, ...ErrorObject[]];

/** Keywords that fail because a schema inside them does, which says it better. */
const COMBINING: ReadonlySet<string> = new Set(['if', 'allOf', 'anyOf', 'oneOf', 'not']);

function meaningful(errors: readonly ErrorObject[]): Place[] {
  const places = new Map<string, [ErrorObject, ...ErrorObject[]]>();
  for (const error of errors) {
    if (COMBINING.has(error.keyword)) continue;
    const place = places.get(error.instancePath);
    if (place === undefined) places.set(error.instancePath, [error]);
    else place.push(error);
  }
  return [...places.values()];
}

function fault(value: unknown, errors: Place): SchemaFault {
  const { path, found } = follow(value, errors[0].instancePath);
  if (isDepthCut(found)) {
    return { path, message: "the dump was cut by ConvertTo-Json's depth; export again with -Depth 20", depthCut: true };
  }
  return { path, message: sentence(errors, path, found), depthCut: false };
}

/**
 * ConvertTo-Json prints what lies deeper than -Depth as PowerShell turns it into text: a .NET object as the name of its type, an array
 * as those of its elements or as System.Object[], a custom object as @{name=value}.
 */
function isDepthCut(found: unknown): boolean {
  return typeof found === 'string' && /^(?:VMware\.(?:Vim|VimAutomation)\.|System\.[A-Za-z.]+\[\]|@\{)/.test(found);
}

function sentence(errors: Place, path: SchemaFault['path'], found: unknown): string {
  const missing = errors.filter((error) => error.keyword === 'required' && titleOf(error) === undefined);
  if (missing.length > 0) return lacks(missing);
  const [error] = errors;
  return `must be ${titleOf(error) ?? wanted(error)}, found ${isSecret(path) ? `${nounOf(found)} that is not shown` : shown(found)}`;
}

/** Members that are required whatever happens come before those of which one is enough. */
function lacks(missing: readonly ErrorObject[]): string {
  const always = missing.filter((error) => !error.schemaPath.includes('/anyOf/'));
  const names = (always.length > 0 ? always : missing).map((error) => `"${String(error.params.missingProperty)}"`);
  if (always.length > 1) return `must have the members ${names.join(' and ')}`;
  return `must have the member ${names.join(' or ')}`;
}

interface Titled {
  readonly title?: string;
}

const definitions: object = { ...vimTypes.definitions, ...esxcliSchema.definitions };

/** The title of the definition that the error comes from: it names the unit. */
function titleOf(error: ErrorObject): string | undefined {
  const segments = /\/definitions\/(.+)\/[^/]+$/.exec(error.schemaPath)?.[1]?.split('/') ?? [];
  let found: unknown = segments.length === 0 ? undefined : definitions;
  for (const segment of segments) found = (found as Readonly<Record<string, unknown>> | undefined)?.[segment];
  return (found as Titled | undefined)?.title;
}

const NOUNS: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['integer', 'a whole number'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
  ['object', 'an object'],
  ['array', 'a list'],
]);

/** What the schema asks for where no definition has a name for it. */
function wanted(error: ErrorObject): string {
  switch (error.keyword) {
    case 'type': {
      const types = [error.params.type].flat().filter((type) => type !== 'null');
      return types.map((type) => NOUNS.get(String(type)) ?? String(type)).join(' or ');
    }
    case 'enum':
      return (error.params.allowedValues as readonly unknown[]).map((allowed) => JSON.stringify(allowed)).join(' or ');
    case 'minLength':
      return 'a text that is not empty';
    default:
      return `what its schema says (${error.message ?? error.keyword})`;
  }
}

/** The last member name decides: elements of a list are as secret as the list. */
function isSecret(path: SchemaFault['path']): boolean {
  const name = path.findLast((key) => typeof key === 'string');
  // What stands in the place of the whole authentication may hold the secret.
  return name !== undefined && /secret|password|chapName|^authenticationProperties$/i.test(String(name));
}

function nounOf(found: unknown): string {
  if (found === undefined) return 'nothing';
  if (found === null) return 'null';
  if (Array.isArray(found)) return 'a list';
  if (typeof found === 'boolean') return 'a boolean';
  return NOUNS.get(typeof found) ?? typeof found;
}

const MAX_SHOWN = 60;

function shown(found: unknown): string {
  if (found === '') return 'an empty text';
  if (typeof found === 'string') {
    const characters = [...found.slice(0, 2 * MAX_SHOWN + 2)];
    return JSON.stringify(characters.length > MAX_SHOWN ? `${characters.slice(0, MAX_SHOWN - 1).join('')}…` : found);
  }
  return typeof found === 'number' || typeof found === 'boolean' ? String(found) : nounOf(found);
}

/** Resolves ajv's JSON Pointer: the keys, with those of lists as numbers, and the value there. */
function follow(root: unknown, pointer: string): { path: (string | number)[]; found: unknown } {
  const path: (string | number)[] = [];
  let found = root;
  for (const segment of pointer.split('/').slice(1)) {
    const name = segment.replaceAll('~1', '/').replaceAll('~0', '~');
    const key = Array.isArray(found) ? Number(name) : name;
    path.push(key);
    found = (found as Readonly<Record<string | number, unknown>>)[key];
  }
  return { path, found };
}

function summary(value: unknown, rest: readonly ErrorObject[]): SchemaFault {
  const places = rest.map((error) => follow(value, error.instancePath));
  let common = places[0]?.path ?? [];
  for (const { path } of places) {
    const end = common.findIndex((key, index) => key !== path[index]);
    if (end >= 0) common = common.slice(0, end);
  }
  return {
    path: common,
    message: `holds ${rest.length} more faults that are not listed`,
    depthCut: places.every(({ found }) => isDepthCut(found)),
  };
}
