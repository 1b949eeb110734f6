import { type JsonCursor, Sources } from '../derived.ts';
import type { JsonSink } from '../json-format.ts';

/**
 * A host that exists in a document only. Hosts of one document are compared with each other and with no real one, which their names,
 * having a blank before any dot, are never taken for.
 */
export function profileHost(document: string, name: string, at: JsonCursor, sink: JsonSink): void {
  const sources = new Sources();
  const host = {};
  sources.put(host, 'name', at, name);
  sources.put(host, 'parent', at, { type: 'ClusterComputeResource', value: document });
  sources.put(host, 'plannedBy', at, document);
  sink.object({ type: 'HostSystem', id: `${document}#${name}` }, host, sources);
}

/** "site" of "plays/site.yml". */
export function stemOf(file: string): string {
  return (file.split(/[\\/]/).at(-1) ?? file).replace(/\.\w{1,8}$/, '');
}
