import { describe, expect, it } from 'vitest';
import {
  compareIpv4,
  contains,
  formatIpv4,
  formatNetwork,
  maskOfPrefix,
  networkAt,
  networkOf,
  parseCidr,
  parseIpv4,
  prefixOfMask,
  sameNetwork,
} from '../../src/model/ipv4.ts';

const ip = (text: string): number => {
  const address = parseIpv4(text);
  if (address === undefined) throw new Error(`${text} is not an address`);
  return address;
};

describe('parseIpv4', () => {
  it.each(['0.0.0.0', '10.0.1.201', '127.255.0.1', '255.255.255.255'])('reads %s and prints it again', (text) => {
    expect(formatIpv4(ip(text))).toBe(text);
  });

  it('gives unsigned numbers', () => {
    expect(ip('255.255.255.255')).toBe(4294967295);
    expect(ip('128.0.0.0')).toBe(2147483648);
  });

  it.each([
    '',
    '10.0.1',
    '10.0.1.2.3',
    '10.0.1.256',
    '10.0.01.2',
    ' 10.0.1.2',
    '10.0.1.2 ',
    '10.0.1.2\n',
    '10.0.1.-2',
    '0x0a.0.0.1',
    '1e1.0.0.1',
    'fe80::1',
    '::ffff:10.0.1.2',
    '10.0.1.2/24',
    'array.lab',
    '10.0.1.',
    '٣.0.0.1',
  ])('refuses %j', (text) => {
    expect(parseIpv4(text)).toBeUndefined();
  });
});

describe('masks', () => {
  it('turns every prefix length into a mask and back', () => {
    for (let prefix = 0; prefix <= 32; prefix += 1) expect(prefixOfMask(maskOfPrefix(prefix))).toBe(prefix);
    expect(formatIpv4(maskOfPrefix(0))).toBe('0.0.0.0');
    expect(formatIpv4(maskOfPrefix(23))).toBe('255.255.254.0');
    expect(formatIpv4(maskOfPrefix(32))).toBe('255.255.255.255');
  });

  it.each(['255.0.255.0', '0.0.0.255', '255.255.255.1', '127.0.0.0'])('refuses %s, whose ones are not contiguous', (mask) => {
    expect(prefixOfMask(ip(mask))).toBeUndefined();
  });
});

describe('networks', () => {
  it('finds the network of an address and a mask', () => {
    expect(networkOf('10.0.3.77', '255.255.254.0')).toEqual({ base: ip('10.0.2.0'), prefix: 23 });
    expect(networkOf('200.1.2.3', '255.0.0.0')).toEqual({ base: ip('200.0.0.0'), prefix: 8 });
  });

  it('has none for a malformed address or mask', () => {
    expect(networkOf('10.0.3', '255.255.254.0')).toBeUndefined();
    expect(networkOf('10.0.3.1', '255.255.1.0')).toBeUndefined();
    expect(networkOf('10.0.3.1', '24')).toBeUndefined();
  });

  it('contains exactly its own addresses', () => {
    const network = networkAt(ip('192.168.4.0'), 22);
    expect(contains(network, ip('192.168.4.0'))).toBe(true);
    expect(contains(network, ip('192.168.7.255'))).toBe(true);
    expect(contains(network, ip('192.168.3.255'))).toBe(false);
    expect(contains(network, ip('192.168.8.0'))).toBe(false);
    expect(contains(networkAt(0, 0), ip('255.1.2.3'))).toBe(true);
    expect(contains(networkAt(ip('10.0.0.1'), 32), ip('10.0.0.2'))).toBe(false);
  });

  it('differs by prefix as well as by base', () => {
    expect(sameNetwork(networkAt(ip('10.0.0.0'), 24), networkAt(ip('10.0.0.9'), 24))).toBe(true);
    expect(sameNetwork(networkAt(ip('10.0.0.0'), 24), networkAt(ip('10.0.0.0'), 25))).toBe(false);
    expect(sameNetwork(networkAt(ip('10.0.0.0'), 24), networkAt(ip('10.0.1.0'), 24))).toBe(false);
  });

  it('reads and prints the CIDR form', () => {
    expect(parseCidr('10.0.1.9/24')).toEqual({ address: ip('10.0.1.9'), prefix: 24 });
    expect(parseCidr('0.0.0.0/0')).toEqual({ address: 0, prefix: 0 });
    expect(formatNetwork(networkAt(ip('10.0.1.9'), 24))).toBe('10.0.1.0/24');
  });

  it.each([
    '10.0.1.0',
    '10.0.1.0/',
    '10.0.1.0/33',
    '10.0.1.0/024',
    '10.0.1/24',
    '10.0.1.0/24/24',
    '10.0.1.0/-1',
    'fe80::/64',
    '',
  ])('refuses %j', (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });
});

it('orders addresses by number, other texts last', () => {
  const addresses = ['array.lab', '10.0.10.1', '10.0.9.1', '200.0.0.1', 'a', '10.0.9.1', '9.255.255.255'];
  expect(addresses.toSorted(compareIpv4)).toEqual([
    '9.255.255.255',
    '10.0.9.1',
    '10.0.9.1',
    '10.0.10.1',
    '200.0.0.1',
    'a',
    'array.lab',
  ]);
});
