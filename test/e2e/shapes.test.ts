import { describe, expect, it } from 'vitest';
import {
  besidesProperties,
  bytesOf,
  crlf,
  type Encoding,
  govcCollect,
  govcInfo,
  native,
  ndjson,
  powerCli,
  pyVmomi,
  viJson,
} from '../build/index.ts';
import { offsetOf, spotsOf } from './positions.ts';
import { essence, fails, type Files, judgeFiles, own } from './run.ts';
import { clusterEntry, site } from './site.ts';

const methods = { 'methods.ndjson': ndjson(besidesProperties([...site])) };

/** The same estate as each tool prints it, as text. */
const shapes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'native, pretty': { 'export.json': native([...site]) },
  'native, on one line': { 'export.json': native([...site], { oneLine: true }) },
  'native, NDJSON': { 'export.ndjson': ndjson([...site]) },
  'govc collect': { 'collect.json': govcCollect([...site]), ...methods },
  'govc collect up to 0.30': { 'collect.json': govcCollect([...site], { pascal: true }), ...methods },
  'govc collect, one line an object': { 'collect.json': govcCollect([...site], { oneLine: true }), ...methods },
  'govc host.info and vm.info': {
    'hosts.json': govcInfo([...site], 'HostSystem'),
    'vms.json': govcInfo([...site], 'VirtualMachine'),
    'clusters.json': govcCollect(clusterEntry),
    ...methods,
  },
  'govc host.info and vm.info up to 0.30': {
    'hosts.json': govcInfo([...site], 'HostSystem', { pascal: true }),
    'vms.json': govcInfo([...site], 'VirtualMachine', { pascal: true }),
    'clusters.json': govcCollect(clusterEntry, { pascal: true }),
    ...methods,
  },
  'VI JSON': { 'answer.json': viJson([...site]), ...methods },
  pyVmomi: { 'dump.json': pyVmomi([...site]), ...methods },
  PowerCLI: { 'views.json': powerCli([...site]), ...methods },
};

const encodings: readonly { readonly name: string; readonly encoding: Encoding; readonly windows: boolean }[] = [
  { name: 'UTF-8', encoding: 'utf8', windows: false },
  { name: 'UTF-8 with a byte order mark', encoding: 'utf8-bom', windows: false },
  { name: 'UTF-16 LE with a byte order mark', encoding: 'utf16le', windows: true },
  { name: 'UTF-16 BE with a byte order mark', encoding: 'utf16be', windows: false },
  { name: 'UTF-8 with CRLF', encoding: 'utf8', windows: true },
];

const reference = judgeFiles({ 'export.json': native([...site]) });

describe('the estate of three hosts and four VMs', () => {
  it('has the faults that it was given', async () => {
    const { verdicts } = (await reference).report;
    const found = new Set(fails(verdicts).map((verdict) => `${verdict.subject.host} ${verdict.ruleId}`));
    expect([...found]).toContain('esx01.lab mtu-vmk-exceeds-vswitch');
    expect((await reference).report.summary).toMatchObject({ hosts: 3, vms: 4 });
  });
});

describe.each(Object.entries(shapes))('%s', (_, texts) => {
  it.each(encodings)('in $name: the same verdicts, each at its token', async ({ encoding, windows }) => {
    const lines = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, windows ? crlf(text) : text]));
    const files: Files = Object.fromEntries(Object.entries(lines).map(([name, text]) => [name, bytesOf(text, encoding)]));
    const { report, broken } = await judgeFiles(files);
    expect(own(report.verdicts).map((verdict) => verdict.message)).toEqual([]);
    expect(broken).toBe(false);
    expect(essence(report.verdicts)).toEqual(essence((await reference).report.verdicts));
    expect(await misplaced(report.verdicts, lines)).toEqual([]);
  });
});

/** Findings that do not point at their evidence: the value (or the key of an object) that stands at the pointer in that very text. */
async function misplaced(verdicts: Parameters<typeof fails>[0], texts: Readonly<Record<string, string>>): Promise<string[]> {
  const spots = new Map(Object.entries(texts).map(([name, text]) => [name, spotsOf(text)]));
  const values = new Map(fails((await reference).report.verdicts).map((verdict) => [verdict.fingerprint, tokenAt(nativeText, verdict.location)]));
  const wrong: string[] = [];
  let checked = 0;
  for (const verdict of fails(verdicts)) {
    for (const location of [verdict.location, ...(verdict.related ?? []).map((item) => item.location)]) {
      const what = `${verdict.ruleId} ${verdict.subject.name} at ${location?.file}:${location?.line}:${location?.column}`;
      const text = location && texts[location.file];
      if (location === undefined || text === undefined) {
        wrong.push(`${what}: no place`);
        continue;
      }
      const start = offsetOf(text, location.line, location.column);
      const spot = spots.get(location.file)?.find((item) => item.pointer === location.pointer && (item.scalar ? item.start : (item.key?.start ?? item.start)) === start);
      const end = spot && (spot.scalar ? spot.end : (spot.key?.end ?? spot.start + 1));
      if (spot === undefined) wrong.push(`${what}: ${location.pointer} does not stand there`);
      else if (location.endLine !== location.line || offsetOf(text, location.endLine, location.endColumn) !== end) wrong.push(`${what}: ends elsewhere`);
      checked++;
    }
    const token = tokenAt(texts[verdict.location?.file ?? ''] ?? '', verdict.location);
    const expected = values.get(verdict.fingerprint);
    if (canonical(token) !== canonical(expected)) wrong.push(`${verdict.ruleId} ${verdict.subject.name}: ${token} instead of ${expected}`);
  }
  expect(checked).toBeGreaterThan(0);
  return wrong;
}

const nativeText = native([...site]);

/** A token as the native export has it: tools spell the class of a device in their own ways, and some tell it by the summary alone. */
function canonical(token: string | undefined): string | undefined {
  const plain = token?.replace('"vim.vm.device.', '"');
  return (SUMMARIES.get(plain ?? '') ?? plain)?.toLowerCase();
}

const SUMMARIES = new Map([
  ['"LSI Logic SAS"', '"VirtualLsiLogicSASController"'],
  ['"LSI Logic"', '"VirtualLsiLogicController"'],
]);

function tokenAt(text: string, location: { line: number; column: number; endColumn: number } | undefined): string | undefined {
  if (location === undefined) return undefined;
  return text.split(/\r\n|\n|\r/)[location.line - 1]?.slice(location.column - 1, location.endColumn - 1);
}
