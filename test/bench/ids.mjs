/** Ids of the generated objects, derived from their numbers. */
export const reference = (type, value) => ({ type, value });
export const hostId = (host) => `host-${1000 + host}`;
export const hostName = (host) => `esx${String(host).padStart(4, '0')}.lab.example`;
export const clusterId = (cluster) => `domain-c${100 + cluster}`;
export const datastoreId = (cluster) => `datastore-${500 + cluster}`;
export const datastoreName = (cluster) => `iscsi-ds-${cluster}`;
export const vmId = (vm) => `vm-${10_000 + vm}`;

/** `digits` hex digits that spread with the numbers. */
export function hex(digits, ...numbers) {
  let state = 0x811c9dc5;
  for (const number of numbers) state = Math.imul(state ^ (number + 0x9e37), 0x01000193) >>> 0;
  let text = '';
  while (text.length < digits) {
    state = (Math.imul(state, 0x5bd1e995) + 0x6d2b79f5) >>> 0;
    text += state.toString(16).padStart(8, '0');
  }
  return text.slice(0, digits);
}

export function uuid(...numbers) {
  const digits = hex(32, ...numbers);
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-');
}

export const mac = (...numbers) =>
  `00:50:56:${hex(6, ...numbers)
    .match(/../g)
    .join(':')}`;

/** Device of a cluster: every host of the cluster sees it under the same name. */
export const naa = (cluster, lun) =>
  `naa.6000d310${hex(16, cluster, 7)}${String(cluster).padStart(4, '0')}${lun.toString(16).padStart(4, '0')}`;
export const lunUuid = (cluster, lun) => `0200${lun.toString(16).padStart(2, '0')}0000${naa(cluster, lun).slice(4)}564f4c554d45`;
