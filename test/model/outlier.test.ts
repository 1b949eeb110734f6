import { describe, expect, it } from 'vitest';
import { standsOut, type Vote } from '../../src/model/outlier.ts';

const certain = (...values: string[]): Vote[] => values.map((value) => ({ value, certain: true }));
const perhaps = (...values: string[]): Vote[] => values.map((value) => ({ value, certain: false }));
const untold: Vote = { value: undefined, certain: true };

describe('standsOut', () => {
  it.each<[string, string, Vote[], boolean | undefined]>([
    ['alone', 'a', [], false],
    ['one of three that agree', 'a', certain('a', 'a'), false],
    ['against the crowd', 'b', certain('a', 'a'), true],
    ['one of the crowd', 'a', certain('a', 'b'), false],
    ['in a tie', 'a', certain('b'), true],
    ['in a tie of three', 'a', certain('b', 'c'), true],
    ['beside one that is not told', 'a', [untold], undefined],
    ['in a crowd beside one that is not told', 'a', [...certain('a'), untold], false],
    ['against a crowd that one more cannot outvote', 'b', [...certain('a', 'a'), untold], true],
    ['against one, with one that is not told', 'b', [...certain('a'), untold], undefined],
    ['against one that may not belong', 'b', perhaps('a'), undefined],
    ['beside one that agrees and may not belong', 'a', perhaps('a'), false],
    ['against a crowd, with an ally who may not belong', 'b', [...certain('a', 'a'), ...perhaps('b')], true],
    ['against a pair, with two allies who may not belong', 'b', [...certain('a', 'a'), ...perhaps('b', 'b')], undefined],
  ])('%s', (_, own, others, expected) => {
    expect(standsOut(own, others)).toBe(expected);
  });
});
