import type { Row } from './table.ts';
import type { Tables } from './tables.ts';

/** All rows about one VM. */
export interface VmRows {
  readonly first: Row;
  of(tab: string): readonly Row[];
  /** Rows of a tab name the VM or another one of the same name: what the tab tells of it is not known. */
  isDoubtful(tab: string): boolean;
}

/** Tabs whose rows are about VMs, the one that lists VMs first. */
const VM_TABS = ['vInfo', 'vCPU', 'vMemory', 'vTools', 'vDisk', 'vNetwork', 'vSnapshot'] as const;

class Entry implements VmRows {
  readonly first: Row;
  readonly doubtful = new Set<string>();
  private readonly tabs = new Map<string, Row[]>();

  constructor(first: Row) {
    this.first = first;
  }

  add(tab: string, row: Row): void {
    const list = this.tabs.get(tab);
    if (list) list.push(row);
    else this.tabs.set(tab, [row]);
  }

  of(tab: string): readonly Row[] {
    return this.tabs.get(tab) ?? [];
  }

  isDoubtful(tab: string): boolean {
    return this.doubtful.has(tab);
  }
}

/**
 * Rows by VM. Names of VMs are not unique: a row belongs to the VM with its id or UUID, where old versions and other tools have neither to
 * the only VM of its name, on its host if there are several.
 */
export function vmRows(tables: Tables): readonly VmRows[] {
  const all: Entry[] = [];
  const byId = new Map<string, Entry>();
  const byUuid = new Map<string, Entry>();
  const byName = new Map<string, Entry[]>();
  const add = (row: Row): Entry => {
    const entry = new Entry(row);
    all.push(entry);
    const id = row.text('vm id');
    const uuid = row.text('vm uuid');
    if (id !== undefined) byId.set(tables.key(row, id), entry);
    if (uuid !== undefined) byUuid.set(tables.key(row, uuid), entry);
    const name = nameKey(row);
    const list = byName.get(name);
    if (list) list.push(entry);
    else byName.set(name, [entry]);
    return entry;
  };
  const find = (row: Row): readonly Entry[] => {
    const id = row.text('vm id');
    const uuid = row.text('vm uuid');
    const exact = (id && byId.get(tables.key(row, id))) ?? (uuid && byUuid.get(tables.key(row, uuid)));
    if (exact) return [exact];
    // A row with an id that is not known may still be of a VM whose own row has none.
    const named = (byName.get(nameKey(row)) ?? []).filter(
      ({ first }) => (id === undefined || !first.get('vm id')) && (uuid === undefined || !first.get('vm uuid')),
    );
    if (named.length < 2) return named;
    const host = row.text('host');
    const there = named.filter(({ first }) => host !== undefined && first.text('host') === host);
    return there.length === 1 ? there : named;
  };
  for (const tab of VM_TABS) {
    for (const row of tables.rows(tab)) {
      if (!row.get('vm')) continue;
      // Each row of the list is a VM of its own.
      const found = tab === 'vInfo' ? [] : find(row);
      const [only] = found;
      if (found.length > 1) for (const entry of found) entry.doubtful.add(tab);
      else (only ?? add(row)).add(tab, row);
    }
  }
  return all;
}

function nameKey(row: Row): string {
  return row.text('vm') ?? '';
}
