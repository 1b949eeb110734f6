import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findConfig } from '../../src/config/find.ts';

const root = resolve('/');
const at = (...parts: string[]) => join(root, ...parts);
const among = (...paths: string[]) => {
  const there = new Set(paths);
  return (path: string) => there.has(path);
};

describe('findConfig', () => {
  it('takes the nearest file upward', () => {
    const exists = among(at('a', 'vlint.yaml'), at('a', 'b', 'vlint.yml'), at('a', 'b', 'c', 'd', 'vlint.yaml'));
    expect(findConfig(at('a', 'b', 'c'), exists)).toBe(at('a', 'b', 'vlint.yml'));
    expect(findConfig(at('a', 'x'), exists)).toBe(at('a', 'vlint.yaml'));
    expect(findConfig(at('b'), exists)).toBeUndefined();
  });

  it('prefers vlint.yaml, then vlint.yml, then .vlint.yaml', () => {
    const all = [at('a', '.vlint.yaml'), at('a', 'vlint.yml'), at('a', 'vlint.yaml')];
    expect(findConfig(at('a'), among(...all))).toBe(at('a', 'vlint.yaml'));
    expect(findConfig(at('a'), among(...all.slice(0, 2)))).toBe(at('a', 'vlint.yml'));
    expect(findConfig(at('a'), among(...all.slice(0, 1)))).toBe(at('a', '.vlint.yaml'));
  });

  it('looks in the root of the repository but not above it', () => {
    expect(findConfig(at('r', 'repo', 'x'), among(at('r', 'repo', '.git'), at('r', 'repo', 'vlint.yaml')))).toBe(
      at('r', 'repo', 'vlint.yaml'),
    );
    expect(findConfig(at('r', 'repo', 'x'), among(at('r', 'repo', '.git'), at('r', 'vlint.yaml')))).toBeUndefined();
  });

  it('looks as far as the root of the file system', () => {
    expect(findConfig(at('a', 'b'), among(at('vlint.yaml')))).toBe(at('vlint.yaml'));
    expect(findConfig(root, among())).toBeUndefined();
  });
});
