import { describe, expect, it } from 'vitest';
import { Arena } from '../../../src/readers/json/arena.ts';
import { project } from '../../../src/readers/json/project.ts';
import { nest, revive, reviveText } from '../../../src/readers/json/revive.ts';
import { SPARE } from '../../../src/readers/json/scanner.ts';
import { changes, keep, properties, shape } from '../../../src/readers/json/shape.ts';
import { padded } from './memory.ts';

const of = properties({ name: keep, config: { network: { vnic: keep }, option: keep } });
const entry = shape({ properties: of, changeSet: changes(of), entries: [of] });

describe('arena', () => {
  it('keeps each entry in one piece, whatever the size of a chunk and whether it lies in memory or in a file', () => {
    for (const [chunkSize, inMemory] of [
      [1, 1e9],
      [16, 1e9],
      [64, 1e9],
      [1000, 1e9],
      [1, 0],
      [64, 0],
      [100, 700],
      [1000, 2500],
    ] as const) {
      const arena = new Arena(chunkSize, inMemory);
      const texts = Array.from({ length: 30 }, (_, index) => JSON.stringify({ name: 'x'.repeat(index * 13), n: [index] }));
      const held = texts.map((text) => {
        const bytes = padded(text);
        expect(project(bytes, 0, bytes.length - SPARE, keep, arena)).toBe(text.length);
        return arena.finish(true);
      });
      expect(held.map(reviveText)).toEqual(texts);
      const inFile = held.filter(({ chunk }) => chunk.bytes === null).length;
      if (inMemory === 0) expect(inFile).toBeGreaterThan(20);
      if (inMemory === 1e9) expect(inFile).toBe(0);
      arena.close();
    }
  });

  it('forgets an entry that is not finished', () => {
    const arena = new Arena();
    const half = padded('{"a":[1,');
    expect(project(half, 0, 8, keep, arena, { isFinal: false })).toBe('more');
    const whole = padded('"ü"');
    project(whole, 0, whole.length - SPARE, keep, arena);
    expect(reviveText(arena.finish(false))).toBe('"ü"');
  });
});

describe('revive', () => {
  it('nests dotted names, whole properties first', () => {
    const value = {
      properties: { 'config.network.vnic': [1], 'config.network': { vnic: [0] }, name: 'a', config: { option: [2] } },
      changeSet: { 'config.option': 3 },
      entries: [{ 'config.network': null }],
    };
    expect(nest(value, entry)).toEqual({
      properties: { name: 'a', config: { option: [2], network: { vnic: [1] } } },
      changeSet: { config: { option: 3 } },
      entries: [{ config: { network: null } }],
    });
  });

  it('leaves names alone where dots mean nothing', () => {
    expect(nest({ 'a.b': 1, properties: { name: { 'a.b': 1 } } }, entry)).toEqual({
      'a.b': 1,
      properties: { name: { 'a.b': 1 } },
    });
    expect(nest({ 'a.b': 1 }, keep)).toEqual({ 'a.b': 1 });
    expect(nest(null, entry)).toBe(null);
  });

  it('takes the names of prototypes for data', () => {
    const text = '{"properties":{"name.__proto__.polluted":1,"name.constructor.prototype.polluted":2}}';
    const bytes = padded(text);
    const arena = new Arena();
    project(bytes, 0, text.length, entry, arena);
    const revived = revive(arena.finish(true), entry) as { properties: { name: object } };
    expect(JSON.stringify(revived)).toBe(
      '{"properties":{"name":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":2}}}}}',
    );
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
