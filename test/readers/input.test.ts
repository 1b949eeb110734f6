import { spawn } from 'node:child_process';
import { chmodSync, closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../src/readers/input.ts';
import { InputError, openInput } from '../../src/readers/input.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vlint-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function fileOf(bytes: Uint8Array | string): string {
  const path = join(folder, 'export.json');
  writeFileSync(path, bytes);
  return path;
}

async function contentOf(path: string, stdin?: number): Promise<string> {
  const input = await openInput(path, stdin);
  try {
    return allOf(input);
  } finally {
    input.close();
  }
}

function allOf(input: Input): string {
  const bytes = Buffer.alloc(input.size + 5);
  const size = input.read(bytes, 0, 0);
  expect(size).toBe(input.size);
  return bytes.toString('utf8', 0, size);
}

const text = '{"name":"ü€😀"}\r\n';
const utf16 = Buffer.from(text, 'utf16le');
const swapped = Buffer.from(utf16).swap16();

describe('openInput', () => {
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16LE with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
    ['UTF-16BE with a mark', Buffer.concat([Buffer.from([0xfe, 0xff]), swapped])],
    ['UTF-16LE', utf16],
    ['UTF-16BE', swapped],
  ])('reads a file in %s', async (_, bytes) => {
    expect(await contentOf(fileOf(bytes))).toBe(text);
  });

  it('recodes large files without breaking characters', async () => {
    const long = `"${'😀x€'.repeat(700_000)}"`;
    expect((await contentOf(fileOf(Buffer.from(long, 'utf16le')))) === long).toBe(true);
  });

  it('replaces half a surrogate pair and half a unit', async () => {
    const broken = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('"a"', 'utf16le'), Buffer.from([0x3d, 0xd8, 0x41])]);
    expect(await contentOf(fileOf(broken))).toMatch(/^"a"\ufffd+$/);
  });

  it('reads from any position', async () => {
    const input = await openInput(fileOf('\ufeff0123456789'));
    const buffer = Buffer.from('..........');
    expect(input.read(buffer, 7, 4)).toBe(3);
    expect(buffer.toString()).toBe('.......456');
    expect(input.read(buffer, 0, 8)).toBe(2);
    expect(input.read(buffer, 0, 99)).toBe(0);
    input.close();
    input.close();
    expect(() => input.read(buffer, 0, 0)).toThrow(InputError);
  });

  it.each([
    ['', ''],
    ['1', '1'],
    ['\ufeff', ''],
  ])('reads a tiny file %j', async (content, expected) => {
    expect(await contentOf(fileOf(content))).toBe(expected);
  });

  it('names what cannot be read', async () => {
    const missing = join(folder, 'missing.json');
    await expect(openInput(missing)).rejects.toMatchObject({
      name: 'InputError',
      fault: 'missing',
      path: missing,
      message: `${missing} does not exist`,
    });
    await expect(openInput(join(fileOf(''), 'x'))).rejects.toMatchObject({ fault: 'missing' });
    mkdirSync(join(folder, 'sub'));
    await expect(openInput(join(folder, 'sub'))).rejects.toMatchObject({
      fault: 'directory',
      message: `${join(folder, 'sub')} is a directory, not a file`,
    });
    const closed = openSync(fileOf(''), 'r');
    closeSync(closed);
    await expect(openInput('-', closed)).rejects.toMatchObject({
      fault: 'unreadable',
      message: expect.stringMatching(/^standard input cannot be read/),
    });
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('says that permission is missing', async () => {
    const path = fileOf('{}');
    chmodSync(path, 0);
    await expect(openInput(path)).rejects.toMatchObject({ fault: 'permission' });
  });

  it('reads standard input, here a file', async () => {
    const fd = openSync(fileOf(swapped), 'r');
    expect(await contentOf('-', fd)).toBe(text);
    closeSync(fd);
    expect(await contentOf('-', openSync(fileOf('\ufeffab'), 'r'))).toBe('ab');
  });

  it.skipIf(process.platform === 'win32')('reads a slow pipe to its end, and leaves no file behind', async () => {
    const pipe = join(folder, 'pipe');
    await done(spawn('mkfifo', [pipe]));
    const writer = spawn('sh', [
      '-c',
      `exec >"$0"; printf '\\377'; sleep 0.1; printf '\\376[\\0'; sleep 0.1; printf ']\\0'`,
      pipe,
    ]);
    const before = spooled();
    const input = await openInput(pipe);
    expect(allOf(input)).toBe('[]');
    input.close();
    expect(spooled().filter((name) => !before.includes(name))).toEqual([]);
    await done(writer);
    expect(existsSync(pipe)).toBe(true);
  });
});

function spooled(): string[] {
  return readdirSync(tmpdir()).filter((name) => /^vlint-(?!test)/.test(name));
}

function done(child: ReturnType<typeof spawn>): Promise<unknown> {
  return child.exitCode !== null ? Promise.resolve() : new Promise((resolve) => child.on('exit', resolve));
}
