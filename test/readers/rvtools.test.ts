import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/findings/report.ts';
import { native } from '../build/index.ts';
import { rvtools } from '../build/shapes/rvtools.ts';
import { csv, type Grid, letters, WRITERS, workbook } from '../build/shapes/workbook.ts';
import { essence, type Files, fails, judgeFiles, own } from '../e2e/run.ts';
import { site } from '../e2e/site.ts';
import { estate as everyRule } from '../estates/every-rule/estate.ts';
import { changed, entries, only, tabs, without } from './rvtools.estate.ts';

const identity = ({ ruleId, fingerprint }: Verdict) => `${ruleId} ${fingerprint}`;
const byIdentity = (verdicts: readonly Verdict[]) => new Map(verdicts.map((verdict) => [identity(verdict), verdict]));
const rv = (sheets: Readonly<Record<string, Grid>>): Files => ({ 'rv.xlsx': workbook(sheets, WRITERS.RVTools) });

/** What is not known to carry iSCSI may pass for all that it may be: then the full export has no such subject. */
function agrees({ verdict }: Verdict, other: Verdict | undefined): boolean {
  if (other?.verdict === verdict || other?.verdict === 'unknown') return true;
  return verdict === 'pass' && (other === undefined || other.verdict === 'notApplicable');
}

describe.each([
  { name: 'three hosts with a fault each', all: site, rules: ['mtu-vmk-exceeds-vswitch', 'pvscsi-preferred'] },
  {
    name: 'standard and distributed switches',
    all: entries,
    rules: ['mtu-vmk-exceeds-vswitch', 'pvscsi-preferred', 'path-dead'],
  },
  {
    name: 'every rule',
    all: everyRule.entries,
    rules: [
      'path-dead',
      'device-degraded',
      'vlan-inconsistent-across-hosts',
      'wsfc-bus-sharing-mode',
      'vmfs-multi-extent',
      'vm-nic-no-uplink',
    ],
  },
])('$name', { timeout: 60_000 }, ({ all, rules }) => {
  const reference = judgeFiles({ 'export.json': native([...all]) });
  const report = judgeFiles(rv(rvtools(all)));

  it('what the report decides is what a full export decides', async () => {
    const { verdicts } = (await report).report;
    const expected = byIdentity((await reference).report.verdicts);

    expect(own(verdicts).map(({ message }) => message)).toEqual([]);
    const differs = verdicts
      .filter(({ verdict }) => verdict === 'fail' || verdict === 'pass')
      .map((found) => ({ found, other: expected.get(identity(found)) }))
      .filter(({ found, other }) => !agrees(found, other))
      .map(
        ({ found, other }) =>
          `${found.ruleId} ${found.subject.host}/${found.subject.name}: ${found.verdict}, not ${other?.verdict}`,
      );
    expect(differs).toEqual([]);
    expect([...new Set(fails(verdicts).map(({ ruleId }) => ruleId))]).toEqual(expect.arrayContaining(rules));
  });

  it('adds nothing to a full export, and contradicts it nowhere', async () => {
    // Without the tab of clusters only their names are told.
    const { vCluster: _, ...sheets } = rvtools(all);
    const { report: both } = await judgeFiles({ ...rv(sheets), 'export.json': native([...all]) });

    expect(both.summary).toMatchObject({
      hosts: (await reference).report.summary.hosts,
      vms: (await reference).report.summary.vms,
    });
    const conflicts = both.verdicts.filter(({ ruleId }) => ruleId === 'input-conflict').map(({ message }) => message);
    expect(conflicts).toEqual(
      (await reference).report.verdicts.filter(({ ruleId }) => ruleId === 'input-conflict').map(({ message }) => message),
    );
    const before = (await reference).report.verdicts;
    expect(essence(fails(both.verdicts))).toEqual(expect.arrayContaining(essence(fails(before))));
  });
});

