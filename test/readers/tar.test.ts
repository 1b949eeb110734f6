import { describe, expect, it } from 'vitest';
import { ArchiveError, isTar, tarMembers } from '../../src/readers/archive/tar.ts';
import { memoryInput } from '../../src/readers/memory-input.ts';
import { tar } from '../build/shapes/tar.ts';

function read(bytes: Uint8Array): [string, string][] {
  return [...tarMembers(memoryInput(bytes))].map(({ name, content }) => {
    const buffer = new Uint8Array(content.size);
    return [name, new TextDecoder().decode(buffer.subarray(0, content.read(buffer, 0, 0)))];
  });
}

const pax = (key: string, value: string) => {
  const rest = ` ${key}=${value}\n`;
  const bytes = Buffer.byteLength(rest);
  const length = bytes + String(bytes + 2).length;
  return `${length}${rest}`;
};

describe('a tar archive', () => {
  it('gives its files in order, folders left out', () => {
    const archive = tar([
      { name: 'a.ovf', content: 'one' },
      { name: 'disks/', content: '', type: '5' },
      { name: './disks/b.vmdk', content: 'x'.repeat(1000) },
    ]);

    expect(isTar(new TextDecoder('utf-8').decode(archive.subarray(0, 600)))).toBe(true);
    expect(read(archive)).toEqual([
      ['a.ovf', 'one'],
      ['disks/b.vmdk', 'x'.repeat(1000)],
    ]);
  });

  it('reads long names of GNU tar and of pax', () => {
    const long = `${'folder/'.repeat(40)}vm.ovf`;
    const gnu = [
      { name: '././@LongLink', content: `${long}\0`, type: 'L' },
      { name: 'cut', content: '1' },
    ];
    const posix = [
      { name: 'PaxHeaders/cut', content: pax('path', 'größe.ovf'), type: 'x' },
      { name: 'cut', content: '2' },
    ];

    expect(read(tar(gnu))).toEqual([[long, '1']]);
    expect(read(tar(posix)).map(([name]) => name)).toEqual(['größe.ovf']);
  });

  it('reads nothing of a file but what is asked for', () => {
    const archive = tar([
      { name: 'huge.vmdk', content: new Uint8Array(5_000_000) },
      { name: 'a.ovf', content: 'end' },
    ]);
    const input = memoryInput(archive);
    let bytes = 0;
    const counted = {
      ...input,
      read(buffer: Uint8Array, offset: number, position: number) {
        const got = input.read(buffer, offset, position);
        bytes += got;
        return got;
      },
    };

    expect([...tarMembers(counted)].map(({ name }) => name)).toEqual(['huge.vmdk', 'a.ovf']);
    expect(bytes).toBeLessThan(4096);
  });

  it.each(['../../etc/passwd', '/etc/passwd', 'a/../../b', 'C:\\windows\\x', '..\\x'])('refuses the name %s', (name) => {
    expect(() => read(tar([{ name, content: 'x' }]))).toThrow(ArchiveError);
  });

  it('says when it is cut, damaged or made of nonsense', () => {
    const whole = tar([{ name: 'a.ovf', content: 'x'.repeat(2000) }]);
    const damaged = Uint8Array.from(whole);
    damaged[3] = 0x7a;

    expect(() => read(whole.subarray(0, 1200))).toThrow('it ends inside a.ovf');
    expect(() => read(damaged)).toThrow('a header is damaged');
    expect(() =>
      read(
        tar([
          { name: 'p', content: '99999 path=x\n', type: 'x' },
          { name: 'a', content: '' },
        ]),
      ),
    ).toThrow('an extended header is damaged');
    expect(() =>
      read(
        tar([
          { name: 'p', content: pax('size', '1e99'), type: 'x' },
          { name: 'a', content: '' },
        ]),
      ),
    ).toThrow('the size of a is no number');
  });
});
