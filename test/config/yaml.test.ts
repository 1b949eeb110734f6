import { describe, expect, it } from 'vitest';
import type { Span } from '../../src/config/lines.ts';
import { parseYaml, type YamlDocument } from '../../src/config/yaml.ts';

function parsed(text: string): YamlDocument {
  const { document, problems } = parseYaml('f.yaml', text);
  expect(problems).toEqual([]);
  if (document === undefined) throw new Error('no document');
  return document;
}

const print = (span: Span | undefined) => span && `${span.line}:${span.column}-${span.endLine}:${span.endColumn}`;

/** What a span covers, from the text itself. */
function covered(text: string, span: Span | undefined): string {
  if (span === undefined) throw new Error('no span');
  const lines = text.replace('\uFEFF', '').split(/(?<=\r\n|\n|\r(?!\n))/);
  const offset = (line: number, column: number) => lines.slice(0, line - 1).join('').length + column - 1;
  return lines.join('').slice(offset(span.line, span.column), offset(span.endLine, span.endColumn));
}

function problemsOf(text: string): string[] {
  return parseYaml('f.yaml', text).problems.map((problem) => {
    expect(problem.file).toBe('f.yaml');
    expect(problem.severity).toBe('error');
    return `${print(problem)} ${problem.message}`;
  });
}

describe('values', () => {
  it('follows YAML 1.2: off, yes and dates are texts', () => {
    const text = 'a: off\nb: yes\nc: 2026-11-22\nd: true\ne: 9000\nf: 1.5\ng: ~\nh: null\ni: "9000"\nj: 0o17\nk: 0x1F';
    expect(parsed(text).value).toEqual({
      a: 'off',
      b: 'yes',
      c: '2026-11-22',
      d: true,
      e: 9000,
      f: 1.5,
      g: null,
      h: null,
      i: '9000',
      j: 15,
      k: 31,
    });
  });

  it('takes the core tags', () => {
    expect(parsed('a: !!str 12\nb: !!int "12"\nc: ! 12\nd: !!map {x: !!seq [1]}\ne: !<tag:yaml.org,2002:str> 1').value).toEqual({
      a: '12',
      b: 12,
      c: '12',
      d: { x: [1] },
      e: '1',
    });
  });

  it('reads JSON', () => {
    const value = { a: [1, { 'b/c': 'x\ty\u{1D11E}' }], d: false };
    expect(parsed(JSON.stringify(value)).value).toEqual(value);
    expect(parsed(JSON.stringify(value, null, '\t')).value).toEqual(value);
  });

  it.each(['', '\n\n', '# only a comment\n', '---\n', '---\n...\n', '\uFEFF', '  '])('reads %j as an empty mapping', (text) => {
    const document = parsed(text);
    expect(document.value).toEqual({});
    expect(print(document.valueAt(''))).toBe('1:1-1:1');
  });

  it('does not take a written null for an empty file', () => {
    expect(parsed('null').value).toBe(null);
  });

  it('takes keys that are numbers by their spelling', () => {
    expect(parsed('010: a\ntrue: b').value).toEqual({ '010': 'a', true: 'b' });
  });

  it('takes __proto__ and its like for ordinary keys', () => {
    const document = parsed('__proto__: {polluted: yes}\nconstructor: 1\ntoString: 2');
    const value = document.value as Record<string, unknown>;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor', 'toString']);
    expect('polluted' in value).toBe(false);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(print(document.keyAt('/__proto__'))).toBe('1:1-1:10');
    expect(document.valueAt('/hasOwnProperty')).toBeUndefined();
  });
});

