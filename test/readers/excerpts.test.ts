import { describe, expect, it } from 'vitest';
import { excerptsOf } from '../../src/readers/excerpts.ts';
import { memoryInput } from '../../src/readers/memory-input.ts';

const CHUNK = 256 * 1024;

/** The excerpt around the first `token` of the text. */
function around(text: string, token: string) {
  const start = text.indexOf(token);
  const before = text.slice(0, start).split('\n');
  const column = (before.at(-1) ?? '').length + 1;
  const span = { line: before.length, column, endColumn: column + token.length };
  return excerptsOf(memoryInput(new TextEncoder().encode(text)), [span]).get(span);
}

describe('the line around a token of a large input', () => {
  it('is shown whole when it is short', () => {
    expect(around('<a>\r\n  <mtu>9000</mtu>\r\n</a>', '9000')).toEqual({ text: '  <mtu>9000</mtu>', column: 8 });
  });

  it('is cut on both sides when it is long', () => {
    const { text = '', column = 0 } = around(`${'größe '.repeat(1000)}TOKEN${' ende'.repeat(1000)}`, 'TOKEN') ?? {};

    expect(text.slice(column - 1)).toMatch(/^TOKEN ende/);
    expect(text).toMatch(/^….+…$/);
    expect(text.length).toBeLessThan(170);
  });

  it.each([-400, -10, -2, -1, 0, 1, 400])('is right when the token lies %i characters from where a piece ends', (distance) => {
    const text = `${'x'.repeat(CHUNK + distance)}TOKEN</a>\nnext`;
    const { text: shown = '', column = 0 } = around(text, 'TOKEN') ?? {};

    expect(shown.slice(column - 1)).toBe('TOKEN</a>');
  });

  it('is found for tokens in any order, and not for places that the input does not have', () => {
    const text = Array.from({ length: 50_000 }, (_, index) => `line ${index + 1}`).join('\n');
    const spans = [40_000, 3, 17, 60_000].map((line) => ({ line, column: 6, endColumn: 8 }));
    const found = excerptsOf(memoryInput(new TextEncoder().encode(text)), spans);

    expect(spans.map((span) => found.get(span)?.text)).toEqual(['line 40000', 'line 3', 'line 17', undefined]);
  });

  it('never shows what looks like a password', () => {
    expect(around('<a><password>: hunter2 MTU</a>', 'MTU')?.text).not.toContain('hunter2');
  });
});
