/** A small seeded generator (mulberry32), so that a failing case can be run again by its seed. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  /** In [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
}

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Names that differ in case, look alike, hold dots or escapes, or are special to JavaScript. */
export const NAMES = ['name', 'mtu', 'vnic', 'spec', 'key', 'a', 'b', '', 'toString', 'ключ', 'a/b', 'til~de', 'q"uote', 'über'];

const STRINGS = [
  '',
  'vmnic0',
  'a"b',
  'back\\slash',
  'line\nbreak',
  'tab\t',
  'ü',
  '€',
  '😀',
  'x😀y',
  '\u0001',
  '/',
  'a longer string of text',
];
const NUMBERS = [0, -0, 1, -1, 9000, 1.5, -2.25e10, 1e-7, 123456789012];

export function randomJson(random: Random, depth: number): Json {
  const kind = depth <= 0 ? random.below(4) : random.below(8);
  if (kind === 0) return null;
  if (kind === 1) return random.chance(0.5);
  if (kind === 2) return random.pick(NUMBERS);
  if (kind === 3) return random.pick(STRINGS);
  const size = random.below(5);
  if (kind < 6) return Array.from({ length: size }, () => randomJson(random, depth - 1));
  return Object.fromEntries(Array.from({ length: size }, () => [random.pick(NAMES), randomJson(random, depth - 1)]));
}

/** The text of a value, with white space and escapes where they are allowed. */
export function randomText(random: Random, value: Json): string {
  const blank = () => (random.chance(0.6) ? '' : random.pick([' ', '\n', '\r\n', '\t', '\n        ', '\n          ', '  ']));
  const string = (text: string) =>
    JSON.stringify(text).replace(/[a-z0-9/]/g, (letter, at: number, whole: string) => {
      const behindEscape = /\\(u[0-9a-f]{0,3})?$/.test(whole.slice(0, at));
      return behindEscape || !random.chance(0.05) ? letter : `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
    });
  const write = (item: Json): string => {
    if (typeof item === 'string') return string(item);
    if (typeof item === 'number' && Object.is(item, -0)) return '-0';
    if (Array.isArray(item)) return `[${blank()}${item.map((element) => `${write(element)}${blank()}`).join(`,${blank()}`)}]`;
    if (typeof item === 'object' && item !== null) {
      const members = Object.entries(item).map(
        ([name, member]) => `${string(name)}${blank()}:${blank()}${write(member)}${blank()}`,
      );
      return `{${blank()}${members.join(`,${blank()}`)}}`;
    }
    return JSON.stringify(item);
  };
  return write(value);
}