describe('places', () => {
  it('knows keys and values of block style', () => {
    const text = 'rules:\n  # a comment\n  mtu-nonstandard: warning  # why\n  "a b":\n    - one\n    - two: 2\n';
    const document = parsed(text);
    expect(print(document.keyAt('/rules'))).toBe('1:1-1:6');
    expect(print(document.valueAt('/rules'))).toBe('3:3-3:18');
    expect(print(document.keyAt('/rules/mtu-nonstandard'))).toBe('3:3-3:18');
    expect(print(document.valueAt('/rules/mtu-nonstandard'))).toBe('3:20-3:27');
    expect(print(document.keyAt('/rules/a b'))).toBe('4:3-4:8');
    expect(print(document.valueAt('/rules/a b'))).toBe('5:5-5:6');
    expect(print(document.valueAt('/rules/a b/0'))).toBe('5:7-5:10');
    expect(document.keyAt('/rules/a b/0')).toBeUndefined();
    expect(print(document.keyAt('/rules/a b/1/two'))).toBe('6:7-6:10');
    expect(print(document.valueAt('/rules/a b/1/two'))).toBe('6:12-6:13');
  });

  it('knows where flow collections open and close', () => {
    const text = '{a: [1, [2, 3] , # ] not here }\n  4, ], "b" : {c: "}", d: }, e}';
    const document = parsed(text);
    const at = (pointer: string) => covered(text, document.valueAt(pointer));
    expect(document.value).toEqual({ a: [1, [2, 3], 4], b: { c: '}', d: null }, e: null });
    expect(at('')).toBe(text);
    expect(at('/a')).toBe('[1, [2, 3] , # ] not here }\n  4, ]');
    expect(at('/a/1')).toBe('[2, 3]');
    expect(at('/b')).toBe('{c: "}", d: }');
    expect(covered(text, document.keyAt('/b'))).toBe('"b"');
    expect(at('/b/c')).toBe('"}"');
    expect(at('/b/d')).toBe('d');
    expect(at('/e')).toBe('e');
  });

  it('knows quoted, folded and multi-line texts', () => {
    const text =
      "s: 'it''s'\nd: \"a\\\n  b\"\np: one\n  two\n  three # no\nl: |2- # x | y\n    kept\n\nf: >\n  folded\n  text\ne: |\nz: &n !!str\n";
    const document = parsed(text);
    const at = (pointer: string) => covered(text, document.valueAt(pointer));
    expect(document.value).toEqual({ s: "it's", d: 'ab', p: 'one two three', l: '  kept', f: 'folded text\n', e: '', z: '' });
    expect(at('/s')).toBe("'it''s'");
    expect(at('/d')).toBe('"a\\\n  b"');
    expect(at('/p')).toBe('one\n  two\n  three');
    expect(at('/l')).toBe('|2- # x | y\n    kept');
    expect(at('/f')).toBe('>\n  folded\n  text');
    expect(at('/e')).toBe('|');
    expect(at('/z')).toBe('&n !!str');
  });

  it('puts a value that is not written at its key or dash', () => {
    const text = 'a:\nb:\n  -\n  - x\n  - # - no\n  -\nc: {d: }';
    const document = parsed(text);
    expect(print(document.valueAt('/a'))).toBe('1:1-1:2');
    expect([0, 1, 2, 3].map((index) => print(document.valueAt(`/b/${index}`)))).toEqual([
      '3:3-3:4',
      '4:5-4:6',
      '5:3-5:4',
      '6:3-6:4',
    ]);
    expect(print(document.valueAt('/c/d'))).toBe('7:5-7:6');
  });

  it('knows explicit keys and pairs in lists', () => {
    const text = '? key\n: value\nlist: [p: 1, ? q : 2]\n';
    const document = parsed(text);
    expect(document.value).toEqual({ key: 'value', list: [{ p: 1 }, { q: 2 }] });
    expect(covered(text, document.keyAt('/key'))).toBe('key');
    expect(covered(text, document.valueAt('/key'))).toBe('value');
    expect(covered(text, document.keyAt('/list/0/p'))).toBe('p');
    expect(covered(text, document.valueAt('/list/1/q'))).toBe('2');
    expect(covered(text, document.valueAt('/list'))).toBe('[p: 1, ? q : 2]');
  });

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('counts lines that end with %s', (_, end) => {
    const text = ['# head', 'a: 1', '', 'b:', '  c: |', '    t', '  d: last'].join(end);
    const document = parsed(text);
    expect(print(document.valueAt('/a'))).toBe('2:4-2:5');
    expect(print(document.valueAt('/b/c'))).toBe('5:6-6:6');
    expect(print(document.valueAt('/b/d'))).toBe('7:6-7:10');
  });

  it('does not count a byte order mark, and counts UTF-16 units', () => {
    const document = parsed('\uFEFF{"𝄞": "ü", "b": 1}\n');
    expect(print(document.keyAt('/𝄞'))).toBe('1:2-1:6');
    expect(print(document.valueAt('/𝄞'))).toBe('1:8-1:11');
    expect(print(document.valueAt('/b'))).toBe('1:18-1:19');
  });

  it('escapes pointers as RFC 6901 has it', () => {
    const document = parsed('a/b:\n  "~1": {"": 7}');
    expect(print(document.valueAt('/a~1b/~01/'))).toBe('2:14-2:15');
  });

  it('has none for what is not there', () => {
    const document = parsed('a: [1]\n');
    for (const pointer of ['/b', '/a/1', '/a/00', '/a/-', '/a/x', '/a/0/0', '/']) {
      expect(document.valueAt(pointer)).toBeUndefined();
      expect(document.keyAt(pointer)).toBeUndefined();
    }
  });
});

