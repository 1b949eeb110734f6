import { describe, expect, it } from 'vitest';
import { type Entry, entriesOf, goodHost, type Json, native, vm } from '../build/index.ts';
import { fails, judgeFiles } from './run.ts';
import { site } from './site.ts';

type Answer = Awaited<ReturnType<typeof judgeFiles>>;

/** Fingerprints of everything but the objects of esx09, which some exports have besides. */
function identities({ report }: Answer): string[] {
  return report.verdicts
    .filter(({ subject }) => ![subject.host, subject.vm, subject.name].some((name) => name === 'esx09.lab' || name === 'web09'))
    .map((verdict) => `${verdict.ruleId} ${verdict.subject.name} ${verdict.verdict} ${verdict.fingerprint}`)
    .sort();
}

/** Every array of objects or names turned round whose order means nothing to the API. */
function reversed(value: Json, key = ''): Json {
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((item) => reversed(item));
    return UNORDERED.has(key) ? items.reverse() : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, reversed(member, name)]));
}

const UNORDERED = new Set([
  'entries',
  'vnic',
  'pnic',
  'vswitch',
  'portgroup',
  'hostBusAdapter',
  'scsiLun',
  'lun',
  'option',
  'mountInfo',
  'netConfig',
  'result',
  'device',
  'netStackInstance',
]);

describe('the identity of findings', async () => {
  const before = identities(await judgeFiles({ 'export.json': native([...site]) }));

  it('tells every two verdicts of a rule apart', async () => {
    const { report } = await judgeFiles({ 'export.json': native([...site]) });
    const seen = report.verdicts.map((verdict) => verdict.fingerprint);
    expect(seen.filter((one, index) => seen.indexOf(one) !== index)).toEqual([]);
    expect(fails(report.verdicts).length).toBeGreaterThan(0);
  });

  it('survives hosts and VMs that are added in front', async () => {
    const added: Entry[] = [...entriesOf(goodHost(9)), vm({ name: 'web09', host: 'esx09.lab' })];
    expect(identities(await judgeFiles({ 'export.json': native([...added, ...site]) }))).toEqual(before);
  });

  it('survives lists in another order', async () => {
    const text = JSON.stringify(reversed(JSON.parse(native([...site])) as Json), null, 2);
    expect(text).not.toBe(native([...site]).trimEnd());
    expect(identities(await judgeFiles({ 'export.json': text }))).toEqual(before);
  });

  it('survives another layout and another file name', async () => {
    expect(identities(await judgeFiles({ 'monday.json': native([...site], { oneLine: true }) }))).toEqual(before);
    expect(identities(await judgeFiles({ 'tabs.json': JSON.stringify(JSON.parse(native([...site])), null, '\t') }))).toEqual(
      before,
    );
  });

  it('survives other managed object references', async () => {
    const text = native([...site]).replaceAll(
      /"((?:host|vm|domain)-)(\d+)"/g,
      (_, kind: string, number: string) => `"${kind}${Number(number) + 7}"`,
    );
    expect(identities(await judgeFiles({ 'export.json': text }))).toEqual(before);
  });

  it('does not depend on the case of a host name', async () => {
    const text = native([...site]).replaceAll('"esx01.lab"', '"ESX01.lab"');
    const upper = identities(await judgeFiles({ 'export.json': text })).map((line) => line.split(' ').at(-1));
    expect(upper.sort()).toEqual(before.map((line) => line.split(' ').at(-1)).sort());
  });
});
