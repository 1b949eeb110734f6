const BLOCK = 512;

/** A file for an archive: its name, content, and the type of its header where that is not a file's. */
export interface TarFile {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly type?: string;
}

/** A tar archive in the form that every tool reads (ustar). */
export function tar(files: readonly TarFile[]): Uint8Array {
  const blocks = files.flatMap(({ name, content, type = '0' }) => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const body = new Uint8Array(Math.ceil(bytes.length / BLOCK) * BLOCK);
    body.set(bytes);
    return [header(name, bytes.length, type), body];
  });
  return Buffer.concat([...blocks, new Uint8Array(2 * BLOCK)]);
}

function header(name: string, size: number, type: string): Uint8Array {
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0, 100);
  block.write('0000644\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.write('        ', 148);
  block.write(type, 156);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
