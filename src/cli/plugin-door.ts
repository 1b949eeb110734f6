import nodeModule from 'node:module';
import * as door from '../index.ts';

/** Prefix of what is imported as a plugin; the name and the importing file follow as JSON, URI-encoded. */
const PLUGIN = 'vlint-plugin:';
const DOOR = Symbol.for('vlint.door');

let isOpen = false;

/**
 * Imports a module or package by the name that stands in the file at `from` (a file: URL), by Node's own rules. Its `vlint`, and that of
 * all that it imports, is the copy that is running: with another copy from a node_modules folder every class would exist twice, and
 * `instanceof` would tell a gap from a gap. Rejects as `import()` does.
 */
export async function importPlugin(name: string, from: string): Promise<Readonly<Record<string, unknown>>> {
  openDoor();
  return import(`${PLUGIN}${encodeURIComponent(JSON.stringify({ name, from }))}`);
}

/** From then on `import 'vlint'` and `require('vlint')` give the running copy, in every module of the process. */
function openDoor(): void {
  if (isOpen) return;
  isOpen = true;
  Object.defineProperty(globalThis, DOOR, { value: door });
  const names = Object.keys(door).map((name) => `export const ${name} = door.${name};`);
  const running = script(`const door = globalThis[Symbol.for('vlint.door')];\n${names.join('\n')}`);
  if ('registerHooks' in nodeModule) {
    (nodeModule as unknown as { registerHooks(hooks: object): void }).registerHooks({
      resolve(specifier: string, context: object, next: (specifier: string, context: object) => object) {
        if (specifier === 'vlint') return { url: running, shortCircuit: true };
        if (!specifier.startsWith(PLUGIN)) return next(specifier, context);
        const { name, from } = JSON.parse(decodeURIComponent(specifier.slice(PLUGIN.length))) as { name: string; from: string };
        return next(name, { ...context, parentURL: from });
      },
    });
  } else {
    // Node 20 and early 22 run hooks in a thread of their own, to which they are handed as a module.
    nodeModule.register(
      script(`export function resolve(specifier, context, next) {
        if (specifier === 'vlint') return { url: ${JSON.stringify(running)}, shortCircuit: true };
        if (!specifier.startsWith('${PLUGIN}')) return next(specifier, context);
        const { name, from } = JSON.parse(decodeURIComponent(specifier.slice(${PLUGIN.length})));
        return next(name, { ...context, parentURL: from });
      }`),
    );
  }
  requireRunning();
}

/** CommonJS modules do not pass the hooks of Node 20. */
function requireRunning(): void {
  const internal = nodeModule as unknown as { _load(request: string, ...rest: unknown[]): unknown };
  const load = internal._load;
  internal._load = function (request, ...rest) {
    return request === 'vlint' ? door : load.call(this, request, ...rest);
  };
}

/** A module that is nothing but its text. */
function script(text: string): string {
  return `data:text/javascript,${encodeURIComponent(text)}`;
}
