import type { Translation } from '../translated.ts';
import { Datastores } from './datastores.ts';
import { Distributed } from './distributed.ts';
import { translateHost } from './host.ts';
import type { Table } from './table.ts';
import { Tables } from './tables.ts';
import { translateVms } from './vms.ts';

/** Takes an object of the estate, put together from rows of several tabs. */
export type ReportSink = (
  told: { readonly file: string; readonly type: string; readonly id: string; readonly lesser?: boolean },
  part: Translation,
) => void;

/** Puts the tabs of one report together: clusters, distributed switches and their port groups, hosts, VMs. */
export function translateReport(list: readonly Table[], sink: ReportSink): void {
  const tables = new Tables(list);
  const distributed = new Distributed(tables);
  const datastores = new Datastores(tables);
  tables.translateClusters(sink);
  distributed.translate(sink);
  for (const host of tables.hosts()) translateHost(host, { tables, distributed, datastores }, sink);
  translateVms(tables, distributed, sink);
}
