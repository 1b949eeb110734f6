import { type IscsiPort, parseIpv4, type StorageArray, targetsOf, type Unknown, unknown } from 'vlint';

/** The arrays behind the targets of an iSCSI port that facts.yaml describes, each once, and what it does not tell. */
export function arraysOf(port: IscsiPort): { readonly stated: readonly StorageArray[]; readonly missing: readonly Unknown[] } {
  const { site } = port.host;
  const targets = targetsOf(port);
  if (!targets.known) return { stated: [], missing: [targets] };
  const iscsiNames = namesByAddress(port);
  const stated = new Set<StorageArray>();
  const silent: string[] = [];
  for (const { address } of targets.value) {
    const found = [address, ...(iscsiNames.get(address) ?? [])]
      .map((name) => site.arrayOf(name))
      .filter((array) => array !== undefined);
    for (const array of found) stated.add(array);
    if (found.length === 0) silent.push(address);
  }
  return { stated: [...stated], missing: silent.length === 0 ? [] : [notStated(port)] };
}

function namesByAddress({ adapter }: IscsiPort): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const { address, iqn } of adapter.portals.known ? adapter.portals.value : []) {
    if (iqn !== undefined) names.set(address, [...(names.get(address) ?? []), iqn]);
  }
  return names;
}

/** Named after all portals of the adapter, so that all hosts and adapters of one array miss the same fact. */
function notStated({ adapter, host }: IscsiPort): Unknown {
  const portals = adapter.portals.known ? adapter.portals.value : [];
  const silent = portals.filter(
    ({ address, iqn }) => host.site.arrayOf(address) === undefined && (iqn === undefined || host.site.arrayOf(iqn) === undefined),
  );
  const addresses = [...new Set(silent.map((portal) => portal.address))].filter((address) => parseIpv4(address) !== undefined);
  addresses.sort((a, b) => (parseIpv4(a) ?? 0) - (parseIpv4(b) ?? 0));
  return unknown(
    `facts of the array behind ${addresses.join(', ')}`,
    '',
    'spindles, flash and typical-io-kib in facts.yaml (arrays)',
    'not stated in facts.yaml',
  );
}
