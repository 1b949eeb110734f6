/**
 * A set of names that can be looked up straight from UTF-8 bytes, without making a string.
 * Member names of exports differ in case only (govc before 0.31 and PowerCLI write `Mtu`, others `mtu`), so a table usually folds ASCII case.
 */
export class NameTable<T> {
  private readonly slots: Int32Array;
  private readonly mask: number;
  private readonly names: Uint8Array[] = [];
  private readonly values: T[] = [];
  private readonly byText = new Map<string, T>();
  private readonly folds: boolean;

  constructor(entries: Iterable<readonly [string, T]>, folds: boolean) {
    this.folds = folds;
    for (const [name, value] of entries) {
      const key = folds ? foldAscii(name) : name;
      if (this.byText.has(key)) throw new TypeError(`the name ${name} is given twice`);
      this.byText.set(key, value);
      this.names.push(new TextEncoder().encode(key));
      this.values.push(value);
    }
    let size = 8;
    while (size < this.names.length * 4) size *= 2;
    this.mask = size - 1;
    this.slots = new Int32Array(size).fill(-1);
    this.names.forEach((name, index) => {
      let slot = hash(name, 0, name.length) & this.mask;
      while (this.slots[slot]! >= 0) slot = (slot + 1) & this.mask;
      this.slots[slot] = index;
    });
  }

  /** The value of the name that stands in `bytes` from `start` to `end` (no escapes), or undefined. */
  find(bytes: Uint8Array, start: number, end: number): T | undefined {
    let slot = hash(bytes, start, end) & this.mask;
    for (let index = this.slots[slot]!; index >= 0; index = this.slots[slot]!) {
      const name = this.names[index]!;
      if (name.length === end - start && (this.folds ? equalFolded(bytes, start, name) : equal(bytes, start, name))) {
        return this.values[index];
      }
      slot = (slot + 1) & this.mask;
    }
    return undefined;
  }

  findText(name: string): T | undefined {
    return this.byText.get(this.folds ? foldAscii(name) : name);
  }
}

/** Lower case for A to Z only: String.toLowerCase would make the Kelvin sign a `k`. */
export function foldAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** Of the length and three letters: enough to tell some hundred names apart, at a price that does not grow with their length. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length === 0) return 0;
  const first = bytes[start]! | 0x20;
  const middle = bytes[start + (length >> 1)]! | 0x20;
  const last = bytes[end - 1]! | 0x20;
  const mixed = Math.imul((first << 16) ^ (middle << 8) ^ last ^ (length << 24), 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

function equalFolded(bytes: Uint8Array, start: number, name: Uint8Array): boolean {
  for (let i = 0; i < name.length; i++) {
    const byte = bytes[start + i]!;
    if ((byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte) !== name[i]) return false;
  }
  return true;
}

function equal(bytes: Uint8Array, start: number, name: Uint8Array): boolean {
  for (let i = 0; i < name.length; i++) if (bytes[start + i] !== name[i]) return false;
  return true;
}
