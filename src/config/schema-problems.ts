import type { ErrorObject } from 'ajv';
import type { Span } from './lines.ts';
import { type ConfigProblem, problemAt } from './problems.ts';
import { type JsonSchema, knownKeys, schemasAt } from './schema-at.ts';
import { didYouMean } from './suggest.ts';
import { pointerTo, segmentsOf, type YamlDocument } from './yaml.ts';

/** The part of a document that a schema speaks of; the whole of it unless `pointer` says otherwise. */
export interface Checked {
  readonly document: YamlDocument;
  readonly schema: JsonSchema;
  /** JSON Pointer of the value that was validated. */
  readonly pointer?: string;
}

/** ajv's errors as sentences, each at the key or the value that is wrong. */
export function schemaProblems(checked: Checked, errors: readonly ErrorObject[]): ConfigProblem[] {
  const alternatives = errors.filter((error) => error.keyword === 'anyOf');
  const problems = errors
    // An `if` fails with the errors of its branch, an `anyOf` with those of all branches: they are said once.
    .filter((error) => error.keyword !== 'if' && !alternatives.some((whole) => isBranchOf(error, whole)))
    .map((error) => sentence(checked, error, errors));
  const distinct = new Map(problems.map((problem) => [`${problem.line}:${problem.column}:${problem.message}`, problem]));
  return [...distinct.values()];
}

function isBranchOf(error: ErrorObject, whole: ErrorObject): boolean {
  return error.instancePath === whole.instancePath && error.schemaPath.startsWith(`${whole.schemaPath}/`);
}

function sentence(checked: Checked, error: ErrorObject, errors: readonly ErrorObject[]): ConfigProblem {
  const { document, schema } = checked;
  const pointer = (checked.pointer ?? '') + error.instancePath;
  const path = segmentsOf(error.instancePath);
  const params = error.params as Record<string, unknown>;
  const say = (at: Span | undefined, message: string) => problemAt(document.file, at ?? wholeFile, message);
  const name = nameOf(pointer);
  const value = valueAt(document.value, segmentsOf(pointer));
  const mustBe = (wanted: string) => say(document.valueAt(pointer), `${name} must be ${wanted}, but is ${describe(value)}`);

  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params.additionalProperty);
      return say(document.keyAt(pointerTo(pointer, key)), unknownKey(key, knownKeys(schema, path)));
    }
    case 'required':
      return say(document.valueAt(pointer), `missing key "${String(params.missingProperty)}"`);
    case 'anyOf': {
      const branches = errors.filter((other) => other.keyword === 'required' && isBranchOf(other, error));
      const keys = branches.map((branch) => `"${String((branch.params as Record<string, unknown>).missingProperty)}"`);
      return say(document.valueAt(pointer), `${nameOf(pointer)} needs at least one of ${keys.join(', ')}`);
    }
    case 'type': {
      const types = [params.type].flat().map(String);
      if (value === null) return say(document.valueAt(pointer), `${name} is empty; it must be ${nounsOf(types)}`);
      const unquoted = types.includes('string') && typeof value === 'number' ? '; put it in quotes' : '';
      return say(document.valueAt(pointer), `${name} must be ${nounsOf(types)}, but is ${describe(value)}${unquoted}`);
    }
    case 'enum': {
      const allowed = (params.allowedValues as unknown[]).map(String);
      const meant = typeof value === 'string' ? didYouMean(value, allowed) : '';
      return say(
        document.valueAt(pointer),
        `${name} must be ${allowed.length === 1 ? '' : 'one of '}${allowed.join(', ')}, but is ${describe(value)}${meant}`,
      );
    }
    case 'pattern':
    case 'format': {
      const title = schemasAt(schema, path).find((part) => typeof part.title === 'string')?.title;
      return mustBe(typeof title === 'string' ? title : `text of the form ${String(params.pattern ?? params.format)}`);
    }
    case 'minimum':
      return mustBe(`at least ${String(params.limit)}`);
    case 'maximum':
      return mustBe(`at most ${String(params.limit)}`);
    case 'exclusiveMinimum':
      return mustBe(`more than ${String(params.limit)}`);
    case 'exclusiveMaximum':
      return mustBe(`less than ${String(params.limit)}`);
    case 'minLength':
    case 'minItems':
    case 'minProperties': {
      const least = Number(params.limit);
      return say(
        document.valueAt(pointer),
        least === 1 ? `${name} must not be empty` : `${name} ${error.message ?? 'is too short'}`,
      );
    }
    case 'uniqueItems': {
      const repeated = pointerTo(pointer, Math.max(Number(params.i), Number(params.j)));
      const item = valueAt(document.value, segmentsOf(repeated));
      return say(document.valueAt(repeated), `${name} lists ${describe(item)} twice`);
    }
    default:
      return say(document.valueAt(pointer), `${name} ${error.message ?? 'is not valid'}`);
  }
}

const wholeFile: Span = { line: 1, column: 1, endLine: 1, endColumn: 1 };

/** `unknown key "severty"; did you mean "severity"?` - or, when no key is close, which keys there are. */
export function unknownKey(key: string, known: readonly string[]): string {
  const meant = didYouMean(key, known);
  return `unknown key "${key}"${meant === '' ? `; known here: ${known.join(', ')}` : meant}`;
}

/** A value in a sentence. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value !== 'string') return String(value);
  const characters = [...value];
  return JSON.stringify(characters.length > 60 ? `${characters.slice(0, 57).join('')}...` : value);
}

function nameOf(pointer: string): string {
  const path = segmentsOf(pointer);
  const last = path.at(-1);
  if (last === undefined) return 'the file';
  const parent = path.at(-2);
  return /^[0-9]+$/.test(last) && parent !== undefined ? `item ${Number(last) + 1} of "${parent}"` : `"${last}"`;
}

const nouns = new Map([
  ['string', 'text'],
  ['integer', 'a whole number'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
  ['object', 'a mapping'],
  ['array', 'a list'],
  ['null', 'empty'],
]);

function nounsOf(types: readonly string[]): string {
  return types.map((type) => nouns.get(type) ?? type).join(' or ');
}

function valueAt(root: unknown, path: readonly string[]): unknown {
  let value = root;
  for (const segment of path) value = (value as Record<string, unknown> | undefined)?.[segment];
  return value;
}
