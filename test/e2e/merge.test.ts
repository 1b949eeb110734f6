import { describe, expect, it } from 'vitest';
import {
  besidesProperties,
  type Entry,
  esxcli,
  esxcliSet,
  goodHost,
  govcCollect,
  idOf,
  type Json,
  merge,
  native,
  ndjson,
} from '../build/index.ts';
import { essence, type Files, fails, judgeFiles, own } from './run.ts';
import { hosts, site } from './site.ts';

/** The answers of methods, as files by what a script would call them. */
function answersAsFiles(nameOf: (host: string, kind: 'boundvnics' | 'querynetworkhint') => string): Files {
  return Object.fromEntries(
    besidesProperties([...site]).map((entry) => {
      if (!('method' in entry)) throw new TypeError('the estate has no esxcli outputs');
      const kind = entry.method === 'QueryBoundVnics' ? 'boundvnics' : 'querynetworkhint';
      return [nameOf(entry.object.value, kind), `${JSON.stringify(entry.result, null, 2)}\n`];
    }),
  );
}

describe('several files about the same hosts', async () => {
  const whole = essence((await judgeFiles({ 'export.json': native([...site]) })).report.verdicts);

  it.each([
    ['by reference', (host: string, kind: string) => `${host}.${kind}.json`],
    ['by name', (host: string, kind: string) => `${hosts.find((item) => idOf('host', item.name) === host)?.name}.${kind}.json`],
  ])('are joined %s: bindings and hints in files of their own', async (_, nameOf) => {
    const files = { 'hosts.json': govcCollect([...site]), ...answersAsFiles(nameOf) };
    const { report } = await judgeFiles(files);
    expect(own(report.verdicts).map((verdict) => verdict.message)).toEqual([]);
    // govc does not print the class of a NIC.
    const told = (lines: readonly string[]) => lines.filter((line) => !/^vm-(e1000|sriov-jumbo) /.test(line));
    expect(told(essence(report.verdicts))).toEqual(told(whole));
  });

  it('are joined whatever order they come in', async () => {
    const [cluster, ...rest] = [...site];
    const files = Object.fromEntries(
      [...rest, cluster as Entry].reverse().map((entry, index) => [`${index}.json`, native(entry)]),
    );
    expect(essence((await judgeFiles(files)).report.verdicts)).toEqual(whole);
  });

  const bindings = 'iscsi networkportal list';
  const untold = [...site].filter((entry) => !('method' in entry && entry.method === 'QueryBoundVnics'));
  const decided = essence(
    (await judgeFiles({ 'export.json': native([...untold, ...hosts.map((host) => esxcli(host, bindings))]) })).report.verdicts,
  );

  it('the bindings of esxcli decide what those of vCenter decide', () => {
    expect(decided).toEqual(whole);
  });

  it.each([
    [
      'named after host and command',
      (host: string) => `${host}_iscsi_networkportal_list.json`,
      (output: Json) => JSON.stringify(output),
    ],
    [
      'in a folder named after the host',
      (host: string) => `${host}/iscsi_networkportal_list.json`,
      (output: Json) => JSON.stringify(output, null, 1),
    ],
    [
      'with dashes and the short host name',
      (host: string) => `${host.split('.')[0]}-esxcli-iscsi-networkportal-list.json`,
      (output: Json) => JSON.stringify(output),
    ],
    [
      'as govc prints them',
      (host: string) => `${host}.iscsi.networkportal.list.json`,
      (output: Json) => JSON.stringify(envelope(output), null, 2),
    ],
  ])('esxcli outputs %s', async (_, nameOf, print) => {
    const outputs = Object.fromEntries(hosts.map((host) => [nameOf(host.name), print(esxcli(host, bindings).output)]));
    const { report } = await judgeFiles({ 'hosts.json': native(untold), ...outputs });
    expect(own(report.verdicts).map((verdict) => verdict.message)).toEqual([]);
    expect(essence(report.verdicts)).toEqual(decided);
    expect(report.summary.hosts).toBe(3);
  });

  it('a host of esxcli outputs alone is judged', async () => {
    const [host] = hosts;
    const { report } = await judgeFiles({ 'outputs.ndjson': ndjson(host === undefined ? [] : esxcliSet(host)) });
    expect(own(report.verdicts).map((verdict) => verdict.message)).toEqual([]);
    expect(fails(report.verdicts).map((verdict) => `${verdict.ruleId} ${verdict.subject.host} ${verdict.subject.name}`)).toEqual(
      expect.arrayContaining(['mtu-vmk-exceeds-vswitch esx01.lab vmk1', 'mtu-vmk-exceeds-vswitch esx01.lab vmk2']),
    );
  });

  it('an output that does not say of which host it is is a finding, where there are several', async () => {
    const [host] = hosts;
    if (host === undefined) throw new TypeError('no host');
    const { report } = await judgeFiles({
      'hosts.json': native(untold),
      'iscsi_networkportal_list.json': JSON.stringify(esxcli(host, bindings).output),
    });
    expect(own(report.verdicts)).toMatchObject([
      {
        ruleId: 'input-format',
        level: 'warning',
        subject: { name: 'iscsi_networkportal_list.json' },
        location: { line: 1, column: 1 },
      },
    ]);
  });

  it('and belongs to the only host where there is one', async () => {
    const host = goodHost(4, { vswitches: { vSwitch1: { portGroups: { 'iSCSI-B': { standby: ['vmnic2'] } } } } });
    const untoldHost = merge(host, { adapters: { vmhba64: { bound: undefined } } });
    const output = JSON.stringify(esxcli(host, bindings).output);
    const { report } = await judgeFiles({ 'host.json': native(untoldHost), 'iscsi_networkportal_list.json': output });
    expect(own(report.verdicts)).toEqual([]);
    expect(report.summary.hosts).toBe(1);
    const standby = report.verdicts.filter((verdict) => verdict.ruleId === 'portbind-standby-uplink');
    expect(standby.map((verdict) => `${verdict.subject.name} ${verdict.verdict}`).sort()).toEqual(['vmk1 pass', 'vmk2 fail']);
  });

  it('a contradiction is a finding of its own', async () => {
    const [host] = hosts;
    if (host === undefined) throw new TypeError('no host');
    const later = goodHost(1, { vswitches: { vSwitch1: { mtu: 9000 } } });
    const { report } = await judgeFiles({
      'export.json': native(host),
      'esx01.lab/network_vswitch_standard_list.json': JSON.stringify(esxcli(later, 'network vswitch standard list').output),
    });
    const conflicts = report.verdicts.filter((verdict) => verdict.ruleId === 'input-conflict');
    expect(conflicts).toMatchObject([
      { verdict: 'fail', subject: { host: 'esx01.lab', name: 'vSwitch1' }, location: { file: expect.any(String) } },
    ]);
    expect(conflicts[0]?.message).toMatch(/1500/);
    expect(conflicts[0]?.message).toMatch(/9000/);
  });
});

/** govc host.esxcli prints every value as a list of texts, under the API's name of the field. */
function envelope(output: Json): Json {
  const rows = (Array.isArray(output) ? output : [output]) as readonly Json[];
  return {
    info: { hints: { formatter: 'table' } },
    values: rows.map((row) => Object.fromEntries(Object.entries(row as object).map(([key, value]) => [key, [String(value)]]))),
    string: '',
  };
}
