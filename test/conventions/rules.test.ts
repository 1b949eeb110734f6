import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { type AnyRule, type Exception, FAMILIES, type LevelChoice, PROFILES, severityOf } from '../../src/engine/rule.ts';
import type { Source } from '../../src/findings/report.ts';
import { importsOf } from './layers.ts';
import { beginsWell, claimsAuthority, isSentence, placeholders, purityFaults } from './rule-text.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const filesOf = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.ts'))
    .sort();

const all: readonly AnyRule[] = rules;
const pathOf = ({ family, id }: AnyRule) => `rules/${family}/${id}.ts`;
const testOf = ({ family, id }: AnyRule) => `test/rules/${family}/${id}.test.ts`;

/** Rules and what they share, by path; the list itself is not among them. */
const sources = new Map(filesOf('rules').flatMap((path) => (path === 'rules/index.ts' ? [] : [[path, read(path)] as const])));
const ruleFiles = [...sources].filter(([, text]) => /\bdefineRule\s*[<(]/.test(text)).map(([path]) => path);
const tests = new Map(filesOf('test/rules').map((path) => [path, read(path)]));

/** One line for each thing that is wrong, so that a failure lists them all. */
const faultsIn = (faults: (rule: AnyRule) => readonly string[]) =>
  all.flatMap((rule) => faults(rule).map((fault) => `${rule.id}: ${fault}`));
const unlessAll = (texts: readonly string[], isGood: (text: string) => boolean) => texts.filter((text) => !isGood(text));

const sentenceOf = (exception: Exception) => (typeof exception === 'string' ? exception : exception.when);
const place = ({ family }: AnyRule) => (FAMILIES as readonly string[]).indexOf(family);

/** Everything that a rule says in words. */
const wordsOf = (rule: AnyRule) => [
  rule.title,
  rule.rationale,
  ...Object.values(rule.exceptions).map(sentenceOf),
  ...Object.values(rule.cases ?? {}).map((item) => item.when),
  ...(rule.disputes ?? []),
  ...(rule.fix.manual ?? []),
  ...rule.sources.map((source) => ('unsourced' in source ? source.unsourced : source.claim)),
];
const isUnsourced = (source: Source) => 'unsourced' in source;

describe('the list of rules', () => {
  it('names no entry of a list that readers cannot look up', () => {
    expect(faultsIn((rule) => wordsOf(rule).filter((text) => /\b[DS]\d{1,2}\b/.test(text)))).toEqual([]);
  });

  it('holds every file that defines a rule', () => {
    expect(ruleFiles.length).toBeGreaterThan(0);
    expect(all.map(pathOf).sort()).toEqual(ruleFiles);
  });

  it('is sorted by family, then by id', () => {
    const sorted = [...all].sort((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1));

    expect(all.map(pathOf)).toEqual(sorted.map(pathOf));
  });

  it('holds no id twice', () => {
    const ids = all.map(({ id }) => id);

    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('imports each rule from the file and folder that the rule names', () => {
    const imported = importsOf(read('rules/index.ts')).map(({ specifier }) => specifier.replace('./', 'rules/'));

    expect(imported.filter((path) => ruleFiles.includes(path))).toEqual(all.map(pathOf));
  });
});

describe('a rule file', () => {
  it('imports vlint, ts-pattern, the ledger and its own family, and nothing else', () => {
    const allowed = /^(vlint|ts-pattern|\.\.\/ledger\.ts|\.\/[\w-]+\.ts)$/;
    const foreign = ruleFiles.flatMap((path) =>
      importsOf(sources.get(path) ?? '').flatMap(({ specifier }) => (allowed.test(specifier) ? [] : [`${path}: ${specifier}`])),
    );

    expect(foreign).toEqual([]);
  });

  it('asks neither for the time nor for anything else outside its subject', () => {
    expect([...sources].flatMap(([path, text]) => purityFaults(text).map((fault) => `${path}: ${fault}`))).toEqual([]);
  });

  it('fits on a few screens', () => {
    const long = [...sources]
      .map(([path, text]) => ({ path, lines: text.trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > 200);

    expect(long).toEqual([]);
  });

  it.each([
    ['rule.ts.txt', sources],
    ['rule.test.ts.txt', tests],
  ])('holds nothing that %s left to be written', (template, files) => {
    const left = placeholders(read(`.ci/templates/${template}`));
    const found = [...files].flatMap(([path, text]) =>
      left.filter((words) => text.includes(words)).map((words) => `${path}: ${words}`),
    );

    expect(left.length).toBeGreaterThan(3);
    expect(found).toEqual([]);
  });
});

describe('a rule', () => {
  it('has a test of its own, which tests it', () => {
    const untested = faultsIn((rule) => {
      const text = tests.get(testOf(rule));
      if (text === undefined) return [`there is no ${testOf(rule)}`];
      const name = new RegExp(`^import (\\w+) from '[./]+/${pathOf(rule).replaceAll('.', '\\.')}';$`, 'm').exec(text)?.[1];
      if (name === undefined) return [`${testOf(rule)} does not import it`];
      return new RegExp(`^testRule\\(${name}, `, 'm').test(text) ? [] : [`${testOf(rule)} does not call testRule(${name}, ...)`];
    });

    expect(untested).toEqual([]);
  });

  it('has a title of one short line, without a full stop', () => {
    expect(
      faultsIn(({ title }) => unlessAll([title], (text) => beginsWell(text) && /[^.\s]$/.test(text) && text.length < 110)),
    ).toEqual([]);
  });

  it('says why, when it does not fire and what is disputed in sentences', () => {
    expect(
      faultsIn(({ rationale, exceptions, cases = {}, disputes = [] }) => {
        const told = [...Object.values(exceptions).map(sentenceOf), ...Object.values(cases).map((item) => item.when)];
        return unlessAll([rationale, ...told, ...disputes], isSentence);
      }),
    ).toEqual([]);
  });

  it('names its exceptions and cases in kebab case, no two alike', () => {
    const keysOf = ({ exceptions, cases = {} }: AnyRule) => [...Object.keys(exceptions), ...Object.keys(cases)];

    expect(faultsIn((rule) => unlessAll(keysOf(rule), (key) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(key)))).toEqual([]);
    expect(faultsIn((rule) => keysOf(rule).filter((key, at, keys) => keys.indexOf(key) !== at))).toEqual([]);
  });

  it('has for each case another level than its severity', () => {
    const levels = (choice: LevelChoice) => JSON.stringify(severityOf(choice));
    const faults = faultsIn(({ severity, cases = {} }) =>
      Object.entries(cases).flatMap(([key, { level }]) => (levels(level) === levels(severity) ? [`${key} changes nothing`] : [])),
    );

    expect(faults).toEqual([]);
  });

  it('has sources, each with an address or a place and what it says', () => {
    const faultOf = (source: Source) => {
      if ('unsourced' in source) return source.unsourced.trim() === '' ? 'unsourced without a word' : undefined;
      if (source.claim.trim() === '') return `${source.id} claims nothing`;
      if (source.url === undefined) return (source.where ?? '').trim() === '' ? `${source.id} has no place` : undefined;
      return URL.canParse(source.url) && new URL(source.url).protocol === 'https:'
        ? undefined
        : `${source.url} is no https address`;
    };

    expect(
      faultsIn(({ sources: cited }) =>
        cited.length === 0 ? ['no source'] : cited.map(faultOf).filter((fault) => fault !== undefined),
      ),
    ).toEqual([]);
  });

  it('that no authority stands behind does not speak in the name of one', () => {
    const pretending = all
      .filter((rule) => rule.sources.every(isUnsourced))
      .flatMap((rule) =>
        [...wordsOf(rule), sources.get(pathOf(rule)) ?? ''].flatMap(claimsAuthority).map((words) => `${rule.id}: ${words}`),
      );

    expect(pretending).toEqual([]);
  });

  it('says how to mend it', () => {
    const faults = faultsIn(({ fix: { esxcli = [], powercli = [], manual = [] } }) => [
      ...(esxcli.length + powercli.length + manual.length === 0 ? ['no fix'] : []),
      ...unlessAll(manual, isSentence),
      ...unlessAll([...esxcli, ...powercli], (line) => line.trim() === line && line !== '' && !line.includes('\n')),
    ]);

    expect(faults).toEqual([]);
  });

  it('holds no note to its author', () => {
    expect(
      faultsIn((rule) =>
        [...wordsOf(rule), ...Object.values(rule.fix).flat()].filter((text) =>
          /\b(TODO|FIXME|TBD|XXX)\b|lorem ipsum|undefined/i.test(text),
        ),
      ),
    ).toEqual([]);
  });

  it('has a severity, a family and, for security rules only, a score', () => {
    const levels = ['error', 'warning', 'note'];
    const faults = faultsIn(({ severity, cases = {}, family, security }) => [
      ...[severity, ...Object.values(cases).map((item) => item.level)]
        .filter((choice) => !Object.values(severityOf(choice)).every((level) => levels.includes(level)))
        .map((choice) => `level ${JSON.stringify(choice)}`),
      ...(FAMILIES.some((known) => known === family) ? [] : [`family ${family}`]),
      ...(security === undefined || (security > 0 && security <= 10) ? [] : [`score ${security}`]),
    ]);

    expect(faults).toEqual([]);
  });

  it('describes its options, and its defaults satisfy its own schema', () => {
    const faults = faultsIn(({ options }) => {
      if (options === undefined) return [];
      const { schema, defaults } = options;
      const properties = Object.entries((schema.properties ?? {}) as Record<string, { readonly description?: string }>);
      const validate = new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true }).compile(schema);
      return [
        ...(properties.length === 0 ? ['a schema without properties'] : []),
        ...(schema.additionalProperties === false ? [] : ['a wrong key would be taken: additionalProperties must be false']),
        ...properties
          .filter(([, { description }]) => !isSentence(description ?? ''))
          .map(([key]) => `option ${key} has no sentence that describes it`),
        ...properties.filter(([key]) => !Object.hasOwn(defaults, key)).map(([key]) => `option ${key} has no default`),
        ...(validate(defaults) ? [] : [`defaults: ${JSON.stringify(validate.errors)}`]),
      ];
    });

    expect(faults).toEqual([]);
  });
});

describe('profiles', () => {
  it('that a rule speaks of are there', () => {
    const named = [...sources].flatMap(([path, text]) =>
      [...text.matchAll(/profile\s*[!=]==\s*'(\w+)'/g)].flatMap(([, profile = '']) =>
        PROFILES.some((known) => known === profile) ? [] : [`${path}: ${profile}`],
      ),
    );

    expect(named).toEqual([]);
  });

  it('that a rule asks for are in its card: an exception, or a level of its own', () => {
    const hidden = faultsIn((rule) => {
      const told = [
        ...Object.values(rule.exceptions).map((exception) => (typeof exception === 'string' ? '' : exception.profile)),
        ...[rule.severity, ...Object.values(rule.cases ?? {}).map((item) => item.level)].flatMap((level) => Object.keys(level)),
      ];
      return [...(sources.get(pathOf(rule)) ?? '').matchAll(/profile\s*[!=]==\s*'(\w+)'/g)].flatMap(([, profile = '']) =>
        told.includes(profile) ? [] : [profile],
      );
    });

    expect(hidden).toEqual([]);
  });
});

describe('the checks above', () => {
  it.each(['Frames are dropped.', 'iSCSI knows no tag.', 'Set it to "yes".', 'Use 10.0.1.0/24 (see above).'])(
    'take for a sentence: %s',
    (text) => {
      expect(isSentence(text)).toBe(true);
    },
  );

  it.each(['', 'Frames are dropped', 'frames are dropped.', 'Frames are dropped. ', 'Frames are  dropped.', 'Wait...'])(
    'do not take for a sentence: "%s"',
    (text) => {
      expect(isSentence(text)).toBe(false);
    },
  );

  it.each([
    'VMware says so',
    'The vendor recommends it.',
    'as Broadcom requires',
    'vendors advise against it',
    'recommended by NetApp',
    'VMware does not support it',
  ])('hear an authority in: %s', (text) => {
    expect(claimsAuthority(text)).not.toEqual([]);
  });

  it.each(['VMware Tools are old', 'the vendor of the array', 'no vendor source was found', 'it is recommended'])(
    'hear none in: %s',
    (text) => {
      expect(claimsAuthority(text)).toEqual([]);
    },
  );

  it.each([
    'new Date()',
    'Date.now()',
    'process.env',
    'console.log(1)',
    'Math.random()',
    'globalThis.x',
    'fetch(url)',
    'let seen = 0;',
    'setTimeout(f)',
    'await import(x)',
    'performance.now()',
  ])('see what is not pure: %s', (code) => {
    expect(purityFaults(code)).not.toEqual([]);
  });

  it.each([
    '// a Date in a comment',
    "type Port = import('vlint').IscsiPort;",
    "const text = 'the process of console';",
    'const updated = 1;',
    '  let inner = 0;',
    '`the Date of it`',
  ])('see nothing in: %s', (code) => {
    expect(purityFaults(code)).toEqual([]);
  });
});
