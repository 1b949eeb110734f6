import type { JsonCursor } from '../derived.ts';

/** A resource of a plan or state: its type, its address, and its values. */
export interface Resource {
  readonly type: string;
  readonly address: string;
  readonly isData: boolean;
  readonly values: JsonCursor;
}

/** Deeper than any configuration nests its modules. */
const DEEPEST = 32;

/** What will be, or is: of a plan the planned values, of a state its values, with all child modules. */
export function resourcesOf(document: JsonCursor): readonly Resource[] {
  const root = [document.get('planned_values'), document.get('values')].find(({ present }) => present);
  return root === undefined ? ofStateFile(document) : [...inModule(root.get('root_module'), 0)];
}

/** Data sources that were read before the plan: they tell names of objects that the plan refers to. */
export function readBefore(document: JsonCursor): readonly Resource[] {
  return [...inModule(document.at('prior_state', 'values', 'root_module'), 0)].filter(({ isData }) => isData);
}

function* inModule(module: JsonCursor, depth: number): Generator<Resource> {
  if (depth > DEEPEST) return;
  for (const resource of module.get('resources').items()) {
    const type = resource.get('type').text;
    const address = resource.get('address').text ?? '';
    if (type !== undefined) yield { type, address, isData: resource.get('mode').text === 'data', values: resource.get('values') };
  }
  for (const child of module.get('child_modules').items()) yield* inModule(child, depth + 1);
}

/** terraform.tfstate: a list of resources, each with its instances. */
function ofStateFile(document: JsonCursor): readonly Resource[] {
  return document
    .get('resources')
    .items()
    .flatMap((resource) => {
      const type = resource.get('type').text;
      if (type === undefined) return [];
      const address = [resource.get('module').text, type, resource.get('name').text]
        .filter((part) => part !== undefined)
        .join('.');
      return resource
        .get('instances')
        .items()
        .map((instance) => ({
          type,
          address: `${address}${instance.get('index_key').present ? `[${JSON.stringify(instance.get('index_key').value)}]` : ''}`,
          isData: resource.get('mode').text === 'data',
          values: instance.get('attributes'),
        }));
    });
}
