import { expect, it } from 'vitest';
import { clean } from '../../src/reporters/clean.ts';

it.each([
  ['esx01.lab', 'esx01.lab'],
  ['Größe 日本 😀', 'Größe 日本 😀'],
  ['a\u001b[2Jb', 'a\\x1b[2Jb'],
  ['a\nb\tc\rd\u0000\u007f', 'a\\x0ab\\x09c\\x0dd\\x00\\x7f'],
  ['\u009b31m', '\\x9b31m'],
  ['\u202eevil\u2066', '\\u202eevil\\u2066'],
  ['a\u2028b', 'a\\u2028b'],
  ['\ud800x', '\\ud800x'],
])('%j becomes %j', (dirty, shown) => {
  expect(clean(dirty)).toBe(shown);
});
