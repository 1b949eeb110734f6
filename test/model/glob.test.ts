import { describe, expect, it } from 'vitest';
import { globMatches, isGlob } from '../../src/model/glob.ts';

describe('globMatches', () => {
  it.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['*', 'anything', true],
    ['?', '', false],
    ['?', 'x', true],
    ['?', '𝄞', true],
    ['esx0?.lab', 'esx01.lab', true],
    ['esx0?.lab', 'esx012.lab', false],
    ['ESX*.LAB', 'esx01.lab', true],
    ['esx*', 'vesx1', false],
    ['*.lab', 'esx01.lab.example', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['**a', 'ba', true],
    ['vm[1]', 'vm1', false],
    ['vm[1]', 'VM[1]', true],
    ['a.c', 'abc', false],
    ['(x|y)', 'x', false],
    ['sql+', 'sqll', false],
  ])('%j on %j: %s', (pattern, text, expected) => {
    expect(globMatches(pattern, text)).toBe(expected);
  });

  it('is not led astray by many stars', () => {
    expect(globMatches(`${'*a'.repeat(40)}b`, 'a'.repeat(4000))).toBe(false);
  });
});

it('tells patterns from names', () => {
  expect(['a*', 'a?', 'a', 'a.b[c]'].map(isGlob)).toEqual([true, true, false, false]);
});
