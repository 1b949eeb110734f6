import { describe, expect, it } from 'vitest';
import { Arena } from '../../../src/readers/json/arena.ts';
import { project } from '../../../src/readers/json/project.ts';
import { SPARE } from '../../../src/readers/json/scanner.ts';
import type { Shape, ShapeSpec } from '../../../src/readers/json/shape.ts';
import { changes, keep, list, properties, shape } from '../../../src/readers/json/shape.ts';
import type { Json } from './generate.ts';
import { NAMES, Random, randomJson, randomText } from './generate.ts';
import { padded, projected, projectedValue } from './memory.ts';

const nothing = shape({});

describe('grammar', () => {
  it('keeps what JSON.parse reads', () => {
    for (let seed = 0; seed < 3000; seed++) {
      const random = new Random(seed);
      const text = randomText(random, randomJson(random, 5));
      expect(projectedValue(text, keep), `seed ${seed}: ${text}`).toEqual(JSON.parse(text));
    }
  });

  it('finds a fault exactly where JSON.parse does, whatever the shape', () => {
    const wanted = shape({ name: keep, mtu: keep, spec: { a: keep, vnic: [{ key: keep }] }, vnic: [{ name: keep }] });
    let faults = 0;
    for (let seed = 0; seed < 30; seed++) {
      const random = new Random(seed);
      const bytes = Buffer.from(`{"spec":${randomText(random, randomJson(random, 3))},"a":[1,"é",-2.5e+3,true,{"b":null}]}`);
      for (let at = 0; at < bytes.length; at++) {
        for (const byte of ['"', '\\', ',', ':', '{', '}', '[', ']', '0', 'e', '.', '-', ' ', '\n', '\0', 't', 'u'].concat(
          String.fromCharCode(1 + random.below(126)),
        )) {
          const mutated = Buffer.from(bytes);
          mutated[at] = byte.charCodeAt(0);
          const isValid = parses(mutated.toString());
          for (const of of [keep, nothing, wanted]) {
            const result = outcome(mutated, of);
            if ((result === 'ok') !== isValid)
              expect.fail(`seed ${seed}: ${mutated.toString()} gives ${result}, valid: ${isValid}`);
          }
          if (!isValid) faults++;
        }
      }
    }
    expect(faults).toBeGreaterThan(5_000);
  });

  it.each([
    ['{"a":1,}', 7, 'a member name', "'}'"],
    ['{"a" 1}', 5, "':' after the member name", "'1'"],
    ['[1 2]', 3, "',' or ']' after the array element", "'2'"],
    ['[1,]', 3, 'a value', "']'"],
    ['{"a":1 "b":2}', 7, "',' or '}' after the member", `'"'`],
    ['["a\nb"]', 3, 'the end of the string or an escape sequence', 'a line break'],
    ['["\\x"]', 3, 'an escape sequence of JSON after the backslash', "'x'"],
    ['["\\u00g0"]', 6, "four hexadecimal digits after '\\u'", "'g'"],
    ['[01]', 2, "',' or ']' after the array element", "'1'"],
    ['[1.]', 3, 'a digit after the decimal point', "']'"],
    ['[1e]', 3, 'a digit in the exponent', "']'"],
    ['[-]', 2, 'a digit', "']'"],
    ['[trve]', 3, 'true, false or null', "'v'"],
    ["['a']", 1, 'a value', `"'"`],
    ['[\u00a01]', 1, 'a value', "'\u00a0'"],
    ['[1', 2, "',' or ']' after the array element", 'the end of the input'],
  ])('says what is wrong with %j', (text, offset, expected, found) => {
    expect(projected(text, keep)).toEqual({ offset, expected, found });
    expect(projected(`{"x":${text}}`, nothing)).toMatchObject({ offset: offset + 5, expected });
  });

  it('asks for more wherever a value can go on, and for nothing at its end', () => {
    const text = '{"name": "é😀", "n": [1.5e+3, true, {"\\u006e": "\\\\"}], "spec": {"a": -12}}';
    const bytes = Buffer.from(text);
    for (const of of [keep, nothing, shape({ name: keep, spec: { a: keep } })]) {
      for (let cut = 0; cut < bytes.length; cut++) {
        const buffer = padded(bytes.subarray(0, cut));
        expect(project(buffer, 0, cut, of, new Arena(64), { isFinal: false }), `cut at ${cut}`).toBe('more');
        expect(project(buffer, 0, cut, of, new Arena(64)), `cut at ${cut}`).toMatchObject({ offset: cut });
      }
    }
    expect(project(padded('12'), 0, 2, keep, new Arena(64), { isFinal: false })).toBe('more');
    expect(project(padded('12'), 0, 2, keep, new Arena(64))).toBe(2);
    expect(() => project(Buffer.from('{}'), 0, 2, keep, new Arena(64))).toThrow(RangeError);
  });

  it('walks over any depth that is not wanted, and over wanted values', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect(projectedValue(`{"x":${deep},"name":1}`, shape({ name: keep }))).toEqual({ name: 1 });
    expect(projected(deep, keep)).toBe(deep);
    expect(projected(`${'{"_value":'.repeat(2000)}1${'}'.repeat(2000)}`, keep)).toMatchObject({
      expected: 'nesting of at most 1000 levels',
    });
  });

  it('replaces invalid UTF-8', () => {
    const text = Buffer.concat([Buffer.from('{"name":"a'), Buffer.from([0xff, 0xc3]), Buffer.from('b"}')]);
    expect(projected(text, shape({ name: keep }))).toBe('{"name":"a\ufffd\ufffdb"}');
  });
});

