import { describe, expect, it } from 'vitest';
import { changes, keep, properties, shape } from '../../../src/readers/json/shape.ts';
import { Random, randomJson, randomText } from './generate.ts';
import { framed } from './memory.ts';

const properties_ = properties({ name: keep, config: { network: { vnic: [{ device: keep, spec: { mtu: keep } }] } } });
const entryShape = shape({
  name: keep,
  obj: keep,
  changeSet: changes(properties_),
  propSet: changes(properties_),
  properties: properties_,
});
const options = { entryShape, arrayShape: () => changes(properties_) };

const values = (text: string | Uint8Array) => framed(text, options).entries.map((entry) => entry.value);

describe('frame', () => {
  it.each([
    ['one document', '{"name":"a","x":1}', [['', 'object', false, { name: 'a' }]]],
    [
      'documents one after another',
      '{"name":"a"}{"name":"b"}\n\n {"name":"c"}',
      [
        ['', 'object', false, { name: 'a' }],
        ['', 'object', false, { name: 'b' }],
        ['', 'object', false, { name: 'c' }],
      ],
    ],
    [
      'an array of objects',
      '[{"name":"a"}, {"name":"b"}]',
      [
        ['/0', 'object', false, { name: 'a' }],
        ['/1', 'object', false, { name: 'b' }],
      ],
    ],
    [
      'arrays in an array',
      '[[{"name":"name","op":"assign","val":"a"}],[{"name":"b"}]]',
      [
        ['/0', 'array', false, { name: 'a' }],
        ['/1/0', 'object', false, { name: 'b' }],
      ],
    ],
    [
      'a wrapper',
      '{"hostSystems":[{"name":"a"},{"name":"b"}]}',
      [
        ['/hostSystems/0', 'object', false, { name: 'a' }],
        ['/hostSystems/1', 'object', false, { name: 'b' }],
      ],
    ],
    ['a wrapper in another case', '{"HostSystems":[{"Name":"a"}]}', [['/HostSystems/0', 'object', false, { name: 'a' }]]],
    [
      'several wrappers',
      '{"x":{"y":[1]},"hostSystems":[{"name":"a"}],"virtualMachines":null,"datastores":[]}',
      [['/hostSystems/0', 'object', false, { name: 'a' }]],
    ],
    [
      'wrappers in wrappers',
      '{"version":"1","filterSet":[{"filter":{},"objectSet":[{"name":"a"}]}]}',
      [['/filterSet/0/objectSet/0', 'object', false, { name: 'a' }]],
    ],
    [
      'a wrapper behind a wanted member',
      '{"name":"my export","entries":[{"name":"a"}]}',
      [['/entries/0', 'object', false, { name: 'a' }]],
    ],
    [
      'wrappers in an array',
      '[{"hostSystems":[{"name":"a"}]},{"hostSystems":[{"name":"b"}]}]',
      [
        ['/0/hostSystems/0', 'object', false, { name: 'a' }],
        ['/1/hostSystems/0', 'object', false, { name: 'b' }],
      ],
    ],
    [
      'one object where a list is expected',
      '{"returnval":{"objects":[{"name":"a"}]}}',
      [['/returnval/objects/0', 'object', false, { name: 'a' }]],
    ],
    ['a null list', '{"virtualMachines":null}', []],
    ['an empty list', '{"entries": [ ]}', []],
    [
      'an array of changes',
      '[{"name":"name","op":"assign","val":"a"},{"name":"vm","op":"assign","val":null}]',
      [['', 'array', false, { name: 'a' }]],
    ],
    ['an array of other things', '["/DC0/host/a","b"]', [['', 'array', true, ['/DC0/host/a', 'b']]]],
    ['an empty array', ' [ ] ', [['', 'array', true, []]]],
    [
      'an object that is not recognised',
      '{"Enabled":true,"x":{"y":[1, 2]}}',
      [['', 'object', true, { Enabled: true, x: { y: [1, 2] } }]],
    ],
    [
      'scalars',
      'null true "text"\n12',
      [
        ['', 'scalar', true, null],
        ['', 'scalar', true, true],
        ['', 'scalar', true, 'text'],
        ['', 'scalar', true, 12],
      ],
    ],
    [
      'scalars in a list',
      '{"entries":[1,[2]]}',
      [
        ['/entries/0', 'scalar', true, 1],
        ['/entries/1', 'array', true, [2]],
      ],
    ],
    [
      'changes of an object',
      '{"kind":"enter","obj":{"type":"HostSystem"},"changeSet":[{"name":"config.network","op":"assign","val":{"vnic":[{"device":"vmk1","x":1}]}}]}',
      [
        [
          '',
          'object',
          false,
          { obj: { type: 'HostSystem' }, changeSet: { config: { network: { vnic: [{ device: 'vmk1' }] } } } },
        ],
      ],
    ],
  ])('reads %s', (_, text, expected) => {
    const { entries, problems } = framed(text, options);
    expect(problems).toEqual([]);
    expect(entries.map(({ pointer, kind, whole, value }) => [pointer, kind, whole, value])).toEqual(expected);
    entries.forEach((entry, index) => {
      expect(entry.id).toBe(index);
      expect(JSON.stringify(JSON.parse(text.slice(entry.start, entry.end)))).toBe(JSON.stringify(at(text, entry.pointer, index)));
    });
  });

  it('lets the caller say which arrays are entries', () => {
    const asked: (readonly string[])[] = [];
    const isEntry = (names: readonly string[]) => asked.push(names) > 1;
    expect(framed('[{"a":1,"B":[]},{"c":2}] [{"d":1}]', { ...options, isEntry }).entries.map((entry) => entry.value)).toEqual([
      [{ a: 1, B: [] }, { c: 2 }],
      { d: 1 },
    ]);
    expect(asked).toEqual([['a', 'B'], ['d']]);
  });

  it('takes other wrappers when told to, and counts ids from anywhere', () => {
    const { entries } = framed('{"hosts":[{"name":"a"}]}{"entries":[1]}', { ...options, wrappers: ['hosts'], firstId: 7 });
    expect(entries.map(({ id, pointer, value }) => [id, pointer, value])).toEqual([
      [7, '/hosts/0', { name: 'a' }],
      [8, '', { entries: [1] }],
    ]);
  });

  it('tells the small members of a wrapper', () => {
    const text = '{"vlint":"export\\/1","n":1,"entries":[],"o":{},"l":[1],"z":null,"a/b":true}';
    expect(framed(text, options).members).toEqual(['/vlint vlint="export\\/1"', '/n n=1', '/z z=null', '/a~1b a/b=true']);
  });

  it('reads the same with buffers of any size', () => {
    const texts = [
      '{"vlint":"export/1","entries":[{"name":"é😀","x":[1,2,{"a":null}]},\r\n {"name":"b","config":-1.5e3}, 12, [true]]}\n{"name":"c"}  [{"name":"d"}]null',
      '[{"name":"name","op":"assign","val":"a"}]\n"x"\n7',
      '{"name":"a"}\n{"name" "b"}\n{"name":"c"}\n',
      '{\n "entries": [\n  {\n   "name": {"a": [1}\n  },\n  {"name": "b"}\n ]\n}\n',
      '{"entries":[{"name":"a"},{"name":"b"',
    ];
    for (const text of texts) {
      const whole = framed(text, options);
      expect(whole.entries.length + whole.problems.length).toBeGreaterThan(1);
      for (let bufferSize = 1; bufferSize <= text.length + 2; bufferSize++) {
        expect(framed(text, { ...options, bufferSize }), `${bufferSize} bytes of ${text}`).toEqual(whole);
      }
    }
  });

  it('knows where an entry begins', () => {
    for (let seed = 0; seed < 300; seed++) {
      const random = new Random(seed);
      const documents = Array.from({ length: 3 }, () => randomText(random, { name: 'n', x: randomJson(random, 3) }));
      const text = random.chance(0.5)
        ? documents.join(random.pick(['', '\n', '\r\n  ']))
        : `{"😀é":"😀é", "entries": [${documents.join(', ')}]}`;
      const bytes = Buffer.from(text);
      const { entries, problems } = framed(text, { ...options, bufferSize: 1 + random.below(200) });
      expect(problems).toEqual([]);
      expect(entries.length).toBe(3);
      entries.forEach((entry, index) => {
        expect(bytes.toString('utf8', entry.start, entry.end).trim()).toBe(documents[index]?.trim());
        const lines = bytes.toString('utf8', 0, entry.start).split('\n');
        expect([entry.line, entry.column], `seed ${seed}`).toEqual([lines.length, (lines.at(-1) ?? '').length + 1]);
      });
    }
  });
});