describe('whoever has written the report', () => {
  const reference = judgeFiles(rv(tabs));
  const files = (name: (tab: string) => string, text: (grid: Grid) => string): Files =>
    Object.fromEntries(Object.entries(tabs).map(([tab, grid]) => [name(tab), text(grid)]));

  it.each(Object.entries(WRITERS))('%s: the same verdicts at the same cells', async (_, style) => {
    const { report } = await judgeFiles({ 'rv.xlsx': workbook(tabs, style) });

    expect(essence(report.verdicts)).toEqual(essence((await reference).report.verdicts));
    const cells = (verdicts: readonly Verdict[]) =>
      fails(verdicts)
        .map(({ location }) => location?.cell)
        .sort();
    expect(cells(report.verdicts)).toEqual(cells((await reference).report.verdicts));
  });

  it.each([
    {
      name: 'CSV with commas',
      all: files(
        (tab) => `RVTools_tab${tab}.csv`,
        (grid) => csv(grid),
      ),
    },
    {
      name: 'CSV with semicolons',
      all: files(
        (tab) => `rv/RVTools_tab${tab}.csv`,
        (grid) => csv(grid, ';'),
      ),
    },
    {
      name: 'CSV with quotes, under other names',
      all: files(
        (tab) => `2026/${tab.length}${tab}.txt`,
        (grid) => csv(grid, ',', true),
      ),
    },
    {
      name: 'CSV with tabs',
      all: files(
        (tab) => `${tab}.tsv`,
        (grid) => csv(grid, '\t'),
      ),
    },
  ])('$name: the same verdicts, each at its value', async ({ all }) => {
    const { report } = await judgeFiles(all);

    expect(own(report.verdicts).map(({ message }) => message)).toEqual([]);
    expect(essence(report.verdicts)).toEqual(essence((await reference).report.verdicts));
    const wanted = new Map(fails((await reference).report.verdicts).map((verdict) => [identity(verdict), valueAt(verdict)]));
    for (const verdict of fails(report.verdicts)) {
      const { file = '', line = 0, column = 0, endColumn = 0, cell } = verdict.location ?? {};
      const token = String(all[file])
        .split(/\r?\n/)
        [line - 1]?.slice(column - 1, endColumn - 1)
        .replace(/^"(.*)"$/, '$1');
      expect(cell).toBeUndefined();
      expect(token).toBe(String(wanted.get(identity(verdict))));
    }
  });

  it('version 3: other names of sheets and columns, other cases', async () => {
    const old = Object.fromEntries(
      Object.entries(without('vMetaData')).map(([tab, [header = [], ...rows]]) => [
        `tab${tab}`,
        [header.map((name) => `${String(name).replace('MiB', 'MB').replace('In Use', 'In use').toUpperCase()} `), ...rows],
      ]),
    );
    const { report } = await judgeFiles(rv(old));

    expect(essence(report.verdicts)).toEqual(essence((await reference).report.verdicts));
  });

  it('sheets that somebody has named anew, with a title above the header', async () => {
    const named = Object.fromEntries(
      Object.entries(tabs).map(([tab, grid], index) => [
        `Sheet ${index + 1}`,
        tab === 'vMetaData' ? grid : [['made for the audit'], ...grid],
      ]),
    );
    const { report } = await judgeFiles(rv(named));

    expect(essence(report.verdicts)).toEqual(essence((await reference).report.verdicts));
  });
});

/** What stands in the cell of a finding. */
function valueAt({ location }: Verdict): unknown {
  const [, tab = '', column = '', row] = /^'?([^'!]+)'?!([A-Z]+)(\d+)$/.exec(location?.cell ?? '') ?? [];
  const grid = tabs[tab] ?? [];
  const at = (grid[0] ?? []).findIndex((_, index) => letters(index + 1) === column);
  const value = grid[Number(row) - 1]?.[at] ?? '';
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : value;
}