describe('aliases and merges', () => {
  const text = [
    'base: &base {who: net, until: 2027-01-01}',
    'other: &other {who: other, when: 2026-01-01}',
    'one:',
    '  <<: *base',
    '  who: storage',
    'two: {<<: [*base, *other], mtu: 9000}',
    'three: *base',
    'four: &s text',
    'five: *s',
  ].join('\n');

  it('merges, the own key first and the earlier mapping before the later', () => {
    expect(parsed(text).value).toMatchObject({
      one: { who: 'storage', until: '2027-01-01' },
      two: { who: 'net', until: '2027-01-01', when: '2026-01-01', mtu: 9000 },
      three: { who: 'net', until: '2027-01-01' },
      five: 'text',
    });
  });

  it('puts merged and aliased values where they are written, an alias itself at its name', () => {
    const document = parsed(text);
    expect(print(document.valueAt('/one/until'))).toBe('1:31-1:41');
    expect(print(document.keyAt('/two/when'))).toBe('2:28-2:32');
    expect(print(document.valueAt('/one/who'))).toBe('5:8-5:15');
    expect(print(document.valueAt('/three'))).toBe('7:8-7:13');
    expect(print(document.valueAt('/three/who'))).toBe('1:19-1:22');
    expect(print(document.valueAt('/five'))).toBe('9:7-9:9');
    expect(document.keyAt('/one/<<')).toBeUndefined();
  });

  it('takes a quoted << for a key', () => {
    expect(parsed('"<<": {a: 1}').value).toEqual({ '<<': { a: 1 } });
  });

  it('refuses to merge what is not a mapping', () => {
    expect(problemsOf('a: &a [1]\nb:\n  <<: *a\n')).toEqual(['3:3-3:5 "<<" takes a mapping or a list of mappings']);
    expect(problemsOf('<<: 1\n<<: {}')).toEqual([
      '2:1-2:3 the key "<<" stands twice; first in line 1',
      '1:1-1:3 "<<" takes a mapping or a list of mappings',
    ]);
  });

  it('refuses an alias without an anchor, and one inside its own anchor', () => {
    expect(problemsOf('a: *b\nb: &b 1')).toEqual([
      '1:4-1:6 no anchor "&b" stands before this alias; a text that starts with "*" needs quotes',
    ]);
    expect(problemsOf('a: &a\n  - x: *a\n')).toEqual(['2:8-2:10 the alias "*a" stands inside what it stands for']);
    expect(problemsOf('a: &a {<<: *a}')).toContain('1:12-1:14 the alias "*a" stands inside what it stands for');
  });

  it('stops an alias bomb where it goes too far, and builds nothing of it', () => {
    const levels = Array.from({ length: 30 }, (_, level) => {
      const items = Array.from({ length: 9 }, () => (level === 0 ? 'lol' : `*l${level - 1}`));
      return `l${level}: &l${level} [${items.join(', ')}]`;
    });
    const problems = problemsOf(levels.join('\n'));
    expect(problems).toEqual([expect.stringMatching(/^\d+:\d+-\d+:\d+ aliases multiply this file to more than 100000 values$/)]);
  });

  it('lets a file repeat what it likes as long as it stays small', () => {
    const vms = Array.from({ length: 2000 }, (_, index) => `  - {<<: *t, name: vm${index}}`);
    expect(parsed(`t: &t {who: a, until: 2027-01-01}\nvms:\n${vms.join('\n')}`).valueAt('/vms/1999/who')).toEqual(
      parsed('t: &t {who: a}').valueAt('/t/who'),
    );
  });
});

