/**
 * Ids that are the same in every run: each is derived from a name, so that a VM can point at a host, or an RDM at a LUN,
 * that another call describes.
 */

/** FNV-1a: no security, only spread. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return value;
}

function hexOf(seed: string, digits: number): string {
  let hex = '';
  for (let round = 0; hex.length < digits; round += 1) hex += hash(`${round}/${seed}/${round}`).toString(16).padStart(8, '0');
  return hex.slice(0, digits);
}

/** A lower-case uuid of version 4 form. */
export function uuidOf(seed: string): string {
  const hex = hexOf(seed, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** The uuid of a distributed switch in the API's spelling: 16 spaced bytes with a dash in the middle. */
export function switchUuidOf(name: string): string {
  const bytes = hexOf(`dvs/${name}`, 32).match(/../g) ?? [];
  return `${bytes.slice(0, 8).join(' ')}-${bytes.slice(8).join(' ')}`;
}

/** A MAC address with VMware's prefix for VMkernel adapters, or another three bytes. */
export function macOf(seed: string, prefix = '00:50:56'): string {
  return `${prefix}:${(hexOf(seed, 6).match(/../g) ?? []).join(':')}`;
}

/** The managed object id of a name, "host-483920"; an id ("host-28", "domain-c8") is returned as it is. */
export function idOf(kind: string, name: string): string {
  return new RegExp(`^${kind}-[a-z]?\\d+$`).test(name) ? name : `${kind}-${hash(`${kind}/${name}`) % 1_000_000}`;
}

/**
 * LUN number when none is given: the last two hex digits of a naa name, so that every host sees a device under the same
 * number; 0 for other names.
 */
export function lunNumberOf(canonicalName: string): number {
  return canonicalName.startsWith('naa.') ? Number.parseInt(canonicalName.slice(-2), 16) || 0 : 0;
}

/** `ScsiLun.uuid`, to which an RDM's `backing.lunUuid` is equal: LUN number, device id and the start of the model. */
export function lunUuidOf(canonicalName: string, lun = lunNumberOf(canonicalName)): string {
  const number = lun.toString(16).padStart(2, '0');
  if (canonicalName.startsWith('naa.')) return `0200${number}0000${canonicalName.slice(4)}564f4c554d45`;
  return `0100${number}0000${Buffer.from(canonicalName, 'utf8').toString('hex')}`;
}
