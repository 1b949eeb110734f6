import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Budget, LIMITS, type Limits } from '../../src/readers/archive/budget.ts';
import { gunzip } from '../../src/readers/archive/gunzip.ts';
import type { Sink } from '../../src/readers/format.ts';
import { memoryInput } from '../../src/readers/memory-input.ts';
import { ArchiveReader } from '../../src/readers/vm-support/archive.ts';
import { readVmSupport } from '../../src/readers/vm-support.ts';
import { tar } from '../build/shapes/tar.ts';
import { bundleFolder, bundleOf, packed } from '../build/shapes/vm-support.ts';

const HOST = 'esx01.lab';
const NICS = {
  name: 'commands/localcli_network-nic-list.txt',
  content: 'Name    PCI Device    Driver  Admin Status  Link Status  Speed  Duplex  MAC Address        MTU   Description\n---\n',
};

/** Notes what is said, and what was handed over. */
function notes(): { readonly sink: Sink; readonly said: string[]; readonly commands: string[] } {
  const said: string[] = [];
  const commands: string[] = [];
  const sink: Sink = {
    esxcli: ({ command }) => commands.push(command),
    object: ({ type }) => commands.push(type),
    method: ({ method }) => commands.push(method),
    table: (report) => commands.push(report),
    device: ({ role }) => commands.push(role),
    problem: ({ ruleId, inside, message }) => said.push(`${ruleId} ${inside === undefined ? '' : `${inside}: `}${message}`),
  };
  return { sink, said, commands };
}

async function read(bytes: Uint8Array, limits: Partial<Limits> = {}) {
  const { sink, said, commands } = notes();
  const reader = await readVmSupport({ input: memoryInput(bytes), name: 'x.tgz', hint: {} }, sink, { ...LIMITS, ...limits });
  return { reader, said, commands };
}

describe('a bundle that is larger than memory', () => {
  const MIB = 1024 ** 2;

  it('is passed over piece by piece: only the files that tell something are kept', async () => {
    const size = 3 * 1024 * MIB;
    const [header] = [tar([{ name: 'a/var/core/zdump.1', content: '' }]).subarray(0, 512)];
    const big = sized(header, size);
    let given = 0;
    function* archive() {
      yield tarPart(NICS.name, NICS.content);
      yield big;
      const block = new Uint8Array(MIB);
      for (let left = size; left > 0; left -= block.length) {
        given += block.length;
        yield block;
      }
      yield tarPart('commands/localcli_iscsi-software-get.txt', 'true\n');
      yield new Uint8Array(1024);
    }
    const { sink, said, commands } = notes();
    const reader = new ArchiveReader('x.tar', new Budget(size, LIMITS), sink);
    await reader.read(archive());

    expect(given).toBe(size);
    expect(said).toEqual([]);
    expect(commands).toEqual(['network nic list', 'iscsi software get']);
    expect(reader.mostKept).toBe(NICS.content.length + 'true\n'.length);
  });

  it('is unpacked as far as it is read, not ahead', async () => {
    const bytes = gzipSync(new Uint8Array(40 * MIB));
    let taken = 0;
    function* slices() {
      for (let at = 0; at < bytes.length; at += 4096) {
        taken += 4096;
        yield bytes.subarray(at, at + 4096);
      }
    }
    for await (const piece of gunzip(slices(), new Budget(bytes.length, { ...LIMITS, ratio: 2000 }))) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }

    expect(taken).toBeLessThan(bytes.length / 2);
  });

  it('gives the files of one host up before the next is read', async () => {
    const inner = Array.from({ length: 5 }, (_, index) => ({
      name: `${bundleFolder(`esx0${index}`)}.tgz`,
      content: bundleOf(`esx0${index}`, [NICS]),
    }));
    const { reader, commands } = await read(gzipSync(packed('', inner)));

    expect(commands).toHaveLength(5);
    expect(reader.bundles).toBe(5);
    expect(reader.mostKept).toBe(NICS.content.length);
  });
});

describe('a bundle that was made to do harm', () => {
  const zeros = { name: 'var/zeros', content: new Uint8Array(8 * 1024 ** 2) };

  it('is refused when it grows too much', async () => {
    const { said, commands } = await read(bundleOf(HOST, [NICS, zeros]), { harmless: 1024 ** 2 });

    expect(said).toEqual([
      'input-truncated This archive is not whole: it grows more than 200 times when it is unpacked. What follows was not read.',
    ]);
    expect(commands).toEqual(['network nic list']);
  });

  it('is refused once when one inside grows too much', async () => {
    const inner = { name: `${bundleFolder(HOST)}.tgz`, content: bundleOf(HOST, [NICS, zeros]) };
    const other = { name: `${bundleFolder('esx02')}.tgz`, content: bundleOf('esx02', [NICS]) };
    const { said } = await read(gzipSync(packed('', [inner, other])), { harmless: 1024 ** 2 });

    expect(said).toEqual([expect.stringMatching(/^input-truncated This archive is not whole: it grows more than 200 times/)]);
  });

  it.each<[string, Partial<Limits>, string]>([
    ['too many files', { files: 1 }, 'it holds more than 1 files'],
    ['too much in all', { total: 1024 ** 2 }, 'unpacked it has more than 1 MiB'],
  ])('is refused: %s', async (_, limits, why) => {
    const { said } = await read(bundleOf(HOST, [NICS, zeros]), limits);

    expect(said).toEqual([`input-truncated This archive is not whole: ${why}. What follows was not read.`]);
  });

  it('an output that is too long is read in part', async () => {
    const { said, commands } = await read(bundleOf(HOST, [NICS]), { file: 50 });

    expect(said).toContain(
      `input-truncated ${bundleFolder(HOST)}/${NICS.name}: This file of the bundle is not whole: it has more than 50 bytes, of which no more was read.`,
    );
    expect(commands).toEqual([]);
  });

  it('archives in archives are opened only so deep', async () => {
    const nest = (depth: number): Uint8Array =>
      depth === 0
        ? bundleOf(HOST, [NICS])
        : gzipSync(packed('', [{ name: `${bundleFolder(HOST)}.tgz`, content: nest(depth - 1) }]));
    const fine = await read(nest(2));
    const deep = await read(nest(5));

    expect(fine.commands).toEqual(['network nic list']);
    expect(fine.said).toEqual([]);
    expect(deep.commands).toEqual([]);
    expect(deep.said[0]).toMatch(/The archive esx-\S+ lies in 3 others; it was not read\.$/);
  });
});

/** A file in an archive, without the archive's end. */
function tarPart(name: string, content: string): Uint8Array {
  return tar([{ name, content }]).subarray(0, 512 + Math.ceil(content.length / 512) * 512);
}

/** The header with another size. */
function sized(header: Uint8Array, size: number): Uint8Array {
  const block = Buffer.from(header);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('        ', 148);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
