/**
 * What names a LUN wherever it is seen. A SCSI UUID is a type, the LUN number, the device id and the first six letters of the model;
 * hosts may see one device under different numbers, so for a NAA device only the id counts: "naa.6000…". Anything else is taken whole.
 */
export function lunKey(uuid: string): string {
  const hex = uuid.toLowerCase().replace(/^vml\./, '');
  const id = NAA_UUID.exec(hex)?.[1];
  return id === undefined ? hex : `naa.${id}`;
}

const NAA_UUID = /^02[0-9a-f]{8}([0-9a-f]{16}|[0-9a-f]{32})[0-9a-f]{12}$/;

/** The keys by which a device can be found among raw device mappings: its UUID's and, for a NAA device, its name. */
export function lunKeysOf(name: string, uuid: string | undefined): ReadonlySet<string> {
  const keys = new Set<string>();
  if (uuid !== undefined) keys.add(lunKey(uuid));
  if (isNaa(name)) keys.add(name.toLowerCase());
  return keys;
}

export function isNaa(key: string): boolean {
  return /^naa\./i.test(key);
}
