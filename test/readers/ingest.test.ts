import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Known } from '../../src/model/fact.ts';
import { Ingest } from '../../src/readers/ingest.ts';
import { memoryInput } from '../../src/readers/memory-input.ts';
import { bytesOf, edit, goodHost, govcCollect, native } from '../build/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'vlint-ingest-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): { name: string; path: string } {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return { name, path };
}

/** The MTU of vmk1 of every host, as the model would ask for it. */
function mtus(ingest: Ingest): Known<unknown>[] {
  return ingest.entries
    .filter((entry) => entry.kind === 'object')
    .flatMap((entry) => entry.open().at('config', 'network', 'vnic', 1, 'spec', 'mtu').number() ?? []);
}

describe('Ingest', () => {
  it('numbers the entries of all inputs through', async () => {
    const ingest = new Ingest();
    await ingest.add(file('a.json', native(goodHost(1))));
    await ingest.add(file('b.json', govcCollect([goodHost(2), goodHost(3)])));
    const ids = ingest.entries.map((entry) => entry.ref.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ingest.problems).toEqual([]);
    ingest.close();
  });

  it('finds values again in files that were closed meanwhile, each in its own', async () => {
    const ingest = new Ingest();
    const texts = {
      'c.json': native(goodHost(1)),
      'd.json': native(goodHost(2), { oneLine: true }),
      'e.json': govcCollect(goodHost(3)),
    };
    for (const [name, text] of Object.entries(texts))
      await ingest.add(file(name, bytesOf(text, name === 'e.json' ? 'utf16le' : 'utf8')));
    const wanted = mtus(ingest);
    expect(wanted).toHaveLength(3);
    const places = await ingest.locate(wanted);
    const shown = wanted.map((known) => {
      const place = places.get(known);
      const text = texts[place?.file as keyof typeof texts] ?? '';
      return [
        place?.file,
        text.split('\n')[(place?.line ?? 0) - 1]?.slice((place?.column ?? 1) - 1, (place?.endColumn ?? 1) - 1),
      ];
    });
    expect(shown).toEqual([
      ['c.json', '9000'],
      ['d.json', '9000'],
      ['e.json', '9000'],
    ]);
    ingest.close();
  });

  it('leaves no file open: a folder may hold more files than a process may keep', async () => {
    const before = openFiles();
    const ingest = new Ingest();
    for (let n = 0; n < 40; n++) await ingest.add(file(`many/${n}.json`, native(goodHost(n + 1), { oneLine: true })));
    expect(openFiles()).toBe(before);
    await ingest.locate(mtus(ingest));
    expect(openFiles()).toBe(before);
    ingest.close();
  });

  it('gives text places as they are', async () => {
    const ingest = new Ingest();
    const known: Known<number> = {
      known: true,
      value: 1,
      origin: { kind: 'text', file: 'facts.yaml', line: 3, column: 5, endLine: 3, endColumn: 9 },
    };
    expect((await ingest.locate([known])).get(known)).toEqual({
      file: 'facts.yaml',
      line: 3,
      column: 5,
      endLine: 3,
      endColumn: 9,
    });
  });

  it('answers for two facts at one place, and for one asked twice', async () => {
    const ingest = new Ingest();
    ingest.addInput('x.json', memoryInput(new TextEncoder().encode(native(goodHost(1)))));
    const [first] = mtus(ingest);
    const [second] = mtus(ingest);
    if (first === undefined || second === undefined) throw new TypeError('no MTU');
    const places = await ingest.locate([first, second, first]);
    expect(places.get(first)).toBeDefined();
    expect(places.get(second)).toEqual(places.get(first));
    ingest.close();
  });

  it('reads a refused value as absent, and only that one', () => {
    const ingest = new Ingest();
    const text = native(edit(goodHost(1), 'config.network.vnic.1.spec.mtu', 'nine thousand'));
    ingest.addInput('x.json', memoryInput(new TextEncoder().encode(text)));
    expect(mtus(ingest)).toEqual([]);
    const second = ingest.entries[0]?.open().at('config', 'network', 'vnic', 2, 'spec', 'mtu').number();
    expect(second).toMatchObject({ known: true, value: 9000 });
    expect(ingest.problems).toMatchObject([{ ruleId: 'input-schema', level: 'warning', file: 'x.json' }]);
    ingest.close();
  });

  it('goes on behind a broken document and says where the break is', () => {
    const ingest = new Ingest();
    const text = `${govcCollect(goodHost(1), { oneLine: true })}{"kind":"enter","obj":{"type":"HostSystem",,}}\n${govcCollect(goodHost(2), { oneLine: true })}`;
    ingest.addInput('x.json', memoryInput(new TextEncoder().encode(text)));
    expect(ingest.entries).toHaveLength(2);
    expect(ingest.problems).toMatchObject([
      {
        ruleId: 'input-format',
        level: 'error',
        place: { line: 2, column: 44 },
        message: expect.stringMatching(/What follows was read\.$/),
      },
    ]);
    ingest.close();
  });

  it('does not mind closing twice', () => {
    const ingest = new Ingest();
    ingest.addInput('x.json', memoryInput(new TextEncoder().encode('[]')));
    ingest.close();
    expect(() => ingest.close()).not.toThrow();
  });
});

/** Files that this process holds open, where the system tells. */
function openFiles(): number {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return 0;
  }
}
