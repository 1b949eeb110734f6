import type { Host, IscsiAdapter } from 'vlint';

/** An iSCSI adapter of the host by its name ("vmhba64"); nothing for an adapter of another kind. */
export function iscsiAdapter(host: Host, name: string): IscsiAdapter | undefined {
  const byName = host.remember('iSCSI adapters by name', () => {
    const { iscsiAdapters } = host;
    return new Map(iscsiAdapters.known ? iscsiAdapters.value.map((adapter) => [adapter.name, adapter]) : []);
  });
  return byName.get(name);
}
