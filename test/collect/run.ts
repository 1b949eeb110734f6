import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Collected, type CollectOptions, collect } from '../../src/collect/collect.ts';
import { ExportWriter } from '../../src/collect/writer.ts';
import type { Entry } from '../build/index.ts';
import { type SoapServer, type SoapServerOptions, soapServer } from '../build/soap-server.ts';
import { folderOf } from '../e2e/run.ts';

export interface Run {
  readonly server: SoapServer;
  readonly folder: string;
  readonly result: Collected | undefined;
  readonly error: Error | undefined;
  /** Empty when there is no file. */
  readonly text: string;
}

/** With all that XML has to escape. */
export const PASSWORD = 'right & "proper" <pass>';

/** Collects from a server that answers from these entries, into a file of the test's own. */
export async function run(
  entries: readonly Entry[],
  behaviour: SoapServerOptions = {},
  {
    server: how,
    ...options
  }: Partial<Omit<CollectOptions, 'server'>> & { readonly server?: Partial<CollectOptions['server']> } = {},
): Promise<Run> {
  const server = await soapServer(entries, { password: PASSWORD, ...behaviour });
  const folder = folderOf({});
  const path = join(folder, 'export.json');
  const writer = new ExportWriter(path);
  let result: Collected | undefined;
  let error: Error | undefined;
  try {
    result = await collect(writer, {
      server: { url: new URL(server.url), insecure: false, timeout: 2000, ...how },
      credentials: { user: 'reader@vsphere.local', password: PASSWORD },
      collected: '2026-11-22T05:00:00Z',
      ...options,
    });
  } catch (thrown) {
    error = thrown as Error;
  } finally {
    writer.discard();
    await server.close();
  }
  const files = readdirSync(folder);
  return { server, folder, result, error, text: files.includes('export.json') ? readFileSync(path, 'utf8') : '' };
}
