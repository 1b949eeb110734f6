import { expect, it } from 'vitest';
import { artifactUri } from '../../../src/reporters/sarif/uri.ts';

const rows: readonly [string, { root?: string; cwd?: string }, string][] = [
  ['export.json', {}, 'export.json'],
  ['./a//b/../c.json', {}, 'a/c.json'],
  ['-', {}, 'stdin'],
  ['a b/ü#100%?.json', {}, 'a%20b/%C3%BC%23100%25%3F.json'],
  // A colon in the first segment would make it a scheme, a backslash is a character of the name.
  ['c:d\\e.json', {}, 'c%3Ad%5Ce.json'],
  ['\ud800.json', {}, '%EF%BF%BD.json'],
  ['../out.json', {}, '../out.json'],
  ['x.json', { root: '/repo', cwd: '/repo/sub dir' }, 'sub%20dir/x.json'],
  ['../x.json', { root: '/repo', cwd: '/repo/sub' }, 'x.json'],
  ['x.json', { root: '/repo/' }, 'x.json'],
  ['/repo/a/x.json', { root: '/repo' }, 'a/x.json'],
  ['/repository/x.json', { root: '/repo' }, '../repository/x.json'],
  ['/x.json', { root: '/repo/deep' }, '../../x.json'],
  ['/repo', { root: '/repo' }, '../repo'],
  ['/a b/x.json', {}, 'file:///a%20b/x.json'],
  ['C:/repo/x.json', { root: 'c:/repo' }, 'x.json'],
  ['D:/x y.json', { root: 'C:/repo' }, 'file:///D:/x%20y.json'],
];

it.each(rows)('%s from %o is %s', (file, base, uri) => {
  expect(artifactUri(file, base)).toBe(uri);
  expect(URL.canParse(uri, 'file:///base/')).toBe(true);
});
