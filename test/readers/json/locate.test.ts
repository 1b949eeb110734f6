import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Path } from '../../../src/model/fact.ts';
import type { Input } from '../../../src/readers/input.ts';
import { openInput } from '../../../src/readers/input.ts';
import type { Entry } from '../../../src/readers/json/frame.ts';
import { frame } from '../../../src/readers/json/frame.ts';
import type { RawLocation } from '../../../src/readers/json/locate.ts';
import { locate } from '../../../src/readers/json/locate.ts';
import { revive } from '../../../src/readers/json/revive.ts';
import type { Shape } from '../../../src/readers/json/shape.ts';
import { changes, keep, list, properties, shape } from '../../../src/readers/json/shape.ts';
import { pointerOf } from '../../../src/readers/json/trace.ts';
import type { Json } from './generate.ts';
import { Random, randomJson, randomText } from './generate.ts';
import { inputOf } from './memory.ts';

const host = properties({
  name: keep,
  parent: keep,
  config: {
    network: { vnic: [{ device: keep, spec: { mtu: keep } }] },
    option: list({ key: keep, value: keep }, { member: 'key', values: new Set(['B']) }),
  },
});
const entryShape = shape({ name: keep, config: keep, changeSet: changes(host), properties: host });

function entriesOf(input: Input, of: Shape = entryShape): Entry[] {
  const entries: Entry[] = [];
  frame(
    input,
    { file: 'x.json', entryShape: of, arrayShape: () => changes(host), bufferSize: 64 },
    {
      entry: (entry) => void entries.push(entry),
      problem: (problem) => expect.fail(problem.message),
    },
  );
  return entries;
}

/** The location of one path of the entry with the number `index`, and the text it covers. */
function find(text: string, index: number, path: Path): RawLocation & { readonly covered: string } {
  const input = inputOf(text);
  const entry = entriesOf(input)[index] as Entry;
  const location = locate(input, entry, entry.shape, [path]).get(pointerOf(path)) as RawLocation;
  expect(location.endLine).toBe(location.line);
  const line = text.split('\n')[location.line - 1] as string;
  const covered = line.slice(location.column - 1, location.endColumn - 1);
  expect(location.excerpt.text.slice(location.excerpt.column - 1).startsWith(covered.slice(0, 50))).toBe(true);
  return { ...location, covered };
}

const mtu = ['properties', 'config', 'network', 'vnic', 1, 'spec', 'mtu'];
const pretty = JSON.stringify(
  {
    vlint: 'export/1',
    entries: [
      { name: '😀' },
      { properties: { name: '😀é', config: { network: { vnic: [{}, { x: '€', spec: { mtu: 9000 } }] } } } },
    ],
  },
  null,
  2,
);

