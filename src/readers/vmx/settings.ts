import type { Span } from '../translated.ts';

/** A setting of a .vmx file, with quotes and escapes resolved, and where its value stands. */
export interface Setting {
  readonly value: string;
  readonly span: Span;
}

/** A line that is no setting, or sets again what is set already. */
export interface VmxFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** The settings of a .vmx file, which knows no upper and lower case. */
export class Settings {
  private readonly byKey = new Map<string, Setting>();
  readonly faults: VmxFault[] = [];

  constructor(lines: readonly string[]) {
    for (const [index, text] of lines.entries()) this.add(text, index + 1);
  }

  private add(text: string, line: number): void {
    if (/^\s*(#.*)?$/.test(text)) return;
    const [, key, equals = '', raw = ''] = /^(\s*[^\s="]+)(\s*=\s*)(.*?)\s*$/.exec(text) ?? [];
    if (key === undefined) {
      this.faults.push({ line, column: 1, message: 'This line is no setting: key = "value".' });
      return;
    }
    const isQuoted = raw.startsWith('"');
    if (isQuoted && !/^"[^"]*"$/.test(raw)) {
      this.faults.push({ line, column: key.length + equals.length + 1, message: 'The quotes of this value are not closed.' });
      return;
    }
    const bare = isQuoted ? raw.slice(1, -1) : raw;
    const column = key.length + equals.length + (isQuoted ? 2 : 1);
    const name = key.trim().toLowerCase();
    if (this.byKey.has(name)) {
      this.faults.push({ line, column: 1, message: `${key.trim()} is set a second time; the first one was read.` });
      return;
    }
    this.byKey.set(name, {
      value: unescaped(bare),
      span: { line, column, endColumn: Math.max(column + 1, column + bare.length) },
    });
  }

  /** A setting that is there with a value. */
  get(key: string): Setting | undefined {
    const setting = this.byKey.get(key.toLowerCase());
    return setting?.value === '' ? undefined : setting;
  }

  /** True, false, or nothing when the file does not say. */
  flag(key: string): boolean | undefined {
    const word = this.get(key)?.value.toLowerCase();
    return word === 'true' || word === '1' ? true : word === 'false' || word === '0' ? false : undefined;
  }

  /** What stands before the dot in any key that fits, in order of the numbers in it: "scsi0:1". */
  devices(pattern: RegExp): string[] {
    const found = new Set<string>();
    for (const key of this.byKey.keys()) {
      const name = key.slice(0, Math.max(0, key.indexOf('.')));
      if (pattern.test(name) && this.flag(`${name}.present`) !== false) found.add(name);
    }
    return [...found].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  }

  /** The first setting of a device that says something. */
  evidence(device: string): Span {
    const setting = this.get(`${device}.present`) ?? [...this.byKey].find(([key]) => key.startsWith(`${device}.`))?.[1];
    return setting?.span ?? { line: 1, column: 1, endColumn: 2 };
  }
}

/** A quote, a line feed and the like are written as their code: "|22". */
function unescaped(text: string): string {
  return text.replace(/\|([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
