// Compiles schemas/*.schema.json ahead of time, because ajv itself costs tens of milliseconds at every start.
// The result is a plain module beside its readers: both vitest (from the sources) and esbuild (for the bundle) import it.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startsWith, writeWhole } from './generated.mjs';

const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

/** Writes src/readers/validators.generated.{js,d.ts} unless they are already made from these very schemas. */
export async function ensureValidators(root = projectRoot) {
  const schemas = readSchemas(join(root, 'schemas'));
  const stamp = `// Made by .ci/validators.mjs from schemas/; do not edit. ${fingerprint(schemas)}\n`;
  const target = join(root, 'src/readers/validators.generated');
  if (startsWith(`${target}.js`, stamp) && startsWith(`${target}.d.ts`, stamp)) return false;
  const code = await compile(schemas, root);
  writeWhole(`${target}.d.ts`, stamp + declarations(schemas));
  writeWhole(`${target}.js`, stamp + code);
  return true;
}

function readSchemas(folder) {
  const suffix = '.schema.json';
  const files = readdirSync(folder).filter((name) => name.endsWith(suffix));
  return files.sort().map((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const schema = JSON.parse(text);
    const name = file.slice(0, -suffix.length).replace(/-(.)/g, (_, letter) => letter.toUpperCase());
    // References between schemas go by $id; one that nobody refers to may do without.
    return { file, text, schema, name, id: schema.$id ?? file };
  });
}

/** What the output depends on: every schema, this script and ajv. */
function fingerprint(schemas) {
  const hash = createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url)));
  hash.update(readFileSync(join(projectRoot, 'package.json')));
  for (const { file, text } of schemas) hash.update(`\0${file}\0${text}`);
  return hash.digest('hex').slice(0, 16);
}

async function compile(schemas, root) {
  const [{ Ajv }, formats, standalone, esbuild] = await Promise.all([
    import('ajv'),
    import('ajv-formats'),
    import('ajv/dist/standalone/index.js'),
    import('esbuild'),
  ]);
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    // Conditional parts ("if", "then", "anyOf") speak of types and members that are described elsewhere.
    strictRequired: false,
    strictTypes: false,
    code: { source: true, esm: true },
  });
  formats.default.default(ajv);
  for (const { schema, id } of schemas) ajv.addSchema(schema, id);

  const ids = Object.fromEntries(schemas.map(({ name, id }) => [internal(name), id]));
  const code = standalone.default.default(ajv, ids);
  // What ajv calls ESM still requires its run-time helpers: the bundler inlines them.
  const result = await esbuild.build({
    stdin: { contents: exportsOf(schemas, 'compiled-schemas'), resolveDir: root },
    plugins: [inMemory('compiled-schemas', code, root)],
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    write: false,
  });
  return result.outputFiles[0].text;
}

/** A schema may be called "export" or "default", which no variable can be. */
const internal = (name) => `validate_${name}`;

function exportsOf(schemas, from) {
  const list = schemas.map(({ name }) => `${internal(name)} as ${name}`).join(', ');
  return from === undefined ? `export { ${list} };\n` : `export { ${list} } from '${from}';\n`;
}

function declarations(schemas) {
  const lines = schemas.map(({ name }) => `declare const ${internal(name)}: ValidateFunction;\n`);
  return `import type { ValidateFunction } from 'ajv';\n\n${lines.join('')}${exportsOf(schemas)}`;
}

function inMemory(name, contents, resolveDir) {
  return {
    name,
    setup(build) {
      build.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: name, namespace: name }));
      build.onLoad({ filter: /./, namespace: name }, () => ({ contents, resolveDir, loader: 'js' }));
    },
  };
}
