import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive; what differs from the truth is for archives that mean harm. */
export interface ZipFile {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What the archive says of its size and its checksum, and whether it is encrypted. */
  readonly says?: { readonly size?: number; readonly crc?: number; readonly encrypted?: boolean };
}

/** A zip archive with packed files, as programs that write workbooks make it. */
export function deflatedZip(files: readonly ZipFile[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, says } of files) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const path = Buffer.from(name);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(says?.encrypted === true ? 0x801 : 0x800, 2);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(says?.crc ?? crc32(bytes), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(says?.size ?? bytes.length, 18);
    head.writeUInt16LE(path.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), head, place, path);
    parts.push(Buffer.from('PK\u0003\u0004', 'latin1'), head, path, packed);
    offset += 30 + path.length + packed.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}
