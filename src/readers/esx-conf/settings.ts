import type { Span } from '../translated.ts';

/** A setting and where its value stands. */
export interface Setting {
  readonly value: string;
  readonly span: Span;
}

export interface ConfFault {
  readonly line: number;
  readonly message: string;
}

/** Names of settings whose values are never kept: CHAP names and secrets, passwords, keys. */
const SECRET = /chap|secret|passw|passphrase|credential|private|\bkeys?\b|hash/i;

/**
 * Takes esx.conf apart: one `/path/with[0000] = "value"` a line. `kept` are the lines for people to see, without the values of secret
 * settings, which are in nothing that is returned.
 */
export function settingsOf(lines: readonly string[]): {
  readonly settings: ReadonlyMap<string, Setting>;
  readonly faults: readonly ConfFault[];
  readonly kept: readonly string[];
} {
  const settings = new Map<string, Setting>();
  const faults: ConfFault[] = [];
  const kept = lines.map((text, index) => {
    if (/^\s*(#.*)?$/.test(text)) return text;
    const line = index + 1;
    const [, indent = '', key, equals = '', raw = ''] = /^(\s*)(\/[^=]*?)(\s*=\s*)(.*?)\s*$/.exec(text) ?? [];
    if (key === undefined) {
      faults.push({ line, message: 'This line is no setting: /path = "value".' });
      // What it is cannot be told, nor whether it may be shown.
      return '***';
    }
    const start = indent.length + key.length + equals.length;
    const value = /^"(.*)"$/.exec(raw)?.[1];
    if (value === undefined) {
      faults.push({ line, message: `The quotes of the value of ${key} are not closed.` });
      return `${text.slice(0, start)}***`;
    }
    if (SECRET.test(key)) return `${text.slice(0, start)}"***"`;
    if (settings.has(key)) faults.push({ line, message: `${key} is set a second time; the first one was read.` });
    else settings.set(key, { value, span: { line, column: start + 2, endColumn: start + 2 + Math.max(1, value.length) } });
    return text;
  });
  return { settings, faults, kept };
}
