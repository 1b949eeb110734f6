import { describe, expect, it } from 'vitest';
import { didYouMean, distance, suggest } from '../../src/config/suggest.ts';

describe('distance', () => {
  it.each([
    ['', '', 0],
    ['abc', '', 3],
    ['', 'abc', 3],
    ['severity', 'severity', 0],
    ['severty', 'severity', 1],
    ['seveerity', 'severity', 1],
    ['saverity', 'severity', 1],
    ['sevreity', 'severity', 1],
    ['kitten', 'sitting', 3],
    ['ab', 'ba', 1],
  ])('%j to %j is %d', (a, b, expected) => {
    expect(distance(a, b)).toBe(expected);
  });
});

describe('suggest', () => {
  it('takes the closest word', () => {
    expect(suggest('severty', ['options', 'seventy', 'severity'])).toBe('seventy');
    expect(suggest('severiy', ['options', 'seventy', 'severity'])).toBe('severity');
  });

  it('allows fewer slips in shorter words', () => {
    expect(suggest('mut', ['mtu'])).toBe('mtu');
    expect(suggest('who', ['mtu'])).toBeUndefined();
    expect(suggest('vmxx', ['vmk1'])).toBeUndefined();
    expect(suggest('unitl', ['until'])).toBe('until');
    expect(suggest('mtu-vmk-exceed-vsswich', ['mtu-vmk-exceeds-vswitch'])).toBe('mtu-vmk-exceeds-vswitch');
    expect(suggest('iscsi-chap-none', ['iscsi-no-targets'])).toBeUndefined();
  });

  it('does not mind case and has nothing to say about no words', () => {
    expect(suggest('PROFILE', ['profile'])).toBe('profile');
    expect(suggest('profile', [])).toBeUndefined();
  });

  it('makes half a sentence', () => {
    expect(didYouMean('unitl', ['until'])).toBe('; did you mean "until"?');
    expect(didYouMean('nothing', ['until'])).toBe('');
  });
});
