import { Builder, keyCell } from './builder.ts';
import type { ReportSink } from './report.ts';
import type { Cell, Row, Table } from './table.ts';
import { flagIn, textIn } from './words.ts';

/** All rows about one host. */
export interface HostRows {
  readonly name: Cell;
  /** The row that names it first. */
  readonly first: Row;
  of(tab: string): readonly Row[];
}

/** Tabs whose rows are about hosts, the one that lists hosts first. */
const HOST_TABS = ['vHost', 'vSC_VMK', 'vNIC', 'vSwitch', 'vPort', 'vHBA', 'vMultiPath'] as const;

/** The tabs of one report. */
export class Tables {
  private readonly byTab = new Map<string, Table[]>();
  private readonly rowsByTab: ReadonlyMap<string, readonly Row[]>;
  /** The report is about several vCenters: ids and names are unique within one only. */
  private readonly hasMany: boolean;
  private readonly clusterRefs = new Map<string, string | undefined>();
  private readonly standardSwitches = new Set<string>();
  private readonly hostRows = new Map<string, Map<string, Row[]>>();

  constructor(tables: readonly Table[]) {
    for (const table of tables) {
      const list = this.byTab.get(table.tab.name);
      if (list) list.push(table);
      else this.byTab.set(table.tab.name, [table]);
    }
    this.rowsByTab = new Map([...this.byTab].map(([tab, list]) => [tab, list.flatMap(({ rows }) => rows)]));
    for (const row of this.rows('vSwitch')) this.standardSwitches.add(switchKey(row.text('host'), row.text('switch')));
    const named = (header: string) => new Set(tables.flatMap(({ rows }) => rows.map((row) => row.text(header) ?? '')));
    const vcenters = named('vi sdk uuid');
    vcenters.delete('');
    this.hasMany = vcenters.size > 1;
    for (const row of this.rows('vCluster')) {
      const key = this.key(row, row.text('name') ?? '');
      // Two clusters of one name in different datacenters: a host does not tell which is its own.
      this.clusterRefs.set(
        key,
        this.clusterRefs.has(key) ? undefined : this.reference(row, row.text('object id') ?? row.text('name') ?? ''),
      );
    }
    for (const tab of HOST_TABS) for (const row of this.rows(tab)) this.note(tab, row);
  }

  rows(tab: string): readonly Row[] {
    return this.rowsByTab.get(tab) ?? [];
  }

  /** Whether the report has a tab, and all of it. */
  isWhole(tab: string): boolean {
    const tables = this.byTab.get(tab);
    return tables?.every(({ isCut }) => !isCut) ?? false;
  }

  /** Whether a tab has a column. */
  has(tab: string, header: string): boolean {
    const tables = this.byTab.get(tab);
    return tables?.every((table) => table.has(header)) ?? false;
  }

  /** Whether a host has a standard switch of this name. */
  hasStandardSwitch(host: string | undefined, name: string): boolean {
    return this.standardSwitches.has(switchKey(host, name));
  }

  /** Which vCenter a row is about; empty where there is only one. */
  scope(row: Row): string {
    return this.hasMany ? (row.text('vi sdk uuid') ?? '') : '';
  }

  /** A name within its vCenter. */
  key(row: Row, name: string): string {
    return `${this.scope(row)}\n${name.toLowerCase()}`;
  }

  /** A managed object reference, made unique. */
  reference(row: Row, id: string): string {
    const scope = this.scope(row);
    return scope === '' ? id : `${scope}/${id}`;
  }

  *hosts(): Generator<HostRows> {
    for (const tabs of this.hostRows.values()) {
      const first = [...tabs.values()][0]?.[0];
      const name = first?.get('host');
      if (first && name) yield { name, first, of: (tab) => tabs.get(tab) ?? [] };
    }
  }

  /** The reference of a cluster that a row names, or the name where nothing tells the reference. */
  clusterOf(row: Row, name: string): string | undefined {
    const key = this.key(row, name);
    return this.clusterRefs.has(key) ? this.clusterRefs.get(key) : name;
  }

  translateClusters(sink: ReportSink): void {
    for (const row of this.rows('vCluster')) {
      const name = textIn(row, 'name');
      const id = name && this.clusterRefs.get(this.key(row, name.value));
      if (name === undefined || id === undefined) continue;
      const builder = new Builder();
      builder.set({ name });
      const drs = flagIn(row, 'drs enabled');
      if (drs !== undefined) {
        const own = keyCell(row);
        const config = builder.object({});
        builder.put(builder.root, 'configurationEx', config, own);
        builder.put(config, 'drsConfig', builder.object({ enabled: drs }), own);
        builder.partly('configurationEx');
      }
      sink({ file: row.table.source.file, type: 'ClusterComputeResource', id, lesser: true }, builder.end(row));
    }
  }

  private note(tab: string, row: Row): void {
    const name = row.text('host')?.toLowerCase();
    if (name === undefined) return;
    const tabs = this.hostRows.get(name) ?? new Map<string, Row[]>();
    this.hostRows.set(name, tabs);
    const list = tabs.get(tab);
    if (list) list.push(row);
    else tabs.set(tab, [row]);
  }
}

function switchKey(host: string | undefined, name: string | undefined): string {
  return `${host?.toLowerCase()}\n${name}`;
}
