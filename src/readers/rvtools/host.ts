import { Builder } from './builder.ts';
import type { Datastores } from './datastores.ts';
import type { Distributed } from './distributed.ts';
import { addNetwork } from './host-network.ts';
import { addStorage } from './host-storage.ts';
import type { ReportSink } from './report.ts';
import type { HostRows, Tables } from './tables.ts';
import { amountIn, countIn, flag, flagIn, type Maybe, textIn, toldBy } from './words.ts';

/** What a host's rows are read against. */
export interface HostContext {
  readonly tables: Tables;
  readonly distributed: Distributed;
  readonly datastores: Datastores;
}

/** Puts a host together, spelled as model/from-report.ts reads it. */
export function translateHost(host: HostRows, context: HostContext, sink: ReportSink): void {
  const builder = new Builder();
  const { name, first } = host;
  builder.set({ name: { value: name.text, cell: name } });
  addProperties(builder, host, context.tables);
  addNetwork(builder, host, context);
  addStorage(builder, host, context);
  sink({ file: first.table.source.file, type: 'ReportedHost', id: name.text }, builder.end(first));
}

function addProperties(builder: Builder, host: HostRows, tables: Tables): void {
  const [row] = host.of('vHost');
  addCluster(builder, host, tables);
  if (row === undefined) return;
  const uuid = textIn(row, 'uuid');
  if (uuid !== undefined) {
    const hardware = {
      value: builder.object({ systemInfo: { value: builder.object({ uuid }), cell: uuid.cell } }),
      cell: uuid.cell,
    };
    builder.set({ hardware });
  }
  const product = (read: RegExp) => toldBy(row, 'esx version', (text) => read.exec(text)?.[1]);
  const build = product(/\bbuild-(\d{5,})/);
  builder.set({
    version: product(/\bESXi? (\d+\.\d+\.\d+)\b/),
    build: build && { ...build, value: Number(build.value) },
    cores: countIn(row, '# cores'),
    memoryMiB: amountIn(row, '# memory'),
    inMaintenance: flagIn(row, 'in maintenance mode'),
  });
  const options = Object.fromEntries(
    Object.entries(OPTIONS).map(([key, header]) => [key, toldBy(row, header, (text) => toNumber(flag(text)))]),
  );
  builder.set({ options: { value: builder.object(options), cell: host.name } });
}

/** Advanced options that have a column. */
const OPTIONS = { 'VMFS3.UseATSForHBOnVMFS5': 'ats heartbeat', 'VMFS3.HardwareAcceleratedLocking': 'ats locking' } as const;

function toNumber(value: boolean | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

/** An empty cell means a host outside any cluster, if other hosts have theirs. */
function addCluster(builder: Builder, host: HostRows, tables: Tables): void {
  const [row] = host.of('vHost');
  const from = row ?? host.first;
  const told: Maybe<string> = textIn(from, 'cluster');
  const reference = told && tables.clusterOf(from, told.value);
  if (told !== undefined) builder.set({ cluster: reference === undefined ? undefined : { ...told, value: reference } });
  else if (row?.get('vi sdk server') && tables.rows('vHost').some((other) => other.get('cluster'))) {
    const place = row.place('cluster');
    if (place !== undefined) builder.set({ noCluster: { value: true, cell: place } });
  }
}