describe('shapes', () => {
  it('projects as the plain definition does', () => {
    let emitted = 0;
    for (let seed = 0; seed < 4000; seed++) {
      const random = new Random(seed);
      const spec = randomSpec(random, 3);
      const value = randomJson(random, 5);
      const text = randomText(random, value);
      const result = projectedValue(text, shape(spec));
      expect(result, `seed ${seed}: ${text}`).toEqual(reference(spec, JSON.parse(text)));
      if (JSON.stringify(result).length > 2) emitted++;
    }
    expect(emitted).toBeGreaterThan(500);
  });

  it('matches member names in any case and with escapes, and spells them as the shape does', () => {
    const wanted = shape({ iScsiName: keep, vnic: [{ mtu: keep }] });
    expect(projected('{"IScsiName":"iqn","ISCSINAMES":1,"VNIC":[{"M\\u0054u":9000,"mt":1}]}', wanted)).toBe(
      '{"iScsiName":"iqn","vnic":[{"mtu":9000}]}',
    );
    expect(projected('{"m\u212au":1,"mt\\u0075":2}', shape({ mku: keep, mtu: keep }))).toBe('{"mtu":2}');
    expect(projected('{"__proto__":{"mtu":1},"constructor":2}', shape({ mtu: keep }))).toBe('{}');
  });

  it('lets the last of equal names win', () => {
    expect(projectedValue('{"Mtu":1500,"mtu":9000}', shape({ mtu: keep }))).toEqual({ mtu: 9000 });
  });

  it('writes what is of another kind as it is', () => {
    const wanted = shape({ spec: { mtu: keep }, vnic: [{ mtu: keep }] });
    expect(projectedValue('{"spec":"VMware.Vim.Spec","vnic":null}', wanted)).toEqual({ spec: 'VMware.Vim.Spec', vnic: null });
    expect(projectedValue('{"spec":[{"mtu":1,"x":2},[{"x":3}]],"vnic":{"mtu":1,"x":2}}', wanted)).toEqual({
      spec: [{ mtu: 1 }, [{ x: 3 }]],
      vnic: { mtu: 1 },
    });
  });

  it('drops the elements that are not asked for', () => {
    const wanted = list({ key: keep, value: keep }, { member: 'key', values: new Set(['ISCSI.MaxIoSizeKB', 'A/B']) });
    const text =
      '[{"key":"X","value":1},{"Key":"ISCSI.MaxIoSizeKB","Value":128},{"value":3,"key":"A\\/B"},{"key":"iscsi.maxiosizekb"},{"value":4},7]';
    expect(projectedValue(text, wanted)).toEqual([
      { key: 'ISCSI.MaxIoSizeKB', value: 128 },
      { value: 3, key: 'A/B' },
      { value: 4 },
      7,
    ]);
    expect(projected('[{"key":"X","value":1}]', wanted)).toBe('[]');
  });

  it('refuses a name twice', () => {
    expect(() => shape({ mtu: keep, MTU: keep })).toThrow('the name MTU is given twice');
  });
});

describe('boxes', () => {
  const wanted = shape({ on: keep, option: [{ key: keep, value: keep }], vm: [keep], spec: { mtu: keep } });

  it.each([
    ['{"on":{"_typeName":"boolean","_value":true}}', { on: true }],
    ['{"on":{"_value":[1, 2],"_typeName":"ArrayOfInt"}}', { on: [1, 2] }],
    [
      '{"option":{"_typeName":"ArrayOfOptionValue","_value":[{"key":"a","value":{"_typeName":"string","_value":"b"},"x":1}]}}',
      { option: [{ key: 'a', value: 'b' }] },
    ],
    ['{"Option":{"OptionValue":[{"Key":"a","Value":1,"X":2}]}}', { option: [{ key: 'a', value: 1 }] }],
    ['{"vm":{"ManagedObjectReference":[{"type":"VirtualMachine"}]}}', { vm: [{ type: 'VirtualMachine' }] }],
    ['{"vm":{"_typeName":"ArrayOfX","X":[1]}}', { vm: [1] }],
    ['{"spec":{"_typeName":"Spec","mtu":1,"_value":{"mtu":2,"x":3},"mtu":4}}', { spec: { mtu: 2 } }],
    ['{"spec":{"mtu":1,"_value":{"_value":{"mtu":5}}}}', { spec: { mtu: 5 } }],
    ['{"_typeName":"X","_value":{"on":1}}', { on: 1 }],
    // An object with a wanted member is an element that stands alone, not a box.
    ['{"option":{"key":["a"],"x":1}}', { option: { key: ['a'] } }],
    ['{"vm":{"a":1,"b":[2]}}', { vm: { a: 1, b: [2] } }],
  ])('opens %s', (text, value) => {
    expect(projectedValue(text, wanted)).toEqual(value);
  });

  it('still checks what is around the content', () => {
    expect(projected('{"vm":{"X":[1],"y":tru}}', wanted)).toMatchObject({ offset: 22 });
    expect(projected('{"on":{"_value":1 2}}', wanted)).toMatchObject({ offset: 18 });
    expect(projected('{"spec":{"_value":{"mtu":1},}}', wanted)).toMatchObject({ offset: 28 });
  });
});

