import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scan } from '../../src/engine/scan.ts';
import type { Verdict } from '../../src/findings/report.ts';
import { emptySite } from '../../src/model/site.ts';
import { bytesOf, edit, entriesOf, goodHost, govcCollect, native, ndjson, powerCli } from '../build/index.ts';
import { catalog, essence, type Files, fails, folderOf, judgeFiles, own } from './run.ts';
import { clusterEntry, hosts, site } from './site.ts';

/** vlint's own findings, shortly. */
async function complaints(
  files: Files,
): Promise<{ rule: string; level: string | undefined; message: string; at: string; broken: boolean }[]> {
  const { report, broken } = await judgeFiles(files);
  return own(report.verdicts).map(({ ruleId, level, message, location, remedy, subject }) => {
    expect(subject.kind).toBe('input');
    expect(message).toMatch(/[.]$/);
    expect(remedy?.manual?.join('')).not.toBe('');
    return { rule: ruleId, level, message: message ?? '', at: `${location?.file}:${location?.line}:${location?.column}`, broken };
  });
}

describe('inputs that are no export', () => {
  it.each([
    ['an empty file', '', 'input-unreadable', /empty/],
    ['only white space', ' \r\n\t', 'input-unreadable', /empty/],
    ['null, as govc prints for hosts that it took for properties', 'null\n', 'input-format', /null/],
    ['an empty list', '[]', 'input-format', /empty list/],
    ['an answer without virtual machines', '{"virtualMachines":null}\n', 'input-format', /without any object|no export/],
    ['inventory paths', '["/DC1/host/C1/esx01.lab", "/DC1/host/C1/esx02.lab"]', 'input-format', /inventory paths/],
    ['any other object', '{"a":1}', 'input-format', /no export that vlint knows/],
    ['a number', '42\n', 'input-format', /only the value 42/],
    ['text', 'Adapter  MTU\n-------  ----\nvmnic0   1500\n', 'input-format', /neither JSON nor any other export/],
    ['a type name, cut by PowerShell', '"VMware.Vim.HostSystem"', 'input-format', /depth/],
    [
      'an envelope that does not say its command',
      '{"info":{},"values":[{"Name":["vmnic0"]}],"string":""}',
      'input-format',
      /which command/,
    ],
    ['a native export without entries', '{"vlint":"export/1","entries":[]}', 'input-format', /without any object/],
  ])('%s is said to be so, and nothing looks like a pass', async (_, text, rule, message) => {
    const found = await complaints({ 'hosts.json': text });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ rule, level: 'error' });
    expect(found[0]?.message).toMatch(message);
    const { report, broken } = await judgeFiles({ 'hosts.json': text });
    expect(report.summary.pass).toBe(0);
    expect(broken).toBe(true);
  });

  it('an entry of a source that nobody knows is told at its place', async () => {
    const { report, broken } = await judgeFiles({
      'x.json': '{"vlint":"export/1","entries":[{"source":"snmp","host":"esx01.lab","output":[]}]}',
    });
    expect(own(report.verdicts)).toMatchObject([
      {
        ruleId: 'input-schema',
        location: { line: 1, column: 42, endColumn: 48, pointer: '/entries/0/source' },
        message: expect.stringContaining('"snmp"'),
      },
    ]);
    expect(broken).toBe(true);
  });

  it.each([
    ['clusters', govcCollect(clusterEntry)],
    [
      'bindings of no host',
      ndjson([...site])
        .split('\n')
        .filter((line) => line.includes('QueryBoundVnics'))
        .join('\n'),
    ],
  ])('%s alone are nothing to judge, and no clean estate', async (_, text) => {
    const { report, broken } = await judgeFiles({ 'x.json': text });
    expect(broken).toBe(true);
    expect(own(report.verdicts)[0]).toMatchObject({
      ruleId: 'input-format',
      level: 'error',
      message: expect.stringMatching(/neither a host nor a virtual machine/),
    });
  });

  it('one bad file among good ones is told and the others are judged', async () => {
    const { report } = await judgeFiles({ 'a.json': 'null', 'export.json': native([...site]), 'z.json': '[]' });
    expect(own(report.verdicts).map((verdict) => verdict.subject.name)).toEqual(['a.json', 'z.json']);
    expect(essence(report.verdicts.filter((verdict) => verdict.subject.kind !== 'input'))).toEqual(
      essence((await judgeFiles({ 'export.json': native([...site]) })).report.verdicts),
    );
  });
});

