import { describe, expect, it } from 'vitest';
import { columns, wrap, wrapTokens } from '../../src/reporters/wrap.ts';

describe('wrap', () => {
  it('fills lines up to the width and indents the others', () => {
    expect(wrap('aaa bbb ccc ddd', 11, 'Why: ', '  ')).toEqual(['Why: aaa', '  bbb ccc', '  ddd']);
    expect(wrap('aaa bbb', 7, '')).toEqual(['aaa bbb']);
  });

  it('never breaks a command or a long word', () => {
    expect(wrap('run `esxcli iscsi networkportal list`; then', 12, '')).toEqual([
      'run',
      '`esxcli iscsi networkportal list`;',
      'then',
    ]);
    expect(wrapTokens(['a name with blanks', 'b'], 4, '')).toEqual(['a name with blanks', 'b']);
  });

  it('says nothing about nothing', () => {
    expect(wrap('  ', 10, 'Why: ')).toEqual([]);
  });
});

it.each([
  ['vmk1', 4],
  ['ümlaut', 6],
  ['日本', 4],
  ['e\u0301', 1],
  ['😀', 2],
  ['', 0],
])('%s takes %i columns', (text, size) => {
  expect(columns(text)).toBe(size);
});
