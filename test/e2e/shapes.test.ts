import { describe, expect, it } from 'vitest';
import {
  besidesProperties,
  bytesOf,
  crlf,
  type Encoding,
  type Entry,
  govcCollect,
  govcInfo,
  native,
  ndjson,
  powerCli,
  pyVmomi,
  viJson,
} from '../build/index.ts';
import { estate as everyRule } from '../estates/every-rule/estate.ts';
import { estate as lab } from '../estates/lab/estate.ts';
import { misplaced, type Texts, tokensOf } from './placement.ts';
import { essence, fails, judgeFiles, own } from './run.ts';
import { site } from './site.ts';

/** The same estate as each tool prints it. Dumps hold properties only: what else there is stands beside them. */
function shapesOf(entries: readonly Entry[]): Readonly<Record<string, Texts>> {
  const all = [...entries];
  const beside = { 'methods.ndjson': ndjson(besidesProperties(all)) };
  const others = all.filter((entry) => 'properties' in entry && !['HostSystem', 'VirtualMachine'].includes(entry.object.type));
  return {
    'native, pretty': { 'export.json': native(all) },
    'native, on one line': { 'export.json': native(all, { oneLine: true }) },
    'native, NDJSON': { 'export.ndjson': ndjson(all) },
    'govc collect': { 'collect.json': govcCollect(all), ...beside },
    'govc collect up to 0.30': { 'collect.json': govcCollect(all, { pascal: true }), ...beside },
    'govc collect, one line an object': { 'collect.json': govcCollect(all, { oneLine: true }), ...beside },
    'govc host.info and vm.info': {
      'hosts.json': govcInfo(all, 'HostSystem'),
      'vms.json': govcInfo(all, 'VirtualMachine'),
      'others.json': govcCollect(others),
      ...beside,
    },
    'govc host.info and vm.info up to 0.30': {
      'hosts.json': govcInfo(all, 'HostSystem', { pascal: true }),
      'vms.json': govcInfo(all, 'VirtualMachine', { pascal: true }),
      'others.json': govcCollect(others, { pascal: true }),
      ...beside,
    },
    'VI JSON': { 'answer.json': viJson(all), ...beside },
    pyVmomi: { 'dump.json': pyVmomi(all), ...beside },
    PowerCLI: { 'views.json': powerCli(all), ...beside },
  };
}

const encodings: readonly { readonly name: string; readonly encoding: Encoding; readonly windows: boolean }[] = [
  { name: 'UTF-8', encoding: 'utf8', windows: false },
  { name: 'UTF-8 with a byte order mark', encoding: 'utf8-bom', windows: false },
  { name: 'UTF-16 LE with a byte order mark', encoding: 'utf16le', windows: true },
  { name: 'UTF-16 BE with a byte order mark', encoding: 'utf16be', windows: false },
  { name: 'UTF-8 with CRLF', encoding: 'utf8', windows: true },
];
const [plain] = encodings;

describe.each([
  { name: 'three hosts with a fault each and four VMs', entries: site, inAll: true, faults: 4 },
  { name: 'the lab', entries: lab.entries, inAll: false, faults: 10 },
  { name: 'every rule', entries: everyRule.entries, inAll: false, faults: 50 },
])('$name', ({ entries, inAll, faults }) => {
  const text = { 'export.json': native([...entries]) };
  const reference = judgeFiles(text);

  it('has faults enough to compare', async () => {
    expect(fails((await reference).report.verdicts).length).toBeGreaterThanOrEqual(faults);
  });

  describe.each(Object.entries(shapesOf(entries)))('%s', (_, shape) => {
    it.each(encodings.filter((item) => inAll || item === plain))(
      'in $name: the same verdicts, each at its token',
      async ({ encoding, windows }) => {
        const texts = Object.fromEntries(
          Object.entries(shape).map(([name, content]) => [name, windows ? crlf(content) : content]),
        );
        const files = Object.fromEntries(Object.entries(texts).map(([name, content]) => [name, bytesOf(content, encoding)]));
        const { report, broken } = await judgeFiles(files);
        expect(own(report.verdicts).map((verdict) => verdict.message)).toEqual([]);
        expect(broken).toBe(false);
        const expected = (await reference).report.verdicts;
        expect(essence(report.verdicts)).toEqual(essence(expected));
        expect(misplaced(report.verdicts, texts, tokensOf(expected, text))).toEqual([]);
      },
    );
  });
});
