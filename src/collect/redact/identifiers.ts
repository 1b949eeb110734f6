import { otherIpv4, otherIpv6 } from './addresses.ts';
import type { Scrambler } from './scramble.ts';

/**
 * A text in which everything that can be told by its form is replaced: iSCSI names, ids of devices, UUIDs, MAC and IP addresses. Forms
 * stay: what was a valid iSCSI name still is one, a device keeps its maker's number, and the ids in which a device's id lies (`vml.…`,
 * the UUID of a LUN) still hold it.
 */
export function withoutIdentifiers(text: string, scrambler: Scrambler): string {
  return PATTERNS.reduce((rest, [pattern, replace]) => rest.replace(pattern, (...match) => replace(scrambler, ...match)), text);
}

type Replace = (scrambler: Scrambler, whole: string, ...groups: string[]) => string;

/** In this order: what is replaced by one does not look like what a later one seeks, or becomes of that kind again. */
const PATTERNS: readonly (readonly [RegExp, Replace])[] = [
  // Port numbers and the like behind the name are none of it: a name has no comma.
  [
    /\biqn\.(\d{4}-\d{2})\.([^\s,:"\]]+)(:[^\s,"\]]*)?/gi,
    (scrambler, _, date, authority, own) => iqn(scrambler, date ?? '', authority ?? '', own),
  ],
  [/\bt10\.([^\s,:"\]]+)/g, (scrambler, _, own = '') => `t10.${scrambler.text(own)}`],
  [/\bnaa\.([0-9a-f]{16,32})/gi, (scrambler, _, id = '') => `naa.${deviceId(scrambler, id)}`],
  [/\beui\.([0-9a-f]{16,32})/gi, (scrambler, _, id = '') => `eui.${scrambler.hex(id, OUI)}`],
  // Kind of id, LUN number and four zeros; a NAA id and six characters of the model, or a serial number and the model.
  [
    /\b(0[0-9]00[0-9a-f]{2}0000)([0-9a-f]{20,})\b/gi,
    (scrambler, _, head = '', body = '') => `${head}${lunBody(scrambler, head, body)}`,
  ],
  [/\b(?:[0-9a-f]{2} ){7}[0-9a-f]{2}-(?:[0-9a-f]{2} ){7}[0-9a-f]{2}\b/gi, (scrambler, whole) => scrambler.hex(whole)],
  [/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi, (scrambler, whole) => scrambler.hex(whole)],
  [/\b[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, (scrambler, whole) => scrambler.hex(whole)],
  [/(?<![\w:])(?:[0-9a-f]{2}:){7}[0-9a-f]{2}(?![\w:])/gi, (scrambler, whole) => scrambler.hex(whole, 2)],
  [/(?<![\w:-])[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}(?![\w:-])/gi, (scrambler, whole) => scrambler.hex(whole, OUI)],
  [/(?<![\w.])[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?![\w.])/gi, (scrambler, whole) => scrambler.hex(whole, OUI)],
  [/(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)/g, (scrambler, whole) => otherIpv4(whole, scrambler)],
  [/(?<![\w:])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])/gi, (scrambler, whole) => otherIpv6(whole, scrambler)],
];

/** Digits of the number that IEEE gives a maker, which tells nothing that the device's vendor string does not. */
const OUI = 6;

function deviceId(scrambler: Scrambler, id: string): string {
  // The first digit is the kind of id.
  return scrambler.hex(id, 1 + OUI);
}

function iqn(scrambler: Scrambler, date: string, authority: string, own: string | undefined): string {
  // VMware's is in every host's own name; any other may be the name of a company.
  const domain = authority.toLowerCase() === 'com.vmware' ? authority : scrambler.text(authority);
  return `iqn.${date}.${domain}${own === undefined ? '' : scrambler.text(own)}`;
}

const MODEL = 12;

function lunBody(scrambler: Scrambler, head: string, body: string): string {
  const middle = body.slice(0, -MODEL);
  return head.startsWith('02') && (middle.length === 16 || middle.length === 32)
    ? deviceId(scrambler, middle) + body.slice(-MODEL)
    : scrambler.hex(body);
}
