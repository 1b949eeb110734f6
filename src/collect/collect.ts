import { CollectError } from './collect-error.ts';
import { type CollectGap, Gaps } from './gaps.ts';
import { hostAnswers, hostManagers } from './host-methods.ts';
import type { MissingProperty, PageObject } from './page.ts';
import { exportProperties } from './properties.ts';
import { readObjects, retrieve } from './property-collector.ts';
import { type Credentials, Session } from './session.ts';
import type { Server } from './soap-client.ts';
import { KINDS, type Kind } from './wanted.ts';
import type { ExportWriter } from './writer.ts';

export interface CollectOptions {
  readonly server: Server;
  readonly credentials: Credentials;
  /** RFC 3339, for the export's header. */
  readonly collected: string;
  /** Changes an entry before it is written: redaction. */
  readonly change?: ((entry: object) => object) | undefined;
  /** What is being done, now and then: "120 hosts". */
  readonly onProgress?: ((text: string) => void) | undefined;
}

export interface Collected {
  /** How many of each kind: "1 cluster", "8 hosts". */
  readonly found: readonly string[];
  readonly gaps: readonly CollectGap[];
}

/**
 * Reads from a vCenter or a host what rules need and writes it as an export. The session is closed and nothing is left behind, whatever
 * happens. Throws CollectError and CollectAborted.
 */
export async function collect(writer: ExportWriter, options: CollectOptions): Promise<Collected> {
  const { server, credentials, collected, change = (entry) => entry } = options;
  const session = new Session(server, credentials);
  const gaps = new Gaps();
  const found: string[] = [];
  try {
    await session.open();
    writer.begin({ collected, server: session.content.fullName });
    const managers = await hostManagers(session, gaps);
    for (const kind of KINDS) {
      const asked = new Set(kind.paths);
      let count = 0;
      for await (const { page, dropped } of retrieve(session, kind, gaps, readObjects)) {
        const missing = byObject(page.missing, gaps);
        for (const object of page.objects) {
          writer.entry(change(entryOf(object, asked, [...dropped, ...(missing.get(object.id) ?? [])])));
          if (kind.type !== 'HostSystem') continue;
          for (const entry of await hostAnswers(session, object, managers.get(object.id), gaps)) writer.entry(change(entry));
        }
        count += page.objects.length;
        options.onProgress?.(countText(count, kind));
      }
      if (count > 0) found.push(countText(count, kind));
    }
    if (writer.entries === 0) throw new CollectError(nothingSeen(session, credentials, gaps.all));
  } finally {
    await session.close();
  }
  await writer.finish(gaps.all);
  return { found, gaps: gaps.all };
}

function entryOf({ type, id, value }: PageObject, asked: ReadonlySet<string>, refused: readonly string[]): object {
  return { source: 'vim', object: { type, value: id }, properties: exportProperties(value, asked, refused) };
}

/** The paths that were withheld, by object. */
function byObject(missing: readonly MissingProperty[], gaps: Gaps): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, string[]>();
  for (const { type, id, path, reason, privilege } of missing) {
    gaps.add({ type, property: path, reason, privilege }, id);
    const list = paths.get(id);
    if (list) list.push(path);
    else paths.set(id, [path]);
  }
  return paths;
}

function countText(count: number, { singular, plural }: Kind): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

function nothingSeen({ client }: Session, { user }: Credentials, gaps: readonly CollectGap[]): string {
  const needs = gaps.find(({ privilege }) => privilege !== undefined)?.privilege ?? 'System.Read';
  return `${user} sees nothing on ${client.server.url.host}: the account needs the role Read-only (${needs}) on the root folder, propagated`;
}
