import { type Comparison, type Device, type Fact, mapFact, transportsOf } from 'vlint';
import { iscsiAdapter } from './adapters-by-name.ts';

const KINDS = ['software', 'dependent', 'independent', 'iser'] as const;

/**
 * The queue depth of each iSCSI disk, by device and kind of adapter: kinds have depths of their own, so that only hosts with the same
 * kind can be compared.
 */
export const queueDepths: Comparison = {
  name: 'queue-depths',
  within: 'estate',
  answers({ devices }) {
    if (!devices.known) return devices;
    const answers = devices.value.flatMap((device): (readonly [string, Fact<string>])[] => {
      if ((device.disk.known && !device.disk.value) || (device.local.known && device.local.value)) return [];
      const transports = transportsOf(device);
      if (transports.known && !transports.value.has('iscsi')) return [];
      const kinds = transports.known ? adapterKinds(device) : transports;
      // It may belong with any other host.
      if (!kinds.known) return KINDS.map((kind) => [depthKey(device, kind), kinds] as const);
      return [[depthKey(device, kinds.value), mapFact(device.queueDepth, String)]];
    });
    return { known: true, value: answers, origin: devices.origin };
  },
};

export function depthKey({ name }: Device, kinds: string): string {
  return `${name} over ${kinds}`;
}

/** The kinds of the adapters that the device's paths use: "software". */
export function adapterKinds({ host, paths }: Device): Fact<string> {
  const { iscsiAdapters } = host;
  if (!paths.known) return paths;
  if (!iscsiAdapters.known) return iscsiAdapters;
  const names = new Set<string>();
  for (const { name, adapter } of paths.value) names.add(adapter?.value ?? name.slice(0, name.indexOf(':')));
  const kinds = new Set<string>();
  for (const name of names) {
    const kind = iscsiAdapter(host, name)?.kind;
    if (kind === undefined) continue;
    if (!kind.known) return kind;
    kinds.add(kind.value);
  }
  return mapFact(paths, () => [...kinds].sort().join(' and '));
}
