import { createHmac } from 'node:crypto';

/** Turns texts into others of the same form: the same text always into the same, as long as the key is the same. */
export class Scrambler {
  private readonly key: Uint8Array;

  /** Without the key nobody can find out what was there by trying. */
  constructor(key: Uint8Array) {
    this.key = key;
  }

  /** Letters become letters, digits digits; all else stays. Upper and lower case of a text become the same letters. */
  text(text: string): string {
    const noise = this.noise(`text ${text.toLowerCase()}`, text.length);
    return [...text]
      .map((character, index) => {
        const byte = noise[index] ?? 0;
        if (/\d/.test(character)) return String(byte % 10);
        if (/\p{Ll}/u.test(character)) return String.fromCharCode(0x61 + (byte % 26));
        if (/\p{L}/u.test(character)) return String.fromCharCode(0x41 + (byte % 26));
        return character;
      })
      .join('');
  }

  /** Hexadecimal digits, all but the first `kept`; other characters stay between them, and do not matter. */
  hex(text: string, kept = 0): string {
    const digits = text.replace(/[^0-9a-f]/gi, '').toLowerCase();
    const noise = this.noise(`hex ${digits}`, digits.length);
    let index = -1;
    return text.replace(/[0-9a-f]/gi, (digit) => {
      index += 1;
      return index < kept ? digit : ((noise[index] ?? 0) % 16).toString(16);
    });
  }

  /** Bytes that depend on the key and the text, as many as are wanted. */
  noise(seed: string, length: number): Uint8Array {
    const blocks: Buffer[] = [];
    for (let size = 0; size < length; size += 32) blocks.push(createHmac('sha256', this.key).update(`${size} ${seed}`).digest());
    return Buffer.concat(blocks).subarray(0, length);
  }
}
