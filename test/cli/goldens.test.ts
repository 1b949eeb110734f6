import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { vlint } from './program.ts';

const estates = readdirSync('test/estates').filter((name) => existsSync(join('test/estates', name, 'report.sarif')));

/** The goldens are made from the sources; the shipped program prints the same from the committed export, byte for byte. */
describe.each(estates)('vlint scan test/estates/%s/export.json', (name) => {
  it.each([
    ['pretty', 'report.txt'],
    ['json', 'report.json'],
    ['sarif', 'report.sarif'],
  ])('prints the golden report as %s', (format, file) => {
    const { status, stdout, stderr } = vlint(['scan', `test/estates/${name}/export.json`, '--format', format]);
    expect(stderr).toBe('');
    expect(stdout).toBe(readFileSync(join('test/estates', name, file), 'utf8'));
    expect(status).toBe(name === 'lab' ? 1 : 0);
  });
});
