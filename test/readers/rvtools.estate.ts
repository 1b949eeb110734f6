import { cluster, dvsHost, type Entry, entriesOf, goodHost, presetDvs, presetLuns, vm } from '../build/index.ts';
import { rvtools } from '../build/shapes/rvtools.ts';
import type { Grid } from '../build/shapes/workbook.ts';

const [lun] = presetLuns;

/** Two hosts of a cluster, one with standard switches and one with a distributed switch, each with a fault, and three VMs. */
export const entries: readonly Entry[] = [
  cluster({ name: 'C1', hosts: ['esx01.lab', 'esx02.lab'] }),
  ...entriesOf(
    goodHost(1, {
      cluster: 'C1',
      vswitches: { vSwitch1: { mtu: 1500 } },
      vmfs: { ds1: { extents: [lun] } },
      luns: { [lun]: { paths: ['10.0.1.201', { target: '10.0.1.202', state: 'dead' }] } },
    }),
    dvsHost(2, { cluster: 'C1', proxySwitches: { dvs1: { mtu: 1500 } } }),
  ),
  ...presetDvs().map((entry) => withMaxMtu(entry, 1500)),
  vm({ name: 'web01', host: 'esx01.lab', nics: ['VM Network'] }),
  vm({
    name: 'db01',
    host: 'esx01.lab',
    controllers: { scsi0: 'lsisas' },
    disks: ['scsi0:0', 'scsi0:3'],
    snapshot: true,
  }),
  vm({ name: 'app01', host: 'esx02.lab', nics: [{ dvpg: 'dvportgroup-21', dvs: 'dvs1' }], tools: 'guestToolsNotInstalled' }),
];

/** The tabs that RVTools makes of them. */
export const tabs: Readonly<Record<string, Grid>> = rvtools(entries);

/** The tabs with another text in one cell, named by the tab, the row of the sheet and the header. */
export function changed(
  tab: string,
  row: number,
  header: string,
  text: string | number | undefined,
): Readonly<Record<string, Grid>> {
  const grid = tabs[tab] ?? [];
  const column = grid[0]?.indexOf(header) ?? -1;
  return {
    ...tabs,
    [tab]: grid.map((cells, index) => cells.map((cell, at) => (index === row - 1 && at === column ? text : cell))),
  };
}

/** Only some of the tabs. */
export function only(...names: readonly string[]): Readonly<Record<string, Grid>> {
  return Object.fromEntries(names.map((name) => [name, tabs[name] ?? []]));
}

export function without(...names: readonly string[]): Readonly<Record<string, Grid>> {
  return Object.fromEntries(Object.entries(tabs).filter(([name]) => !names.includes(name)));
}

function withMaxMtu(entry: Entry, maxMtu: number): Entry {
  if (!('properties' in entry) || entry.object.type !== 'VmwareDistributedVirtualSwitch') return entry;
  const config = entry.properties.config as object;
  return { ...entry, properties: { ...entry.properties, config: { ...config, maxMtu } } };
}