describe('faults', () => {
  it.each([
    ['', 1, 1],
    [' \n\t ', 2, 3],
  ])('says that %j is empty', (text, line, column) => {
    expect(framed(text, options)).toEqual({
      entries: [],
      members: [],
      problems: [
        {
          kind: 'empty',
          offset: text.length,
          line,
          column,
          pointer: '',
          message: 'the input is empty: there is no JSON in it',
          resumed: false,
        },
      ],
    });
  });

  it('goes on with the next line of NDJSON', () => {
    const { entries, problems } = framed(
      '{"name":"a"}\n{"name":"é" x}\n{"name":"c"}\nError: no host\n{"name":"d"}}\n{"name":"e"}',
      options,
    );
    expect(entries.map((entry) => [entry.value, entry.line])).toEqual([
      [{ name: 'a' }, 1],
      [{ name: 'c' }, 3],
      [{ name: 'd' }, 5],
      [{ name: 'e' }, 6],
    ]);
    expect(problems.map(({ kind, line, column, message, resumed }) => [kind, line, column, message, resumed])).toEqual([
      ['syntax', 2, 13, "expected ',' or '}' after the member, found 'x'", true],
      ['syntax', 4, 1, "expected a value, found 'E'", true],
      ['syntax', 5, 13, "expected a value, found '}'", true],
    ]);
  });

  it('goes on with the next pretty document', () => {
    const text = '{\n  "name": "a",\n  "x": [\n    1\n  }\n}\n{\n  "name": "b"\n}\n';
    const { entries, problems } = framed(text, options);
    expect(entries.map((entry) => [entry.value, entry.line])).toEqual([[{ name: 'b' }, 7]]);
    expect(problems).toMatchObject([
      { line: 5, column: 3, resumed: true, message: "expected ',' or ']' after the array element, found '}'" },
    ]);
  });

  it.each([
    ['a missing comma', '{"name":"b" "x":1}'],
    ['a string that is not closed', '{"name":"b,\n"x":1}'],
    ['brackets in strings', '{"name":"]}\\"", x:"}"}'],
    ['a wrong literal', 'nul'],
    ['a wrong number', '-'],
  ])('goes on behind an element with %s', (_, element) => {
    for (const text of [`{"entries":[{"name":"a"},${element},{"name":"c"}]}`, `[{"name":"a"} , ${element} , {"name":"c"}]`]) {
      const { entries, problems } = framed(text, options);
      expect(entries.map(({ value }) => value)).toEqual([{ name: 'a' }, { name: 'c' }]);
      expect(entries[1]?.pointer).toMatch(/\/2$/);
      expect(problems).toMatchObject([{ kind: 'syntax', resumed: true }]);
      expect(problems[0]?.pointer).toMatch(/\/1$/);
    }
  });

  it('goes on behind a pretty element whose brackets do not match', () => {
    const text =
      '{\n  "hostSystems": [\n    {\n      "name": "a",\n      "x": [1\n    },\n    {\n      "name": "b"\n    }\n  ]\n}\n';
    const { entries, problems } = framed(text, options);
    expect(entries.map(({ value, line, pointer }) => [value, line, pointer])).toEqual([[{ name: 'b' }, 7, '/hostSystems/1']]);
    expect(problems).toMatchObject([{ kind: 'syntax', line: 6, column: 5, pointer: '/hostSystems/0', resumed: true }]);
  });

  it('stops, and says so, where the end of a broken element cannot be found', () => {
    const { entries, problems } = framed('{"entries":[{"name":"a"},{"name":"b","x":[1},{"name":"c"}]}', options);
    expect(entries.map(({ value }) => value)).toEqual([{ name: 'a' }]);
    expect(problems).toMatchObject([{ kind: 'syntax', column: 44, pointer: '/entries/1', resumed: false }]);
    expect(framed('{"entries":[{"name":"a"} {"name":"b"}]}', options).problems).toMatchObject([
      { column: 26, pointer: '/entries', resumed: false },
    ]);
    expect(framed('{"entries":[], 1}', options).problems).toMatchObject([
      { column: 16, message: "expected a member name, found '1'", resumed: false },
    ]);
    expect(framed('12x', options).problems).toMatchObject([{ column: 3, resumed: false }]);
  });

  it('keeps what was read of a truncated input, and says where it ends', () => {
    const text = '{\n "entries": [\n  {"name": "a"},\n  {"name": "é';
    const { entries, problems } = framed(text, options);
    expect(entries.map(({ value }) => value)).toEqual([{ name: 'a' }]);
    expect(problems).toEqual([
      {
        kind: 'truncated',
        offset: Buffer.byteLength(text),
        line: 4,
        column: 14,
        pointer: '/entries/1',
        message:
          'the input ends inside /entries/1, which begins on line 4: expected the end of the string or an escape sequence, found the end of the input',
        resumed: false,
      },
    ]);
  });

  it('never throws on a cut or changed input, and never loses what stands before the fault', () => {
    const text =
      '{"vlint":"export/1","entries":[{"name":"a","x":[1,"é"]},{"name":"b"}]}\n[{"name":"name","op":"assign","val":1}]\n';
    const bytes = Buffer.from(text);
    const complete = values(text);
    expect(complete).toEqual([{ name: 'a' }, { name: 'b' }, { name: 1 }]);
    for (let cut = 0; cut < bytes.length; cut++) {
      const { entries, problems } = framed(bytes.subarray(0, cut), options);
      expect(problems.length, `cut at ${cut}`).toBeLessThan(2);
      if (problems.length === 0) expect(bytes.toString('latin1', 0, cut)).toMatch(/[}\]]\n?$/);
      else expect(problems[0]?.kind, `cut at ${cut}`).toBe(cut === 0 ? 'empty' : 'truncated');
      expect(complete.slice(0, entries.length)).toEqual(entries.map(({ value }) => value));
    }
    const random = new Random(1);
    for (let at = 0; at < bytes.length; at++) {
      for (let turn = 0; turn < 12; turn++) {
        const mutated = Buffer.from(bytes);
        mutated[at] = turn < 8 ? '"\\,:{}[]'.charCodeAt(turn) : random.below(256);
        const one = framed(mutated, options);
        expect(framed(mutated, { ...options, bufferSize: 1 + random.below(40) })).toEqual(one);
        expect(one.entries.length + one.problems.length).toBeGreaterThan(0);
      }
    }
  });
});

/** The value at a pointer of one of several documents: the `index`th document when the pointer is empty. */
function at(text: string, pointer: string, index: number): unknown {
  if (pointer === '') {
    const documents = text.match(/\{"name":"[a-z]"\}|null|true|"text"|12/g) ?? [];
    return parsed(text) ?? JSON.parse(documents[index] as string);
  }
  return pointer
    .slice(1)
    .split('/')
    .reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], JSON.parse(text));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
