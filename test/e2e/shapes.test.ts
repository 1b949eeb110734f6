import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/findings/report.ts';
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

/** A large estate adds rules, not ways of printing: one of each kind is enough. */
const SHAPES_OF_LARGE = ['native, on one line', 'govc collect', 'PowerCLI'];

describe.each([
  { name: 'three hosts with a fault each and four VMs', entries: site, inAll: true, faults: 4, large: false },
  { name: 'the lab', entries: lab.entries, inAll: false, faults: 10, large: false },
  { name: 'every rule', entries: everyRule.entries, inAll: false, faults: 50, large: true },
])('$name', ({ entries, inAll, faults, large }) => {
  const text = { 'export.json': native([...entries]) };
  const reference = judgeFiles(text);

  it('has faults enough to compare', async () => {
    expect(fails((await reference).report.verdicts).length).toBeGreaterThanOrEqual(faults);
  });

  describe.each(Object.entries(shapesOf(entries)).filter(([format]) => !large || SHAPES_OF_LARGE.includes(format)))(
    '%s',
    (format, shape) => {
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
          const told = (verdicts: readonly Verdict[]) =>
            /^(govc|PowerCLI)/.test(format) ? verdicts.filter(({ ruleId }) => !NEEDS_CLASSES.has(ruleId)) : verdicts;
          expect(different(essence(told(report.verdicts)), essence(told(expected)))).toEqual([]);
          // Positions do not depend on how many rules ask for them, and a large text takes long to be searched.
          if (!large) expect(misplaced(told(report.verdicts), texts, tokensOf(expected, text))).toEqual([]);
          const before = new Map(expected.map((verdict) => [verdict.fingerprint, verdict.verdict]));
          const changed = report.verdicts.filter(({ fingerprint, verdict }) => verdict !== before.get(fingerprint));
          expect(changed.filter(({ verdict }) => verdict !== 'unknown')).toEqual([]);
        },
      );
    },
  );
});

/** What an export decides by the class of a NIC or of a DRS rule, which govc and PowerCLI do not print. */
const NEEDS_CLASSES: ReadonlySet<string> = new Set(['vm-e1000', 'vm-sriov-jumbo', 'wsfc-nic-type', 'wsfc-vmotion']);

/** Lines of one list that the other lacks, each with its side: whole lists of thousands take a minute to compare. */
function different(found: readonly string[], expected: readonly string[]): string[] {
  const [here, there] = [new Set(found), new Set(expected)];
  return [
    ...found.filter((line) => !there.has(line)).map((line) => `only here: ${line}`),
    ...expected.filter((line) => !here.has(line)).map((line) => `missing: ${line}`),
  ];
}
