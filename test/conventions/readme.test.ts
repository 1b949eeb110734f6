import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ownCatalogue } from '../../src/cli/catalogue.ts';
import { loadConfig } from '../../src/config/config.ts';
import { loadFacts } from '../../src/config/facts.ts';
import { parseYaml } from '../../src/config/yaml.ts';
import { hintOf, parseCommand } from '../../src/readers/command.ts';
import { formats } from '../../src/reporters/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pages = new Map(
  ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].map((name) => [name, readFileSync(join(root, name), 'utf8')]),
);
const readme = pages.get('README.md') ?? '';

interface Block {
  readonly language: string;
  readonly text: string;
}

const blocksOf = (page: string): Block[] =>
  [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({ language, text }));
const blocks = blocksOf(readme);

/** The one YAML block whose first line is a comment with the name of the file. */
function yamlOf(file: string): string {
  const found = blocks.filter(({ language, text }) => language === 'yaml' && text.startsWith(`# ${file}\n`));
  expect(found, file).toHaveLength(1);
  return found[0]?.text ?? '';
}

describe('the examples of README.md', () => {
  it('are of files that say their names', () => {
    const names = blocks.filter(({ language }) => language === 'yaml').map(({ text }) => text.split('\n')[0]);

    expect(names).toEqual(['# vlint.yaml', '# facts.yaml', '# .github/workflows/vlint.yml']);
  });

  it('hold a vlint.yaml that is in order and does what it says', async () => {
    const configurable = ownCatalogue.rules.map((rule) => ({ id: rule.id, optionsSchema: rule.options?.schema }));
    const { value, problems } = await loadConfig('vlint.yaml', yamlOf('vlint.yaml'), configurable);

    expect(problems).toEqual([]);
    expect(value?.facts.map((path) => path.value)).toEqual(['facts.yaml']);
    expect([...(value?.rules ?? [])].length).toBeGreaterThan(2);
  });

  it('hold a facts.yaml that is in order, with an entry of every kind', () => {
    const allowRules = ownCatalogue.rules.map((rule) => rule.id);
    const { value, problems } = loadFacts([{ path: 'facts.yaml', text: yamlOf('facts.yaml') }], {
      today: '2026-12-01',
      allowRules,
    });

    expect(problems).toEqual([]);
    for (const [section, entries] of Object.entries(value?.entries ?? {})) expect(entries, section).not.toEqual([]);
    expect(value?.arrayOf('10.0.1.201')?.name.value).toBe('array01');
  });

  it('hold a workflow that is YAML', () => {
    expect(parseYaml('vlint.yml', yamlOf('.github/workflows/vlint.yml')).problems).toEqual([]);
  });

  it('name esxcli commands that are read from files named after them', () => {
    const listed = /<<'END'\n([\s\S]*?)\nEND$/m.exec(readme)?.[1]?.split('\n') ?? [];
    const typed = [...readme.matchAll(/^esxcli --formatter=json (\w.*)$/gm)].map(([, line = '']) => line);
    const commands = [...listed, ...typed].map((line) => parseCommand(line));
    const read = commands.map(({ command, options }) => {
      const [object] = [...options.values()];
      const suffix = object === undefined ? '' : `_${object}`;
      return hintOf(`exports/esx01.lab_${command.replaceAll(' ', '_')}${suffix}.json`);
    });

    expect(listed.length).toBeGreaterThan(20);
    expect(typed.length).toBeGreaterThan(2);
    expect(read).toEqual(commands.map((command) => ({ ...command, host: 'esx01.lab' })));
  });

  it('read each of these commands somewhere in the model', () => {
    const model = ['from-esxcli', 'esxcli-network', 'esxcli-storage']
      .map((name) => readFileSync(join(root, `src/model/${name}.ts`), 'utf8'))
      .join('\n');
    const listed = /<<'END'\n([\s\S]*?)\nEND$/m.exec(readme)?.[1]?.split('\n') ?? [];

    expect(listed.filter((command) => !model.includes(`'${command}'`))).toEqual([]);
  });
});

describe('README.md', () => {
  it('names all formats', () => {
    expect(formats.filter((format) => !readme.includes(`\`${format}\``))).toEqual([]);
  });

  it('quotes what the first command prints', () => {
    // Every new rule moves lines and counts; what is said about them must be what is printed.
    const linesOf = (text: string) =>
      text
        .replace(/\d+/g, '0')
        .split('\n')
        .filter((line) => line !== '' && line !== '...');
    const quoted = linesOf(/^<!-- excerpt of the command above -->\n```text\n([\s\S]*?)^```$/m.exec(readme)?.[1] ?? '');
    const printed = linesOf(readFileSync(join(root, 'test/estates/lab/report.txt'), 'utf8'));

    expect(quoted.length).toBeGreaterThan(8);
    expect(quoted.filter((line) => !printed.includes(line))).toEqual([]);
  });

  it('names families that there are', () => {
    const families = [...readme.matchAll(/^\| [^|]+ \| ([a-z, -]+) \| [^|]+\|$/gm)].flatMap(([, cell = '']) => cell.split(', '));

    expect(families.sort()).toEqual([...new Set(ownCatalogue.rules.map((rule) => rule.family))].sort());
  });
});

it.each([...pages])('%s links to files that there are', (_, page) => {
  const targets = [...page.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !target.startsWith('https:'));

  expect(targets.filter((target) => !existsSync(join(root, target)))).toEqual([]);
});