describe('what a report cannot hold is unknown', () => {
  const verdictOf = async (files: Files, ruleId: string, name: string) =>
    (await judgeFiles(files)).report.verdicts.find((verdict) => verdict.ruleId === ruleId && verdict.subject.name === name);

  it('the distributed switch carries less than the adapter sends', async () => {
    const found = await verdictOf(rv(tabs), 'mtu-vmk-exceeds-vswitch', 'vmk1');

    expect(found).toMatchObject({ verdict: 'fail' });
  });

  it.each([
    ['dvSwitch', 'the switch of a port group'],
    ['dvPort', 'the port group of an adapter'],
    ['vPort', 'whether a port group is a standard one'],
  ])('without the tab %s: %s', async (tab) => {
    const { report } = await judgeFiles(rv(without(tab)));
    const found = report.verdicts.find(
      ({ ruleId, subject }) => ruleId === 'mtu-vmk-exceeds-vswitch' && subject.host === 'esx02.lab' && subject.name === 'vmk1',
    );

    expect(found?.verdict).toBe('unknown');
  });

  it('eight paths may be nine', async () => {
    const eighth = changed('vMultiPath', 2, 'Path 8', 'vmhba64');

    expect(await verdictOf(rv(tabs), 'path-dead', LUN)).toMatchObject({ verdict: 'fail' });
    expect(await verdictOf(rv(eighth), 'path-dead', LUN)).toMatchObject({ verdict: 'unknown' });
  });

  it('devices without a datastore are in no tab', async () => {
    const { verdicts } = (await judgeFiles(rv(tabs))).report;
    const missing = verdicts.filter(({ ruleId, subject }) => ruleId === 'path-dead' && subject.kind === 'host');

    expect(missing.map(({ verdict, subject }) => `${verdict} ${subject.name}`)).toEqual([
      'unknown esx01.lab',
      'unknown esx02.lab',
    ]);
  });

  it.each([
    ['vDisk', 'Disks', 'pvscsi-preferred', 'SCSI controller 0'],
    ['vNetwork', 'NICs', 'vm-nic-disconnected', 'Network adapter 1'],
  ])('fewer rows in %s than %s', async (_, header, ruleId, name) => {
    for (const row of [2, 3, 4]) {
      const more = changed('vInfo', row, header, 7);
      const { verdicts } = (await judgeFiles(rv(more))).report;
      const vm = String(more.vInfo?.[row - 1]?.[0]);

      expect(
        verdicts.filter((verdict) => verdict.ruleId === ruleId && verdict.subject.name === name && verdict.subject.vm === vm),
      ).toEqual([]);
      expect(verdicts.find((verdict) => verdict.ruleId === ruleId && verdict.subject.name === vm)).toMatchObject({
        verdict: 'unknown',
      });
    }
  });

  it('two VMs of one name, and nothing else to tell them by', async () => {
    const same = Object.fromEntries(
      Object.entries(only('vHost', 'vInfo', 'vDisk', 'vNetwork')).map(([tab, [header = [], ...rows]]) => {
        const dropped = header.map((name) => /^(VM ID|VM UUID|SMBIOS UUID)$/.test(String(name)));
        const vm = header.indexOf('VM');
        const rename = (cells: readonly unknown[]) =>
          cells.map((cell, at) => (at === vm && cell === 'db01' ? 'web01' : cell)) as typeof header;
        return [tab, [header, ...rows.map(rename)].map((cells) => cells.filter((_, at) => !dropped[at]))];
      }),
    );
    const { verdicts } = (await judgeFiles(rv(same))).report;
    const found = verdicts.filter(
      ({ ruleId, subject }) => ruleId === 'pvscsi-preferred' && (subject.vm ?? subject.name) === 'web01',
    );

    expect(found.map(({ verdict }) => verdict)).toEqual(['unknown', 'unknown']);
    expect(verdicts.find(({ ruleId, subject }) => ruleId === 'pvscsi-preferred' && subject.vm === 'app01')).toMatchObject({
      verdict: 'pass',
    });
  });

  it('a port group that is a standard and a distributed one', async () => {
    const both = changed('dvPort', 2, 'Port', 'Management Network');
    const found = await verdictOf(rv(both), 'vswitch-no-uplink-with-vmk', 'vSwitch0');
    const before = await verdictOf(rv(tabs), 'vswitch-no-uplink-with-vmk', 'vSwitch0');

    expect([before?.verdict, found?.verdict]).toEqual(['pass', 'pass']);
    const vmk = (await judgeFiles(rv(both))).report.verdicts.filter(
      ({ ruleId, subject }) => ruleId === 'mtu-vmk-exceeds-vswitch' && subject.name === 'vmk0',
    );
    // Only the second host is a member of the switch.
    expect(vmk.map(({ verdict, subject }) => `${verdict} ${subject.host}`).sort()).toEqual([
      'pass esx01.lab',
      'unknown esx02.lab',
    ]);
  });

  it('a column that another tool leaves empty', async () => {
    const header = tabs.vNIC?.[0]?.indexOf('Switch');
    const bare = {
      ...tabs,
      vNIC: (tabs.vNIC ?? []).map((cells, row) => cells.map((cell, at) => (row > 0 && at === header ? '' : cell))),
    };
    const { verdicts } = (await judgeFiles(rv(bare))).report;
    const found = verdicts.filter(({ ruleId, subject }) => ruleId === 'vswitch-no-uplink-with-vmk' && subject.host === undefined);

    expect(fails(verdicts).map(({ ruleId }) => ruleId)).not.toContain('vswitch-no-uplink-with-vmk');
    expect(found.map(({ verdict, subject }) => `${verdict} ${subject.name}`)).toEqual(['unknown esx01.lab', 'unknown esx02.lab']);
  });
});

