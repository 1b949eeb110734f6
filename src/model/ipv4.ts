/** An IPv4 address as an unsigned 32-bit number. */
export type Ipv4 = number;

/** An IPv4 network: `base` has no bits below the prefix. */
export interface Network {
  readonly base: Ipv4;
  /** 0 to 32. */
  readonly prefix: number;
}

/** Reads the dotted decimal form; anything else, leading zeros included, is `undefined`. */
export function parseIpv4(text: string): Ipv4 | undefined {
  let address = 0;
  let octets = 0;
  for (let at = 0; ; at++) {
    const start = at;
    let octet = 0;
    for (; isDigit(text.charCodeAt(at)); at++) octet = octet * 10 + text.charCodeAt(at) - ZERO;
    const digits = at - start;
    if (digits === 0 || digits > 3 || octet > 255 || (digits > 1 && text.charCodeAt(start) === ZERO)) return undefined;
    address = address * 256 + octet;
    octets++;
    if (octets === 4) return at === text.length ? address : undefined;
    if (text.charCodeAt(at) !== DOT) return undefined;
  }
}

const ZERO = 48;
const DOT = 46;
const isDigit = (code: number) => code >= ZERO && code <= ZERO + 9;

export function formatIpv4(address: Ipv4): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
}

/** The prefix length of a subnet mask; `undefined` where its ones are not contiguous. */
export function prefixOfMask(mask: Ipv4): number | undefined {
  const prefix = Math.clz32(~mask);
  return maskOfPrefix(prefix) === mask ? prefix : undefined;
}

/** The subnet mask of a prefix length from 0 to 32. */
export function maskOfPrefix(prefix: number): Ipv4 {
  // Shifts count modulo 32, so that a prefix of 0 needs its own answer.
  return prefix === 0 ? 0 : (0xffffffff << (32 - prefix)) >>> 0;
}

/** The network of an address with a mask, both in dotted decimal form; `undefined` if one of them is malformed. */
export function networkOf(address: string, mask: string): Network | undefined {
  const ip = parseIpv4(address);
  const bits = parseIpv4(mask);
  const prefix = bits === undefined ? undefined : prefixOfMask(bits);
  return ip === undefined || prefix === undefined ? undefined : networkAt(ip, prefix);
}

/** The network of that prefix length in which the address lies. */
export function networkAt(address: Ipv4, prefix: number): Network {
  return { base: (address & maskOfPrefix(prefix)) >>> 0, prefix };
}

/** Reads "10.0.1.0/24". The address may have bits below the prefix: `networkAt` of it tells. */
export function parseCidr(text: string): { readonly address: Ipv4; readonly prefix: number } | undefined {
  const match = /^([0-9.]+)\/(0|[1-9][0-9]?)$/.exec(text);
  const address = parseIpv4(match?.[1] ?? '');
  const prefix = Number(match?.[2]);
  return address === undefined || prefix > 32 ? undefined : { address, prefix };
}

export function formatNetwork(network: Network): string {
  return `${formatIpv4(network.base)}/${network.prefix}`;
}

export function contains(network: Network, address: Ipv4): boolean {
  return networkAt(address, network.prefix).base === network.base;
}

export function sameNetwork(a: Network, b: Network): boolean {
  return a.base === b.base && a.prefix === b.prefix;
}

/** Order of addresses in dotted decimal form: by number; what is not an address comes last, by its text. */
export function compareIpv4(a: string, b: string): number {
  const left = parseIpv4(a) ?? Infinity;
  const right = parseIpv4(b) ?? Infinity;
  if (left !== right) return left < right ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
