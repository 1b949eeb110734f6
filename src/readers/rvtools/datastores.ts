import type { Row } from './table.ts';
import type { Tables } from './tables.ts';
import { countIn, namesIn } from './words.ts';

/** The datastores of a report by the hosts that have mounted them. */
export class Datastores {
  private readonly byHost = new Map<string, Row[]>();
  /** Every datastore tells all of its hosts. */
  readonly isWhole: boolean;

  constructor(tables: Tables) {
    let isWhole = tables.isWhole('vDatastore');
    for (const row of tables.rows('vDatastore')) {
      const hosts = namesIn(row, 'hosts')?.value ?? [];
      // Excel cuts a cell with the names of very many hosts.
      if (countIn(row, '# hosts')?.value !== hosts.length || !row.get('name') || !row.get('type')) isWhole = false;
      for (const host of hosts) {
        const key = host.toLowerCase();
        const list = this.byHost.get(key);
        if (list) list.push(row);
        else this.byHost.set(key, [row]);
      }
    }
    this.isWhole = isWhole;
  }

  of(host: string): readonly Row[] {
    return this.byHost.get(host.toLowerCase()) ?? [];
  }
}