describe('properties', () => {
  const of = properties({ name: keep, parent: keep, config: { network: { vnic: [{ mtu: keep }] }, option: [{ key: keep }] } });

  it('finds dotted names', () => {
    expect(
      projected('{"Config.Network":{"Vnic":[{"Mtu":9000,"x":1}]},"config.nothing":1,"parent.value":"g","name.x.y":2}', of),
    ).toBe('{"config.network":{"vnic":[{"mtu":9000}]},"parent.value":"g","name.x.y":2}');
    expect(projected('{"config":{"network.vnic":[]},"config.network.vnic":[{"mtu":1}]}', of)).toBe(
      '{"config":{},"config.network.vnic":[{"mtu":1}]}',
    );
  });

  it('turns changes into properties', () => {
    const text = `[
      {"name": "name", "op": "assign", "val": "esx01"},
      {"Name": "config.network", "Op": "assign", "Val": {"Vnic": {"HostVirtualNic": [{"Mtu": 9000, "Device": "vmk1"}]}}},
      {"val": {"_value": [{"key": "K", "value": 1}]}, "op": "assign", "name": "config.option"},
      {"name": "vm", "op": "assign", "val": {"_value": []}},
      {"name": "config.networks", "val": 1}, {"op": "assign", "val": 2}, {"name": 5, "val": 3}, {"name": "_value", "val": 4}, null, {},
      {"name": "parent.type", "op": "assign", "val": "Folder"}
    ]`;
    expect(projectedValue(text, changes(of))).toEqual({
      name: 'esx01',
      'config.network': { vnic: [{ mtu: 9000 }] },
      'config.option': [{ key: 'K' }],
      'parent.type': 'Folder',
    });
    expect(projected('[]', changes(of))).toBe('{}');
    expect(projected('[{"name":"x"},]', changes(of))).toMatchObject({ offset: 14 });
    expect(projectedValue('{"name":"esx01","x":1}', changes(of))).toEqual({ name: 'esx01' });
    expect(() => changes(shape({}))).toThrow(TypeError);
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** 'ok' when exactly one value stands in the text. */
function outcome(text: Uint8Array, of: Shape): string {
  const bytes = padded(text);
  const end = bytes.length - SPARE;
  const result = project(bytes, 0, end, of, new Arena(64));
  if (typeof result !== 'number') return JSON.stringify(result);
  return Buffer.from(text.subarray(result))
    .toString('latin1')
    .replace(/[ \t\r\n]/g, '') === ''
    ? 'ok'
    : `an end at ${result}`;
}

type Spec = 'keep' | [Spec] | { [name: string]: Spec };

function randomSpec(random: Random, depth: number): ShapeSpec {
  return compile(randomPlainSpec(random, depth));
}

function randomPlainSpec(random: Random, depth: number): Spec {
  const kind = depth === 0 ? 0 : random.below(4);
  if (kind === 0) return 'keep';
  if (kind === 1) return [randomPlainSpec(random, depth - 1)];
  return Object.fromEntries(Array.from({ length: 5 }, () => [random.pick(NAMES), randomPlainSpec(random, depth - 1)]));
}

function compile(spec: Spec): ShapeSpec {
  if (spec === 'keep') return keep;
  if (Array.isArray(spec)) return [compile(spec[0])];
  return Object.fromEntries(Object.entries(spec).map(([name, of]) => [name, compile(of)]));
}

/** What a shape means, said on values. */
function reference(spec: ShapeSpec, value: Json): Json {
  if (spec === keep || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(spec)) {
    const [of] = spec as [ShapeSpec];
    const isObjectSpec = of !== keep && !Array.isArray(of);
    if (Array.isArray(value)) return value.map((item) => (isObjectSpec && Array.isArray(item) ? item : reference(of, item)));
    const [first] = Object.entries(value);
    if (first !== undefined && Array.isArray(first[1]) && !(isObjectSpec && Object.hasOwn(of, first[0])))
      return reference(spec, first[1]);
    return isObjectSpec ? reference(of, value) : value;
  }
  if (Array.isArray(value)) return value.map((item) => (Array.isArray(item) ? item : reference(spec, item)));
  const of = spec as { [name: string]: ShapeSpec };
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => Object.hasOwn(of, name))
      .map(([name, member]) => [name, reference(of[name] as ShapeSpec, member)]),
  );
}
