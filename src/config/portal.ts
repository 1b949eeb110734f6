import { type Network, networkAt, parseCidr, parseIpv4 } from '../model/ipv4.ts';

/** Whether a text names an iSCSI target, perhaps with wildcards: "iqn.2010-06.com.example:*". */
export function isIscsiName(text: string): boolean {
  return /^(?:iqn|eui|naa)[.*]/i.test(text);
}

/** The network that an address ("10.0.1.201", a /32) or a range ("10.0.1.0/24") stands for; `undefined` if it is neither. */
export function networkFrom(text: string): Network | undefined {
  const address = parseIpv4(text);
  const range = address === undefined ? parseCidr(text) : { address, prefix: 32 };
  return range && networkAt(range.address, range.prefix);
}