describe('locate', () => {
  it.each([
    ['pretty', pretty, 17, 26],
    ['CRLF', pretty.replaceAll('\n', '\r\n'), 17, 26],
    ['indented with tabs', JSON.stringify(JSON.parse(pretty), null, '\t'), 17, 17],
    ['on one line', JSON.stringify(JSON.parse(pretty)), 1, 129],
  ])('finds a scalar when the input is %s', (_, text, line, column) => {
    const pointer = '/entries/1/properties/config/network/vnic/1/spec/mtu';
    expect(find(text, 1, mtu)).toMatchObject({ covered: '9000', line, column, endColumn: column + 4, pointer });
  });

  it.each([
    ['UTF-8 with a mark', Buffer.from(`\ufeff${pretty}`)],
    ['UTF-16', Buffer.from(`\ufeff${pretty}`, 'utf16le')],
  ])('counts alike when the file is in %s', async (_, bytes) => {
    const folder = mkdtempSync(join(tmpdir(), 'vlint-test-'));
    writeFileSync(join(folder, 'x.json'), bytes);
    const input = await openInput(join(folder, 'x.json'));
    const entry = entriesOf(input)[1] as Entry;
    expect(locate(input, entry, entry.shape, [mtu])).toEqual(locate(inputOf(pretty), entry, entry.shape, [mtu]));
    input.close();
    rmSync(folder, { recursive: true });
  });

  it('finds every value where it stands', () => {
    for (let seed = 0; seed < 400; seed++) {
      const random = new Random(seed);
      const value: Json = { name: randomJson(random, 4), config: randomJson(random, 4) };
      const text = `{"z": "😀", "entries": [{"name": "é"},${randomText(random, value)}]}`;
      const input = inputOf(text);
      const entry = entriesOf(input)[1] as Entry;
      const revived = revive(entry.compact, entry.shape);
      const paths = pathsOf(revived);
      const locations = locate(input, entry, entry.shape, paths);
      const lines = text.split('\n');
      for (const path of paths) {
        const location = locations.get(pointerOf(path)) as RawLocation;
        const covered = (lines[location.line - 1] as string).slice(location.column - 1, location.endColumn - 1);
        const item = path.reduce<unknown>((holder, name) => (holder as Record<string, unknown>)[name], revived);
        const last = path.at(-1);
        const isContainer = typeof item === 'object' && item !== null;
        if (!isContainer) expect(JSON.parse(covered), `seed ${seed} ${pointerOf(path)}`).toEqual(item);
        else if (typeof last === 'string') expect(JSON.parse(covered), `seed ${seed} ${pointerOf(path)}`).toBe(last);
        else expect(covered).toBe(Array.isArray(item) ? '[' : '{');
        expect(location.pointer).toBe(`/entries/1${pointerOf(path)}`);
      }
    }
  });

  it('spells the pointer as the file does', () => {
    const text = '[{"Name":"config.network","Op":"assign","Val":{"Vnic":{"HostVirtualNic":[{},{"Spec":{"Mtu":1500}}]}}}]';
    expect(find(text, 0, ['config', 'network', 'vnic', 1, 'spec', 'mtu'])).toMatchObject({
      covered: '1500',
      pointer: '/0/Val/Vnic/HostVirtualNic/1/Spec/Mtu',
    });
    expect(find(text, 0, ['config', 'network'])).toMatchObject({ covered: '"Val"', pointer: '/0/Val' });
    expect(find(text, 0, ['config', 'network', 'vnic'])).toMatchObject({
      covered: '"HostVirtualNic"',
      pointer: '/0/Val/Vnic/HostVirtualNic',
    });
  });

  it('follows boxes, dropped elements and late names', () => {
    const text = `{"changeSet":[{"name":"vm","val":1},{"val":{"_typeName":"ArrayOfOptionValue","_value":[{"key":"A","value":1},
      {"key":"B","value":{"_typeName":"string","_value":"b/~"}}]},"name":"config.option"}]}`;
    expect(find(text, 0, ['changeSet', 'config', 'option', 0, 'value'])).toMatchObject({
      covered: '"b/~"',
      line: 2,
      pointer: '/changeSet/1/val/_value/1/value/_value',
    });
  });

  it('falls back to what is closest', () => {
    expect(find(pretty, 1, [...mtu.slice(0, -1), 'missing'])).toMatchObject({ covered: '"spec"' });
    expect(find(pretty, 1, ['properties', 'config', 'network', 'vnic', 7, 'spec'])).toMatchObject({ covered: '"vnic"' });
    expect(find(pretty, 1, ['nothing'])).toMatchObject({ covered: '{', pointer: '/entries/1' });
    expect(find(pretty, 0, [])).toMatchObject({ covered: '{', pointer: '/entries/0' });
    expect(find('{"properties":{"config.network":{"vnic":[]}}}', 0, ['properties', 'config', 'network', 'pnic'])).toMatchObject({
      covered: '"config.network"',
      pointer: '/properties/config.network',
    });
  });

  it('points at the member that counts', () => {
    expect(find('{"name":"first","x":1,"Name":"last"}', 0, ['name'])).toMatchObject({ covered: '"last"', pointer: '/Name' });
    expect(find('{"name":{"a":1,"b":2},"Name":{"a":3}}', 0, ['name', 'b'])).toMatchObject({ covered: '"Name"' });
    expect(find('{"a~/b":{"x":1},"a~/b":{"y":2}}', 0, ['a~/b', 'y'])).toMatchObject({ covered: '2', pointer: '/a~0~1b/y' });
  });

  it('shows the line, or the member alone on a very long one', () => {
    expect(find('{\n\t"name": "vmk1"\r\n}', 0, ['name']).excerpt).toEqual({ text: '\t"name": "vmk1"', column: 10 });
    const filler = '😀'.repeat(500);
    const { excerpt } = find(`{"x":"${filler}","name":"vmk1","y":"${filler}"}`, 0, ['name']);
    expect(excerpt.text.length).toBeLessThanOrEqual(160);
    expect(excerpt.text).toBe('…"name":"vmk1"…');
    expect(excerpt.text.slice(excerpt.column - 1)).toMatch(/^"vmk1"/);
    const long = find(`{"name":"${filler}"}`, 0, ['name']).excerpt;
    expect(long).toEqual({ text: `…"name":"${'😀'.repeat(75)}…`, column: 9 });
  });

  it('never shows a password that stands beside the token', () => {
    const line = '{"ChapSecret": "a\\"b,c", "mtu": 9000, "mutualChapSecret":"d e", "Password" : "f"}';
    expect(find(line, 0, ['mtu']).excerpt).toEqual({
      text: '{"ChapSecret": "***", "mtu": 9000, "mutualChapSecret":"***", "Password" : "***"}',
      column: 30,
    });
    const filler = ' '.repeat(200);
    expect(find(`{"chapSecret":"abc,def","mtu":9000,"secret":"ghi"${filler}}`, 0, ['mtu']).excerpt.text).toBe('…"mtu":9000…');
  });

  it('finds a value that nests deep, and points above what nests too deep', () => {
    const text = `{"name":${'['.repeat(1500)}${']'.repeat(1500)}}`;
    expect(find(text, 0, ['name'])).toMatchObject({ covered: '"name"' });
    expect(find(text, 0, ['name', ...Array.from({ length: 1400 }, () => 0)])).toMatchObject({ pointer: '' });
    expect(find(`{"name":${'['.repeat(500)}${']'.repeat(500)}}`, 0, ['name'])).toMatchObject({ covered: '"name"' });
  });
});

function pathsOf(value: unknown): Path[] {
  if (typeof value !== 'object' || value === null) return [[]];
  const isList = Array.isArray(value);
  const below = Object.entries(value).flatMap(([name, item]) =>
    pathsOf(item).map((path) => [isList ? Number(name) : name, ...path]),
  );
  return [[], ...below];
}
