// Turns rules/vendors/*.yaml into a module, because parsing YAML and checking it against its schema has no place in a start of the
// program. Ids of the ledger become the places that they stand for.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startsWith, writeWhole } from './generated.mjs';

const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

/** Writes src/model/vendors.generated.{js,d.ts} unless they are already made from these very files. */
export async function ensureVendors(root = projectRoot) {
  const files = readFiles(root);
  const stamp = `// Made by .ci/vendors.mjs from rules/vendors/; do not edit. ${fingerprint(files)}\n`;
  const target = join(root, 'src/model/vendors.generated');
  if (startsWith(`${target}.js`, stamp) && startsWith(`${target}.d.ts`, stamp)) return false;
  const arrays = await compile(files);
  writeWhole(`${target}.d.ts`, `${stamp}export declare const arrays: readonly unknown[];\n`);
  writeWhole(`${target}.js`, `${stamp}export const arrays = ${JSON.stringify(arrays, null, 1)};\n`);
  return true;
}

function readFiles(root) {
  const folder = join(root, 'rules/vendors');
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  const text = (path) => ({ name: path, text: readFileSync(join(root, path), 'utf8') });
  return {
    vendors: names.sort().map((name) => text(`rules/vendors/${name}`)),
    ledger: text('rules/ledger.ts'),
    schema: text('schemas/vendor.schema.json'),
  };
}

function fingerprint({ vendors, ledger, schema }) {
  const hash = createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url)));
  for (const { name, text } of [...vendors, ledger, schema]) hash.update(`\0${name}\0${text}`);
  return hash.digest('hex').slice(0, 16);
}

async function compile({ vendors, ledger, schema }) {
  const [{ load }, { Ajv }, says] = await Promise.all([import('js-yaml'), import('ajv'), ledgerOf(ledger.text)]);
  const validate = new Ajv({ allErrors: true, strictRequired: false, strictTypes: false }).compile(JSON.parse(schema.text));
  return vendors.flatMap(({ name, text }) => {
    const document = load(text);
    const wrong = validate(document) ? [] : validate.errors.map(({ instancePath, message }) => `${instancePath}: ${message}`);
    if (wrong.length > 0) throw new Error(`${name} is not in order:\n${wrong.join('\n')}`);
    return document.arrays.map((array) => placed(array, says, `${name}, ${array.name}`));
  });
}

/** The ledger is a module of TypeScript, which Node 20 does not load. */
async function ledgerOf(text) {
  const { transform } = await import('esbuild');
  const { code } = await transform(text, { loader: 'ts', format: 'esm' });
  const { says } = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
  return says;
}

/** Every claim with the address or the place that the ledger gives its source. */
function placed(value, says, where) {
  if (Array.isArray(value)) return value.map((item) => placed(item, says, where));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [key, placed(member, says, `${where}, ${key}`)]);
  if (value.says === undefined) return Object.fromEntries(members);
  if (value.source === undefined) throw new Error(`${where}: name the source, by its id in rules/ledger.ts`);
  const place = ledgerPlace(value, says, where);
  return Object.fromEntries([...members, ...Object.entries(place)]);
}

function ledgerPlace({ source, says: claim }, says, where) {
  try {
    const { url, where: place } = says(source, claim);
    return url === undefined ? { where: place } : { url };
  } catch (error) {
    throw new Error(`${where}: the ledger does not know the source ${source}`, { cause: error });
  }
}
