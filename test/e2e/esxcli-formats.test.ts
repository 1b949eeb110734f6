import { describe, expect, it } from 'vitest';
import { esxcliCsv, esxcliKeyvalue, esxcliPasted, esxcliSession, esxcliText, esxcliXml } from '../build/esxcli-formats.ts';
import { crlf, type EsxcliEntry, esxcliSet, goodHost, native, presetLuns } from '../build/index.ts';
import { essence, type Files, fails, judgeFiles, own } from './run.ts';

const [first] = presetLuns;
/** Two hosts with faults in every kind of output: a table, a list of structures, a structure. */
const hosts = [
  goodHost(1, { vmks: { vmk1: { mtu: 9000 } }, vswitches: { vSwitch1: { mtu: 1500 } } }),
  goodHost(2, {
    vswitches: { vSwitch1: { portGroups: { 'iSCSI-A': { active: ['vmnic2', 'vmnic3'] } } } },
    adapters: { vmhba64: { bound: ['vmk1'] } },
    luns: { [first]: { psp: 'VMW_PSP_FIXED' } },
    pnics: { vmnic3: { speed: null } },
  }),
];
const entries = hosts.flatMap((host) => esxcliSet(host)) as EsxcliEntry[];

/** Into an empty file a command has printed nothing, or failed: it tells nothing. */
const hasOutput = ({ output }: EsxcliEntry) => !Array.isArray(output) || output.length > 0;

/** One file an output, named after host and command. */
function files(extension: string, print: (entry: EsxcliEntry) => string): Files {
  return Object.fromEntries(
    entries.filter(hasOutput).map((entry, index) => [
      `${entry.host}/${String(index).padStart(3, '0')}_${entry.command
        .replaceAll('"', '')
        .replace(/ -(\w) /, ' -$1 ')
        .replaceAll(' ', '_')}.${extension}`,
      // A single word and an empty list have no columns to print.
      print(entry) || esxcliText(entry),
    ]),
  );
}

const shapes: Readonly<Record<string, Files>> = {
  'text, a file a command': files('txt', (entry) => esxcliText(entry)),
  'text of localcli': files('txt', (entry) => esxcliText(entry, { localcli: true })),
  'text that has lost its indentation': files('txt', esxcliPasted),
  'text with CRLF': files('log', (entry) => crlf(esxcliText(entry))),
  XML: files('xml', (entry) => (typeof entry.output === 'object' ? esxcliXml(entry) : esxcliText(entry))),
  'key=value': files('txt', esxcliKeyvalue),
  CSV: files('csv', (entry) => (Array.isArray(entry.output) ? esxcliCsv(entry) : esxcliText(entry))),
  'a session of each host': {
    'a.txt': esxcliSession(entries.slice(0, entries.length / 2), (host) => `[root@${host}:~] `),
    'b.txt': esxcliSession(entries.slice(entries.length / 2), (host) => `[root@${host}:/vmfs/volumes] `),
  },
  'a session under older prompts': {
    'esx01.lab/all.txt': esxcliSession(entries.slice(0, entries.length / 2), (host) => `root@${host}:~ # `),
    'esx02.lab/all.txt': esxcliSession(entries.slice(entries.length / 2), (host) => `root@${host}:~ # `),
  },
};

describe('esxcli output in every form', () => {
  const reference = judgeFiles({ 'export.json': native(entries) });

  it('has faults to compare', async () => {
    expect(fails((await reference).report.verdicts).map((verdict) => verdict.ruleId)).toEqual(
      expect.arrayContaining(['mtu-vmk-exceeds-vswitch', 'portbind-one-active-uplink', 'psp-not-round-robin']),
    );
  });

  it.each(Object.entries(shapes))('%s: the same verdicts, each on its token', async (_, shape) => {
    const { verdicts } = (await judgeFiles(shape)).report;

    expect(own(verdicts).map((verdict) => `${verdict.subject.name}: ${verdict.message}`)).toEqual([]);
    const expected = new Set(essence((await reference).report.verdicts));
    const found = new Set(essence(verdicts));
    expect(
      [...found].filter((line) => !expected.has(line)),
      'only here',
    ).toEqual([]);
    expect(
      [...expected].filter((line) => !found.has(line)),
      'missing here',
    ).toEqual([]);
    const tokens = tokensOf(fails((await reference).report.verdicts), { 'export.json': native(entries) });
    expect(tokensOf(fails(verdicts), shape)).toEqual(tokens);
  });
});

/** What stands at the location of each finding, by fingerprint; for a list or structure only that something does. */
function tokensOf(verdicts: ReturnType<typeof fails>, texts: Files): Record<string, string> {
  return Object.fromEntries(
    verdicts.map(({ ruleId, fingerprint, location }) => {
      const line = String(texts[location?.file ?? '']).split(/\r?\n/)[(location?.line ?? 0) - 1] ?? '';
      const token = line.slice((location?.column ?? 1) - 1, (location?.endColumn ?? 1) - 1).replace(/^"(.*)"$/, '$1');
      return [
        `${ruleId} ${fingerprint}`,
        /^[\w.-]+$/.test(token) && /\d/.test(token) && !token.includes('vmnic') ? token : token === '' ? 'nothing' : 'something',
      ];
    }),
  );
}