describe('an input that cannot be read', () => {
  const settings = {
    rules: catalog.map((rule) => ({ rule, level: undefined, options: rule.options?.defaults })),
    profile: 'recommended',
    site: emptySite,
    keepAll: true,
    version: '0.0.0',
  } as const;

  it('is a finding; the others are judged', async () => {
    const folder = folderOf({ 'export.json': native([...site]) });
    const { report, broken } = await scan(
      ['missing.json', 'export.json'].map((name) => ({ name, path: join(folder, name) })),
      settings,
    );
    expect(broken).toBe(true);
    expect(own(report.verdicts)).toMatchObject([
      { ruleId: 'input-unreadable', level: 'error', subject: { name: 'missing.json' } },
    ]);
    expect(report.summary.hosts).toBe(3);
  });

  // The superuser may read everything.
  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('for want of permission', async () => {
    const folder = folderOf({ 'export.json': native([...site]) });
    chmodSync(join(folder, 'export.json'), 0o000);
    const { report, broken } = await scan([{ name: 'export.json', path: join(folder, 'export.json') }], settings);
    expect(broken).toBe(true);
    expect(own(report.verdicts)).toMatchObject([{ ruleId: 'input-unreadable', message: expect.stringMatching(/permission/) }]);
  });

  it('as it is a folder', async () => {
    const folder = folderOf({ 'export.json/x': '' });
    const { report } = await scan([{ name: 'export.json', path: join(folder, 'export.json') }], settings);
    expect(own(report.verdicts)).toMatchObject([{ level: 'error', message: expect.stringMatching(/folder/) }]);
  });
});

/** A note that asks for proof is made where no proof was exported; everything else needs a fault that was seen. */
const FIRES_FOR_WANT_OF_PROOF: ReadonlySet<string> = new Set(['jumbo-unvalidated']);

