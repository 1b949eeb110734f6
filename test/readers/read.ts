import { join } from 'node:path';
import { Ingest } from '../../src/readers/ingest.ts';
import { type Files, folderOf } from '../e2e/run.ts';

/** What was read of files: the values of the entries, and the problems as "rule line:column message". */
export async function readFiles(
  files: Files,
): Promise<{ readonly entries: readonly ReadEntry[]; readonly problems: readonly string[] }> {
  const folder = folderOf(files);
  const ingest = new Ingest();
  try {
    for (const name of Object.keys(files)) await ingest.add({ name, path: join(folder, name) });
    await ingest.finish();
    return {
      entries: ingest.entries.map((entry) => ({
        what: whatOf(entry),
        value: entry.open().value,
      })),
      problems: ingest.problems.map(({ ruleId, message, place }) => {
        const at = place !== undefined && 'line' in place ? `${place.line}:${place.column}` : 'entry';
        return `${ruleId} ${at} ${message}`;
      }),
    };
  } finally {
    ingest.close();
  }
}

function whatOf(entry: Ingest['entries'][number]): string {
  switch (entry.kind) {
    case 'object':
      return `${entry.type} ${entry.id}`;
    case 'device':
      return `${entry.role} ${entry.name}`;
    default:
      return `${entry.kind === 'method' ? entry.method : entry.command} of ${entry.host}`;
  }
}

export interface ReadEntry {
  readonly what: string;
  readonly value: unknown;
}
