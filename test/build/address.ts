/** "10.0.1.11/24" taken apart. Throws on anything else, as a slip in a test row should. */
export function addressOf(cidr: string): { address: string; prefix: number; mask: string } {
  const [address = '', length = ''] = cidr.split('/');
  const prefix = Number(length);
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(address) || length === '' || !(prefix >= 0 && prefix <= 32)) {
    throw new RangeError(`"${cidr}" is not an IPv4 address with a prefix length`);
  }
  return { address, prefix, mask: dotted(maskOf(prefix)) };
}

/** The network of an address with a prefix length, "10.0.1.0". */
export function networkOf(cidr: string): string {
  const { address, prefix } = addressOf(cidr);
  return dotted((numberOf(address) & maskOf(prefix)) >>> 0);
}

export function broadcastOf(cidr: string): string {
  const { address, prefix } = addressOf(cidr);
  return dotted((numberOf(address) | ~maskOf(prefix)) >>> 0);
}

/** Whether an address lies in the subnet of another. */
export function onLink(cidr: string, address: string): boolean {
  return /^\d+\.\d+\.\d+\.\d+$/.test(address) && networkOf(cidr) === networkOf(`${address}/${addressOf(cidr).prefix}`);
}

function numberOf(address: string): number {
  return address.split('.').reduce((value, part) => ((value << 8) | Number(part)) >>> 0, 0);
}

function maskOf(prefix: number): number {
  return prefix === 0 ? 0 : (-1 << (32 - prefix)) >>> 0;
}

function dotted(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
}