describe('an input that ends too early', () => {
  const pretty = native([...site]);
  const line = native([...site], { oneLine: true });
  const several = govcCollect([...site]);
  const cuts = (text: string) => [0.02, 0.11, 0.3, 0.5, 0.77, 0.9, 0.999].map((part) => Math.floor(text.length * part));

  it.each([
    ['pretty', pretty],
    ['on one line', line],
    ['as documents one after another', several],
  ])('%s: the cut is a finding at its end, and what lies before is judged', async (_, text) => {
    const wholeVerdicts = new Set(essence((await judgeFiles({ 'export.json': text })).report.verdicts).map(outcomeOf));
    for (const at of cuts(text.trimEnd())) {
      const cut = text.slice(0, at);
      const { report } = await judgeFiles({ 'export.json': cut });
      const told = own(report.verdicts);
      expect(
        told.map((verdict) => verdict.ruleId),
        `cut at ${at}`,
      ).toContain('input-truncated');
      const place = told.find((verdict) => verdict.ruleId === 'input-truncated')?.location;
      const lines = cut.split('\n');
      expect(place?.line, `cut at ${at}`).toBe(lines.length);
      expect(place?.column, `cut at ${at}`).toBeLessThanOrEqual((lines.at(-1)?.length ?? 0) + 1);
      // A fault that was proved stays proved; nothing that was none becomes one.
      const faults = report.verdicts.filter(
        (verdict) =>
          verdict.verdict === 'fail' && verdict.subject.kind !== 'input' && !FIRES_FOR_WANT_OF_PROOF.has(verdict.ruleId),
      );
      const invented = faults.filter((verdict) => !wholeVerdicts.has(outcomeOf(essence([verdict]).join(''))));
      expect(invented.map((verdict) => `cut at ${at}: ${verdict.ruleId} ${verdict.subject.name}`)).toEqual([]);
    }
  });

  it('in UTF-16, in the middle of a character', async () => {
    const bytes = bytesOf(pretty, 'utf16le');
    const { report } = await judgeFiles({ 'export.json': bytes.subarray(0, Math.floor(bytes.length / 4) * 2 + 1) });
    // Half a character stands there as a character of its own.
    expect(own(report.verdicts)).toMatchObject([
      { ruleId: expect.stringMatching(/^input-(truncated|format)$/), level: 'error', message: expect.stringMatching(/not read/) },
    ]);
  });

  it('cut by the depth of ConvertTo-Json: every place is told, and counts as not exported', async () => {
    const [host] = hosts;
    if (host === undefined) throw new TypeError('no host');
    const views = JSON.parse(powerCli(host)) as { Config: { Network: { Vswitch: unknown; Vnic: { Spec: unknown }[] } } }[];
    for (const view of views) {
      view.Config.Network.Vswitch = 'VMware.Vim.HostVirtualSwitch VMware.Vim.HostVirtualSwitch';
      for (const vnic of view.Config.Network.Vnic) vnic.Spec = 'VMware.Vim.HostVirtualNicSpec';
    }
    const text = JSON.stringify(views, null, 2);
    const { report } = await judgeFiles({ 'views.json': text });
    const told = own(report.verdicts);
    expect(told.map((verdict) => verdict.ruleId)).toEqual([
      'input-truncated',
      'input-truncated',
      'input-truncated',
      'input-truncated',
    ]);
    for (const { location, remedy } of told) {
      expect(tokenAt(text, location)).toMatch(/^"VMware\.Vim\./);
      expect(remedy?.manual?.join(' ')).toContain('-Depth 20');
    }
    const mtu = report.verdicts.filter((verdict) => verdict.ruleId === 'mtu-vmk-exceeds-vswitch');
    expect(new Set(mtu.map((verdict) => verdict.verdict))).toEqual(new Set(['unknown']));
  });
});

describe('a value of a wrong type', () => {
  it.each([
    ['a text for an MTU', 'config.network.vnic.1.spec.mtu', 'nine thousand', '"nine thousand"'],
    ['a list for a switch MTU', 'config.network.vswitch.1.mtu', [9000], '"mtu"'],
    ['an object for a VLAN', 'config.network.portgroup.2.spec.vlanId', { id: 101 }, '"vlanId"'],
    ['a number for a path policy', 'config.storageDevice.multipathInfo.lun.0.policy.policy', 7, '7'],
  ])('%s: a finding at its very place, the rest judged', async (_, path, value, token) => {
    const base = goodHost(5);
    const text = native(edit(base, path, value));
    const { report } = await judgeFiles({ 'export.json': text });
    const [told, ...others] = own(report.verdicts);
    expect(others).toEqual([]);
    expect(told).toMatchObject({
      ruleId: 'input-schema',
      level: 'warning',
      location: { file: 'export.json', pointer: `/entries/0/properties/${path.replaceAll('.', '/')}` },
    });
    expect(tokenAt(text, told?.location)).toBe(token);
    const before = new Map(
      (await judgeFiles({ 'export.json': native(base) })).report.verdicts.map((verdict) => [verdict.fingerprint, verdict]),
    );
    const changed = report.verdicts.filter(
      (verdict) => verdict.subject.kind !== 'input' && before.get(verdict.fingerprint)?.verdict !== verdict.verdict,
    );
    expect(
      changed
        .filter((verdict) => verdict.verdict !== 'unknown')
        .map((verdict) => `${verdict.ruleId} ${verdict.subject.name} ${verdict.verdict}`),
    ).toEqual([]);
    expect(report.summary.hosts).toBe(1);
  });

  it('a wrong type in one host leaves the others alone, but for what is compared with it', async () => {
    const comparing = new Set(catalog.filter((rule) => rule.compares !== undefined).map((rule) => rule.id));
    const spoiled = edit(hosts[0] ?? goodHost(1), 'config.network.vnic', 'gone');
    const { report } = await judgeFiles({ 'export.json': native([spoiled, ...entriesOf(...hosts.slice(1))]) });
    expect(own(report.verdicts)).toHaveLength(1);
    const others = (verdicts: readonly Verdict[]) =>
      essence(
        verdicts.filter(
          ({ ruleId, subject }) => subject.host === 'esx03.lab' && subject.kind === 'vmkernel-adapter' && !comparing.has(ruleId),
        ),
      );
    const alone = (await judgeFiles({ 'export.json': native([...entriesOf(...hosts)]) })).report.verdicts;
    expect(others(report.verdicts)).toEqual(others(alone));
    expect(others(alone).length).toBeGreaterThan(0);
  });

  it('names of the prototype are data', async () => {
    const chap = { type: 'chapRequired', mutual: 'chapRequired' };
    const text = native(goodHost(6, { adapters: { vmhba64: { chap } } })).replace(
      '"entries": [',
      '"__proto__": { "mtu": 1 }, "constructor": 5, "entries": [\n{"source":"vim","object":{"type":"HostSystem","value":"__proto__"},"properties":{"name":"__proto__","config":{"network":{"vnic":[{"device":"constructor","portgroup":"__proto__","spec":{"mtu":9000}}]}}}},',
    );
    const { report } = await judgeFiles({ 'export.json': text });
    expect(own(report.verdicts)).toEqual([]);
    expect(report.summary.hosts).toBe(2);
    expect(fails(report.verdicts)).toEqual([]);
    expect(({} as { mtu?: number }).mtu).toBeUndefined();
  });
});

/** Rule, subject, outcome and level, without the fingerprint: made-up identities depend on what was read. */
function outcomeOf(line: string): string {
  return line
    .split(' | ')
    .slice(0, 8)
    .filter((_, index) => index !== 2)
    .join(' | ');
}

function tokenAt(text: string, location: { line: number; column: number; endColumn: number } | undefined): string | undefined {
  return text.split('\n')[(location?.line ?? 0) - 1]?.slice((location?.column ?? 1) - 1, (location?.endColumn ?? 1) - 1);
}
