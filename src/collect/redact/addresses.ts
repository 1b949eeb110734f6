import { isIPv4, isIPv6 } from 'node:net';
import type { Scrambler } from './scramble.ts';

/** Loopback, link-local, multicast and what means no address: rules know them by their numbers. */
const MEANING = /^(0|127|169|22[4-9]|2[3-5]\d)\./;

/**
 * An IPv4 address with another second and third octet. Addresses that share a network still do, and those that do not still do not,
 * whatever the netmask: two addresses have as many leading bits in common as before.
 */
export function otherIpv4(address: string, scrambler: Scrambler): string {
  if (!isIPv4(address) || MEANING.test(address)) return address;
  const [first = 0, second = 0, third = 0, last = 0] = address.split('.').map(Number);
  const middle = (second << 8) | third;
  let made = 0;
  for (let bit = 15; bit >= 0; bit--) {
    // Whether a bit is turned depends on the bits before it, and on nothing else.
    const turn = (scrambler.noise(`ipv4 ${first} ${bit} ${middle >> (bit + 1)}`, 1)[0] ?? 0) & 1;
    made |= (((middle >> bit) & 1) ^ turn) << bit;
  }
  return `${first}.${made >> 8}.${made & 0xff}.${last}`;
}

/** An IPv6 address with another prefix and interface id; addresses that share their first 64 bits still do. Link-local ones stay so. */
export function otherIpv6(address: string, scrambler: Scrambler): string {
  if (!isIPv6(address) || address === '::' || address === '::1') return address;
  const groups = groupsOf(address);
  const prefix = groups.slice(0, 4).join(':');
  const isLocal = prefix.startsWith('fe80');
  const own = scrambler.hex(groups.slice(4).join(':'));
  return isLocal ? `${prefix}:${own}` : `fd${scrambler.hex(prefix).slice(2)}:${own}`;
}

/** All eight groups of four digits. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = address
    .toLowerCase()
    .replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, embedded)
    .split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = new Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...zeros, ...right].map((group) => group.padStart(4, '0'));
}

function embedded(_: string, a: string, b: string, c: string, d: string): string {
  return [Number(a) * 256 + Number(b), Number(c) * 256 + Number(d)].map((group) => group.toString(16)).join(':');
}