describe('problems', () => {
  it.each([
    [
      'a: 1\nb: 2\na: 3\n"b": 4',
      ['3:1-3:2 the key "a" stands twice; first in line 1', '4:1-4:4 the key "b" stands twice; first in line 2'],
    ],
    ['x: {a: 1, a: 2}', ['1:11-1:12 the key "a" stands twice; first in line 1']],
    ['a: 1\n---\nb: 2\n', ['2:1-2:4 a document ends here, but another follows; put one in a file']],
    ['a: |\n  ---\n...\n# c\nb: 2\n---\nc: 3', ['3:1-3:4 a document ends here, but another follows; put one in a file']],
    ['{[a]: 1}', ['1:2-1:5 a key must be a text']],
    ['a: 1\n: 2', ['2:1-2:2 a key must be a text']],
    ['a: !env HOME', ['1:4-1:8 unknown tag !env']],
    ['a: !!set {x}', ['1:4-1:9 unknown tag !!set']],
    ['a: !!timestamp 2026-01-01', ['1:4-1:15 unknown tag !!timestamp']],
    ['a: !!int x', ['1:10-1:11 this is not a value for the tag !!int']],
  ])('%j', (text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  it('keeps the first of duplicate keys, so that the rest can be checked', () => {
    expect(parseYaml('f', 'a: 1\na: 2').document?.value).toEqual({ a: 1 });
  });

  it.each([
    ['a: "x', '1:6-1:6 not valid YAML: unexpected end of the stream within a double quoted scalar'],
    ['a: {b: 1', '1:9-1:9 not valid YAML: unexpected end of the stream within a flow collection'],
    ['a: [1,,2]', "1:7-1:7 not valid YAML: expected the node content, but found ','"],
    ['x: "\\q"', '1:6-1:6 not valid YAML: unknown escape sequence'],
    [
      'a: 1\n\n b: 2',
      '3:3-3:3 not valid YAML: this does not fit here; check the indentation, and quote a text that holds ": " or starts with a special character',
    ],
    [
      'a: b: c',
      '1:5-1:5 not valid YAML: this does not fit here; check the indentation, and quote a text that holds ": " or starts with a special character',
    ],
    [
      '- a\nb: 1',
      '2:1-2:1 not valid YAML: this does not continue what stands above; check the indentation and the ":" of the line before',
    ],
    ['rules:\n  "a": * b', '2:9-2:9 not valid YAML: a text that starts with "*" needs quotes'],
    ['a:\r\n \t- b', '2:2-2:3 not valid YAML: a tab indents this line; only spaces may'],
    ['\ta: 1', '1:1-1:2 not valid YAML: a tab indents this line; only spaces may'],
    ['a\0b', '1:2-1:2 not valid YAML: null byte is not allowed in input'],
  ])('%j', (text, expected) => {
    expect(parseYaml('f.yaml', text).document).toBeUndefined();
    expect(problemsOf(text)).toEqual([expected]);
  });

  it.each([
    ['flow', '['.repeat(100_000)],
    ['block', '- '.repeat(100_000)],
    ['explicit keys', '? '.repeat(100_000)],
    ['JSON', '{"a":'.repeat(100_000)],
  ])('refuses deep nesting (%s) instead of overflowing', (_, text) => {
    expect(problemsOf(text)).toEqual([expect.stringMatching(/not valid YAML: nested more than 50 levels deep$/)]);
  });
});
