// npm run new-rule -- <family>/<name>: writes the rule, its test and its line in rules/index.ts. `--root DIR` works on another tree.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

/** In the order of rules/index.ts and of the catalogue. */
const families = [
  'network',
  'port-binding',
  'mtu',
  'controllers',
  'multipathing',
  'wsfc',
  'initiator',
  'vmfs',
  'vm',
  'vswitch',
  'contention',
];

try {
  const { values, positionals } = parseArgs({
    options: { root: { type: 'string', default: projectRoot } },
    allowPositionals: true,
  });
  if (positionals.length !== 1) throw new Error('usage: npm run new-rule -- <family>/<name>');
  for (const file of newRule(values.root, positionals[0])) console.log(file);
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}

/** Returns the files written, relative to the root. Writes nothing when the name will not do. */
function newRule(root, spec) {
  const [family, id, ...rest] = spec.split('/');
  if (id === undefined || rest.length > 0) throw new Error(`"${spec}" is not <family>/<name>`);
  if (!families.includes(family)) throw new Error(`no family "${family}"; there are ${families.join(', ')}`);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) throw new Error(`"${id}" is not a rule id: lower-case words joined by hyphens`);
  // An id stands alone in configurations and reports, so it is taken whichever family has it.
  const owner = existing(root).find((rule) => rule.id === id);
  if (owner) throw new Error(`the id is taken: rules/${owner.family}/${id}.ts`);

  const rule = { family, id, name: id.replace(/-(.)/g, (_, letter) => letter.toUpperCase()) };
  const list = 'rules/index.ts';
  const files = new Map([
    [`rules/${family}/${id}.ts`, fill('rule.ts.txt', rule)],
    [`test/rules/${family}/${id}.test.ts`, fill('rule.test.ts.txt', rule)],
    [list, addToList(readFileSync(join(root, list), 'utf8'), rule)],
  ]);
  for (const [file, text] of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text, { flag: file === list ? 'w' : 'wx' });
  }
  return [...files.keys()];
}

function existing(root) {
  const found = [];
  for (const family of readdirSync(join(root, 'rules'), { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    for (const file of readdirSync(join(root, 'rules', family.name))) {
      if (file.endsWith('.ts')) found.push({ family: family.name, id: file.slice(0, -'.ts'.length) });
    }
  }
  return found;
}

function fill(template, rule) {
  const text = readFileSync(join(projectRoot, '.ci/templates', template), 'utf8');
  return text.replace(/\{\{(\w+)\}\}/g, (_, key) => rule[key]);
}

/** Puts the rule where it belongs: by family, then by id. What else stands in the file stays as it is. */
function addToList(text, rule) {
  const importLine = /^import (\w+) from '\.\/([\w-]+)\/([\w-]+)\.ts';\n/gm;
  const list = /^(export const rules\b[^=]*= \[)([\w\s,]*)(\])/m;
  const rules = [...text.matchAll(importLine)].map(([, name, family, id]) => ({ name, family, id }));
  const listed = list.exec(text)?.[2].match(/\w+/g) ?? [];
  if (!list.test(text) || listed.join() !== rules.map(({ name }) => name).join()) {
    throw new Error('rules/index.ts must list the rules it imports, in the same order, as `export const rules = [...]`');
  }

  const sorted = [...rules, rule].sort(
    (a, b) => families.indexOf(a.family) - families.indexOf(b.family) || (a.id < b.id ? -1 : 1),
  );
  const imports = sorted.map(({ name, family, id }) => `import ${name} from './${family}/${id}.ts';\n`).join('');
  const entries = sorted.map(({ name }) => `  ${name},\n`).join('');
  const start = Math.max(0, rules.length > 0 ? text.search(importLine) : text.search(list));
  const rest = text.slice(start).replace(importLine, '');
  return text.slice(0, start) + imports + rest.replace(list, (_, open, __, close) => `${open}\n${entries}${close}`);
}
