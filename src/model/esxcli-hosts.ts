import type { StoredEsxcli } from './estate.ts';
import { Row } from './esxcli-row.ts';

/** Outputs that come from one host, as far as prompts, names of files and folders tell. */
export interface EsxcliGroup {
  /** The host's name: undefined when nothing tells it. */
  readonly host: string | undefined;
  /** The name is only that of a folder or file, which may mean something else. */
  readonly guessed: boolean;
  readonly entries: readonly StoredEsxcli[];
}

/**
 * Groups the outputs by the host that they come from: those that are certain first. What stands in one folder or one file comes from one
 * host, and when `system hostname get` is among it, that tells its name.
 */
export function esxcliGroups(entries: readonly StoredEsxcli[]): readonly EsxcliGroup[] {
  const certain = groupBy(
    entries.filter(({ host, guessed }) => host !== undefined && !guessed),
    ({ host }) => host ?? '',
  );
  const guessed = groupBy(
    entries.filter((entry) => entry.host !== undefined && entry.guessed),
    ({ host }) => host ?? '',
  );
  const nameless = entries.filter(({ host }) => host === undefined);
  const groups = [
    ...[...certain].map(([host, list]) => ({ host, guessed: false, entries: list })),
    ...[...guessed].map(([host, list]) => named(list) ?? { host, guessed: true, entries: list }),
    ...[...ofNobody(nameless)],
  ];
  return [
    ...groups.filter((group) => !group.guessed && group.host !== undefined),
    ...groups.filter((group) => group.guessed || group.host === undefined),
  ];
}

/** Files that repeat an output of another file come from several hosts: the files' names stand for theirs. */
function ofNobody(entries: readonly StoredEsxcli[]): readonly EsxcliGroup[] {
  const files = [...groupBy(entries, ({ ref }) => ref.file)];
  const told = files.map(([file, list]) => ({ file, list, group: named(list) }));
  const untold = told.filter(({ group }) => group === undefined);
  const outputs = untold.flatMap(({ list }) => [...new Set(list.map(outputKey))]);
  const repeats = new Set(outputs).size < outputs.length;
  const rest: readonly EsxcliGroup[] = repeats
    ? untold.map(({ file, list }) => ({ host: stemOf(file), guessed: true, entries: list }))
    : untold.length > 0
      ? [{ host: undefined, guessed: false, entries: untold.flatMap(({ list }) => list) }]
      : [];
  return [...told.flatMap(({ group }) => group ?? []), ...rest];
}

function named(entries: readonly StoredEsxcli[]): EsxcliGroup | undefined {
  const answer = entries.find(({ command }) => command === 'system hostname get');
  const row = answer && new Row(firstRow(answer));
  const host = row?.text('Fully Qualified Domain Name') ?? row?.text('Host Name');
  return host && { host: host.value, guessed: false, entries };
}

function firstRow(answer: StoredEsxcli) {
  const node = answer.open();
  return Array.isArray(node.value) ? node.get(0) : node;
}

function outputKey({ command, options }: StoredEsxcli): string {
  return [command, ...[...options].map((pair) => pair.join('='))].join('\n');
}

function stemOf(file: string): string {
  return (file.split('/').at(-1) ?? file).replace(/\.\w{1,8}$/, '');
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const list = groups.get(key(item));
    if (list) list.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