const LUN = 'naa.6000d31000a1b2000000000000000001';

describe('two reports on the same vCenter', () => {
  it('are one estate; what has changed in between is told', async () => {
    const later = changed('vSC_VMK', 3, 'MTU', 1500);
    const files = { '1.xlsx': workbook(tabs, WRITERS.RVTools), '2.xlsx': workbook(later, WRITERS.Excel) };
    const one = (await judgeFiles(rv(tabs))).report;
    const { report } = await judgeFiles(files);

    expect(report.summary).toMatchObject({ hosts: one.summary.hosts, vms: one.summary.vms });
    const conflicts = report.verdicts.filter(({ ruleId }) => ruleId === 'input-conflict');
    expect(conflicts.map(({ message, location }) => `${location?.file} ${location?.cell} ${message}`)).toEqual([
      '1.xlsx vSC_VMK!M3 The inputs contradict each other on mtu of vmk1: 9000 was used, another input says 1500.',
    ]);
  });
});

describe('a report on two vCenters', () => {
  it('whose objects have the same ids and names', async () => {
    const other = (cell: unknown) =>
      typeof cell === 'string'
        ? cell
            .replaceAll('esx0', 'esx9')
            .replace('vc01.lab', 'vc02.lab')
            .replace(/^5f3c0a52/, 'aaaaaaaa')
            .replace(/^([0-9a-f]{8})(-[0-9a-f]{4}){3}-/, '$&9')
            .slice(0, 200)
        : cell;
    const both = Object.fromEntries(
      Object.entries(tabs).map(([tab, [header = [], ...rows]]) => [
        tab,
        [header, ...rows, ...rows.map((cells) => cells.map(other))] as Grid,
      ]),
    );
    const one = (await judgeFiles(rv(tabs))).report;
    const two = (await judgeFiles(rv(both))).report;

    expect(two.summary).toMatchObject({ hosts: 2 * one.summary.hosts, vms: 2 * one.summary.vms });
    const told = (verdicts: readonly Verdict[], hosts: RegExp) =>
      fails(verdicts)
        .filter(({ subject }) => hosts.test(subject.host ?? subject.name))
        .map(({ ruleId, subject }) => `${ruleId} ${subject.vm ?? ''}/${subject.name}`)
        .sort();
    expect(told(two.verdicts, /^esx0/)).toEqual(told(one.verdicts, /^esx0/));
    expect(told(two.verdicts, /^esx9/)).toEqual(told(one.verdicts, /^esx0/));
  });
});
